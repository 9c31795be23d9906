"""Claims: which figure says what of whom, and when.

A figure becomes a claim when a word of its clause announces a measure (:mod:`.measures`) and somebody may be meant
(:mod:`.subjects`). Aims, parts of a whole, and what is given per something that the measure is not, are no claims. An
account's opening is a claim as well (:mod:`.openings`), with a date for a value.
"""

from __future__ import annotations

from weibotext.observations.claims import Claim, find_claims
from weibotext.observations.given import Number, Subject, Time
from weibotext.observations.measures import Measure, measures

__all__ = ["Claim", "Measure", "Number", "Subject", "Time", "find_claims", "measures"]
