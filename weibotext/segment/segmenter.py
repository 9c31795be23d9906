"""The one class that the rest of the package uses: a text in, its words out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from importlib.util import find_spec
from itertools import accumulate
from typing import Any, Literal, Protocol, TypeAlias, get_args

from weibotext.errors import InputError
from weibotext.segment.exact import Exact
from weibotext.segment.fast import Fast
from weibotext.segment.userwords import UserWord, checked
from weibotext.values import Token

Engine: TypeAlias = Literal["auto", "rjieba", "jieba"]

# What ``Token._make`` does, without its step through Python; there are hundreds of tokens in every article.
_token: Callable[[tuple[int, int, str]], Token] = partial(tuple.__new__, Token)


class _Cutter(Protocol):
    def cut(self, text: str, hmm: bool) -> list[str]: ...


class Segmenter:
    """Cuts clean text into words exactly as ``jieba.lcut`` does.

    Offsets count code points of the text given, and the words joined are that text. Any ``str`` will do, also an empty
    one or one with lone surrogates. Equal arguments give equal words, whichever engine does the work.

    ``engine`` is ``"rjieba"`` (fast), ``"jieba"``, or ``"auto"``: rjieba where it is installed, else jieba. ``words``
    are added in their order, as ``jieba.Tokenizer().add_word`` adds them; a frequency is 1 or more, and is estimated as
    jieba does where none is given. ``hmm`` says whether jieba's hidden Markov model may find words that are not in the
    dictionary.

    The dictionary is loaded at the first use. Copies and pickles carry the arguments and load it anew. Nothing that
    jieba keeps for the whole process is changed, and no file is written. The other way round, what a program tells the
    jieba module itself plays no role, but for words that it forces jieba to split, which the engine ``"jieba"`` heeds.

    Raises :class:`~weibotext.errors.InputError` for an engine that is unknown or not installed, for a word that cannot
    be added, and for a text that is not a ``str``.

    >>> segmenter = Segmenter(words=["政务微博"])
    >>> segmenter("政务微博增长3.5%")
    (Token(start=0, stop=4, text='政务微博'), Token(start=4, stop=6, text='增长'), Token(start=6, stop=10, text='3.5%'))
    """

    def __init__(self, *, engine: Engine = "auto", words: Iterable[UserWord] = (), hmm: bool = True) -> None:
        self._engine: Engine = _checked_engine(engine)
        self._words = checked(words)
        self._hmm = bool(hmm)
        self._cutter: _Cutter | None = None

    def __call__(self, text: str) -> tuple[Token, ...]:
        """The words of ``text`` with their offsets.

        >>> Segmenter()("微博问政")
        (Token(start=0, stop=2, text='微博'), Token(start=2, stop=4, text='问政'))
        """
        words = self.words(text)
        bounds = list(accumulate(map(len, words), initial=0))
        return tuple(map(_token, zip(bounds, bounds[1:], words, strict=False)))

    def words(self, text: str) -> list[str]:
        """The words of ``text`` without offsets, which is faster.

        >>> Segmenter().words("截至2013-06-30，增长3.5%")
        ['截至', '2013', '-', '06', '-', '30', '，', '增长', '3.5%']
        """
        if not isinstance(text, str):
            raise InputError(f"the text to cut is of type {type(text).__name__}; give a str, decoded if it was bytes")
        if self._cutter is None:
            self._cutter = self._loaded()
        return self._cutter.cut(text, self._hmm)

    @property
    def version(self) -> str:
        """The engine that does the work, and its version.

        >>> Segmenter(engine="jieba").version.split()[0]
        'jieba'
        """
        # A slow import for what few ask for.
        from importlib.metadata import version

        return f"{self._chosen} {version(self._chosen)}"

    @property
    def _chosen(self) -> str:
        if self._engine != "auto":
            return self._engine
        return "rjieba" if _installed() else "jieba"

    def _loaded(self) -> _Cutter:
        return Fast(self._words) if self._chosen == "rjieba" else Exact(self._words)

    @property
    def arguments(self) -> tuple[Engine, tuple[UserWord, ...], bool]:
        """All that the words depend on: the engine asked for, the user's words, whether the model guesses.

        >>> Segmenter(words=["政务微博"]).arguments
        ('auto', ('政务微博',), True)
        """
        return self._engine, self._words, self._hmm

    def __eq__(self, other: object) -> bool:
        return self.arguments == other.arguments if isinstance(other, Segmenter) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.arguments)

    def __repr__(self) -> str:
        return f"Segmenter(engine={self._engine!r}, words=<{len(self._words)}>, hmm={self._hmm})"

    def __reduce__(self) -> tuple[Any, ...]:
        # rjieba's dictionary cannot be pickled, and jieba's is 350,000 words: both are quicker to load than to send.
        return _rebuilt, self.arguments


def _rebuilt(engine: Engine, words: tuple[UserWord, ...], hmm: bool) -> Segmenter:
    return Segmenter(engine=engine, words=words, hmm=hmm)


def _checked_engine(engine: Engine) -> Engine:
    if engine not in get_args(Engine):
        raise InputError(f"engine is {engine!r}; give one of {', '.join(map(repr, get_args(Engine)))}")
    if engine == "rjieba" and not _installed():
        raise InputError('engine="rjieba" is not installed; run `pip install rjieba`, or give engine="jieba"')
    return engine


def _installed() -> bool:
    return find_spec("rjieba") is not None
