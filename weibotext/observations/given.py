"""What claims are made of: figures, dates, and those named, with no more than claims need to know of them."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from weibotext.values import Span

Kind: TypeAlias = Literal["account", "agency", "region", "whole"]


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


class Subject(NamedTuple):
    """Somebody of whom a claim may be made: where they are named, and their id in the record.

    A ``whole`` is a region named by its level (全市), which takes the claims of its clause from the bodies before it. Of
    those at one place it is the last: 全州 is the whole prefecture, if it may be, rather than the county.
    ``region`` is the code of the region that an agency is of.
    """

    span: Span
    kind: Kind
    id: str
    region: str | None = None
