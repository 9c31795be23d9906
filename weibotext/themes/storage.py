"""Models as files, without pickle: one zip file that holds ``model.json`` and the arrays of :func:`numpy.savez`.

A file states what it is and its version, and is refused where either differs: nothing in it is ever executed.
"""

from __future__ import annotations

import json
import zipfile
from os import PathLike
from typing import TYPE_CHECKING, Any, Final

import numpy

from weibotext.errors import InputError
from weibotext.output import unfinished
from weibotext.themes.classifiers import Linear
from weibotext.themes.clusters import Clusters
from weibotext.themes.evidence import Evidence
from weibotext.themes.selftraining import Trained
from weibotext.themes.vectors import Vectors
from weibotext.themes.views import Vocabulary

if TYPE_CHECKING:
    from weibotext.themes.estimators import ThemeClassifier
    from weibotext.themes.topics import TopicModel

VERSION: Final = 1

Arrays = dict[str, Any]
Facts = dict[str, Any]


def save_topics(model: TopicModel, path: str | PathLike[str]) -> None:
    """Write a fitted topic model."""
    found = model.clusters_
    facts = {
        "n_topics": model.n_topics,
        "random_state": model.random_state,
        "sample": model.sample,
        "length": found.length,
        "kind": found.vocabulary.kind,
        "names": found.vocabulary.names,
        "topics": model.topics_,
    }
    arrays = {"idf": found.vocabulary.idf, "weights": found.weights, "labels": model.labels_}
    _write(path, "topics", facts, arrays if found.axes is None else arrays | {"axes": found.axes})


def load_topics(model: TopicModel, path: str | PathLike[str]) -> TopicModel:
    """Fill a topic model from its file."""
    facts, arrays = _read(path, "topics")
    vocabulary = Vocabulary(facts["kind"], tuple(facts["names"]), arrays["idf"])
    model.set_params(**{name: facts[name] for name in ("n_topics", "random_state", "sample")})
    model.clusters_ = Clusters(facts["length"], vocabulary, arrays.get("axes"), arrays["weights"])
    model.topics_ = [tuple(words) for words in facts["topics"]]
    model.labels_, model.length_, model.n_topics_ = arrays["labels"], facts["length"], len(arrays["weights"])
    return model


def save_themes(model: ThemeClassifier, path: str | PathLike[str]) -> None:
    """Write a fitted classifier of themes."""
    one = model.trained_
    facts = {
        "taxonomy": {label: list(words) for label, words in model.seeds_.items()},
        "random_state": model.random_state,
        "rounds": model.rounds,
        "words": one.evidence.words,
        "vocabularies": [{"kind": known.kind, "names": known.names} for known in one.vocabularies],
        "views": [linear.view for linear in one.classifiers],
        "units": [linear.unit for linear in one.classifiers],
        "unit": one.unit,
        "vectors": one.vectors.words if one.vectors else None,
    }
    arrays = {"seeds": one.evidence.weights, "evened": one.evidence.evened, "balance": one.balance}
    arrays |= {f"idf{number}": known.idf for number, known in enumerate(one.vocabularies)}
    for number, linear in enumerate(one.classifiers):
        arrays |= {f"weights{number}": linear.weights, f"bias{number}": linear.bias}
    if one.vectors:
        arrays |= {"rows": one.vectors.rows, "rarity": one.vectors.idf}
    _write(path, "themes", facts, arrays)


def load_themes(model: ThemeClassifier, path: str | PathLike[str]) -> ThemeClassifier:
    """Fill a classifier of themes from its file."""
    facts, arrays = _read(path, "themes")
    first, second = (
        Vocabulary(one["kind"], tuple(one["names"]), arrays[f"idf{number}"])
        for number, one in enumerate(facts["vocabularies"])
    )
    classifiers = tuple(
        Linear(view, arrays[f"weights{number}"], arrays[f"bias{number}"], unit)
        for number, (view, unit) in enumerate(zip(facts["views"], facts["units"], strict=True))
    )
    vectors = Vectors(tuple(facts["vectors"]), arrays["rarity"], arrays["rows"]) if facts["vectors"] else None
    evidence = Evidence(tuple(facts["words"]), arrays["seeds"], arrays["evened"])
    labels = tuple(facts["taxonomy"])
    model.set_params(taxonomy=facts["taxonomy"], random_state=facts["random_state"], rounds=facts["rounds"])
    model.trained_ = Trained(labels, evidence, (first, second), vectors, classifiers, facts["unit"], arrays["balance"])
    model.seeds_, model.classes_ = facts["taxonomy"], numpy.array(labels, dtype=object)
    return model


def _write(path: str | PathLike[str], kind: str, facts: Facts, arrays: Arrays) -> None:
    """Equal models give equal bytes: the entries bear no time."""
    text = json.dumps({"weibotext": kind, "version": VERSION, **facts}, ensure_ascii=False)
    with unfinished(path) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("model.json"), text, zipfile.ZIP_DEFLATED)
        for key in sorted(arrays):
            with archive.open(zipfile.ZipInfo(f"{key}.npy"), "w", force_zip64=True) as entry:
                numpy.lib.format.write_array(entry, numpy.ascontiguousarray(arrays[key]), allow_pickle=False)


def _read(path: str | PathLike[str], kind: str) -> tuple[Facts, Arrays]:
    try:
        with zipfile.ZipFile(path) as archive:
            facts: Facts = json.loads(archive.read("model.json"))
            _check(path, kind, facts)
            names = [name for name in archive.namelist() if name.endswith(".npy")]
            arrays = {name[:-4]: _array(archive, name) for name in names}
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, EOFError) as problem:
        raise InputError(f"{path}: is no model of weibotext ({problem}); give a file that save() wrote") from None
    return facts, arrays


def _check(path: str | PathLike[str], kind: str, facts: Facts) -> None:
    if facts.get("weibotext") != kind:
        raise InputError(
            f"{path}: holds {facts.get('weibotext')!r}, not {kind!r}; load it with the class that saved it"
        )
    if facts.get("version") != VERSION:
        raise InputError(
            f"{path}: is of version {facts.get('version')}, this weibotext reads version {VERSION}; fit and save it anew"
        )


def _array(archive: zipfile.ZipFile, name: str) -> Any:
    with archive.open(name) as entry:
        return numpy.lib.format.read_array(entry, allow_pickle=False)
