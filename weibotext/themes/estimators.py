"""Themes as scikit-learn has estimators: they live in a pipeline, clone, and state their parameters."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from os import PathLike
from typing import TYPE_CHECKING, Any

import numpy
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin
from sklearn.utils.validation import check_is_fitted
from threadpoolctl import threadpool_limits

from weibotext.errors import InputError
from weibotext.surrogates import replaced
from weibotext.themes.checks import checked_texts
from weibotext.themes.labels import Labeller
from weibotext.themes.selftraining import ROUNDS, Progress, checked, train
from weibotext.themes.taxonomies import taxonomy_of
from weibotext.themes.tokens import tokenized

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from weibotext.segment import Segmenter

    Numbers = NDArray[numpy.float64]


class _TakesTexts(BaseEstimator):
    """An estimator whose input is a list of ``str``."""

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string, tags.input_tags.two_d_array, tags.input_tags.one_d_array = True, False, True
        return tags


class ThemeClassifier(ClassifierMixin, _TakesTexts):
    """One label of a taxonomy for each text, learnt from the texts themselves and the taxonomy's seed words.

    ``taxonomy`` maps labels to seed words; ``None`` stands for the one that comes with the package. ``rounds`` is how
    often the classifiers learn from their own surest labels; ``random_state`` a number; ``segmenter`` cuts the words.
    ``fit`` takes no labels, and ignores those that it is given. ``progress`` shows a bar on a terminal.

    After ``fit``: ``classes_``, the labels in the taxonomy's order, and ``labels_``, those of the texts learnt from,
    for which balance over all texts is known.

    >>> texts = ["股市上涨", "球队夺冠", "股市下跌", "球队输球"]
    >>> model = ThemeClassifier({"财经": ["股市"], "体育": ["球队"]}).fit(texts)
    >>> model.predict(["股市上涨", "球队夺冠"]).tolist()
    ['财经', '体育']
    """

    def __init__(
        self,
        taxonomy: Mapping[str, Sequence[str]] | None = None,
        *,
        rounds: int = ROUNDS,
        random_state: int = 0,
        segmenter: Segmenter | None = None,
        progress: bool = False,
    ) -> None:
        self.taxonomy = taxonomy
        self.rounds = rounds
        self.random_state = random_state
        self.segmenter = segmenter
        self.progress = progress

    def fit(self, X: Iterable[str], y: object = None) -> ThemeClassifier:  # noqa: N803
        """Learn from texts. Raises :class:`InputError` where seed words speak for fewer than two labels."""
        texts = checked_texts(X)
        seeds = taxonomy_of() if self.taxonomy is None else self.taxonomy
        checked(seeds)
        tokens = tokenized(texts, self.segmenter)
        with threadpool_limits(1):
            trained, shares = train(
                texts, tokens, seeds, self.random_state, rounds=self.rounds, progress=_bar(shown=self.progress)
            )
        if trained is None:
            raise InputError(
                f"the seed words of fewer than two labels stand in these {len(texts)} texts; give more texts or seeds"
            )
        self.seeds_, self.trained_ = seeds, trained
        self.classes_ = numpy.array(trained.labels, dtype=object)
        self.labels_ = self.classes_[shares.argmax(axis=1)]
        return self

    def predict_proba(self, X: Iterable[str]) -> Numbers:  # noqa: N803
        """The labels' shares in each text, in the order of ``classes_``; each row sums to 1."""
        check_is_fitted(self)
        texts = checked_texts(X)
        return self.trained_.shares(texts, tokenized(texts, self.segmenter))

    def predict(self, X: Iterable[str]) -> NDArray[Any]:  # noqa: N803
        """The label with the largest share in each text."""
        labels: NDArray[Any] = self.classes_[self.predict_proba(X).argmax(axis=1)]
        return labels

    def save(self, path: str | PathLike[str]) -> None:
        """Write the classifier: a zip file of arrays and JSON, without pickle. ``labels_`` are not in it."""
        from weibotext.themes.storage import save_themes

        check_is_fitted(self)
        save_themes(self, path)

    @classmethod
    def load(cls, path: str | PathLike[str], *, segmenter: Segmenter | None = None) -> ThemeClassifier:
        """Read a classifier that :meth:`save` wrote. A segmenter of one's own is not saved and is given again.

        Raises :class:`InputError` for what is no such file, or one of another version.
        """
        from weibotext.themes.storage import load_themes

        return load_themes(cls(segmenter=segmenter), path)


class ThemeScores(TransformerMixin, _TakesTexts):
    """The score of each label in each text by itself, 0 to 1, as columns; nothing is learnt.

    >>> scores = ThemeScores({"财经": ["股市", "央行"], "体育": ["球队", "比赛"]})
    >>> scores.fit(["x"]).transform(["股市和央行"])[0].round(1).tolist(), list(scores.get_feature_names_out())
    ([0.8, 0.0], ['财经', '体育'])
    """

    def __init__(self, taxonomy: Mapping[str, Sequence[str]] | None = None) -> None:
        self.taxonomy = taxonomy

    def fit(self, X: Iterable[str], y: object = None) -> ThemeScores:  # noqa: N803
        """Check the texts and read the taxonomy."""
        checked_texts(X)
        self.labeller_ = Labeller(self.taxonomy)
        return self

    def transform(self, X: Iterable[str]) -> Numbers:  # noqa: N803
        """One row a text, one column a label."""
        check_is_fitted(self)
        columns = {label: number for number, label in enumerate(self.labeller_.labels)}
        texts = checked_texts(X)
        scores = numpy.zeros((len(texts), len(columns)))
        for row, text in enumerate(texts):
            for found in self.labeller_(replaced(text), enough=0.0):
                scores[row, columns[found.label]] = found.score
        return scores

    def get_feature_names_out(self, input_features: object = None) -> NDArray[Any]:
        """The labels."""
        check_is_fitted(self)
        return numpy.array(self.labeller_.labels, dtype=object)


def _bar(*, shown: bool) -> Progress:
    """A bar on a terminal, nothing elsewhere."""
    if not shown or not sys.stderr.isatty():
        return iter
    from tqdm import tqdm

    return partial(tqdm, desc="learning themes", unit=" rounds", leave=False, file=sys.stderr)
