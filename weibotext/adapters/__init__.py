"""Records in the forms of others: TimeML, and the results of the libraries that users may come from.

Each function takes a :class:`weibotext.record.Record` and gives plain values. What a form cannot say is left out, and its
docstring says so.
"""

from __future__ import annotations

from weibotext.adapters.jionlp import to_jionlp
from weibotext.adapters.recognizers import to_recognizers
from weibotext.adapters.timeml import to_timex3

__all__ = ["to_jionlp", "to_recognizers", "to_timex3"]
