"""Figures: found in text, given a unit, a date and an owner, and compared."""

from assistant.figures.compare import Relation, compare
from assistant.figures.extract import extract
from assistant.figures.scan import Mention, scan

__all__ = ["Mention", "Relation", "compare", "extract", "scan"]
