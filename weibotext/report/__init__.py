"""One self-contained HTML file to read records beside the source they came from; and the same card for a notebook.

:func:`page` makes the file, :func:`card` one article of it, :func:`fragment` the card with its style, for
``_repr_html_``, and :func:`highlight` the marked source alone. All four take the source text as it was given and the
dictionary form of its record. Nothing in the result is loaded from a network. In a card and a fragment nothing runs; in a
page one script does, which sorts, searches and shows what marks say.
"""

from __future__ import annotations

from weibotext.report.highlight import highlight
from weibotext.report.page import Shown, card, fragment, page

__all__ = ["Shown", "card", "fragment", "highlight", "page"]
