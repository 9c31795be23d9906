"""Kill a feed of 2,000 articles again and again at random moments, and compare what it has become with an undisturbed one.

python benchmarks/kills.py [--kills N] [--articles N] [--seed N] [--workers N]
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from made import write

from weibotext import Store
from weibotext.store.tables import TABLES


def started(folder: Path, store: Path, workers: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "weibotext", "feed", str(folder), "--store", str(store), "--quiet"]
    return subprocess.Popen([*command, "--workers", str(workers)])


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything in a store but the table of runs, which tells how often it was fed."""
    with Store(path) as store:
        found = {name: list(store.table(name)) for name in TABLES if name != "runs"}
        for name in ("records", "search", "signatures", "bands"):
            found[name] = list(
                store.sql(
                    f"SELECT rowid, * FROM {name} ORDER BY rowid"
                    if name == "search"
                    else f"SELECT * FROM {name} ORDER BY 1, 2"
                )
            )
        return found


def killed(folder: Path, store: Path, workers: int, moment: float) -> bool:
    """Feed, and kill the process that writes after so many seconds; whether it was still at work."""
    process = started(folder, store, workers)
    try:
        process.wait(timeout=moment)
    except subprocess.TimeoutExpired:
        process.kill()
    return process.wait() != 0


def timed(folder: Path, store: Path, workers: int) -> float:
    start = time.perf_counter()
    started(folder, store, workers).wait()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1, help="processes that read, in the feeds that are killed")
    options = parser.parse_args()
    drawn = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "articles")
        write(folder, options.articles)
        (folder / "bad.txt").write_bytes(b"\xff\xff\x00\x81")
        calm = Path(temporary, "calm.db")
        timed(folder, calm, 1)
        expected = rows(calm)
        whole = timed(folder, Path(temporary, "timed.db"), options.workers)
        # Fed again it reads everything and writes nothing: so long does it take before the first is written, at most.
        before = timed(folder, calm, 1)
        # Processes that read take their time to start, so that the first is written later, and the rest sooner.
        latest = before + whole / 6 if options.workers == 1 else whole
        done, round_number, seen = 0, 0, set()
        while done < options.kills:
            round_number += 1
            path = Path(temporary, f"{round_number}.db")
            # Some kills a round: each goes on where the last one stopped.
            for _ in range(min(10, options.kills - done)):
                done += killed(folder, path, options.workers, drawn.uniform(before / 2, latest))
                if path.exists():
                    with Store(path) as store:
                        seen.add(len(store))
            started(folder, path, options.workers).wait()
            if rows(path) != expected:
                sys.exit(f"round {round_number}: the store differs from an undisturbed one")
        print(
            f"{done} kills in {round_number} stores, at {len(seen)} different numbers of documents: every store is equal, row for row"
        )


if __name__ == "__main__":
    main()
