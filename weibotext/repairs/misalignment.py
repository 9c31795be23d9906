"""Characters cut out of step."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final
from itertools import accumulate

from weibotext.repairs.glosses import READING, Gloss
from weibotext.repairs.runs import MARKS, Decoder, Piece, Run, Runs
from weibotext.values import Edit, Span

MARGIN: Final = 20.0
ANCHORED: Final = {"Q": -2.0, "D": 6.0}

_START_Q = re.compile(rf"\?(?:{READING} ?\)|[!！?？,，;；:：。])")


class Stripped:
    """A page without its glosses, and the way back."""

    def __init__(self, text: str, glosses: list[Gloss]) -> None:
        self.cuts, parts, done, moved = [], [], 0, 0
        self.moved = [0]
        for gloss in glosses:
            parts.append(text[done : gloss.start])
            self.cuts.append(gloss.start - moved)
            moved += gloss.stop - gloss.start
            self.moved.append(moved)
            done = gloss.stop
        self.text = "".join([*parts, text[done:]])

    def source(self, place: int) -> int:
        """Where the character at ``place`` stands on the page."""
        return place + self.moved[bisect_right(self.cuts, place)]


def misalignment(text: str, glosses: list[Gloss]) -> list[Edit]:
    if "?" not in text:
        return []
    page = Stripped(text, glosses)
    runs = Runs(page.text, "Q", dropped=not any("\ue000" <= one <= "\uf8ff" for one in set(text)))
    starts = [hit.start() for hit in _START_Q.finditer(page.text)]
    margin = ANCHORED["Q"] if glosses or any((run := runs.read(start)) and run.gain > MARGIN for start in starts) else MARGIN
    runs.restart()
    edits = []
    stop = 0
    for start in starts:
        if start >= stop and (run := runs.read(start)) and run.gain > margin:
            edits += made(text, page, run.pieces)
            runs.accept(run)
            stop = run.stop
    return edits


def made(text: str, page, pieces: list[Piece]) -> list[Edit]:
    merged: list[Piece] = []
    for piece in pieces:
        start = page.source(piece.start)
        piece = piece._replace(start=start, stop=page.source(piece.stop-1)+1)
        if merged:
            before = merged[-1]
            if piece.start >= piece.stop:
                merged[-1] = Piece(before.start, before.stop, before.text + piece.text, "misalignment", False)
                continue
            if before.stop==piece.start and (before.repair, before.certain) == (piece.repair, piece.certain) and len(before.text) == before.stop - before.start and len(piece.text) == piece.stop - piece.start:
                merged[-1] = before._replace(stop=piece.stop, text=before.text + piece.text)
                continue
        merged.append(piece)
    return [Edit(Span(p.start, p.stop), text[p.start:p.stop], p.text, p.repair, p.certain) for p in merged]
