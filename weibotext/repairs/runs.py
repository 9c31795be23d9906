"""One run of characters out of step, read again: which text its bytes are most likely to have been.

A run begins where a first byte was lost. From there the reader is *shifted*: the second byte of each character on the
page, ``pending`` here, is the first byte of the next true one. A run ends when something sets the reader right again.
What may happen at each character of the page is listed in :meth:`Runs._advance`. Most of it is arithmetic. Only lost
bytes leave a choice; then the likeliest few are kept, by the model of :mod:`~weibotext.repairs.language`, and the
reading that is most ordinary as a whole wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from heapq import nlargest
from typing import Final, Literal, NamedTuple, TypeAlias

from weibotext.repairs.gbk import characters, codes, exchanged, unlikely_on_pages, wide_codes
from weibotext.repairs.language import language, plain

READING: Final = "[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}"
MARKS: Final[Mapping[str, int]] = {
    "。": 0xA1A3, "，": 0xA3AC, "！": 0xA3A1, "？": 0xA3BF, "；": 0xA3BB, "：": 0xA3BA,
    ",": 0xA3AC, "!": 0xA3A1, "?": 0xA3BF, ";": 0xA3BB, ":": 0xA3BA,
}  # fmt: skip
"""The marks that get a marker before their bytes, also as they look in half width, with their codes."""

_WHOLE_GLOSS: Final = re.compile(rf"\((?P<reading>{READING}) ?\)")
_CUT_GLOSS: Final = re.compile(rf"\?(?P<reading>{READING}) ?\)")
_CLOSED: Final = re.compile(r"[^()\n]{1,40}\)")
_CUT_TAG: Final = re.compile(r"\?/?[a-z]{1,6}[0-9]?>")

PRIOR: Final = 3.0
PAGE: Final = 3.5
REPEATED: Final = 2.5
LETTER: Final = -1.0
LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyzāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü")
EATEN: Final = -5.0
LONGEST: Final = 300
BEAM: Final = 6
CHOICES: Final = 4
HOPELESS: Final = -22.0
POOR: Final = -9.0
UNLIKELY: Final = -4.0
BALANCE: Final = 5.0

Decoder: TypeAlias = Literal["Q", "D"]


class Piece(NamedTuple):
    """A part of the page, from ``start`` to ``stop``, and what it was; ``certain`` where no byte had to be guessed."""

    start: int
    stop: int
    text: str
    repair: str
    certain: bool = True


Chain: TypeAlias = tuple["Chain", Piece] | None


class _Reading(NamedTuple):
    """A reading of a run up to ``place``; ``pending`` is 0 where the reader is in step again."""

    score: float
    last: str
    place: int
    pending: int
    chain: Chain


class Run(NamedTuple):
    """A run read again: how much more ordinary that is than what stands there, in nats, and its pieces."""

    gain: float
    stop: int
    pieces: list[Piece]


class Runs:
    """Reads the runs of one page."""

    def __init__(self, text: str, decoder: Decoder, *, dropped: bool = True) -> None:
        self.text = text
        self.decoder = decoder
        self.dropped = dropped
        self._plain, self._language, self._codes = plain(), language(), codes()
        self._observed: list[float] = [0.0]
        self._start = 0
        self._done: list[tuple[float, _Reading]] = []
        self.restart()

    def restart(self) -> None:
        self._settled, self._prefix = 0, ""

    def accept(self, run: Run) -> None:
        """Take a reading for what the page says up to its end."""
        between = self.text[self._settled : run.pieces[0].start]
        self._prefix = (self._prefix + between + "".join(piece.text for piece in run.pieces)).rpartition("\n")[2]
        self._settled = run.stop

    def read(self, start: int) -> Run | None:
        """The best reading of a run that begins at ``start``; ``None`` where there is none."""
        self._start, self._observed, self._done = start, [0.0], []
        reached = list(self._beginnings(start))
        for _ in range(LONGEST):
            reached += [again for one in reached if not one.pending for again in self._again(one)]
            self._done += [(self._gain(one), one) for one in map(self._glossed, reached) if not one.pending]
            live = self._likeliest([one for one in reached if one.pending])
            if not live:
                break
            reached = [one for reading in live for one in self._advance(reading)]
        if not self._done:
            return None
        gain, best = max(self._done, key=lambda item: item[0])
        return Run(gain, best.place, _pieces(best.chain))

    def _likeliest(self, readings: list[_Reading]) -> list[_Reading]:
        ranked = [(self._so_far(one), one) for one in readings]
        best = max((gain for gain, _ in self._done), default=-1e9)
        floor = max(HOPELESS, best - 30)
        return [one for gain, one in nlargest(BEAM, ranked, key=lambda item: item[0]) if gain > floor]

    # How ordinary

    def _at(self, place: int) -> str:
        """The character at ``place`` as the model has it; beyond both ends there is a line break."""
        if not 0 <= place < len(self.text):
            return "¶"
        character = self.text[place]
        return self._plain.get(character, character)

    def _as_it_stands(self, place: int) -> float:
        """The log probability of the page from the run's start up to ``place``, as it stands."""
        while len(self._observed) <= place - self._start:
            at = self._start + len(self._observed) - 1
            step = LETTER if self.text[at] in LETTERS else self._language.step(self._at(at - 1), self._at(at))
            self._observed.append(self._observed[-1] + step)
        return self._observed[place - self._start]

    def _so_far(self, reading: _Reading) -> float:
        return reading.score - self._as_it_stands(reading.place)

    def _gain(self, reading: _Reading) -> float:
        onward = self._language.step(reading.last, self._at(reading.place))
        return reading.score + onward - self._as_it_stands(reading.place + 1)

    # How a run begins

    def _beginnings(self, start: int) -> Iterator[_Reading]:
        text, question = self.text, self.decoder == "Q"
        gloss = (_CUT_GLOSS if question else _WHOLE_GLOSS).match(text, start)
        if gloss:
            trail = self._codes.get(text[start - 1], 0) & 0xFF if start else 0
            for key in keys().get((trail, gloss["reading"]), ()):
                if key & 0xFF > 0x80:
                    piece = Piece(start, gloss.end(), "", "split_gloss")
                    yield _Reading(0.0, self._at(start - 1), gloss.end(), key & 0xFF, (None, piece))
            return
        yield from self._after_marker(start, start + question)

    def _after_marker(self, start: int, place: int, before: _Reading | None = None) -> Iterator[_Reading]:
        """A marker stood inside a character whose first byte is lost; its second is the first of the mark seen."""
        before = before or _Reading(0.0, self._at(start - 1), start, 0, None)
        code = MARKS.get(self.text[place : place + 1])
        if code is None:
            return
        if self.decoder == "Q" and self.text[place] == "?" and MARKS.get(self.text[place + 1 : place + 2], 0) >> 8 == 0xA3:
            for score, character in self._lost_lead(before, 0xA1, self._at(place + 1), self.text[place + 1]):
                piece = Piece(start, place + 1, character, "misalignment_start", certain=False)
                yield _Reading(before.score + score, self._plain.get(character, character), place + 1, 0, (before.chain, piece))
        following = self._codes.get(self.text[place + 1 : place + 2]) or 0
        after = characters()[(code & 0xFF) << 8 | following >> 8] if following else ""
        if code == 0xA1A3 and self.text[place + 1 : place + 3] in ("?!", "?！"):
            after = "！"
        for score, character in self._lost_lead(before, code >> 8, self._plain.get(after, after), after):
            piece = Piece(start, place + 1, character, "misalignment_start", certain=False)
            yield _Reading(
                before.score + score, self._plain.get(character, character), place + 1, code & 0xFF, (before.chain, piece)
            )

    def _again(self, reading: _Reading) -> Iterator[_Reading]:
        """A run that begins where another ends."""
        place = reading.place
        if self.decoder == "Q" and self.text[place : place + 1] == "?" and reading.place > self._start:
            yield from self._after_marker(place, place + 1, reading)

    def _lost_lead(self, before: _Reading, trail: int, after: str, beyond: str = "") -> list[tuple[float, str]]:
        """The likeliest characters with this second byte, before ``after``."""
        candidates = by_trail()[trail]
        if trail == 0xA1 and after in ("!", "?", "！"):
            candidates = tuple((one, form, cost + (REPEATED if one == "！" else 0.0)) for one, form, cost in candidates)
        context = _last_character(before.chain) or self.text[before.place - 1 : before.place]
        return self._ranked(before.last, candidates, after, context, beyond)

    def _ranked(self, before: str, candidates: tuple[tuple[str, str, float], ...], after: str, context: str, beyond: str = "") -> list[tuple[float, str]]:
        step = self._language.step
        ranked = [
            (step(before, form) + penalty + (step(form, after) if after else 0.0), step(before, form) + penalty, character)
            for character, form, penalty in candidates
        ]
        ranked = nlargest(8, ranked)
        ranked = [(a + (bonus:= PAGE*((context+c in self.text) + (bool(beyond) and c+beyond in self.text))), b + bonus, c) for a,b,c in ranked]
        return [(score, character) for _, score, character in nlargest(CHOICES, ranked)]

    # What may come next

    def _advance(self, reading: _Reading) -> Iterator[_Reading]:
        text, place = self.text, reading.place
        seen = text[place : place + 1]
        code = self._codes.get(seen)
        if self.decoder == "D":
            yield from self._trail_80(reading)
        if code is not None:
            yield from self._shifted(reading, code)
            if self.decoder == "D" and seen in MARKS:
                yield from self._lost_trail(reading, place, place)
            return
        wide = wide_codes().get(seen)
        if wide is not None:
            yield from self._shifted(reading, wide)
        if "@" <= seen <= "~":
            yield from self._letter(reading, seen)
        if self.decoder == "Q":
            if seen == "?":
                yield from self._casualty(reading)
        elif seen < "@":
            yield from self._dropped_trail(reading)

    def _shifted(self, reading: _Reading, code: int) -> Iterator[_Reading]:
        """A character on the page: the second byte of one true character and the first of the next."""
        place, trail = reading.place, code >> 8
        character = characters()[reading.pending << 8 | trail]
        form = self._plain.get(character, character)
        step = self._language.step(reading.last, form) + (UNLIKELY if character in unlikely_on_pages() else 0)
        pending = code & 0xFF
        letter = chr(pending) if pending < 0x80 else ""
        if not "\ue000" <= character <= "\uf8ff":
            piece = Piece(place, place + 1, character + letter, "misalignment")
            score = reading.score + step
            if letter:
                score += self._language.step(form, letter.lower())
                yield _Reading(score, letter.lower(), place + 1, 0, (reading.chain, piece))
            elif pending > 0x80:
                yield self._past_gloss(_Reading(score, form, place + 1, pending, (reading.chain, piece)))
        if self.dropped and step < POOR and not letter and pending > 0x80:
            yield from self._dropped_pair(reading, trail, pending)

    def _past_gloss(self, reading: _Reading) -> _Reading:
        """Past the gloss on a character of the page that is itself out of step."""
        gloss = _WHOLE_GLOSS.match(self.text, reading.place)
        if gloss is None:
            return reading
        key = exchanged().get(self.text[reading.place - 1])
        if key is None or gloss["reading"] not in key.readings:
            return reading
        piece = Piece(reading.place, gloss.end(), "", "split_gloss")
        return reading._replace(place=gloss.end(), chain=(reading.chain, piece))

    def _dropped_pair(self, reading: _Reading, trail: int, pending: int) -> Iterator[_Reading]:
        """A private-use character was dropped before this one: two bytes, of two true characters, are gone."""
        step = self._language.step
        firsts = nlargest(CHOICES, ((step(reading.last, form) + cost, character, form, group)
                              for character, form, cost, group in before_private_use(reading.pending)))
        found = [
            (score + step(form, other) + cost, character + second, other)
            for score, character, form, group in firsts
            for second, other, cost in after_private_use(trail, group)
        ]
        place = reading.place
        for score, both, form in nlargest(CHOICES, found):
            piece = Piece(place, place + 1, both, "misalignment", certain=False)
            yield _Reading(reading.score + score, form, place + 1, pending, (reading.chain, piece))

    def _dropped_before_gloss(self, reading: _Reading, gloss: re.Match[str]) -> Iterator[_Reading]:
        """The same before a gloss that was put into the second of the two."""
        step = self._language.step
        for character, form, cost, group in before_private_use(reading.pending):
            for lead in PRIVATE_TRAILS[group]:
                for key in keys().get((lead, gloss["reading"]), ()):
                    second = characters()[key]
                    other = self._plain.get(second, second)
                    score = reading.score + step(reading.last, form) + cost + step(form, other)
                    piece = Piece(reading.place, gloss.end(), character + second, "split_gloss", certain=False)
                    yield _Reading(score, other, gloss.end(), 0, (reading.chain, piece))

    def _letter(self, reading: _Reading, seen: str) -> Iterator[_Reading]:
        """The second byte of a true character is a letter of ASCII, and sets the reader right."""
        character = characters()[reading.pending << 8 | ord(seen)]
        if not character or "\ue000" <= character <= "\uf8ff":
            return
        form = self._plain.get(character, character)
        score = reading.score + self._language.step(reading.last, form)
        piece = Piece(reading.place, reading.place + 1, character, "misalignment")
        yield _Reading(score, form, reading.place + 1, 0, (reading.chain, piece))
        if self.dropped and seen != "\x80":
            yield from self._dropped_pair(reading, ord(seen), 0)

    def _casualty(self, reading: _Reading) -> Iterator[_Reading]:
        """A question mark: the second byte is lost, and so is what stood behind it."""
        text, place = self.text, reading.place
        if gloss := _CUT_GLOSS.match(text, place):
            yield from self._cut_gloss(reading, gloss)
            if self.dropped:
                yield from self._dropped_before_gloss(reading, gloss)
        tag = _CUT_TAG.match(text, place)
        stop = tag.end() if tag else place + 1
        eaten = "" if tag or stop >= len(text) or text[stop] in MARKS else self._eaten(stop)
        if eaten:
            yield from self._letter(reading, "\x80")
        yield from self._lost_trail(reading, stop, stop, eaten)

    def _eaten(self, place: int) -> str:
        """What character of ASCII is likely to be missing before ``place``: a parenthesis that is closed, or unknown."""
        closing = _CLOSED.match(self.text, place)
        return "(" if closing else "?"

    def _trail_80(self, reading: _Reading) -> Iterator[_Reading]:
        """A second byte 80 was dropped; nothing is seen of it, and the reader is right again."""
        character = characters()[reading.pending << 8 | 0x80]
        form = self._plain.get(character, character)
        if form in self._language.begins:
            score = reading.score + self._language.step(reading.last, form)
            piece = Piece(reading.place, reading.place, character, "misalignment")
            yield _Reading(score, form, reading.place, 0, (reading.chain, piece))

    def _dropped_trail(self, reading: _Reading) -> Iterator[_Reading]:
        """ASCII: the second byte was dropped before it."""
        if gloss := _WHOLE_GLOSS.match(self.text, reading.place):
            yield from self._cut_gloss(reading, gloss)
            if self.dropped:
                yield from self._dropped_before_gloss(reading, gloss)
        yield from self._lost_trail(reading, reading.place, reading.place)

    def _cut_gloss(self, reading: _Reading, gloss: re.Match[str]) -> Iterator[_Reading]:
        """A gloss was put into the last character: its first byte and its reading tell which it was."""
        for key in keys().get((reading.pending, gloss["reading"]), ()):
            character = characters()[key]
            form = self._plain.get(character, character)
            score = reading.score + self._language.step(reading.last, form)
            piece = Piece(reading.place, gloss.end(), character, "split_gloss")
            yield _Reading(score, form, gloss.end(), 0, (reading.chain, piece))

    def _lost_trail(self, reading: _Reading, stop: int, place: int, eaten: str = "") -> Iterator[_Reading]:
        """The last character has lost its second byte."""
        candidates = by_lead()[reading.pending]
        if reading.pending == 0xA1:
            candidates = tuple((one, form, cost + self._balance(one, reading)) for one, form, cost in candidates)
        for score, character in self._ranked(reading.last, candidates, self._at(place), _last_character(reading.chain)):
            form = self._plain.get(character, character)
            behind = " " if eaten == "?" and character == "”" else eaten
            piece = Piece(reading.place, stop, character + behind, "misalignment_end", certain=False)
            score += EATEN if eaten else 0.0
            yield _Reading(reading.score + score, behind or form, place, 0, (reading.chain, piece))

    def _balance(self, character: str, reading: _Reading) -> float:
        """Whether a quotation mark fits what is open in the paragraph."""
        if character not in "“”":
            return 0.0
        before = self._prefix + self.text[self._settled : self._start]
        decoded = "".join(piece.text for piece in _pieces(reading.chain))
        paragraph = (before + decoded).rpartition("\n")[2]
        is_open = paragraph.rfind("“") > paragraph.rfind("”")
        closing = character == "”"
        last = 3.0 if closing and self._at(reading.place + 1) == "¶" else 0.0
        return last + (BALANCE if is_open == closing else -BALANCE)

    def _glossed(self, reading: _Reading) -> _Reading:
        """Past the gloss on a character that the run has finished."""
        if reading.pending or not reading.chain:
            return reading
        gloss = _WHOLE_GLOSS.match(self.text, reading.place)
        key = exchanged().get(reading.chain[1].text[-1:]) if gloss else None
        if gloss is None or key is None or gloss["reading"] not in key.readings:
            return reading
        piece = Piece(reading.place, gloss.end(), "", "pinyin_gloss")
        return reading._replace(place=gloss.end(), chain=(reading.chain, piece))


def _last_character(chain: Chain) -> str:
    """The last character of a chain of pieces."""
    while chain and not chain[1].text:
        chain = chain[0]
    return chain[1].text[-1] if chain else ""


def _pieces(chain: Chain) -> list[Piece]:
    pieces = []
    while chain:
        chain, piece = chain
        pieces.append(piece)
    return pieces[::-1]


@cache
def keys() -> dict[tuple[int, str], tuple[int, ...]]:
    """The codes of glossed characters by their first byte and their reading; those seen on pages alone, where there are."""
    known = codes()
    found: dict[tuple[int, str], list[int]] = {}
    for character, entry in exchanged().items():
        if character in known:
            for reading in entry.readings:
                found.setdefault((known[character] >> 8, reading), []).append(known[character])
    return {key: tuple(values) for key, values in found.items()}


PRIVATE_TRAILS: Final = (range(0xA1, 0xFF), range(0x81, 0xA1))
Candidate: TypeAlias = tuple[str, str, float]


def _candidate(code: int) -> Candidate | None:
    character = characters()[code]
    form = plain().get(character, character)
    if form not in language().begins:
        return None
    return character, form, UNLIKELY if character in unlikely_on_pages() else PRIOR if character=="。" else 0.0


@cache
def by_lead() -> dict[int, tuple[Candidate, ...]]:
    """The characters that text may hold, by first byte."""
    rows = {lead: [_candidate(lead << 8 | trail) for trail in range(0x40, 0xFF)] for lead in range(0x81, 0xFF)}
    return {lead: tuple(one for one in row if one) for lead, row in rows.items()}


@cache
def by_trail() -> dict[int, tuple[Candidate, ...]]:
    """The characters that text may hold, by second byte; of these only A1 and A3 begin a mark."""
    rows = {trail: [_candidate(lead << 8 | trail) for lead in range(0x81, 0xFF)] for trail in (0xA1, 0xA3)}
    return {trail: tuple(one for one in row if one) for trail, row in rows.items()}


@cache
def before_private_use(lead: int) -> tuple[tuple[str, str, float, int], ...]:
    """Characters with this first byte whose second begins a private-use character; 1 where that ends below A1."""
    groups = [(0, (*range(0xAA, 0xB0), *range(0xF8, 0xFF))), (1, range(0xA1, 0xA8))]
    found = [(group, _candidate(lead << 8 | trail)) for group, trails in groups for trail in trails]
    return tuple((*one, group) for group, one in found if one)


@cache
def after_private_use(trail: int, group: int) -> tuple[Candidate, ...]:
    """Characters with this second byte whose first ends a private-use character."""
    return tuple(one for lead in PRIVATE_TRAILS[group] if (one := _candidate(lead << 8 | trail)))
