"""What all tests share."""

from __future__ import annotations

from hypothesis import settings

# The first call of many a test loads models and dictionaries, and no test asserts a time.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
