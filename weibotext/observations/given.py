"""What claims are made of: figures and dates, with no more than claims need to know of them."""

from __future__ import annotations

from typing import NamedTuple

from weibotext.values import Span


class Number(NamedTuple):
    """A figure as claims need it, in clean coordinates."""

    id: str
    span: Span
    extent: Span
    value: str
    mod: str
    unit: str | None
    per: str | None


class Time(NamedTuple):
    """A date as claims need it; only dates of a day, a month or a year can hold for a claim."""

    id: str
    span: Span
    timex: str
    kind: str
