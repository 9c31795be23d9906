"""Other tools that cut Chinese text into words, each where it is installed: only how long they take is asked.

Tried with THULAC 0.2.2, jiojio 1.2.8 (JioNLP's segmenter) and SnowNLP 0.12.3, which hold their models:

    pip install thulac jiojio snownlp setuptools
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable

Cut = Callable[[str], object]


def tagged() -> Cut:
    """Jieba with parts of speech, which the dictionary alone does not tell."""
    import jieba.posseg

    cut: Cut = jieba.posseg.POSTokenizer(jieba.Tokenizer()).lcut
    return cut


def thulac() -> Cut:
    from thulac import thulac as load

    cut: Cut = load(seg_only=True).cut
    return cut


def jiojio() -> Cut:
    import jiojio as port

    port.init()
    cut: Cut = port.cut
    return cut


def snownlp() -> Cut:
    from snownlp import SnowNLP

    return lambda text: SnowNLP(text).words


def segmenters() -> tuple[dict[str, Cut], list[str]]:
    """What can be imported, warmed up, and a line for each that cannot."""
    found: dict[str, Cut] = {}
    absent: list[str] = []
    for name, load in (("jieba.posseg", tagged), ("THULAC", thulac), ("jiojio", jiojio), ("SnowNLP", snownlp)):
        try:
            with contextlib.redirect_stdout(io.StringIO()):  # THULAC tells that it has loaded
                cut = load()
                cut("政务微博")
        except ImportError as problem:
            absent.append(f"{name} is not installed ({problem})")
        else:
            found[f"{name}, words"] = cut
    return found, absent
