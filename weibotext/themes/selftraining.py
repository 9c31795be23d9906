"""Labels for many texts from nothing but the names of labels and a few seed words each.

The texts that seeds speak for are the first training set; a linear classifier learns from copies of them in which the
seeds are masked, so that it must learn what stands beside them, labels all texts, and learns again from the labels it is
surest of, class by class, in several rounds. Nothing is downloaded and nothing is random but the given seed.

This is the only module that imports :mod:`sklearn`, on first use.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from weibotext.errors import InputError
from weibotext.phrases import Phrases

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHARES: Final = (0.5, 0.7, 0.85, 0.95)
"""Which part of each predicted class the rounds learn from, the surest first."""

START: Final = 0.3
"""What the label that seeds speak for has in advance, in units of the classifier's margin."""

MASK: Final = "\ue000"


def label_texts(
    texts: Sequence[str], taxonomy: Mapping[str, Sequence[str]], *, random_state: int = 0
) -> list[str | None]:
    """One label of ``taxonomy`` for each text, or ``None`` for all where no seed word stands in any of them.

    ``taxonomy`` maps labels to seed words; a label's own name is a seed too. The texts are what is learnt from, so that
    more of them give better labels. Texts are taken as they are: repair and convert them before.

    Raises :class:`InputError` when the taxonomy has fewer than two labels.

    >>> texts = ["股市上涨", "球队夺冠", "股市下跌", "球队输球"]
    >>> label_texts(texts, {"财经": ["股市"], "体育": ["球队"]})
    ['财经', '体育', '财经', '体育']
    """
    if len(taxonomy) < 2:
        raise InputError(f"a taxonomy of {len(taxonomy)} labels tells nothing apart; give two labels or more")
    seeds = {seed: label for label, words in taxonomy.items() for seed in (label, *words)}
    votes, masked = _votes(texts, seeds)
    if len({vote for vote in votes if vote is not None}) < 2:
        return votes
    return _trained(texts, masked, votes, random_state)


def _votes(texts: Sequence[str], seeds: Mapping[str, str]) -> tuple[list[str | None], list[str]]:
    """The label that most seeds in each text speak for, and the text with its seeds masked."""
    phrases, votes, masked = Phrases(seeds), [], []
    for text in texts:
        places = phrases.find(text)
        counts: dict[str, int] = {}
        for _, seed in places:
            counts[seeds[seed]] = counts.get(seeds[seed], 0) + 1
        votes.append(max(counts, key=lambda label: counts[label]) if counts else None)
        pieces, done = [], 0
        for span, _ in places:
            pieces += [text[done : span.start], MASK]
            done = span.stop
        masked.append("".join([*pieces, text[done:]]))
    return votes, masked


def _trained(
    texts: Sequence[str], masked: Sequence[str], votes: Sequence[str | None], random_state: int
) -> list[str | None]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), min_df=1 + (len(texts) > 500), sublinear_tf=True)
    features = vectorizer.fit_transform(texts)
    voted = [place for place, vote in enumerate(votes) if vote is not None]
    model = _fitted(
        vectorizer.transform([masked[place] for place in voted]), [votes[place] for place in voted], random_state
    )
    for share in SHARES:
        labels, margins = _predicted(model, features, votes)
        surest = _surest(labels, margins, share)
        model = _fitted(features[surest], [labels[place] for place in surest], random_state)
    return list(_predicted(model, features, votes)[0])


def _fitted(features: Any, labels: Sequence[str | None], random_state: int) -> Any:
    from sklearn.svm import LinearSVC

    return LinearSVC(C=0.5, class_weight="balanced", random_state=random_state).fit(features, labels)


def _predicted(model: Any, features: Any, votes: Sequence[str | None]) -> tuple[list[str], NDArray[Any]]:
    """The label of each text, and by how much it won; the label that seeds speak for has a start."""
    import numpy

    decision = model.decision_function(features)
    if decision.ndim == 1:
        decision = numpy.column_stack([-decision, decision])
    columns = {label: place for place, label in enumerate(model.classes_)}
    for place, vote in enumerate(votes):
        if vote in columns:
            decision[place, columns[vote]] += START
    ordered = numpy.sort(decision, axis=1)
    labels = [str(model.classes_[place]) for place in decision.argmax(axis=1)]
    return labels, ordered[:, -1] - ordered[:, -2]


def _surest(labels: Sequence[str], margins: NDArray[Any], share: float) -> list[int]:
    """The places of the surest texts of each label, in order."""
    places: dict[str, list[int]] = {}
    for place, label in enumerate(labels):
        places.setdefault(label, []).append(place)
    if len(places) < 2:
        return list(range(len(labels)))
    kept = (
        sorted(group, key=lambda place: -margins[place])[: max(1, int(share * len(group)))] for group in places.values()
    )
    return sorted(place for group in kept for place in group)
