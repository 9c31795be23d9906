"""Numbers with the word for what they count, as English has it."""

from __future__ import annotations


def counted(number: int, one: str, many: str | None = None) -> str:
    """The number, its thousands parted, and the word in its form for it; ``many`` is needed where it is not ``one`` with s.

    >>> counted(1, "document"), counted(0, "document"), counted(1200, "copy", "copies")
    ('1 document', '0 documents', '1,200 copies')
    """
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
