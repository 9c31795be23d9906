"""How well the pipeline reads the project's own corpus: F1 by sort of item, as written and damaged.

    python benchmarks/quality.py [--faults]

The damaged twins have no gold spans of their own: their records are compared after repair, through the clean text.
"""

from __future__ import annotations

import argparse

from weibotext import Pipeline
from weibotext.demo import corpus
from weibotext.evaluation import SORTS, compare, load_gold, totals


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--faults", action="store_true", help="list what went wrong")
    given = parser.parse_args()
    pipeline, folder = Pipeline(), corpus()
    compared = {}
    for path in sorted((folder / "gold").glob("*.toml")):
        gold = load_gold(path)
        source = (folder / "articles" / f"{path.stem}.txt").read_text(encoding="utf-8")
        compared[path.stem] = compare(pipeline(source, published=gold["published"]), gold)
    print(f"{'':14}{'wanted':>8}{'found':>8}{'right':>8}{'F1':>8}")
    scores = totals(compared.values())
    for name in SORTS:
        score = scores[name]
        print(f"{name:14}{score.wanted:8}{score.found:8}{score.right:8}{100 * score.f1:8.1f}")
    if given.faults:
        for article, comparison in compared.items():
            print("\n".join(f"{article}: {fault}" for fault in comparison.faults))


if __name__ == "__main__":
    main()
