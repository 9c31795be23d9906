"""The short table by which a store and a corpus show themselves in a notebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from weibotext.report.page import render


def listing(caption: str, counts: Mapping[str, int], rows: Sequence[tuple[str | None, str | None, int, int]]) -> str:
    """A table of articles: title, date of publication, characters, number of claims; counts of other things below it.

    >>> "标题" in listing("<Corpus>", {}, [("标题", "2013-08-20", 1200, 3)])
    True
    """
    return render("listing.html", caption=caption, counts=counts, rows=rows)
