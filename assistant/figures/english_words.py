"""Words that the rules for English owners share."""

from __future__ import annotations

import re

MEDIA = re.compile(
    r"\b(?:News|Times|Post|Reuters|Bloomberg|NHK|Nikkei|Kyodo|AFP|BBC|CNN|CNBC|"
    r"Journal|Daily|Press|TBS|TV|Herald|"
    r"Guardian|Watch|Mainichi|Asahi|Yomiuri|Jiji|Nielsen|Telegraph|Spiegel|"
    r"Sources|analysts?|report|poll|survey)\b"
)
TIME_NAME = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"[Qq]uarter|year|month|week|half)s?\b"
)
PRONOUN = re.compile(
    r"^(?:it|he|she|they|its|his|her|their|"
    r"the (?:[\w-]+-based |[A-Z][a-z]+ )?(?:company|firm|"
    r"board|group|ministry|bank|agency|government|lender|[a-z]*maker|manufacturer|retailer|start-?up|line|"
    r"organi[sz]ation|operator|university|brewer|airline|carrier|insurer|utility|supplier|producer|"
    r"developer|[a-z]*builder|giant|conglomerate|chain|brokerage|refiner|miner|two))$",
    re.I,
)
DESCRIBED = re.compile(r"^[Tt]he (?:[a-z-]+ )?(?:house|club|trust|broker)$")  # in small letters
QUALIFIER = re.compile(
    r"(?:\s*(?:(?<!\w)(?:up to|as (?:much|many|little) as|about|around|some|nearly|almost|"
    r"roughly|approximately|more than|less than|"
    r"over|under|at least|at most|an? (?:average|total|estimated|additional|"
    r"combined|further|record) (?:of)?|an?|the|only|just|"
    r"another|an average of|a total of|between|estimated|well over|close to|"
    r"fewer than|no more than|to|of)(?!\w)|[:=|]))*\s*$",
    re.I,
)
