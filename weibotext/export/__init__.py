"""Records and stores in the formats of other tools, with offsets in the unit that each tool counts in."""

from __future__ import annotations

from weibotext.export.formats import FORMATS, Format, Named, export
from weibotext.export.offsets import UNITS, respan

__all__ = ["FORMATS", "UNITS", "Format", "Named", "export", "respan"]
