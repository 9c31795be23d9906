"""Feed 10,000 short articles, and again: time, memory of the process that writes, rows.

python benchmarks/feeding.py [--articles N] [--workers N]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from made import write

from weibotext import Store


def feed(folder: Path, store: Path, workers: int) -> tuple[float, float]:
    """Seconds and the largest resident memory in megabytes of one `weibotext feed`."""
    command = [
        sys.executable,
        "-m",
        "weibotext",
        "feed",
        str(folder),
        "--store",
        str(store),
        "--quiet",
        "--published",
        "2014-05-20",
        "--workers",
        str(workers),
    ]
    start = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"feeding failed with status {status}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder, path = Path(temporary, "articles"), Path(temporary, "news.db")
        write(folder, options.articles)
        rounds = []
        for _ in range(2):
            seconds, memory = feed(folder, path, options.workers)
            with Store(path) as store:
                rows = sum(rows for table, rows in store.counts().items() if table != "runs")
                print(f"{seconds:7.1f} s  {memory:5.0f} MB at most  {len(store):,} documents, {rows:,} rows")
            rounds.append((seconds, rows))
        print(
            f"the second time took {rounds[1][0] / rounds[0][0]:.3f} of the first and added {rounds[1][1] - rounds[0][1]} rows"
        )


if __name__ == "__main__":
    main()
