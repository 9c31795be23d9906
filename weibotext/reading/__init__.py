"""From bytes and files to articles."""

from __future__ import annotations

from weibotext.reading.articles import Article, find_articles, read_article
from weibotext.reading.decoding import decode

__all__ = ["Article", "decode", "find_articles", "read_article"]
