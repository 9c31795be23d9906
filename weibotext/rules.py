"""The engine that rules run on. It knows no Chinese.

A rule is a short function with a pattern; it answers with a value, or with ``None`` for "no opinion":

>>> @rule(r"(?<![0-9])(?P<day>[0-9]+)日", first="0123456789")
... def day(match):
...     '''5日'''
...     return int(match["day"]) if int(match["day"]) < 32 else None
>>> [match.value for match in find("5日至7日，共40日", RuleSet([day]))]
[5, 7]

:func:`find` walks the text once with a scanner made of all rules' beginnings and tries, at each candidate, only the
rules that may match there. Where several agree to match, the longest wins, and among equals the one listed first; the
search goes on behind the winner, so matches never overlap.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Generic, NamedTuple, TypeAlias, TypeVar

from weibotext.errors import LexiconError
from weibotext.values import Match, Span

T = TypeVar("T")
Pattern: TypeAlias = str | Callable[[], str]
Beginnings: TypeAlias = Iterable[str]
Read: TypeAlias = Callable[[re.Match[str]], T | None]

BLANK: Final = r"[ \u3000]?"
"""What may stand between a row and what follows it."""

MOST_REMEMBERED: Final = 4096
"""So many texts each rule that is ``alone`` remembers."""


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    """A named pattern with the function that reads its matches. Made by :func:`rule`."""

    name: str
    pattern: Pattern
    first: tuple[str, ...]
    after: Beginnings | Callable[[], Beginnings]
    joined: str
    alone: bool
    read: Read[T]


def rule(
    pattern: Pattern,
    *,
    first: Beginnings,
    after: Beginnings | Callable[[], Beginnings] = (),
    joined: str = "",
    alone: bool = False,
) -> Callable[[Read[T]], Rule[T]]:
    """Turn a function from a regular-expression match to a value into a :class:`Rule` named after it.

    ``pattern`` may be a function that makes the pattern, so that one that needs a lexicon reads it on first use. The
    other arguments tell the engine where the rule need not be tried:

    - ``first`` lists what a match can begin with: characters, or longer beginnings, which are rarer (今年);
    - ``after`` lists what may stand behind the row that a match begins with (see :class:`RuleSet`), or makes that list
      when it is first needed; empty, anything may;
    - ``joined`` lists characters, one of which must stand behind the row, or behind what another rule matches there. A
      range, for instance, is two things joined by one of a few signs.

    ``alone`` says that the value depends on the matched text alone, and may be remembered.

    Raises :class:`LexiconError` for an empty ``first`` and for a function without a docstring, whose first words are a
    specimen of what it reads.

    >>> rule("[0-9]+", first="0123456789")(lambda match: None)
    Traceback (most recent call last):
    ...
    weibotext.errors.LexiconError: rule '<lambda>': give it a docstring that opens with a specimen
    """
    beginnings = tuple(dict.fromkeys(first))

    def build(read: Read[T]) -> Rule[T]:
        if not beginnings:
            raise LexiconError(f"rule {read.__name__!r}: list what a match can begin with in `first`")
        if not read.__doc__:
            raise LexiconError(f"rule {read.__name__!r}: give it a docstring that opens with a specimen")
        return Rule(read.__name__, pattern, beginnings, after, joined, alone, read)

    return build


class _Ready(NamedTuple, Generic[T]):
    """A rule with its pattern compiled."""

    name: str
    match: Callable[[str, int], re.Match[str] | None]
    read: Read[T]


class _Choice(NamedTuple, Generic[T]):
    """The rules to try at a sort of candidate: the simple ones, and those joined from them by one of the signs given."""

    simple: tuple[_Ready[T], ...]
    joined: tuple[tuple[Callable[[str, int], re.Match[str] | None], _Ready[T]], ...]


class RuleSet(Generic[T]):
    """Rules in their order, compiled and indexed by what they begin with when they are first used.

    ``digits`` are characters of which a whole row is one candidate: a number is read from its beginning or not at all.
    ``row`` is a pattern for such a row that is more than digits alone, with points in it, say. A rule begins with a row if
    it may begin with a digit.

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

    def __init__(self, rules: Iterable[Rule[T]], *, digits: str = "", row: str = "") -> None:
        self.rules = tuple(rules)
        self._digits = frozenset(digits)
        self._row = row or f"{_class(digits)}+"
        names = [rule.name for rule in self.rules]
        if repeated := {name for name in names if names.count(name) > 1}:
            raise LexiconError(f"rules share a name: {', '.join(sorted(repeated))}; rename one of them")

    def __repr__(self) -> str:
        return f"RuleSet({[rule.name for rule in self.rules]})"

    @cached_property
    def _ready(self) -> dict[str, _Ready[T]]:
        return {rule.name: _compiled(rule) for rule in self.rules}

    def _choice(self, rules: Iterable[Rule[T]]) -> _Choice[T]:
        chosen = tuple(rules)
        return _Choice(
            tuple(self._ready[rule.name] for rule in chosen if not rule.joined),
            tuple((self._joint(rule.joined), self._ready[rule.name]) for rule in chosen if rule.joined),
        )

    def _joint(self, signs: str) -> Callable[[str, int], re.Match[str] | None]:
        """What finds a sign behind a place, or behind the row that stands there: 2013年|1—6月."""
        return re.compile(f"(?:{self._row})?{BLANK}{_class(signs)}").match

    @cached_property
    def _of_rows(self) -> tuple[Rule[T], ...]:
        """The rules that may begin with a row."""
        return tuple(rule for rule in self.rules if not self._digits.isdisjoint(rule.first))

    @cached_property
    def starting(self) -> dict[str, _Choice[T]]:
        """The rules by each beginning that is no row: those that name it or a part of it that comes first."""
        beginnings = dict.fromkeys(one for rule in self.rules for one in rule.first if one not in self._digits)
        return {one: self._choice(rule for rule in self.rules if one.startswith(rule.first)) for one in beginnings}

    @cached_property
    def after(self) -> dict[str | None, _Choice[T]]:
        """The rules that begin with a row, by what stands behind it; those for anything else under ``None``."""
        known = {rule.name: _listed(rule) for rule in self._of_rows}
        beginnings = dict.fromkeys(one for listed in known.values() for one in listed)
        return {None: self._choice(rule for rule in self._of_rows if not known[rule.name])} | {
            one: self._choice(
                rule for rule in self._of_rows if not known[rule.name] or one.startswith(known[rule.name])
            )
            for one in beginnings
        }

    @cached_property
    def candidates(self) -> re.Pattern[str]:
        """A beginning, which is group 1, or a row with what stands behind it, a blank aside, in group 2."""
        behind = [one for one in self.after if one is not None]
        always = "?" if any(self.after[None]) else ""
        row = f"{self._row}{BLANK}(?=({any_of(behind)})){always}"
        word = f"(?=({any_of(self.starting)}))(?:{self._row}|.)"
        first = _class([*self._digits, *(one[0] for one in self.starting)])
        return re.compile(f"(?={first})(?:{word}|{row})", re.DOTALL)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; one that never matches if there are none.

    They are grouped by their first characters, so that a place where none begins is soon left.

    >>> any_of(["公里", "公斤", "米", "个"])
    '(?:公(?:斤|里)|[个米])'
    """
    rests: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda one: (-len(one), one)):
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    alone = sorted(first for first, rest in rests.items() if rest == [""])
    groups = [f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items() if rest != [""]]
    return f"(?:{'|'.join(groups + ([_class(alone)] if alone else []))})" if rests else "(?!)"


def _class(characters: Iterable[str]) -> str:
    listed = "".join(sorted(set(characters)))
    return f"[{re.escape(listed)}]" if listed else "(?!)"


def _listed(rule: Rule[T]) -> tuple[str, ...]:
    """What may stand behind the row that a rule begins with."""
    return tuple(rule.after() if callable(rule.after) else rule.after)


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
    read = _remembering(rule.read) if rule.alone else rule.read
    return _Ready(rule.name, compiled.match, read)


def _remembering(read: Read[T]) -> Read[T]:
    """The same function, which reads each text once; articles say the same things again and again."""
    known: dict[str, T | None] = {}

    def recall(hit: re.Match[str]) -> T | None:
        text = hit[0]
        if text not in known:
            if len(known) >= MOST_REMEMBERED:
                known.clear()
            known[text] = read(hit)
        return known[text]

    return recall


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
    starting, after, position = rules.starting, rules.after, 0
    blocked = iter(taken)
    block = next(blocked, None)
    for candidate in rules.candidates.finditer(text):
        start, stop = candidate.span()
        while block is not None and block.stop <= start:
            block = next(blocked, None)
        if start < position or (block is not None and block.start <= start):
            continue
        word, behind = candidate.groups()
        best = longest(text, start, starting[word], start) if word else longest(text, start, after[behind], stop)
        if best is not None and (block is None or best.span.stop <= block.start):
            yield best
            position = best.extent.stop


def longest(text: str, start: int, rules: _Choice[T], reach: int) -> Match[T] | None:
    """The longest match that begins at ``start``; among equals, that of the rule listed first.

    Signs that join are looked for behind ``reach``, or behind whatever matches farther.
    """
    best: Match[T] | None = None
    for ready in rules.simple:
        hit = ready.match(text, start)
        if hit is not None:
            reach = max(reach, hit.end())
            best = _longer(best, ready, hit)
    for joint, ready in rules.joined:
        if joint(text, reach) and (hit := ready.match(text, start)):
            best = _longer(best, ready, hit)
    return best


def _longer(best: Match[T] | None, ready: _Ready[T], hit: re.Match[str]) -> Match[T] | None:
    """The longer of the best match so far and a new one, if its rule has an opinion."""
    if best is not None and hit.end() <= best.extent.stop:
        return best
    value = ready.read(hit)
    if value is None:
        return best
    span = Span(*hit.span())
    return Match(span, span, value, ready.name)
