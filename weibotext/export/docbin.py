"""spaCy's DocBin: every code point a token, so that every span has its tokens; nested spans in a span group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from weibotext.export.spans import labelled, outermost
from weibotext.extras import require
from weibotext.surrogates import replaced

GROUP: Final = "weibotext"
"""The key of the span group that holds all spans, claims among them; ``doc.ents`` holds the outermost."""


def docbin(articles: Iterable[tuple[str, str, Mapping[str, Any]]]) -> bytes:
    """Names, sources and records as the bytes of a DocBin. Needs spaCy, and no model: ``pip install spacy``.

    ``spacy.tokens.DocBin().from_bytes(…).get_docs(vocab)`` reads them again; ``doc.user_data`` has the name and the id.
    """
    require("a DocBin", "spacy", extra="spacy")
    from spacy.tokens import Doc, DocBin, Span
    from spacy.vocab import Vocab

    vocab, found = Vocab(), DocBin(store_user_data=True)
    for name, source, record in articles:
        characters = list(replaced(source))
        doc = Doc(vocab, words=characters, spaces=[False] * len(characters))
        spans = [Span(doc, one.start, one.stop, label=one.label) for one in labelled(record, claims=True)]
        doc.spans[GROUP] = spans
        doc.ents = [Span(doc, one.start, one.stop, label=one.label) for one in outermost(labelled(record))]
        doc.user_data = {"name": replaced(name), "id": record["id"]}
        found.add(doc)
    return bytes(found.to_bytes())
