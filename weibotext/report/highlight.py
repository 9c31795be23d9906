"""The source as it was published, as HTML, with marks woven into it.

Marks may cross, HTML elements may not. At every place where a mark begins or ends, the marks that cover the place are
put in one fixed order, longest outermost; whatever no longer fits is closed and opened again. So the result is well
formed by construction, a mark inside another never splits it, and of two that cross the shorter is split.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup, escape

from weibotext.errors import InputError
from weibotext.report.marks import Mark, marks, prefix_of
from weibotext.surrogates import replaced

# Outermost first, for marks of one and the same stretch.
_KINDS = (
    "claim",
    "evidence",
    "keyword",
    "date-extent",
    "figure-extent",
    "agency",
    "account",
    "date",
    "figure",
    "edit",
)
_RANK = {kind: rank for rank, kind in enumerate(_KINDS)}
_MARKED = frozenset({"agency", "account", "date", "figure"})


def visible(text: str) -> str:
    r"""The text, with a visible stand-in, one for one, for each character that an HTML file cannot carry.

    They are NUL, which becomes U+2400, and lone surrogates, which become U+FFFD. Everything else stays.

    >>> visible("a\x00b\ud800"), visible("a\r\x01")
    ('a␀b�', 'a\r\x01')
    """
    return replaced(text).replace("\x00", "\u2400")


def highlight(source: str, record: Mapping[str, Any], *, prefix: str | None = None) -> Markup:
    """The source with everything that the record found in it marked, as HTML ready for a page.

    Without its tags and with its character references decoded, the result is ``visible(source)``, to the character.
    Put it where white space is kept (``white-space: pre-wrap``), but not first in a ``<pre>``, which drops a leading
    newline. Ids begin with ``prefix``; left out, it is drawn from the record's id.

    Raises :class:`~weibotext.errors.InputError` when a span of the record does not fit the source.

    >>> empty = dict.fromkeys("agencies accounts dates figures observations themes keywords".split(), [])
    >>> gloss = {"span": [1, 5], "text": "(wù)", "replacement": "", "repair": "pinyin_gloss"}
    >>> print(highlight("務(wù)<", {**empty, "published": None, "edits": [gloss]}, prefix="n1"))
    務<del class="wt-edit" id="n1-e1" title="修复（拼音注音）：删去" data-to="">(wù)</del>&lt;
    """
    return weave(source, marks(record, prefix_of(record, prefix)))


def weave(source: str, found: Iterable[Mark]) -> Markup:
    """The source as HTML with the marks around their stretches, split where they cross.

    Raises :class:`~weibotext.errors.InputError` for a mark that is empty, outside the source, or of another text.

    >>> print(weave("甲乙丙丁", [Mark(0, 3, "date"), Mark(2, 4, "figure")]))
    <mark class="wt-date">甲乙<mark class="wt-figure">丙</mark></mark><mark class="wt-figure">丁</mark>
    """
    starting: dict[int, list[Mark]] = {}
    cuts = {len(source)}
    for mark in found:
        _check(source, mark)
        starting.setdefault(mark.start, []).append(mark)
        cuts.update(mark[:2])
    pieces: list[str] = []
    inside: list[Mark] = []
    position = 0
    for cut in sorted(cuts):
        pieces.append(_text(source[position:cut]))
        inside = _step(pieces, inside, starting.get(cut, []), cut)
        position = cut
    return Markup(visible("".join(pieces)))


def _step(pieces: list[str], inside: list[Mark], beginning: list[Mark], cut: int) -> list[Mark]:
    """Close and open elements so that exactly the marks that cover what follows the cut are open; return them."""
    wanted = [mark for mark in inside if mark.stop > cut]
    if beginning:
        wanted = sorted(wanted + beginning, key=_order)
    kept = 0
    while kept < len(inside) and kept < len(wanted) and inside[kept] is wanted[kept]:
        kept += 1
    pieces.extend(f"</{_tag(mark)}>" for mark in reversed(inside[kept:]))
    pieces.extend(_opening(mark, first=mark.start == cut) for mark in wanted[kept:])
    return wanted


def _order(mark: Mark) -> tuple[int, int, int]:
    return mark.start - mark.stop, _RANK[mark.kind], mark.start


def _tag(mark: Mark) -> str:
    if mark.kind == "edit" and not mark.becomes:
        return "del"
    return "mark" if mark.kind in _MARKED else "span"


def _opening(mark: Mark, *, first: bool) -> str:
    """The start tag; only the first piece has the id, which is unique, and the repair, which is said once."""
    parts = [f'<{_tag(mark)} class="wt-{mark.kind}"']
    if first and mark.anchor:
        parts.append(f' id="{mark.anchor}"')
    if mark.title:
        parts.append(f' title="{escape(mark.title)}"')
    if first and mark.becomes is not None:
        parts.append(f' data-to="{escape(mark.becomes)}"')
    return "".join(parts) + ">"


def _text(text: str) -> str:
    html = str(escape(text))
    # A parser of HTML would make a newline of a bare carriage return; the reference keeps it.
    return html.replace("\r", "&#13;") if "\r" in html else html


def _check(source: str, mark: Mark) -> None:
    cure = "give the very text that the record was extracted from"
    if not 0 <= mark.start < mark.stop <= len(source):
        where = f"[{mark.start}, {mark.stop}] in a source of {len(source)} characters"
        raise InputError(f"the span of a mark ({mark.kind}) is empty or outside the text: {where}; {cure}")
    stands = source[mark.start : mark.stop]
    # A store that cannot hold a lone surrogate has replaced it in one of the two; that is no misfit.
    if mark.text not in (None, stands) and visible(mark.text or "") != visible(stands):
        stands = f"{stands!r} stands at [{mark.start}, {mark.stop}], not {mark.text!r}"
        raise InputError(f"the record ({mark.kind}) does not fit the source: {stands}; {cure}")
