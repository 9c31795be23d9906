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
from itertools import pairwise
from typing import Final, Literal, NamedTuple, TypeAlias

from weibotext.repairs.candidates import (
    PRIVATE_TRAILS,
    UNLIKELY,
    Candidates,
    balanced,
    before_private_use,
    best_before,
    by_lead,
    by_trail,
    keys,
    pairs,
    ranked_before,
    repeated,
)
from weibotext.repairs.elsewhere import SOMETHING, Eaten, company
from weibotext.repairs.gbk import characters, codes, exchanged, page_codes, unlikely_on_pages, wide_codes
from weibotext.repairs.glosses import READING, WHOLE
from weibotext.repairs.language import language, plain
from weibotext.repairs.pieces import Chain, Piece, Run, is_private, last_character, pieces_of

MARKS: Final[Mapping[str, int]] = {
    "。": 0xA1A3, "，": 0xA3AC, "！": 0xA3A1, "？": 0xA3BF, "；": 0xA3BB, "：": 0xA3BA,
    ",": 0xA3AC, "!": 0xA3A1, "?": 0xA3BF, ";": 0xA3BB, ":": 0xA3BA,
}  # fmt: skip
"""The marks that get a marker before their bytes, also as they look in half width, with their codes."""

_CUT_GLOSS: Final = re.compile(rf"\?(?P<reading>{READING}) ?\)")
_CUT_TAG: Final = re.compile(r"\?/?[a-z]{1,6}[0-9]?>")
_CUT: Final = re.compile(f"{_CUT_GLOSS.pattern}|{_CUT_TAG.pattern}")

LONGEST: Final = 300
"""So many characters a run may have."""

BEAM: Final = 5
"""So many readings are carried on."""

CHOICES: Final = 4
"""So many characters are tried for a lost byte."""

PARAGRAPH: Final = 2_000
"""So far back open quotations are looked for."""

# In nats:
HOPELESS: Final = -22.0  # a reading so much less ordinary than what stands there is given up
BEHIND: Final = 8.0  # so is one that has fallen so far behind a finished one
POOR: Final = -7.0  # after a step like this a dropped private-use character is thought of
LOSING: Final = -8.0  # but not in a reading that is so far behind what stands there already
EATEN: Final = -5.0  # an unknown character of ASCII is gone as well
LETTER: Final = -1.0  # a letter of a gloss, where it stands on the page
_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyzāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü")

Decoder: TypeAlias = Literal["Q", "D"]


class _Reading(NamedTuple):
    """A reading of a run up to ``place``; ``pending`` is 0 where the reader is in step again."""

    score: float
    last: str
    place: int
    pending: int
    chain: Chain


class Runs:
    """Reads the runs of one page, ``dropped`` where private-use characters may be missing from it."""

    def __init__(self, text: str, decoder: Decoder, *, dropped: bool = True) -> None:
        self.text = text
        self.decoder = decoder
        self.dropped = dropped
        self._plain, self._rows, self._codes, self._characters = plain(), language().rows, codes(), characters()
        self._observed: list[float] = []
        self._eaten = Eaten(text)
        self._start, self._pairs = 0, False
        self._done: list[tuple[float, _Reading]] = []
        self._settled, self._paragraph = 0, ""

    def accept(self, run: Run) -> None:
        """Take a reading for what the page says up to its end; which quotations are open depends on it."""
        start = run.pieces[0].start
        between = self.text[max(self._settled, start - PARAGRAPH) : start]
        so_far = self._paragraph + between + "".join(piece.text for piece in run.pieces)
        self._settled, self._paragraph = run.stop, so_far.rpartition("\n")[2][-PARAGRAPH:]

    def read(self, start: int) -> Run | None:
        """The best reading of a run that begins at ``start``; ``None`` where there is none.

        Dropped characters are thought of only where nothing else reads smoothly.
        """
        self._pairs = False
        run = self._read(start)
        if not self.dropped or (run and self._is_smooth(run)):
            return run
        self._pairs = True
        return self._read(start)

    def _read(self, start: int) -> Run | None:
        """The same, where dropped characters are thought of or not."""
        self._start, self._observed, self._done = start, [0.0], []
        reached = list(self._beginnings(start))
        for _ in range(LONGEST):
            live = self._sorted_out(reached)
            if not live:
                break
            reached = [one for reading in live for one in self._advance(reading)]
        if not self._done:
            return None
        gain, best = max(self._done, key=lambda item: item[0])
        return Run(gain, best.place, pieces_of(best.chain))

    def _is_smooth(self, run: Run) -> bool:
        """Whether nothing in a run makes one think of characters that were dropped."""
        text = "".join([piece.text for piece in run.pieces])
        forms = [self._plain.get(one, one) for one in text] + [self._at(run.stop)]
        steps = [
            self._rows[one][other]
            for one, other in zip([self._at(run.pieces[0].start - 1), *forms], forms, strict=False)
        ]
        poor = any(step < POOR and step + onward < 2 * POOR for step, onward in pairwise(steps))
        return not poor and not any(piece.text in MARKS and piece.certain for piece in run.pieces)

    def _sorted_out(self, reached: list[_Reading]) -> list[_Reading]:
        """The readings to carry on; those that have ended are put down, with the runs that begin where they end."""
        if len(reached) == 1 and reached[0].pending and not self._done:
            return reached if self._so_far(reached[0]) > HOPELESS else []
        live: dict[tuple[int, int, str], _Reading] = {}
        ended = [(self._gain(one), one) for one in map(self._past_gloss, (one for one in reached if not one.pending))]
        if ended:
            self._done += ended
            reached = [*reached, *self._again(max(ended, key=lambda item: item[0])[1])]
        for one in reached:
            if one.pending:
                key = (one.place, one.pending, one.last)
                if key not in live or live[key].score < one.score:
                    live[key] = one
        best = max((gain for gain, _ in self._done), default=HOPELESS)
        floor = max(HOPELESS, best - BEHIND)
        ranked = [
            (gain, number, one) for number, one in enumerate(live.values()) if (gain := self._so_far(one)) > floor
        ]
        ranked.sort(reverse=True)
        return [one for _, _, one in ranked[:BEAM]]

    # How ordinary

    def _at(self, place: int) -> str:
        """The character at ``place`` as the model has it; beyond both ends there is a line break."""
        if not 0 <= place < len(self.text):
            return "¶"
        character = self.text[place]
        return self._plain.get(character, character)

    def _as_it_stands(self, place: int) -> float:
        """The log probability of the page from the run's start up to ``place``, as it stands."""
        observed = self._observed
        while len(observed) <= place - self._start:
            at = self._start + len(observed) - 1
            plain_letter = at < len(self.text) and self.text[at] in _LETTERS
            observed.append(observed[-1] + (LETTER if plain_letter else self._rows[self._at(at - 1)][self._at(at)]))
        return observed[place - self._start]

    def _so_far(self, reading: _Reading) -> float:
        return reading.score - self._as_it_stands(reading.place)

    def _gain(self, reading: _Reading) -> float:
        onward = self._rows[reading.last][self._at(reading.place)]
        return reading.score + onward - self._as_it_stands(reading.place + 1)

    def _with(self, before: _Reading, piece: Piece, score: float, place: int, pending: int = 0) -> _Reading:
        """The reading after one more piece, which is worth ``score``."""
        last = piece.text[-1:]
        form = self._plain.get(last, last) or before.last
        return _Reading(before.score + score, form, place, pending, (before.chain, piece))

    # How a run begins

    def _beginnings(self, start: int) -> Iterator[_Reading]:
        before = _Reading(0.0, self._at(start - 1), start, 0, None)
        gloss = (_CUT_GLOSS if self.decoder == "Q" else WHOLE).match(self.text, start)
        if gloss is None:
            yield from self._after_marker(before)
        elif start:
            trail = page_codes().get(self.text[start - 1], 0) & 0xFF
            for key in keys(trail, gloss["reading"]):
                if (pending := self._codes[key] & 0xFF) > 0x80:
                    piece = Piece(start, gloss.end(), "", "split_gloss")
                    yield self._with(before, piece, 0.0, gloss.end(), pending)

    def _again(self, reading: _Reading) -> Iterator[_Reading]:
        """A run that begins where another ends."""
        place = reading.place
        if self.decoder == "Q" and self.text[place : place + 1] == "?" and place > self._start:
            for one in self._after_marker(reading):
                if not one.pending:
                    self._done.append((self._gain(one), one))
                yield one

    def _after_marker(self, before: _Reading) -> Iterator[_Reading]:
        """A marker stood inside a character whose first byte is lost; its second is the first of the mark seen."""
        text = self.text
        mark = before.place + (self.decoder == "Q")  # with decoder D nothing is seen of the first byte
        code, behind = MARKS.get(text[mark : mark + 1]), text[mark + 1 : mark + 2]
        if code is None:
            return
        if mark > before.place and text[mark] == "?" and MARKS.get(behind, 0) >> 8 == 0xA3:
            # Another marker stood before the mark: of the character nothing is left but the first byte of the mark.
            yield from self._lost_lead(before, 0xA1, mark + 1, behind, 0)
        after = behind
        if (other := self._codes.get(behind)) is not None:
            after = self._characters[(code & 0xFF) << 8 | other >> 8]
        elif code == 0xA1A3 and text[mark + 1 : mark + 3] in ("?!", "?！"):
            after = "!"  # of !!! the first is cut in two
        elif code == 0xA3A1 and behind == "?" and self.decoder == "Q":
            after = "”"  # what has the second byte of ！ for its first and then loses its own
        yield from self._lost_lead(before, code >> 8, mark + 1, after, code & 0xFF)

    def _lost_lead(self, before: _Reading, trail: int, stop: int, after: str, pending: int) -> Iterator[_Reading]:
        """The likeliest characters with this second byte, before ``after``."""
        twice = trail == 0xA1 and after in ("!", "！")
        candidates = repeated() if twice else by_trail(trail)
        known = after if len(after) and not (pending and after in "?!") else ""
        choices = (
            1 if pending and (known or trail != 0xA1) else CHOICES
        )  # the choice is made again, but in rows of marks
        for score, character in self._likeliest(before, candidates, known, choices):
            piece = Piece(before.place, stop, character, "misalignment_start", certain=False)
            yield self._with(before, piece, score, stop, pending)

    def _likeliest(
        self, before: _Reading, candidates: Candidates, after: str, choices: int = CHOICES
    ) -> list[tuple[float, str]]:
        """What may have been lost between ``before`` and ``after``, the best first, each with what it is worth.

        ``after`` is as the page has it, and empty where it is not known.
        """
        row, then = self._rows[before.last], self._plain.get(after, after)
        ranked = ranked_before(candidates, row, then) if choices > 1 else best_before(candidates, row, then)
        if len(ranked) > 1:
            context = last_character(before.chain) or self.text[before.place - 1 : before.place]
            ranked = [self._asked(context, one, after) for one in ranked]
            ranked.sort(reverse=True)
        return [(score, one) for _, score, one in ranked[:choices]]

    def _asked(self, before: str, found: tuple[float, float, str], after: str) -> tuple[float, float, str]:
        """The same with a bonus where the page has the character in this company elsewhere."""
        whole, score, character = found
        more = company(self.text, self._start, before, character, after)
        return whole + more, score + more, character

    # What may come next

    def _advance(self, reading: _Reading) -> Iterator[_Reading]:
        """All that the character of the page at ``reading.place`` may mean."""
        seen = self.text[reading.place : reading.place + 1]
        code = self._codes.get(seen)
        if code is not None:
            yield from self._shifted(reading, code)
        else:
            if (wide := wide_codes().get(seen)) is not None and not _CUT.match(self.text, reading.place):
                yield from self._shifted(reading, wide)
            if "@" <= seen <= "~":
                yield from self._letter(reading, ord(seen))
        if self.decoder == "Q":
            if seen == "?":
                yield from self._casualty(reading)
        else:
            yield from self._dropped(reading, seen)

    def _shifted(self, reading: _Reading, code: int) -> Iterator[_Reading]:
        """A character on the page: the second byte of one true character and the first of the next."""
        place, pending = reading.place, code & 0xFF
        character = self._characters[reading.pending << 8 | code >> 8]
        step = self._rows[reading.last][self._plain.get(character, character)]
        if character in unlikely_on_pages():
            step += UNLIKELY
        if not is_private(character):
            letter = chr(pending) if pending < 0x80 else ""
            piece = Piece(place, place + 1, character + letter, "misalignment")
            if letter:
                step += self._rows[self._plain.get(character, character)][letter.lower()]
                yield self._with(reading, piece, step, place + 1)
            elif pending > 0x80:
                yield self._with(reading, piece, step, place + 1, pending)
        poor = self._pairs and step < POOR and pending > 0x80 and self._so_far(reading) > LOSING
        comma = self._pairs and reading.pending == 0xA3 and pending > 0x80  # which makes one with any Chinese character
        if comma or (poor and step + self._onward(character, pending, place) < 2 * POOR):
            yield from self._dropped_pair(reading, code >> 8, pending)

    def _onward(self, character: str, pending: int, place: int) -> float:
        """What the step from ``character``, read from the page's ``place``, to the next is worth."""
        behind = self._codes.get(self.text[place + 1 : place + 2])
        if behind is None:
            return POOR
        after = self._characters[pending << 8 | behind >> 8]
        return self._rows[self._plain.get(character, character)][self._plain.get(after, after)]

    def _letter(self, reading: _Reading, trail: int) -> Iterator[_Reading]:
        """The second byte of a true character is a letter of ASCII, and sets the reader right."""
        place, character = reading.place, self._characters[reading.pending << 8 | trail]
        if character and not is_private(character):
            step = self._rows[reading.last][self._plain.get(character, character)]
            yield self._with(reading, Piece(place, place + 1, character, "misalignment"), step, place + 1)
            onward = self._rows[self._plain.get(character, character)][self._at(place + 1)]
            if self._pairs and step < POOR and trail < 0x80 and step + onward < 2 * POOR:
                yield from self._dropped_pair(reading, trail, 0)

    def _dropped_pair(self, reading: _Reading, trail: int, pending: int) -> Iterator[_Reading]:
        """A private-use character was dropped before this one: two bytes, of two true characters, are gone."""
        place = reading.place
        for score, both in pairs(reading.pending, trail, self._rows[reading.last]):
            piece = Piece(place, place + 1, both, "misalignment", certain=False)
            yield self._with(reading, piece, score, place + 1, pending)

    def _casualty(self, reading: _Reading) -> Iterator[_Reading]:
        """A question mark: the second byte is lost, and so is what stood behind it."""
        text, place = self.text, reading.place
        if gloss := _CUT_GLOSS.match(text, place):
            yield from self._cut_gloss(reading, gloss)
        tag = _CUT_TAG.match(text, place)
        stop = tag.end() if tag else place + 1
        if tag or stop >= len(text) or text[stop] in MARKS:
            yield from self._lost_trail(reading, stop)
        else:
            yield from self._letter(reading, 0x80)  # the one second byte that no decoder takes, and nothing is lost
            yield from self._lost_trail(reading, stop, self._eaten.before(stop))

    def _dropped(self, reading: _Reading, seen: str) -> Iterator[_Reading]:
        """With decoder D the second byte goes without a trace: before ASCII, before a marker, and where it is 80."""
        place, character = reading.place, self._characters[reading.pending << 8 | 0x80]
        form = self._plain.get(character, character)
        if form in language().places:
            piece = Piece(place, place, character, "misalignment")
            yield self._with(reading, piece, self._rows[reading.last][form], place)
        if seen == "(" and (gloss := WHOLE.match(self.text, place)):
            yield from self._cut_gloss(reading, gloss)
        if seen < "@" or seen in MARKS:
            yield from self._lost_trail(reading, place)

    def _cut_gloss(self, reading: _Reading, gloss: re.Match[str]) -> Iterator[_Reading]:
        """A gloss was put into the last character: its first byte and its reading tell which it was."""
        row, place, stop = self._rows[reading.last], reading.place, gloss.end()
        for key in keys(reading.pending, gloss["reading"]):
            piece = Piece(place, stop, key, "split_gloss")
            yield self._with(reading, piece, row[self._plain.get(key, key)], stop)
        for half, firsts in enumerate(before_private_use(reading.pending)) if self._pairs else ():
            split = [key for lead in PRIVATE_TRAILS[half] for key in keys(lead, gloss["reading"])]
            for first in firsts if split else ():
                for key in split:
                    piece = Piece(place, stop, first.character + key, "split_gloss", certain=False)
                    score = row[first.form] + first.cost + self._rows[first.form][self._plain.get(key, key)]
                    yield self._with(reading, piece, score, stop)

    def _lost_trail(self, reading: _Reading, stop: int, eaten: str = "") -> Iterator[_Reading]:
        """The last character has lost its second byte; the page goes on at ``stop``, behind what was ``eaten``."""
        if reading.pending == 0xA1:
            candidates = balanced(self._has_open_quotation(reading), self._at(stop) == "¶")
        else:
            candidates = by_lead(reading.pending)
        choices = CHOICES if reading.pending == 0xA1 else 1
        for score, character in self._likeliest(reading, candidates, self.text[stop : stop + 1] or "\n", choices):
            behind = " " if character == "”" and eaten in (SOMETHING, "-") else eaten.replace(SOMETHING, "?")
            piece = Piece(reading.place, stop, character + behind, "misalignment_end", certain=False)
            yield self._with(reading, piece, score + (EATEN if eaten else 0.0), stop)

    def _has_open_quotation(self, reading: _Reading) -> bool:
        between = self.text[max(self._settled, self._start - PARAGRAPH) : self._start]
        decoded = "".join(piece.text for piece in pieces_of(reading.chain))
        paragraph = (self._paragraph + between + decoded).rpartition("\n")[2]
        return paragraph.rfind("“") > paragraph.rfind("”")

    def _past_gloss(self, reading: _Reading) -> _Reading:
        """Past the gloss on a character that the run has finished."""
        if not reading.chain or not self.text.startswith("(", reading.place):
            return reading
        gloss = WHOLE.match(self.text, reading.place)
        key = exchanged().get(reading.chain[1].text[-1:])
        if gloss is None or key is None or gloss["reading"] not in key.readings:
            return reading
        piece = Piece(reading.place, gloss.end(), "", "pinyin_gloss")
        return reading._replace(place=gloss.end(), chain=(reading.chain, piece))
