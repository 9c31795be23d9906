"""What can go wrong, as one tree.

::

    WeibotextError
    ├── InputError (also ValueError)      the text, bytes or file given cannot be used
    ├── LexiconError (also ValueError)    a lexicon file or a rule is not well formed
    ├── WorkerError                       a process that read an article died or took too long
    ├── AlignmentError (also ValueError)  an edit or a span would break the map between source and clean text
    └── StoreError (also ValueError)      a store's file cannot be used, or a question to it makes no sense

Every message says what was wrong, where, and what to do about it.
"""

from __future__ import annotations


class WeibotextError(Exception):
    """The root of all errors that this package raises on purpose.

    >>> issubclass(InputError, WeibotextError) and issubclass(InputError, ValueError)
    True
    """


class InputError(WeibotextError, ValueError):
    """The text, bytes or file given cannot be used."""


class LexiconError(WeibotextError, ValueError):
    """A lexicon file or a rule is not well formed; the message names file, entry and cure."""


class WorkerError(WeibotextError):
    """A process that read an article died, failed or took too long; the article is left out."""


class AlignmentError(WeibotextError, ValueError):
    """An edit or a span would break the map between source and clean text."""


class StoreError(WeibotextError, ValueError):
    """A store's file cannot be used, or a question to it makes no sense."""
