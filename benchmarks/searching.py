"""Search 100,000 documents for words of two characters: the median time of an answer.

The documents are made of the words of the corpus, as frequent as they are there; they are indexed as any other, but nothing
is extracted from them, which plays no part in a search.

python benchmarks/searching.py [--documents N]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import statistics
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from made import jumbled

from weibotext import Article, Segmenter, Store
from weibotext.copies.likeness import signature
from weibotext.store.preparing import Prepared
from weibotext.store.schema import transaction
from weibotext.store.searching import columns_of
from weibotext.store.writing import Incoming, insert

QUESTIONS = (
    "公安",
    "政府",
    "微博",
    "地震",
    "教育",
    "法院",
    "交通",
    "粉丝",
    "环境",
    "投资",
    "青年",
    "消防",
    "群众",
    "县委",
    "發布",
    "醫生",
)
LISTS = ("edits", "agencies", "accounts", "dates", "figures", "observations", "themes", "keywords")


def fill(store: Store, count: int) -> None:
    segmenter, connection = Segmenter(), store._connection
    for batch in batches(jumbled(count)):
        with transaction(connection):
            for text in batch:
                insert(connection, incoming(text, segmenter))


def batches(texts: Iterator[str]) -> Iterator[list[str]]:
    while batch := list(islice(texts, 1000)):
        yield batch


def incoming(text: str, segmenter: Segmenter) -> Incoming:
    empty: dict[str, list[object]] = {name: [] for name in LISTS}
    digest = f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
    record = {"id": digest, "title": None, "published": None, "published_basis": None, "text": text, **empty}
    prepared = Prepared(json.dumps(record), columns_of(record, segmenter), signature(text))
    return Incoming(Article(text), prepared, None, "benchmark")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=100_000)
    count = parser.parse_args().documents
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary, "large.db")
        with Store(path) as store:
            start = time.perf_counter()
            fill(store, count)
            print(f"{count:,} documents in {time.perf_counter() - start:.0f} s, {path.stat().st_size / 1e6:,.0f} MB")
        with Store(path) as store:
            store.search("热身")
            times = []
            for question in QUESTIONS:
                start = time.perf_counter()
                store.search(question)
                times.append(1000 * (time.perf_counter() - start))
                print(f"{times[-1]:7.1f} ms  {question}  {store.count(question):,} documents")
            print(f"median {statistics.median(times):.1f} ms, slowest {max(times):.1f} ms")


if __name__ == "__main__":
    main()
