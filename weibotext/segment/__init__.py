"""Clean text -> words: jieba's own result, at the speed of its port to Rust.

The only package that imports `jieba <https://github.com/fxsjy/jieba>`_, in :mod:`.exact`, or
`rjieba <https://github.com/messense/rjieba-py>`_, in :mod:`.frequencies`, and each at first use.
"""

from __future__ import annotations

from weibotext.segment.dictionary import dictionary_idf, dictionary_tags
from weibotext.segment.segmenter import Segmenter
from weibotext.segment.userwords import UserWord

__all__ = ["Segmenter", "UserWord", "dictionary_idf", "dictionary_tags"]
