"""Themes: the keywords of an article, labels with their evidence, labels for many texts, and the topics of a corpus.

What one article needs is imported at once. What learns from many texts stands on numpy and scikit-learn, and is imported
when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from weibotext.themes.keywords import Phrase, find_keywords
from weibotext.themes.labels import Labelled, Labeller
from weibotext.themes.rarity import Rarity, noun_rarity
from weibotext.themes.taxonomies import Theme, read_taxonomy, taxonomy, taxonomy_of

if TYPE_CHECKING:
    from weibotext.themes.estimators import ThemeClassifier, ThemeScores
    from weibotext.themes.selftraining import label_texts
    from weibotext.themes.topics import TopicModel, compared, over_time
    from weibotext.themes.wording import WordTokenizer

__all__ = [
    "Labelled",
    "Labeller",
    "Phrase",
    "Rarity",
    "Theme",
    "ThemeClassifier",
    "ThemeScores",
    "TopicModel",
    "WordTokenizer",
    "compared",
    "find_keywords",
    "label_texts",
    "noun_rarity",
    "over_time",
    "read_taxonomy",
    "taxonomy",
    "taxonomy_of",
]

_LATER: Final = {
    "ThemeClassifier": "estimators",
    "ThemeScores": "estimators",
    "TopicModel": "topics",
    "WordTokenizer": "wording",
    "compared": "topics",
    "label_texts": "selftraining",
    "over_time": "topics",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
