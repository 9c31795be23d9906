"""Characters of a run that had to be guessed, looked at once more with all that the run has become around them.

While a run is read, a lost character is chosen by its neighbours, the best few are carried on, and what follows a lost first
byte is the same whichever is right. So the choice waits until the run is read: then every character with the byte that is
known is ranked again, and those that come close are compared as words in their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from weibotext.repairs.candidates import Candidates, by_lead, by_trail, pairs, ranked_before, repeated
from weibotext.repairs.elsewhere import company
from weibotext.repairs.gbk import codes
from weibotext.repairs.language import language, plain
from weibotext.repairs.pieces import Piece, Run
from weibotext.repairs.words import Place

CONTEXT: Final = 5
"""So many characters on either side are looked at."""

PAIRS: Final = 8
"""So many pairs of characters are looked at where a private-use character between them was dropped."""

RANKED: Final = 24
"""So many characters are ranked by their neighbours."""

CLOSE: Final = 8.0
"""So close to the best by its neighbours, in nats, a character must come to be compared as words."""

AS_WORDS: Final = 0.7
"""How much of the choice is left to words; the rest is left to neighbours."""

_GUESSED: Final = ("misalignment_start", "misalignment_end")


def reconsidered(text: str, run: Run) -> Run:
    """The run with its guesses made again."""
    pieces = list(run.pieces)
    for number, piece in enumerate(pieces):
        if piece.certain:
            continue
        if piece.repair in _GUESSED:
            pieces[number] = _again(text, pieces, number)
        elif len(piece.text) == 2 and piece.repair == "misalignment":
            pieces[number] = _other_pair(text, pieces, number)
    return run._replace(pieces=pieces)


def _again(text: str, pieces: Sequence[Piece], number: int) -> Piece:
    """A piece with its first character, of which one byte is known, chosen again."""
    piece = pieces[number]
    left, right = _around(text, pieces, number)
    candidates = _candidates(text, piece, right)
    if candidates is None or (best := _best(candidates, left, right, text, piece)) == piece.text[0]:
        return piece
    return piece._replace(text=best + piece.text[1:])


def _other_pair(text: str, pieces: Sequence[Piece], number: int) -> Piece:
    """Two characters between which a private-use character was dropped, chosen again."""
    piece, rows, forms = pieces[number], language().rows, plain()
    left, right = map(_formed, _around(text, pieces, number))
    lead, trail = codes().get(piece.text[0], 0) >> 8, codes().get(piece.text[1], 0) & 0xFF
    before, right = left[-1:] or "¶", right[1:] or "¶"
    scored = []
    for score, both in pairs(lead, trail, rows[before], PAIRS):
        one, other = (forms.get(character, character) for character in both)
        near = rows[before][one] + rows[one][other] + rows[other][right[0]]
        worth = Place(left, other + right).worth(one)
        scored.append((score + rows[other][right[0]] + AS_WORDS * (worth - near), both))
    return piece._replace(text=max(scored)[1]) if scored else piece


def _candidates(text: str, piece: Piece, right: str) -> Candidates | None:
    """The characters with the byte of a guessed one that is known; ``None`` where the choice is left as it is."""
    code = codes().get(piece.text[:1])
    if code is None:
        return None
    if piece.repair == "misalignment_end":  # of the row of marks, open quotations decide
        return by_lead(code >> 8) if code >> 8 != 0xA1 else None
    if len(piece.text) > 1:
        return None
    if code & 0xFF == 0xA1 and right[0] in "!！":  # a row of them, or one behind another character
        return repeated() if text[piece.stop - 1] != "。" else None
    if piece.text == "。" and right[0] == "”":  # by far the commonest place, and nearly always right
        return None
    return by_trail(code & 0xFF)


def _around(text: str, pieces: Sequence[Piece], number: int) -> tuple[str, str]:
    """What stands left and right of a piece's first character, in its paragraph, with the run as it was read.

    Line breaks show where the paragraph begins and ends.
    """
    start, stop, texts = pieces[0].start, pieces[-1].stop, [piece.text for piece in pieces]
    before = text[start - CONTEXT : start] if start >= CONTEXT else "\n" + text[:start]
    left = "".join([before, *texts[:number]])[-CONTEXT - 1 :]
    right = "".join([texts[number][1:], *texts[number + 1 :], text[stop : stop + CONTEXT]])[:CONTEXT]
    return left[max(0, left.rfind("\n")) :], "".join(right.partition("\n")[:2]) or "\n"


def _best(candidates: Candidates, left: str, right: str, text: str, piece: Piece) -> str:
    """The best of the candidates between ``left`` and ``right``."""
    close = list(_close(candidates, left, right, text, piece))
    if len(close) == 1:
        return close[0][1]
    forms = plain()
    place = Place(_formed(left), _formed(right))
    return max((score + AS_WORDS * place.worth(forms.get(one, one)), one) for score, one in close)[1]


def _close(candidates: Candidates, left: str, right: str, text: str, piece: Piece) -> Iterator[tuple[float, str]]:
    """The candidates that come close by their neighbours, each with what it is worth but for its words."""
    forms, rows = plain(), language().rows
    before, after = _formed(left[-1:]) or "¶", _formed(right[:1])
    ranked = [
        (score + company(text, piece.start, left[-1:], one, right[:1].strip("\n")), one)
        for score, _, one in ranked_before(candidates, rows[before], after, RANKED)
    ]
    floor = max(ranked)[0] - CLOSE
    for score, one in ranked:
        if score > floor:
            form = forms.get(one, one)
            yield score - AS_WORDS * (rows[before][form] + rows[form][after]), one


def _formed(text: str) -> str:
    forms = plain()
    return "".join([forms.get(one, one) for one in text])
