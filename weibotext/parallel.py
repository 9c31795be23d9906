"""The same work on many things, in several processes: in order, in bounded memory, and with no loss but the culprit's.

Things travel to the workers in small batches. Where a worker dies or takes too long, the things of its batch are tried
again one by one, so that only the one that is to blame is lost. What is lost is returned as :class:`Lost`, in its place.

This is the only module that imports :mod:`pebble`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from weibotext.errors import WorkerError

if TYPE_CHECKING:
    from concurrent.futures import Future

    from pebble import ProcessPool

T = TypeVar("T")
R = TypeVar("R")

TOGETHER: Final = 16
"""So many things travel in one batch."""

AHEAD: Final = 3
"""So many batches for each worker are under way or wait for their turn."""


_NONE: Final = (
    "the worker processes have ended without doing anything; run a script from a file, with "
    '`if __name__ == "__main__":` around what it does, or give workers=1'
)


class Lost(NamedTuple):
    """That a thing's worker gave no answer, and why."""

    reason: str


def spread(
    work: Callable[[T], R], things: Iterable[T], *, workers: int, patience: float = 60.0, together: int = TOGETHER
) -> Iterator[tuple[T, R | Lost]]:
    """Each thing with the answer of ``work``, in the order of the things.

    ``work`` is sent to each worker once and may load there what it needs; it, the things and the answers are pickled.
    ``patience`` is how many seconds a batch, and then each of its things, may take. The things are taken from their
    iterator as the answers are called for, so that there may be any number of them. The workers are new processes
    (``spawn``), so a script that calls this needs the usual ``if __name__ == "__main__":``.

    Raises :class:`WorkerError` where workers end before they do anything, as without that line.

    >>> list(spread(abs, [], workers=2))
    []
    """
    batches = _batches(things, together)
    first = next(batches, None)
    if first is None:
        return
    with _pool(work, workers) as pool:
        try:
            waiting = deque([(first, _scheduled(pool, first, patience))])
            for batch in islice(batches, workers * AHEAD - 1):
                waiting.append((batch, _scheduled(pool, batch, patience)))
            while waiting:
                batch, future = waiting.popleft()
                yield from zip(batch, _settled(pool, batch, future, patience), strict=True)
                for batch in islice(batches, 1):
                    waiting.append((batch, _scheduled(pool, batch, patience)))
        finally:
            pool.stop()  # type: ignore[no-untyped-call]


def _pool(work: Callable[[Any], Any], workers: int) -> ProcessPool:
    from multiprocessing import get_context

    from pebble import ProcessPool

    return ProcessPool(max_workers=workers, initializer=_begin, initargs=(work,), context=get_context("spawn"))


def _scheduled(pool: ProcessPool, batch: list[Any], patience: float) -> Future[Any]:
    try:
        future: Future[Any] = pool.schedule(_answers, args=(batch,), timeout=patience)
    except RuntimeError as problem:  # of a pool whose processes do not start
        raise WorkerError(_NONE) from problem
    return future


def _batches(things: Iterable[T], together: int) -> Iterator[list[T]]:
    iterator = iter(things)
    while batch := list(islice(iterator, together)):
        yield batch


def _settled(pool: ProcessPool, batch: list[Any], future: Future[Any], patience: float) -> list[Any]:
    """The answers of a batch; one that failed is taken apart."""
    try:
        answers: list[Any] = future.result()
    except Exception as problem:
        if _is_broken(problem):
            raise WorkerError(_NONE) from problem
        if len(batch) == 1:
            return [Lost(_reason(problem, patience))]
        alone = [(thing, _scheduled(pool, [thing], patience)) for thing in batch]
        return [_settled(pool, [thing], one, patience)[0] for thing, one in alone]
    return answers


def _is_broken(problem: Exception) -> bool:
    from concurrent.futures import BrokenExecutor  # a slow import

    return isinstance(problem, BrokenExecutor)


def _reason(problem: Exception, patience: float) -> str:
    if isinstance(problem, TimeoutError):
        return f"the worker took longer than {patience:g} seconds and was stopped"
    if type(problem).__name__ == "ProcessExpired":
        return f"the worker died ({problem})"
    return f"the worker failed: {type(problem).__name__}: {problem}"


# What a worker does. Its process serves one pool, so the work may stand in the module.

_WORK: list[Callable[[Any], Any]] = []


def _begin(work: Callable[[Any], Any]) -> None:
    _WORK[:] = [work]


def _answers(things: list[Any]) -> list[Any]:
    return [_WORK[0](thing) for thing in things]
