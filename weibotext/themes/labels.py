"""Theme labels of one article and of its paragraphs, with the words that speak for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Final, TypeAlias

from weibotext.errors import InputError
from weibotext.phrases import Phrases
from weibotext.themes.taxonomies import Seeds, Theme, checked_seeds, taxonomy
from weibotext.values import Span

ENOUGH: Final = 0.45
"""The least score of a label that is given; below it there is none."""

WEAK: Final = 0.4
"""What a weak seed counts beside a seed."""

_HALF: Final = 1.6  # so much evidence in a paragraph makes it speak for a label to 63 per cent
_SCALE: Final = 0.6
_SEVERAL: Final = 5  # from so many seeds on, a label needs two words, or three weak ones
_LEAD: Final = 1.5  # what a title and a first paragraph count

_Hit: TypeAlias = tuple[int, int, int]  # the number of a word, and where it stands


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label with its score, 0 to 1, and its evidence in clean coordinates."""

    label: str
    score: float
    evidence: tuple[Span, ...]


class Labeller:
    """Labels articles by the words of a taxonomy: themes, or a mapping from labels to seed words.

    The words are looked for paragraph by paragraph, each counting once there; a longer one counts instead of one inside
    it. A paragraph in which words of the weight ``e`` stand speaks for their label by ``1 - exp(-e / 1.6)``; title and
    first paragraph count half as much again. Where ``v`` is the sum over paragraphs, ``n`` their number and ``w`` the
    label's own weight, the score is ``1 - exp(-w · v / (0.6 · √n))``. So words that come again and again through an
    article weigh more than as many in one place. A label that has five seeds or more is not given for one word alone, nor
    for two weak ones, which articles of any subject have.

    >>> [theme.label for theme in Labeller()("地震发生后，救援队赶赴灾区，转移群众300人。")]
    ['应急救援']
    """

    def __init__(self, taxonomy: Sequence[Theme] | Seeds | None = None) -> None:
        themes = _default() if taxonomy is None else _themes(taxonomy)
        self.labels = tuple(theme.label for theme in themes)
        weights: dict[str, dict[int, float]] = {}
        for number, theme in enumerate(themes):
            for words, weight in ((theme.weak, WEAK), (theme.seeds, 1.0)):
                for word in words:
                    weights.setdefault(word, {})[number] = weight
        self._shares = [theme.weight for theme in themes]
        self._phrases = Phrases(weights)
        self._weights = [tuple(found.items()) for found in weights.values()]
        self._has_several = [len(theme.seeds) >= _SEVERAL for theme in themes]
        self._seeds = [
            frozenset(word for word, found in enumerate(weights.values()) if found.get(label) == 1.0)
            for label in range(len(themes))
        ]
        self._words = [
            frozenset(word for word, found in enumerate(weights.values()) if label in found)
            for label in range(len(themes))
        ]

    def __call__(self, text: str, *, enough: float = ENOUGH) -> list[Labelled]:
        """The labels of a clean text whose score is ``enough`` or more, the highest score first."""
        paragraphs = list(self._paragraphs(text))
        voices: dict[int, float] = {}
        known: dict[int, set[int]] = {}
        for lead, (_, _, hits) in enumerate(paragraphs):
            if hits:
                for label, said in self._said(hits, known).items():
                    voice = (1 - exp(-said / _HALF)) * (_LEAD if lead < 2 else 1.0)
                    voices[label] = voices.get(label, 0.0) + voice
        scale = _SCALE * max(1, len(paragraphs)) ** 0.5
        scores = {
            label: 1 - exp(-voice * self._shares[label] / scale)
            for label, voice in voices.items()
            if self._is_spoken_for(label, known[label])
        }
        kept = sorted((-score, label) for label, score in scores.items() if score >= enough)
        places = [hit for _, _, hits in paragraphs for hit in hits]
        return [Labelled(self.labels[label], round(-score, 4), self._evidence(label, places)) for score, label in kept]

    def paragraphs(self, text: str, *, enough: float = ENOUGH) -> list[tuple[Span, list[Labelled]]]:
        """The place of each paragraph that is not blank, and its labels, found as if it stood alone.

        >>> found = Labeller().paragraphs(chr(10).join(["法院开庭。法官宣判。", "春天来了。"]))
        >>> [(place.start, [one.label for one in labels]) for place, labels in found]
        [(0, ['司法']), (11, [])]
        """
        found = []
        for start, stop, hits in self._paragraphs(text):
            known: dict[int, set[int]] = {}
            voices = {
                label: self._shares[label] * _LEAD * (1 - exp(-said / _HALF))
                for label, said in self._said(hits, known).items()
            }
            scored = sorted(
                (exp(-voice / _SCALE) - 1, label)
                for label, voice in voices.items()
                if self._is_spoken_for(label, known[label])
            )
            labels = [
                Labelled(self.labels[label], round(-score, 4), self._evidence(label, hits))
                for score, label in scored
                if -score >= enough
            ]
            found.append((Span(start, stop), labels))
        return found

    def _paragraphs(self, text: str) -> Iterator[tuple[int, int, list[_Hit]]]:
        """The paragraphs that are not blank, with the words in them."""
        hits, place, start = self._phrases.find_numbers(text), 0, 0
        last = len(hits)
        for line in text.split("\n"):
            stop, first = start + len(line), place
            while place < last and hits[place][1] < stop:
                place += 1
            if place > first or line.strip():
                yield start, stop, hits[first:place]
            start = stop + 1

    def _said(self, hits: Sequence[_Hit], known: dict[int, set[int]]) -> dict[int, float]:
        """How much a paragraph's words say for each label, each word once."""
        said: dict[int, float] = {}
        for word in {hit[0] for hit in hits}:
            for label, weight in self._weights[word]:
                said[label] = said.get(label, 0.0) + weight
                if label in known:
                    known[label].add(word)
                else:
                    known[label] = {word}
        return said

    def _is_spoken_for(self, label: int, words: set[int]) -> bool:
        """Whether these words are enough: of a label with several seeds two words, one of them a seed, or three."""
        fewest = 3 if self._seeds[label].isdisjoint(words) else 2
        return not self._has_several[label] or len(words) >= fewest

    def _evidence(self, label: int, hits: Sequence[_Hit]) -> tuple[Span, ...]:
        speaking = self._words[label]
        return tuple([Span(start, stop) for word, start, stop in hits if word in speaking])


def _default() -> tuple[Theme, ...]:
    return taxonomy()


def _themes(given: Sequence[Theme] | Seeds) -> tuple[Theme, ...]:
    """A taxonomy as themes; that of plain seed words has its weak seeds from the thesaurus."""
    if not isinstance(given, Mapping):
        return _listed(given)
    from weibotext.themes.thesaurus import seed_words

    words = seed_words(checked_seeds(given))
    return tuple(
        Theme(label, None, "", tuple(seeds), tuple(word for word, own in words.items() if 0 < own.get(label, 0) < 1))
        for label, seeds in given.items()
    )


def _listed(given: Sequence[Theme]) -> tuple[Theme, ...]:
    if not isinstance(given, Sequence) or not all(isinstance(theme, Theme) for theme in given):
        raise InputError(
            f"taxonomy={given!r} is none; give a mapping from labels to seed words, or what read_taxonomy(path) reads"
        )
    return tuple(given)
