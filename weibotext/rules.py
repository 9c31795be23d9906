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
from typing import Generic, NamedTuple, TypeAlias, TypeVar

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
    after: str
    read: Read[T]


def rule(pattern: Pattern, *, first: Beginnings, after: str = "") -> Callable[[Read[T]], Rule[T]]:
    """Turn a function from a regular-expression match to a value into a :class:`Rule` named after it.

    ``pattern`` may be a function that makes the pattern, so that one that needs a lexicon reads it on first use.
    ``first`` lists what a match can begin with: characters, as a string, or characters and longer beginnings, as a tuple.
    A longer one (今年) costs less than its first character alone. ``after`` lists the characters that may stand behind
    the row of digits that a match begins with (see :class:`RuleSet`); empty, any may. The match as a whole is the span, unless the pattern
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
        return Rule(read.__name__, pattern, tuple(dict.fromkeys(first)), after, read)

    return build


class _Ready(NamedTuple, Generic[T]):
    """A rule with its pattern compiled."""

    name: str
    match: Callable[[str, int], re.Match[str] | None]
    read: Read[T]
    core: bool


class RuleSet(Generic[T]):
    """Rules in their order, compiled and indexed by what they begin with when they are first used.

    ``row`` names characters of which only the first in a row is a candidate: a number is read from its beginning or not
    at all. What stands behind the row, a blank aside, tells which rules can match there.

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

    def __init__(self, rules: Iterable[Rule[T]], *, row: str = "") -> None:
        self.rules = tuple(rules)
        self._row = frozenset(row)
        names = [rule.name for rule in self.rules]
        if repeated := {name for name in names if names.count(name) > 1}:
            raise LexiconError(f"rules share a name: {', '.join(sorted(repeated))}; rename one of them")

    def __repr__(self) -> str:
        return f"RuleSet({[rule.name for rule in self.rules]})"

    @cached_property
    def _ready(self) -> dict[str, _Ready[T]]:
        return {rule.name: _compiled(rule) for rule in self.rules}

    @cached_property
    def starting(self) -> dict[str, tuple[_Ready[T], ...]]:
        """The rules, ready to run, by each beginning: those that name it or a part of it that comes first."""
        beginnings = dict.fromkeys(one for rule in self.rules for one in rule.first if one not in self._row)
        return {
            one: tuple(self._ready[rule.name] for rule in self.rules if one.startswith(rule.first))
            for one in beginnings
        }

    @cached_property
    def after(self) -> dict[str, tuple[_Ready[T], ...]]:
        """The rules that begin with a row, by the character behind it; those for any other character under ``""``."""
        able = [rule for rule in self.rules if not self._row.isdisjoint(rule.first)]
        characters = dict.fromkeys(character for rule in able for character in rule.after)
        return {
            one: tuple(self._ready[rule.name] for rule in able if not rule.after or (one and one in rule.after))
            for one in ("", *characters)
        }

    @cached_property
    def scanner(self) -> re.Pattern[str]:
        """One class of the first characters of all beginnings: the fastest thing to look for."""
        rows = self._row if any(self.after.values()) else ()
        return re.compile(_class({one[0] for one in self.starting}.union(rows)) if self.rules else "(?!)")

    @cached_property
    def beginning(self) -> re.Pattern[str]:
        """A beginning, or a row with the character behind it, a blank aside, in group 1."""
        row = _class(self._row) if self._row else "(?!)."
        pieces = [any_of(self.starting)] if self.starting else []
        return re.compile("|".join([*pieces, rf"(?<!{row}){row}+[ \u3000]?(?=(.?))" if self._row else "(?!)(.)"]))


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first.

    They are grouped by their first characters, so that a place where none begins is soon left.

    >>> any_of(["公里", "公斤", "米", "个"])
    '(?:公(?:斤|里)|[个米])'
    """
    rests: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda one: (-len(one), one)):
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    alone = sorted(first for first, rest in rests.items() if rest == [""])
    groups = [f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items() if rest != [""]]
    return f"(?:{'|'.join(groups + ([_class(alone)] if alone else []))})"


def _class(characters: Iterable[str]) -> str:
    return f"[{re.escape(''.join(sorted(characters)))}]"


def _compiled(rule: Rule[T]) -> _Ready[T]:
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
    return _Ready(rule.name, compiled.match, rule.read, "core" in compiled.groupindex)


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
    scan, begin, starting, after = rules.scanner.search, rules.beginning.match, rules.starting, rules.after
    others, position = after[""], 0
    blocked = iter(taken)
    block = next(blocked, None)
    while scanned := scan(text, position):
        start = scanned.start()
        while block is not None and block.stop <= start:
            block = next(blocked, None)
        if block is not None and block.start <= start:
            position = block.stop
            continue
        position = start + 1
        hit = begin(text, start)
        if hit is None:
            continue
        best = longest(text, start, starting[hit[0]] if hit[1] is None else after.get(hit[1], others))
        if best is not None and (block is None or best.span.stop <= block.start):
            yield best
            position = best.extent.stop


def longest(text: str, start: int, rules: Iterable[_Ready[T]]) -> Match[T] | None:
    """The longest match that begins at ``start``; among equals, that of the rule listed first."""
    best: Match[T] | None = None
    for name, match, read, core in rules:
        hit = match(text, start)
        if hit is None or (best is not None and hit.end() <= best.extent.stop):
            continue
        value = read(hit)
        if value is not None:
            extent = Span(*hit.span())
            best = Match(Span(*hit.span("core")) if core else extent, extent, value, name)
    return best
