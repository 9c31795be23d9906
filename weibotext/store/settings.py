"""What a record depends on besides its article, as one short string."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files

from weibotext.pipeline import Pipeline


def settings_of(pipeline: Pipeline) -> str:
    """The package's version and a digest of all else: its lexicons, OpenCC, and what the pipeline was given.

    Records read under equal settings from equal articles are equal; so a document need not be read again.

    >>> settings_of(Pipeline()) == settings_of(Pipeline()) != settings_of(Pipeline(tokens=True))
    True
    """
    segmenter = pipeline.segmenter
    parts = [_lexicons(), f"opencc {version('opencc')}", segmenter.version, repr(segmenter.arguments)]
    parts += [_taxonomy(pipeline), repr(pipeline.authority and pipeline.authority.own), f"tokens={pipeline.tokens}"]
    digest = hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{_version()}+{digest[:16]}"


def _taxonomy(pipeline: Pipeline) -> str:
    return json.dumps(pipeline.taxonomy, sort_keys=True, default=list)


def _version() -> str:
    try:
        return version("weibotext")
    except PackageNotFoundError:
        return "0"  # run from its source, which has no version but that of its lexicons


@cache
def _lexicons() -> str:
    found = sorted(files("weibotext.lexicons").iterdir(), key=lambda entry: entry.name)
    read = (entry.read_bytes() for entry in found if entry.name.endswith((".toml", ".tsv")))
    return hashlib.sha256(b"\n".join(read)).hexdigest()
