"""Feeding with several processes: the same store, whatever happens to the one that reads or to the one that writes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from test_store import everything

from weibotext import Article, InputError, Pipeline, Segmenter, Store
from weibotext.cli import main
from weibotext.intake import Unreadable
from weibotext.store import Fed
from weibotext.store.preparing import Ahead, Answer, Prepared, Preparing, Unread, ahead

GIVEN: list[Article | Unreadable] = [
    *(
        Article(f"{1990 + number}年，贵州省公安厅发布第{number}条消息，粉丝{number + 2}万人。", f"{number:02}.txt")
        for number in range(70)
    ),
    Article("今年\ud800\x00微博", "odd.txt", "2014-05-01"),
    Unreadable("gone.txt", "InputError", "gone.txt: there is no such file"),
    Article("2005年，贵州省公安厅发布第15条消息，粉丝17万人。", "again.txt"),
    Article("今天", "bad.txt", "gestern"),
    Article("今天", None, "2014-05-01"),
]


def test_the_store_is_the_same_however_many_processes_read() -> None:
    with Store() as one, Store() as two:
        told: list[list[tuple[str | None, str]]] = [[], []]
        for store, workers, heard in zip((one, two), (1, 2), told, strict=True):
            fed = store.feed(
                GIVEN, workers=workers, on_article=lambda a, what, heard=heard: heard.append((a.name, what))
            )
            assert fed == (72, 1, 0, 0, 2)
        assert told[0] == told[1]
        assert everything(one) == everything(two)


def test_refreshing_with_processes_is_refreshing() -> None:
    articles = [one for one in GIVEN[:20] if isinstance(one, Article)]
    later = [*articles, Article(articles[0].source, "later.txt", "2014-08-20"), articles[0]]
    stores = []
    for workers in (1, 2):
        with Store() as store:
            store.feed(articles[:10])
            store._connection.execute("UPDATE documents SET settings = 'older' WHERE id > 5")
            assert store.feed(later, refresh=True, workers=workers) == (10, 6, 6, 0, 0)
            stores.append(everything(store))
    assert stores[0] == stores[1]


def test_what_is_known_needs_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    with Store() as store:
        store.feed(GIVEN[:3])
        monkeypatch.setattr("weibotext.store.preparing.spread", None)
        assert store.feed(GIVEN[:3], workers=2).known == 3


def test_fewer_than_one_worker_is_refused() -> None:
    with Store() as store, pytest.raises(InputError, match="workers=0"):
        store.feed(["微博"], workers=0)


class Fatal(Preparing):
    """Prepares articles, but dies of one."""

    def __call__(self, article: Article) -> Answer:
        if article.source == "die":
            os._exit(3)
        return super().__call__(article)


def test_an_article_that_kills_its_process_costs_itself_alone() -> None:
    articles = [Article("微博", "a"), Article("die", "b"), Article("问政", "c"), None]
    prepare = Fatal(Pipeline(), Segmenter())
    (_, first), (_, died), (_, third), last = ahead(articles, lambda article: article, prepare, 2)
    assert isinstance(first, Ahead) and isinstance(first.answer, Prepared)
    assert isinstance(third, Ahead) and isinstance(third.answer, Prepared)
    assert isinstance(died, Ahead) and isinstance(died.answer, Unread)
    assert died.answer.error == "WorkerError" and "b: the worker died" in died.answer.reason
    assert last == (None, None)


def test_the_command_hands_the_number_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("2000年微博", encoding="utf-8")
    told: list[int] = []

    def fed(store: Store, articles: Iterable[Any], *, workers: int, **more: Any) -> Fed:
        told.append(workers)
        return Fed(added=len(list(articles)))

    monkeypatch.setattr(Store, "feed", fed)
    monkeypatch.setattr(Store, "refresh", lambda store, *, workers, on_article: told.append(-workers) or Fed())
    for arguments in ([str(tmp_path)], [str(tmp_path), "--workers", "3"], ["--refresh", "--workers", "2"]):
        result = CliRunner().invoke(main, ["feed", *arguments, "--store", str(tmp_path / "a.db")])
        assert result.exit_code == 0, result.output
    assert told == [1, 3, -2]


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="signals are another matter on Windows")
def test_killed_with_its_processes_at_work_a_feed_ends_as_an_undisturbed_one(tmp_path: Path) -> None:
    """``benchmarks/kills.py --workers 2`` does it a hundred times."""
    folder, drawn = tmp_path / "news", random.Random(1)
    folder.mkdir()
    for number in range(400):
        (folder / f"{number:03}.txt").write_text(f"第{number}号：{1600 + number}年，贵州省公安厅", encoding="utf-8")
    command = [sys.executable, "-m", "weibotext", "feed", str(folder), "--workers", "2", "--quiet", "--store"]
    subprocess.run([*command, str(tmp_path / "calm.db")], check=True)
    path = tmp_path / "killed.db"
    for _ in range(5):
        with subprocess.Popen([*command, str(path)]) as process:
            time.sleep(drawn.uniform(1, 5))
            process.send_signal(signal.SIGKILL)
    subprocess.run([*command, str(path)], check=True)
    with Store(tmp_path / "calm.db") as calm, Store(path) as killed:
        assert everything(calm) == everything(killed)
        assert len(killed) == 400
