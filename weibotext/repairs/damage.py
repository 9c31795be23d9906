"""What was decided about a page as a whole, in one value that can be printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

from weibotext.values import Edit

Decoder = Literal["Q", "D"]

_DECODERS: Final = {
    "Q": "a first byte without its second was printed as ? and took the byte behind it along",
    "D": "a first byte without its second was dropped, and the byte behind it stayed",
}


@dataclass(frozen=True, slots=True)
class PageDamage:
    """How a page is damaged. All that is decided here holds for the whole page; ``None`` is what could not be told.

    ``decoder``
        What became of a first byte whose second byte was lost, as in :mod:`~weibotext.repairs.simulate`.
    ``glosses``
        The characters that the page glosses, each with its reading, in the order of their first glosses.
    ``markers``
        Whether marks had invisible bytes put before them, also across two characters.
    ``private_use``
        Whether private-use characters, which bytes out of step make, were ``"kept"`` or ``"dropped"``.
    ``repairs``
        The repairs that changed something, with how many edits each made and how many of these are certain.

    >>> print(PageDamage(decoder="Q", glosses=(("務", "wù"),), markers=True))
    decoder Q: a first byte without its second was printed as ? and took the byte behind it along
    1 character glossed: 務(wù)
    markers before marks
    """

    decoder: Decoder | None = None
    glosses: tuple[tuple[str, str], ...] = ()
    markers: bool | None = None
    private_use: Literal["kept", "dropped"] | None = None
    repairs: tuple[tuple[str, int, int], ...] = ()

    def __bool__(self) -> bool:
        return self != PageDamage()

    def __str__(self) -> str:
        return "\n".join(self._lines()) or "no damage"

    def _lines(self) -> Iterable[str]:
        if self.decoder:
            yield f"decoder {self.decoder}: {_DECODERS[self.decoder]}"
        if self.glosses:
            named = " ".join(f"{character}({reading})" for character, reading in self.glosses)
            yield f"{len(self.glosses)} character{'s' * (len(self.glosses) > 1)} glossed: {named}"
        if self.markers is not None:
            yield "markers before marks" if self.markers else "no markers before marks"
        if self.private_use:
            yield f"private-use characters {self.private_use}"
        for name, made, certain in self.repairs:
            yield f"{name}: {made} edit{'s' * (made > 1)}" + (f", {made - certain} uncertain" if certain < made else "")

    def with_edits(self, edits: Iterable[Edit]) -> PageDamage:
        """The same with the repairs counted that made ``edits``."""
        listed = [(name, edit.certain) for edit in edits for name in edit.repair.split("+")]
        made = Counter(name for name, _ in listed)
        certain = Counter(name for name, sure in listed if sure)
        return replace(self, repairs=tuple((name, made[name], certain[name]) for name in sorted(made)))
