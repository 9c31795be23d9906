"""Any number of short articles, made of the sentences of the corpus; the same for the same seed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from weibotext import Segmenter

CORPUS = Path(__file__).parent.parent / "corpora" / "articles"


def sentences() -> list[str]:
    """The sentences of the corpus that are neither a word nor a paragraph."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.txt")))
    return [one for text in texts for one in re.findall(r"[^。！？\n]+[。！？]", text) if 15 <= len(one) <= 120]


def articles(count: int, *, seed: int = 1, length: int = 5) -> Iterator[str]:
    """``count`` articles of ``length`` sentences under a title that no other has."""
    drawn, listed = random.Random(seed), sentences()
    for number in range(count):
        body = "".join(re.sub("[0-9]", lambda _: str(drawn.randint(1, 9)), one) for one in drawn.sample(listed, length))
        yield f"第{number + 1}号通报\n　　{body}\n"


def mixed(count: int, *, seed: int = 1, length: int = 9) -> Iterator[str]:
    """``count`` articles of the corpus's length, of ``length`` paragraphs of its damaged twins each."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.with_name("damaged").glob("*.txt"))]
    drawn, paragraphs = random.Random(seed), [one for text in texts for one in text.split("\n") if len(one) > 30]
    for number in range(count):
        yield "\n".join([f"第{number + 1}篇", *drawn.sample(paragraphs, length)])


def jumbled(count: int, *, seed: int = 1, length: int = 90) -> Iterator[str]:
    """``count`` texts of ``length`` words of the corpus each, as frequent as they are there, no two texts alike."""
    segmenter, drawn = Segmenter(), random.Random(seed)
    words = [word for sentence in sentences() for word in segmenter.words(sentence)]
    for number in range(count):
        yield f"第{number + 1}号\n　　{''.join(drawn.choices(words, k=length))}\n"


def write(folder: Path, count: int, *, seed: int = 1, length: int = 5) -> None:
    """The articles as files."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(articles(count, seed=seed, length=length)):
        (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")
