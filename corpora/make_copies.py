"""Makes the republished copies of the corpus, as other sites print them: cut, retitled, damaged, a figure wrong.

    python corpora/make_copies.py

``copies.toml`` says what becomes of which article; each entry there becomes ``copies/<id>.txt``. The same entries give
the same files; ``tests/test_corpus_copies.py`` keeps them so.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

from weibotext.convert import traditional
from weibotext.repairs.simulate import half_converted, random_damage, simulate

HERE = Path(__file__).resolve().parent


def entries() -> list[dict[str, Any]]:
    """The entries of ``copies.toml``."""
    copies: list[dict[str, Any]] = tomllib.loads((HERE / "copies.toml").read_text(encoding="utf-8"))["copy"]
    return copies


def copied(entry: dict[str, Any], article: str) -> str:
    """What a site makes of an article, before damage."""
    for here, there in entry.get("changed", ()):
        if article.count(here) != 1:
            raise ValueError(
                f"{entry['id']}: {here} must stand exactly once in {entry['of']}; give more of its context"
            )
        article = article.replace(here, there)
    title, *paragraphs = article.rstrip("\n").split("\n\n")
    kept = [text for number, text in enumerate(paragraphs, 1) if number not in entry.get("dropped", ())]
    kept[0] = entry.get("dateline", "") + kept[0]
    return "\n\n".join([entry.get("title", title), *entry.get("head", ()), *kept, *entry.get("foot", ())]) + "\n"


def copies() -> Iterator[tuple[str, str]]:
    """The name of each copy and its text."""
    for entry in entries():
        text = copied(entry, (HERE / "articles" / f"{entry['of']}.txt").read_text(encoding="utf-8"))
        if entry.get("damaged"):
            seed = crc32(entry["id"].encode())
            text = simulate(half_converted(text, traditional), random_damage(seed=seed, share=0.5), seed=seed)
        yield f"{entry['id']}.txt", text


def main() -> None:
    """Write the copies."""
    (HERE / "copies").mkdir(exist_ok=True)
    for name, text in copies():
        (HERE / "copies" / name).write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
