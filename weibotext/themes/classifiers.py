"""The classifiers of self-training. All are linear: a view times weights, plus a bias."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[numpy.float64]

NEVER: Final = -3.0
"""The margin of a label that a classifier has not seen."""

_SMOOTHING: Final = 0.01
_LOOSENESS: Final = 0.3  # C of the linear support vector machine


@dataclass(frozen=True)
class Linear:
    """Scores of labels: ``view @ weights.T + bias``, centred, in units of the mean lead of the best label."""

    view: str
    weights: Numbers
    bias: Numbers
    unit: float = 1.0

    def scores(self, rows: Any) -> Numbers:
        """The scores of texts, one column a label; a lead of 1 is the mean one among the texts learnt from."""
        return centred(numpy.asarray(rows @ self.weights.T) + self.bias) / self.unit


def centred(scores: Numbers) -> Numbers:
    """Scores less the mean of their row."""
    result: Numbers = scores - scores.mean(axis=1, keepdims=True)
    return result


def leads(scores: Numbers) -> Numbers:
    """By how much the best label of each text is ahead of the second.

    >>> leads(numpy.array([[1.0, 4.0, 2.0]]))
    array([2.])
    """
    best = numpy.sort(scores, axis=1)[:, -2:]
    result: Numbers = best[:, 1] - best[:, 0]
    return result


def bayes(view: str, rows: Any, shares: Numbers) -> Linear:
    """A multinomial naive Bayes classifier without priors; ``shares`` are the labels' parts in each text."""
    totals = numpy.asarray((rows.T @ shares).T) + _SMOOTHING
    weights = numpy.log(totals / totals.sum(axis=1, keepdims=True))
    return Linear(view, weights, numpy.zeros(len(weights)))


def margin(view: str, rows: Any, labels: NDArray[Any], number: int, random_state: int) -> Linear:
    """A linear support vector machine, one label against the rest; ``labels`` are numbers below ``number``."""
    from sklearn.svm import LinearSVC

    known = numpy.unique(labels)
    weights, bias = numpy.zeros((number, rows.shape[1])), numpy.full(number, NEVER)
    if len(known) > 1:
        machine = LinearSVC(C=_LOOSENESS, class_weight="balanced", random_state=random_state).fit(rows, labels)
        two = len(known) == 2
        weights[known] = numpy.vstack([-machine.coef_, machine.coef_]) if two else machine.coef_
        bias[known] = numpy.concatenate([-machine.intercept_, machine.intercept_]) if two else machine.intercept_
    return Linear(view, weights, bias)


def measured(classifier: Linear, rows: Any) -> Linear:
    """The same classifier, its scores in units of the mean lead among these texts."""
    unit = float(leads(classifier.scores(rows)).mean())
    return Linear(classifier.view, classifier.weights, classifier.bias, classifier.unit * max(unit, 1e-9))


def softmax(scores: Numbers) -> Numbers:
    """Scores as shares that sum to 1 in each row."""
    raised = numpy.exp(scores - scores.max(axis=1, keepdims=True))
    result: Numbers = raised / raised.sum(axis=1, keepdims=True)
    return result
