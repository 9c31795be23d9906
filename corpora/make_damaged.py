"""Makes the damaged twins of the corpus: traditional characters, glosses, bytes out of step.

    python corpora/make_damaged.py

Each article of ``articles/`` becomes ``damaged/<id>.txt``. How it is damaged follows from its name alone, so the same
article gives the same file, whatever articles are added; ``tests/test_corpus_damaged.py`` keeps them so. About one in
six is damaged the way of decoder D, which drops a byte where the others print a question mark.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

from weibotext.convert import traditional
from weibotext.repairs.simulate import Damage, half_converted, observed_glosses, random_damage, simulate

HERE = Path(__file__).resolve().parent


def damage_of(seed: int) -> Damage:
    """How an article with this seed is damaged."""
    chosen = random_damage(seed=seed, share=0.5)
    decoder = "D" if seed % 6 == 5 else "Q"
    return Damage(
        decoder=decoder,
        glosses=chosen.glosses or observed_glosses(),
        markers=0.5 if decoder == "D" else 1.0,
        private_use="keep",
    )


def damaged() -> Iterator[tuple[str, str]]:
    """The name of each twin and its text."""
    for path in sorted((HERE / "articles").glob("*.txt")):
        text = half_converted(path.read_text(encoding="utf-8"), traditional)
        seed = crc32(path.stem.encode())
        yield path.name, simulate(text, damage_of(seed), seed=seed)


def main() -> None:
    """Write the twins."""
    (HERE / "damaged").mkdir(exist_ok=True)
    for name, text in damaged():
        (HERE / "damaged" / name).write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
