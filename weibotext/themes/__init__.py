"""Themes: the keywords of an article, labels with their evidence, and labels for many texts at once."""

from __future__ import annotations

from weibotext.themes.keywords import Phrase, Rarity, find_keywords, noun_rarity
from weibotext.themes.labels import Labelled, Labeller, taxonomy
from weibotext.themes.selftraining import label_texts

__all__ = ["Labelled", "Labeller", "Phrase", "Rarity", "find_keywords", "label_texts", "noun_rarity", "taxonomy"]
