"""The engine that rules run on. It knows no Chinese.

A rule is a short function with a pattern; it answers with a value, or with ``None`` for "no opinion":

>>> @rule(r"(?<![0-9])(?P<day>[0-9]+)日", first="0123456789")
... def day(match):
...     '''5日'''
...     return int(match["day"]) if int(match["day"]) < 32 else None
>>> [match.value for match in find("5日至7日，共40日", RuleSet([day]))]
[5, 7]

:func:`find` walks the text once with a scanner made of all rules' first characters and tries, at each candidate, only
the rules that may begin there. Where several agree to match, the longest wins, and among equals the one listed first;
the search goes on behind the winner, so matches never overlap.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeAlias, TypeVar

from weibotext.errors import LexiconError
from weibotext.values import Match, Span

T = TypeVar("T")
Pattern: TypeAlias = str | Callable[[], str]
Beginnings: TypeAlias = str | tuple[str, ...]
Read: TypeAlias = Callable[[re.Match[str]], T | None]


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    """A named pattern with the function that reads its matches. Made by :func:`rule`."""

    name: str
    pattern: Pattern
    first: tuple[str, ...]
    read: Read[T]


def rule(pattern: Pattern, *, first: Beginnings) -> Callable[[Read[T]], Rule[T]]:
    """Turn a function from a regular-expression match to a value into a :class:`Rule` named after it.

    ``pattern`` may be a function that makes the pattern, so that one that needs a lexicon reads it on first use.
    ``first`` lists what a match can begin with: characters, as a string, or characters and longer beginnings, as a tuple.
    A longer one (今年) costs less than its first character alone. The match as a whole is the span, unless the pattern
    has a group named ``core``, which is then the span, and the match its extent.

    Raises :class:`LexiconError` for an empty ``first`` and for a function without a docstring, whose first words are a
    specimen of what it reads.

    >>> rule("[0-9]+", first="0123456789")(lambda match: None)
    Traceback (most recent call last):
    ...
    weibotext.errors.LexiconError: rule '<lambda>': give it a docstring that opens with a specimen
    """

    def build(read: Read[T]) -> Rule[T]:
        if not first:
            raise LexiconError(f"rule {read.__name__!r}: list the characters that a match can begin with in `first`")
        if not read.__doc__:
            raise LexiconError(f"rule {read.__name__!r}: give it a docstring that opens with a specimen")
        return Rule(read.__name__, pattern, tuple(dict.fromkeys(first)), read)

    return build


@dataclass(frozen=True, slots=True)
class _Ready(Generic[T]):
    """A rule with its pattern compiled."""

    name: str
    pattern: re.Pattern[str]
    read: Read[T]


class RuleSet(Generic[T]):
    """Rules in their order, compiled and indexed by what they begin with when they are first used.

    ``row`` names characters of which only the first in a row is a candidate: a number is read from its beginning or not
    at all. ``behind`` is a pattern that must stand behind such a row for any rule to be tried there.

    Raises :class:`LexiconError` where two rules share a name and, on first use, for a pattern that does not compile or
    matches the empty string.

    >>> RuleSet([])
    RuleSet([])
    >>> @rule("[0-9]*", first="0123456789")
    ... def digits(match):
    ...     '''12'''
    >>> list(find("1", RuleSet([digits])))
    Traceback (most recent call last):
    ...
    weibotext.errors.LexiconError: rule 'digits': its pattern '[0-9]*' matches the empty string; make a part of it required
    """

    def __init__(self, rules: Iterable[Rule[T]], *, row: str = "", behind: str = "") -> None:
        self.rules = tuple(rules)
        self._row, self._behind = row, behind
        names = [rule.name for rule in self.rules]
        if repeated := {name for name in names if names.count(name) > 1}:
            raise LexiconError(f"rules share a name: {', '.join(sorted(repeated))}; rename one of them")

    def __repr__(self) -> str:
        return f"RuleSet({[rule.name for rule in self.rules]})"

    @cached_property
    def starting(self) -> dict[str, tuple[_Ready[T], ...]]:
        """The rules, ready to run, by each beginning: those that name it or a part of it that comes first."""
        ready = [(rule.first, _Ready(rule.name, _compiled(rule), rule.read)) for rule in self.rules]
        beginnings = dict.fromkeys(beginning for first, _ in ready for beginning in first)
        return {
            beginning: tuple(one for first, one in ready if beginning.startswith(first)) for beginning in beginnings
        }

    @cached_property
    def scanner(self) -> re.Pattern[str]:
        """All beginnings, the longest first, with those of one character as a class."""
        single = {one for one in self.starting if len(one) == 1}
        long = sorted((one for one in self.starting if len(one) > 1), key=lambda one: (-len(one), one))
        pieces = _grouped(long) + ([_any_of(single - set(self._row))] if single - set(self._row) else [])
        if self._row:
            ahead = f"(?={_any_of(self._row)}*{self._behind})" if self._behind else ""
            pieces.append(f"(?<!{_any_of(self._row)}){_any_of(single & set(self._row))}{ahead}")
        return re.compile("|".join(pieces) if pieces else "(?!)")


def _any_of(characters: Iterable[str]) -> str:
    return f"[{re.escape(''.join(sorted(characters)))}]"


def _grouped(beginnings: list[str]) -> list[str]:
    """Patterns for beginnings, one for each first character, which lets the scanner skip faster."""
    firsts = dict.fromkeys(one[0] for one in beginnings)
    rests = {first: [re.escape(one[1:]) for one in beginnings if one[0] == first] for first in firsts}
    return [f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items()]


def _compiled(rule: Rule[T]) -> re.Pattern[str]:
    pattern = rule.pattern if isinstance(rule.pattern, str) else rule.pattern()
    try:
        compiled = re.compile(pattern)
    except re.error as problem:
        raise LexiconError(
            f"rule {rule.name!r}: its pattern {pattern!r} does not compile: {problem}; mend it"
        ) from None
    if compiled.match(""):
        raise LexiconError(
            f"rule {rule.name!r}: its pattern {pattern!r} matches the empty string; make a part of it required"
        )
    return compiled


def find(text: str, rules: RuleSet[T], *, taken: Iterable[Span] = ()) -> Iterator[Match[T]]:
    """All matches of the rules in ``text``, in order and without overlap; spans are in the coordinates of ``text``.

    Nothing is looked for in ``taken``, sorted spans that are something else already, and no match overlaps one.

    >>> @rule("[0-9]+", first="0123456789")
    ... def digits(match):
    ...     '''12'''
    ...     return match[0]
    >>> [match.value for match in find("12和34", RuleSet([digits]), taken=[Span(0, 2)])]
    ['34']
    """
    search, starting, position = rules.scanner.search, rules.starting, 0
    blocked = iter(taken)
    block = next(blocked, None)
    while hit := search(text, position):
        start = hit.start()
        while block is not None and block.stop <= start:
            block = next(blocked, None)
        if block is not None and block.start <= start:
            position = block.stop
            continue
        best = longest(text, start, starting[hit.group()])
        if best is not None and block is not None and best.span.stop > block.start:
            best = None
        if best is not None:
            yield best
        position = best.extent.stop if best else start + 1


def longest(text: str, start: int, rules: Iterable[_Ready[T]]) -> Match[T] | None:
    """The longest match that begins at ``start``; among equals, that of the rule listed first."""
    best: Match[T] | None = None
    for one in rules:
        hit = one.pattern.match(text, start)
        if hit is None or (best is not None and hit.end() <= best.extent.stop):
            continue
        value = one.read(hit)
        if value is not None:
            best = Match(_core(hit), Span(*hit.span()), value, one.name)
    return best


def _core(hit: re.Match[str]) -> Span:
    return Span(*hit.span("core")) if "core" in hit.re.groupindex else Span(*hit.span())
