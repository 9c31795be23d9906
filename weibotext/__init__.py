"""Reads Chinese government news as data: repairs damaged text, and extracts agencies, dates, figures, themes and claims.

>>> record = extract("截至6月30日，貴州省已有1691個黨政機構(gòu)微博，服務(wù)網(wǎng)民。", published="2013-08-20")
>>> record.dates[0].timex, record.figures[0].text, record.figures[0].item
('2013-06-30', '1691個', '党政机构微博')
>>> repair("服務(wù)網(wǎng)民").text
'服務網民'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from weibotext.errors import AlignmentError, InputError, LexiconError, StoreError, WeibotextError, WorkerError

if TYPE_CHECKING:
    from weibotext.corpus import Corpus
    from weibotext.pipeline import Pipeline, extract
    from weibotext.reading import Article, Columns, read_articles
    from weibotext.record import Record
    from weibotext.repairs import Repaired, repair
    from weibotext.segment import Segmenter
    from weibotext.store import Store

__all__ = [
    "AlignmentError",
    "Article",
    "Columns",
    "Corpus",
    "InputError",
    "LexiconError",
    "Pipeline",
    "Record",
    "Repaired",
    "Segmenter",
    "Store",
    "StoreError",
    "WeibotextError",
    "WorkerError",
    "extract",
    "read_articles",
    "repair",
]

__version__ = "0.1.0"

_HOMES = {
    "Article": "weibotext.reading",
    "Columns": "weibotext.reading",
    "Corpus": "weibotext.corpus",
    "Pipeline": "weibotext.pipeline",
    "Record": "weibotext.record",
    "Repaired": "weibotext.repairs",
    "Segmenter": "weibotext.segment",
    "Store": "weibotext.store",
    "extract": "weibotext.pipeline",
    "read_articles": "weibotext.reading",
    "repair": "weibotext.repairs",
}
"""Where the public names live. They are imported when they are first asked for, so that importing the package costs little."""

_MODULES = (
    "adapters",
    "agencies",
    "arrow",
    "convert",
    "demo",
    "evaluation",
    "export",
    "numerals",
    "reading",
    "repairs",
    "report",
    "reporting",
    "spark",
    "store",
    "survey",
    "themes",
)
"""The modules for users. Those that are asked for by ``weibotext.agencies.lookup(…)`` need no import of their own."""


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f"{__name__}.{name}")  # which binds the name
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found = getattr(import_module(_HOMES[name]), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *_MODULES})
