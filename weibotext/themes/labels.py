"""Theme labels of one article, with the words that speak for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from math import exp, log1p
from typing import Final

from weibotext.lexicon import read_entries
from weibotext.phrases import Phrases
from weibotext.values import Span

ENOUGH: Final = 0.25
"""The least score of a label that is given."""

_HALF: Final = 2.5  # so much evidence, after damping, takes a score to 63 per cent
_PER: Final = 500  # characters that an article is reckoned to have at least


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label with its score, 0 to 1, and its evidence in clean coordinates."""

    label: str
    score: float
    evidence: tuple[Span, ...]


@cache
def taxonomy() -> Mapping[str, tuple[str, ...]]:
    """The labels of ``lexicons/themes.toml`` with their seed words.

    >>> "地震" in taxonomy()["应急救援"]
    True
    """
    entries = read_entries("themes.toml", "theme", label=str, description=str, seeds=list)
    return {entry["label"]: tuple(entry["seeds"]) for entry in entries}


class Labeller:
    """Labels articles by the seed words of a taxonomy: from labels to words of two characters or more.

    A label's evidence is each seed word's occurrences, damped by their logarithm, so that one word repeated weighs less
    than several words; ``score = 1 - exp(-evidence / 2.5 / length)``, where ``length`` is the square root of the
    article's length in units of 500 characters, one at least.

    >>> [theme.label for theme in Labeller()("地震发生后，救援队赶赴灾区，转移群众300人。")]
    ['应急救援']
    """

    def __init__(self, seeds: Mapping[str, Sequence[str]] | None = None) -> None:
        self._seeds = taxonomy() if seeds is None else seeds
        labels: dict[str, list[str]] = defaultdict(list)
        for label, words in self._seeds.items():
            for word in words:
                labels[word].append(label)
        self._labels = dict(labels)
        self._phrases = Phrases(labels)

    def __call__(self, text: str) -> list[Labelled]:
        """The labels of a clean text, the highest score first."""
        found: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
        for span, word in self._phrases.find(text):
            for label in self._labels[word]:
                found[label][word].append(span)
        length = max(1.0, len(text) / _PER) ** 0.5
        scored = [(label, self._score(words, length), words) for label, words in found.items()]
        kept = [(label, score, words) for label, score, words in scored if score >= ENOUGH]
        kept.sort(key=lambda one: (-one[1], one[0]))
        return [
            Labelled(label, score, tuple(sorted(chain.from_iterable(words.values())))) for label, score, words in kept
        ]

    @staticmethod
    def _score(words: Mapping[str, Sequence[Span]], length: float) -> float:
        evidence = sum(log1p(len(spans)) for spans in words.values())
        return round(1 - exp(-evidence / _HALF / length), 4)
