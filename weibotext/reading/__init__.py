"""From bytes and files to articles, and from a text to what its page says of itself."""

from __future__ import annotations

from weibotext.reading.articles import Article, Encoding, Failure
from weibotext.reading.columns import Columns
from weibotext.reading.decoding import Decoded, decode, decoded
from weibotext.reading.files import SUFFIXES, find_files, known_format, read_article, read_articles
from weibotext.reading.pages import page_article

__all__ = [
    "SUFFIXES",
    "Article",
    "Columns",
    "Decoded",
    "Encoding",
    "Failure",
    "decode",
    "decoded",
    "find_files",
    "known_format",
    "page_article",
    "read_article",
    "read_articles",
]
