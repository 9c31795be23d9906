"""What a seed word's neighbours are, where a corpus is too small to tell: the groups of ``lexicons/domains.tsv``.

A label whose seed words stand in a group of the thesaurus has the group's other words for *weak seeds*. Nothing here is
learnt, so that it works for any taxonomy and for a single text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple, TypeAlias

from weibotext.lexicon import read_table

WEAK: Final = 0.5
"""What a weak seed weighs beside a seed."""

_ENOUGH: Final = 2  # seeds that a label needs in a group, or in groups of a domain, to own it
_SHARE: Final = 1 / 3  # of a group's seeds that a label needs, to have a part in it
_LENT: Final = 0.5  # what a group weighs that a label owns only through its domain

Weights: TypeAlias = Mapping[str, float]


class Group(NamedTuple):
    """Words of one subject within a field of life."""

    domain: str
    name: str
    words: frozenset[str]


@cache
def groups() -> tuple[Group, ...]:
    """The groups of the thesaurus, its words in small letters.

    >>> next(group.domain for group in groups() if "沪指" in group.words)
    '财经'
    """
    rows = read_table("domains.tsv", "domain", "group", "words")
    return tuple(Group(domain, name, frozenset(words.lower().split())) for domain, name, words in rows)


def seed_words(taxonomy: Mapping[str, Sequence[str]]) -> dict[str, dict[str, float]]:
    """The words that speak for the labels of a taxonomy, each with its weight by label.

    A seed weighs 1, shared by the labels that have it, and a label's own name is a seed. Weak seeds come from the
    thesaurus: where a label has two seeds or more in a group, the group is shared out by the number of seeds. Where
    nobody has, it goes, at half weight, to the label that is named as the group's domain is, or else to the one that
    has most of the domain's seeds, in two groups or more. All words are in small letters.

    >>> words = seed_words({"财经": ["股票", "A股"], "体育": ["足球", "球队"]})
    >>> words["足球"], words["沪指"], words["欧冠"]
    ({'体育': 1.0}, {'财经': 0.5}, {'体育': 0.5})
    """
    seeds = {label: frozenset(word.lower() for word in (label, *words)) for label, words in taxonomy.items()}
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for words, owners in _owned(seeds):
        for word in words:
            if len(word) > 1:
                for label, weight in owners.items():
                    found[word][label] = max(found[word].get(label, 0.0), WEAK * weight)
    for word in frozenset().union(*seeds.values()):
        owning = [label for label, own in seeds.items() if word in own]
        found[word] = dict.fromkeys(owning, 1 / len(owning))
    return {word: found[word] for word in sorted(found) if word}


def _owned(seeds: Mapping[str, frozenset[str]]) -> Iterator[tuple[frozenset[str], Weights]]:
    """The words of each group that has owners, and the weight of each owner."""
    hits = [{label: n for label, own in seeds.items() if (n := len(own & group.words))} for group in groups()]
    lent = _lent(seeds, hits)
    for group, counts in zip(groups(), hits, strict=True):
        owners = _shared(counts) if max(counts.values(), default=0) >= _ENOUGH else lent.get(group.domain, {})
        if owners:
            yield group.words, owners


def _shared(counts: Mapping[str, int]) -> Weights:
    total = sum(counts.values())
    return {label: count / total for label, count in counts.items() if count / total > _SHARE}


def _lent(seeds: Mapping[str, frozenset[str]], hits: Sequence[Mapping[str, int]]) -> dict[str, Weights]:
    """Who has the groups of a domain that nobody owns outright."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    spread: dict[str, Counter[str]] = defaultdict(Counter)
    for group, found in zip(groups(), hits, strict=True):
        counts[group.domain].update(found)
        spread[group.domain].update(found.keys())
    lent: dict[str, Weights] = {}
    for domain, found in counts.items():
        named = [label for label, own in seeds.items() if domain in own]
        label, most = max(found.items(), key=lambda one: (one[1], one[0]), default=("", 0))
        if len(named) == 1:
            lent[domain] = {named[0]: _LENT}
        elif most > found.total() / 2 and spread[domain][label] >= _ENOUGH:
            lent[domain] = {label: _LENT * most / found.total()}
    return lent
