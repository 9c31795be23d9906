"""How well the pipeline reads the project's own corpus: precision, recall and F1 by sort of item.

    python benchmarks/quality.py [--split dev|test] [--fails N]

Articles and sentences are printed apart, and so are the two splits: ``dev``, which rules are tuned on, and ``test``, which
is for measuring. ``--fails N`` lists what went wrong, at most N of each sort of item; look at ``test`` only to check
the gold. The damaged twins have no gold of their own.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from statistics import mean

from weibotext import Pipeline
from weibotext.demo import corpus
from weibotext.evaluation import Comparison, Sample, compare, load_articles, load_sentences, totals


def read(pipeline: Pipeline, samples: Sequence[Sample]) -> dict[str, Comparison]:
    """Each sample's record beside its gold, by the sample's id."""
    return {
        sample.id: compare(pipeline(sample.source, published=sample.published), sample.gold, sample.sorts)
        for sample in samples
    }


def table(title: str, compared: Mapping[str, Comparison]) -> Iterator[str]:
    """The lines of one table: what was wanted, found and right, then precision, recall and F1 in per cent."""
    yield f"{title:22}{'wanted':>8}{'found':>8}{'right':>8}{'P':>8}{'R':>8}{'F1':>8}"
    for name, score in totals(compared.values()).items():
        shares = "".join(f"{100 * share:8.1f}" for share in (score.precision, score.recall, score.f1))
        yield f"{name:22}{score.wanted:8}{score.found:8}{score.right:8}{shares}"


def by_label(samples: Sequence[Sample], compared: Mapping[str, Comparison]) -> float:
    """The mean F1 of the theme labels, in per cent: rare labels count as much as common ones."""
    wanted = Counter(label for sample in samples for label in sample.gold.get("themes", ()))
    faults = Counter(
        tuple(fault.split()[1:3]) for one in compared.values() for fault in one.faults if fault.startswith("themes ")
    )
    labels = wanted.keys() | {label for _, label in faults}
    right = {label: wanted[label] - faults["missed", label] for label in labels}
    found = {label: right[label] + faults["spurious", label] for label in labels}
    return mean(200 * right[label] / max(1, wanted[label] + found[label]) for label in labels) if labels else 100.0


def fails(compared: Mapping[str, Comparison], most: int) -> Iterator[str]:
    """What went wrong, at most so many of each sort of item and kind of fault."""
    seen: Counter[str] = Counter()
    for name, comparison in compared.items():
        for fault in comparison.faults:
            sort = " ".join(fault.split()[:2])
            seen[sort] += 1
            if seen[sort] <= most:
                yield f"{name}: {fault}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--split", choices=("dev", "test"), help="only this split")
    parser.add_argument("--fails", type=int, default=0, metavar="N", help="list what went wrong, N of each sort")
    given = parser.parse_args()
    pipeline, folder = Pipeline(), corpus()
    for title, samples in (("articles", load_articles(folder)), ("sentences", load_sentences(folder))):
        for split in (given.split,) if given.split else ("dev", "test"):
            chosen = [sample for sample in samples if sample.split == split]
            compared = read(pipeline, chosen)
            lines = [*table(f"{len(chosen)} {title}, {split}", compared)]
            if any(sample.gold.get("themes") for sample in chosen):
                lines.append(f"{'themes, mean of labels':62}{by_label(chosen, compared):8.1f}")
            lines += fails(compared, given.fails)
            print("\n".join(lines), end="\n\n")


if __name__ == "__main__":
    main()
