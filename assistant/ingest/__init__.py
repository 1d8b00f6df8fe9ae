"""Files in, articles out: reading, page furniture, titles and publication dates."""

from assistant.ingest.read import read
from assistant.ingest.sources import discover, survey

__all__ = ["discover", "read", "survey"]
