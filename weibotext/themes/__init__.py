"""Themes: the keywords of an article, and labels with their evidence."""

from __future__ import annotations

from weibotext.themes.keywords import Phrase, find_keywords, noun_rarity
from weibotext.themes.labels import Labelled, Labeller, taxonomy

__all__ = ["Labelled", "Labeller", "Phrase", "find_keywords", "noun_rarity", "taxonomy"]
