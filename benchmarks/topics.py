"""How well topics agree with known labels, and how long the fit takes, beside tomotopy's LDA in the same run.

    python benchmarks/topics.py --suites DIR [--seeds N] [--iterations N]

Agreement is normalised mutual information (0 to 100) of each text's main topic with its label, the mean over seeds; the
number of topics is that of the labels. Suites are JSON Lines with ``text`` and ``label``; they are not part of this
project, and a suite that is not there is left out. Both are given the same words; tomotopy joins in where it is installed.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import mean

from sklearn.metrics import normalized_mutual_info_score

from weibotext import Segmenter
from weibotext.themes.clusters import cluster, length_of

SUITES = ("thuc_titles_dev", "toutiao_dev", "citizen_msgs", "sina800")

Tokens = Sequence[Sequence[str]]
Method = Callable[[Sequence[str], Tokens, int, int], list[int]]


def ours(texts: Sequence[str], tokens: Tokens, number: int, seed: int) -> list[int]:
    found = cluster(texts, tokens, number, seed)
    assert found is not None
    return list(found.shares(texts, tokens).argmax(axis=1))


def tomotopy(iterations: int) -> Method:
    def run(texts: Sequence[str], tokens: Tokens, number: int, seed: int) -> list[int]:
        from tomotopy import LDAModel

        texts_with = Counter(word for text in tokens for word in set(text) if len(word) > 1)
        words = [[word for word in text if texts_with[word] > 1] for text in tokens]
        model = LDAModel(k=number, seed=seed)
        for text in words:
            if text:
                model.add_doc(text)
        model.train(iterations, workers=1)
        learnt = iter(model.docs)
        return [next(learnt).get_topics(1)[0][0] if text else 0 for text in words]

    return run


def measured(method: Method, texts: Sequence[str], tokens: Tokens, labels: Sequence[str], seeds: int) -> str:
    scores, times = [], []
    for seed in range(seeds):
        start = time.perf_counter()
        found = method(texts, tokens, len(set(labels)), seed)
        times.append(time.perf_counter() - start)
        scores.append(100 * normalized_mutual_info_score(labels, found))
    return f"{mean(scores):8.1f} ({min(scores):.1f}-{max(scores):.1f}){mean(times):8.2f} s"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--suites", type=Path, required=True)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--iterations", type=int, default=400, help="of tomotopy's sampler")
    given = parser.parse_args()
    methods: dict[str, Method] = {"weibotext": ours}
    if find_spec("tomotopy"):
        methods["tomotopy LDA"] = tomotopy(given.iterations)
    segmenter = Segmenter()
    for suite in SUITES:
        path = given.suites / f"{suite}.jsonl"
        if not path.exists():
            continue
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        texts, labels = [row["text"] for row in rows], [row["label"] for row in rows]
        tokens = [segmenter.words(text) for text in texts]
        print(f"{suite}: {len(rows):,} {length_of(tokens)}, {len(set(labels))} labels")
        for name, method in methods.items():
            print(f"  {name:14}{measured(method, texts, tokens, labels, given.seeds)}", flush=True)


if __name__ == "__main__":
    main()
