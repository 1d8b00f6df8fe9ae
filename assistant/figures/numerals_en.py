"""English number words: cardinals, fractions, vague plurals and scales behind digits."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from assistant.figures.numeral import Numeral, times, words

WORDS = {
    w: i
    for i, w in enumerate(
        words(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen "
            "fourteen fifteen sixteen seventeen eighteen nineteen"
        )
    )
} | {
    w: 10 * i
    for i, w in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
}
WORD_SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 10**3, "lakh": 10**5, "million": 10**6,
    "crore": 10**7, "billion": 10**9, "trillion": 10**12, "quadrillion": 10**15,
}  # fmt: skip
SHORT_SCALES = {
    "mln": 10**6, "mn": 10**6, "bln": 10**9, "bn": 10**9, "trn": 10**12, "tn": 10**12,
    "bil": 10**9, "mil": 10**6,
}  # fmt: skip
LETTER_SCALES = {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}
DENOMINATORS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "twentieth": 20, "hundredth": 100,
    "thousandth": 1000,
}  # fmt: skip
_WORD = "|".join(sorted((*WORDS, *WORD_SCALES), key=len, reverse=True))
_A = r"an?(?= (?:hundred|thousand|million|billion|trillion|dozen|lakh|crore)\b)"
ENGLISH = (
    rf"(?<![a-z\d'-])(?:{_A}|(?:{_WORD})(?:(?![a-z])|(?=fold(?![a-z]))))"
    rf"(?>(?:(?:[ -]|[ -]and[ -])(?:{_WORD})(?![a-z]))*)"
)
VAGUE = (
    r"(?<![a-z-])(?:tens|dozens|scores|hundreds|thousands|millions|billions|trillions)"
    r"(?>(?: of (?:hundreds|thousands|millions|billions|trillions))*)(?![a-z])"
    r"|(?<![a-z])(?:several|a few) (?:dozen|hundred|thousand|million|billion|trillion)(?![a-z])"
    r"|(?<![a-z])(?:several|a few)"
    r"(?= (?:people|men|women|children|minutes|hours|days|weeks|months|years|decades)(?![a-z]))"
)
FRACTION = (
    r"(?<![a-z-])(?:(?:one|two|three|four|five|seven|nine)[ -](?:half|thirds?|quarters?|fourths?"
    r"|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)|halves|half"
    r"|an? (?:third|quarter|fifth|tenth|sixth|eighth)(?= of\b| as\b)"
    r"|(?:three )?quarters?(?= (?:million|billion|trillion)))(?![a-z])"
    r"|(?<!過)(?<!大)半[数分額](?!の1)|(?<![年月日上下後前\d])半(?=[年日](?![生程次報]))"
    r"|(?<![a-z-])(?:one|two|three|four|nine) (?:in|out of) (?:every )?"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|twenty|\d{1,2}|100|1,000)(?![a-z\d,.])"
)
_SCALE_AFTER = re.compile(
    r"[ -]?(?:(hundred|thousand|million|billion|trillion|quadrillion|lakh|crore)s?"
    r"|(mln|bln|trn|mn|bn|tn|bil|mil))(?![a-z])"
)
_MILLIONS = re.compile(r"m(?! ?[²³²³/]|[\w-])")
_COUNTED = re.compile(r" (?:[a-z]+ )?(?:people|men|women|children|[a-z]{3,}s)(?![a-z])")
_LENGTH = re.compile(
    r"\b(?:long|high|tall|wide|deep|thick|away|apart|above|below|depth|heights?|length|distance|sea"
    r"|waves?|tsunami|race|sprint|hurdles|freestyle|butterfly|backstroke|relay|jump\w*|throw|threw"
    r"|vault|leap\w*|swim|metres?|meters?|km|cm|ft|feet|deeper|taller|runway|tower|wall|snow|water"
    r"|floods?|flooding|diameter|radius|radio|telescope)\b"
)


def _in_millions(numeral: Numeral, lower: str) -> bool:
    """ "9.8m passengers", "rose to 2.3m": millions, unless lengths are the subject."""
    match = _MILLIONS.match(lower, numeral.end)
    if match is None or not numeral.value or numeral.value < 1 or lower[match.end() :][:1] > "~":
        return False
    if _COUNTED.match(lower, match.end()):
        return not _LENGTH.search(re.split(r"[,.;]", lower[match.end() : match.end() + 24])[0])
    around = lower[max(0, numeral.start - 60) : match.end() + 40]
    return not numeral.integer and around.isascii() and not _LENGTH.search(around)


def scaled(numeral: Numeral, lower: str) -> Numeral:
    """Take in an English scale word: "2.9 billion", "10.24bn"."""
    match = _SCALE_AFTER.match(lower, numeral.end)
    if not match or not isinstance(numeral.value, Decimal):
        millions = isinstance(numeral.value, Decimal) and _in_millions(numeral, lower)
        return times(numeral, 10**6, numeral.end + 1) if millions else numeral
    word = match.group(1) or match.group(2)
    return times(numeral, WORD_SCALES.get(word) or SHORT_SCALES[word], match.end())


def cardinal(start: int, text: str) -> Numeral | None:
    """ "two hundred and fifty thousand", cut where the words stop making one number."""
    total, section, end, quantum, scale = Decimal(0), Decimal(0), 0, Decimal(1), 1
    last: int | None = None
    for match in re.finditer(r"[a-z]+", text):
        word = match.group()
        if word in ("a", "an"):
            section, last = Decimal(1), 1
            continue
        if word == "and":
            if last is None or last < 100:
                break
            continue
        value = WORDS.get(word)
        if value is not None:
            tens = last is not None and 20 <= last < 100 and 0 < value < 10
            if last is not None and last < 100 and not tens:
                break
            section, last, quantum = section + value, value if not tens else 1, Decimal(1)
        else:
            power = WORD_SCALES[word]
            if last is None and (not text.startswith(word) or power >= 10**6):
                break  # "(billion yen)" in a heading, "per million people"
            section = (section or Decimal(1)) * power
            if power >= 1000:
                total, section = total + section, Decimal(0)
            last, quantum, scale = power, Decimal(power), max(scale, power)
        end = match.end()
    if end == 0:
        return None
    return Numeral(start, start + end, total + section, "word", scale=scale, quantum=quantum)


def fraction_words(start: int, end: int, text: str, lower: str) -> Numeral | None:
    """ "two thirds", "half", "half a trillion", "three quarters billion"."""
    if text[0] == "半":
        return Numeral(start, end, Decimal("0.5"), "fraction")
    parts = text.replace("-", " ").split()
    if "in" in parts or "of" in parts:
        below = WORDS.get(parts[-1]) or int(parts[-1].replace(",", ""))
        ratio = Fraction(WORDS[parts[0]], below) if below > WORDS[parts[0]] else None
        return Numeral(start, end, ratio, "fraction") if ratio else None
    top = WORDS.get(parts[0], 1) if len(parts) > 1 else 1
    bottom = DENOMINATORS[parts[-1] if parts[-1] in DENOMINATORS else parts[-1].rstrip("s")]
    value: Decimal | Fraction = Fraction(top, bottom)
    scaled = re.compile(r"(?: an?)?(?: of an?)? (hundred|thousand|million|billion|trillion|dozen)"
                        r"(?![a-z])").match(lower, end)  # fmt: skip
    if scaled:
        power = WORD_SCALES[scaled.group(1)]
        exact = Decimal(top) * power / bottom
        return Numeral(start, scaled.end(), exact, "word", scale=power)
    if parts[-1] == "half" and len(parts) == 1:
        value = Decimal("0.5")
    return Numeral(start, end, value, "fraction")


def vague_words(text: str) -> tuple[Decimal, Decimal]:
    """ "tens of billions": from one to ten of them; "several hundred": from two to ten."""
    words = text.replace(" of ", " ").split()
    low = Decimal(1)
    for word in words:
        if word in ("several", "few"):
            low *= 2
        elif word != "a":
            low *= {"tens": 10, "dozens": 24, "scores": 40}.get(word) or WORD_SCALES[
                word.rstrip("s")
            ]
    high = low * 5 if words[0] in ("several", "a") else low * 10
    return low, high if words[0] not in ("dozens", "scores") else Decimal(100) * (low / low)
