"""What a run read again consists of: pieces of the page, and what each of them was."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias


class Piece(NamedTuple):
    """A part of the page, from ``start`` to ``stop``, and what it was; ``certain`` where no byte had to be guessed."""

    start: int
    stop: int
    text: str
    repair: str
    certain: bool = True


Chain: TypeAlias = tuple["Chain", Piece] | None
"""Pieces that share their beginning with others: all before, and the last."""


class Run(NamedTuple):
    """A run read again: how much more ordinary that is than what stands there, in nats, and its pieces."""

    gain: float
    stop: int
    pieces: list[Piece]


def is_private(character: str) -> bool:
    """Whether it is a private-use character, which no true text of a page has."""
    return "\ue000" <= character <= "\uf8ff"


def last_character(chain: Chain) -> str:
    """The last character of a chain of pieces."""
    while chain and not chain[1].text:
        chain = chain[0]
    return chain[1].text[-1] if chain else ""


def pieces_of(chain: Chain) -> list[Piece]:
    """The pieces of a chain, in order of the page."""
    pieces = []
    while chain:
        chain, piece = chain
        pieces.append(piece)
    return pieces[::-1]
