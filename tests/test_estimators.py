"""scikit-learn's contract: what its own checks ask, where they apply to texts.

Nearly all of scikit-learn's estimator checks feed tables of random numbers and are skipped by scikit-learn itself for
estimators that take strings. Those that need no input run below, in :func:`test_checks_that_need_no_table`; of the others,
what they stand for is asked here with texts: fitting twice, fitting before use, cloning, copying, names of columns,
pandas output, and life in a pipeline. Not asked: sample weights, sparse input, NaN, dtypes, number of features, which
have no meaning for texts.
"""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union
from sklearn.utils import estimator_checks

from weibotext import InputError, Segmenter
from weibotext.themes import ThemeClassifier, ThemeScores, TopicModel, WordTokenizer
from weibotext.themes.wording import PATTERN

TAXONOMY = {"应急": ["地震", "洪水"], "教育": ["学校", "考生"]}
TEXTS = ["地震发生后救援队赶赴现场抢险", "洪水围困村民，救援队抢险", "学校安排老师补课", "考生由老师带队进场"] * 5
ESTIMATORS = [ThemeClassifier(TAXONOMY), ThemeScores(TAXONOMY), TopicModel(n_topics=2), WordTokenizer()]
TRANSFORMERS = ESTIMATORS[1:]
WITHOUT_TABLE = (
    estimator_checks.check_estimator_cloneable,
    estimator_checks.check_estimator_repr,
    estimator_checks.check_no_attributes_set_in_init,
    estimator_checks.check_parameters_default_constructible,
    estimator_checks.check_get_params_invariance,
    estimator_checks.check_set_params,
    estimator_checks.check_valid_tag_types,
    estimator_checks.check_estimator_tags_renamed,
)


def named(one: object) -> str:
    return type(one).__name__


def output(estimator: Any, texts: list[str]) -> Any:
    return estimator.predict_proba(texts) if hasattr(estimator, "predict_proba") else estimator.transform(texts)


@pytest.mark.parametrize("check", WITHOUT_TABLE, ids=lambda check: check.__name__)
@pytest.mark.parametrize("estimator", ESTIMATORS, ids=named)
def test_checks_that_need_no_table(estimator: Any, check: Callable[[str, Any], None]) -> None:
    check(named(estimator), clone(estimator))


@pytest.mark.parametrize("estimator", ESTIMATORS, ids=named)
def test_fitting_again_gives_the_same(estimator: Any) -> None:
    once = clone(estimator).fit(TEXTS)
    first = output(once, TEXTS)
    assert numpy.array_equal(first, output(once.fit(TEXTS), TEXTS))
    assert numpy.array_equal(first, output(clone(once).fit(TEXTS), TEXTS))
    assert numpy.array_equal(first, output(copy.deepcopy(once), TEXTS))
    assert numpy.array_equal(first, output(pickle.loads(pickle.dumps(once)), TEXTS))


@pytest.mark.parametrize("estimator", ESTIMATORS[:3], ids=named)
def test_use_before_fit_is_refused(estimator: Any) -> None:
    with pytest.raises(NotFittedError):
        output(clone(estimator), TEXTS)


@pytest.mark.parametrize("estimator", ESTIMATORS, ids=named)
@pytest.mark.parametrize("texts", ["微博", [], [1.5], [b"bytes"]], ids=repr)
def test_what_is_no_list_of_texts_is_refused(estimator: Any, texts: Any) -> None:
    with pytest.raises(InputError):
        clone(estimator).fit(texts)


@pytest.mark.parametrize("transformer", TRANSFORMERS, ids=named)
def test_columns_have_names_and_come_as_a_table(transformer: Any) -> None:
    fitted = clone(transformer).fit(TEXTS)
    names = list(fitted.get_feature_names_out())
    if not isinstance(transformer, WordTokenizer):
        assert fitted.transform(TEXTS).shape == (len(TEXTS), len(names))
        assert list(fitted.set_output(transform="pandas").transform(TEXTS).columns) == names


def test_they_live_in_a_pipeline() -> None:
    features = make_union(ThemeScores(TAXONOMY), TopicModel(n_topics=2))
    pipeline = make_pipeline(features, LogisticRegression(random_state=0))
    labels = ["应急", "应急", "教育", "教育"] * 5
    assert list(pipeline.fit(TEXTS, labels).predict(TEXTS)) == labels
    assert clone(pipeline).get_params()["featureunion__topicmodel__n_topics"] == 2


def test_tabs_carry_words_through_a_vectorizer() -> None:
    pipeline = make_pipeline(WordTokenizer(Segmenter(words=["救援队"])), TfidfVectorizer(token_pattern=PATTERN))
    pipeline.fit(TEXTS)
    assert "救援队" in pipeline.get_feature_names_out()


def test_the_segmenter_is_a_tokenizer_that_survives_copying() -> None:
    vectorizer = TfidfVectorizer(tokenizer=Segmenter(words=["救援队赶赴"]).words, token_pattern=None)
    again = pickle.loads(pickle.dumps(clone(vectorizer).fit(TEXTS)))
    assert "救援队赶赴" in again.get_feature_names_out()
    assert (again.transform(TEXTS) != vectorizer.fit(TEXTS).transform(TEXTS)).nnz == 0


def test_the_classifier_learns_from_words_beside_seeds() -> None:
    model = ThemeClassifier(TAXONOMY).fit(TEXTS)
    assert list(model.classes_) == ["应急", "教育"]
    assert list(model.labels_) == ["应急", "应急", "教育", "教育"] * 5
    assert list(model.predict(["救援队抢险归来", "老师补课归来"])) == ["应急", "教育"]
    assert model.predict_proba(TEXTS).sum(axis=1) == pytest.approx(1)


@pytest.mark.parametrize("times", [1, 40])
def test_a_saved_classifier_reads_as_before(tmp_path: Path, times: int) -> None:
    texts = [text * times for text in TEXTS]
    model = ThemeClassifier(TAXONOMY).fit(texts)
    model.save(tmp_path / "a.model")
    read = ThemeClassifier.load(tmp_path / "a.model")
    assert read.predict_proba(texts).tobytes() == model.predict_proba(texts).tobytes()
    assert read.get_params()["taxonomy"] == TAXONOMY
    with pytest.raises(InputError, match="holds 'themes'"):
        TopicModel.load(tmp_path / "a.model")


def test_texts_without_seeds_are_refused_by_name() -> None:
    with pytest.raises(InputError, match="fewer than two labels"):
        ThemeClassifier(TAXONOMY).fit(["天气很好", "今天休息"])
    with pytest.raises(InputError, match="give a list of words"):
        ThemeClassifier({"应急": "地震", "教育": ["学校"]}).fit(TEXTS)
