"""The embedded store: one SQLite file with documents, all that was found in them, a search, and copies grouped.

:class:`Store` is all that the rest of the package uses. ``migrations/`` has the tables, one numbered file a version.
"""

from __future__ import annotations

from weibotext.store.claims import Claim, Disagreement, Place, Reading
from weibotext.store.feeding import Fed
from weibotext.store.searching import Hit
from weibotext.store.store import Document, Store

__all__ = ["Claim", "Disagreement", "Document", "Fed", "Hit", "Place", "Reading", "Store"]
