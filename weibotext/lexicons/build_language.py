"""Makes what repair knows of written Chinese: ``traditional.tsv``, ``language.tsv`` and ``words.tsv``.

A maintainers' script, run by hand and never by the library::

    pip install pypinyin==0.55.0
    python -m weibotext.lexicons.build_language

``traditional.tsv`` has the characters of GBK that OpenCC's ``t2s`` exchanges: their simplified forms, whether ``s2t``
leads back to them, and their readings by pypinyin's table of single characters (MIT licence).

``language.tsv`` is a model of which character follows which, in simplified script and half width. It is counted over
jieba's dictionary (MIT licence; 349,046 words with frequencies) and the project's own articles, except those that are kept
for measuring. Inside a word the
dictionary tells what follows what. Between words it tells nothing, so there one character ends a word and another
begins one, each independently. Marks, digits and letters, which the dictionary lacks, get the shares they have in the
articles.

``words.tsv`` has the words that were counted, for places where the neighbours of a character leave open which it was.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module, metadata
from itertools import pairwise, product
from pathlib import Path

import jieba
from jieba import posseg

from weibotext.convert import convert, traditional

HERE = Path(__file__).parent
ARTICLES = HERE.parent.parent / "corpora" / "articles"
PYPINYIN = "0.55.0"
HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x0A: 0xB6}

ARTICLES_COUNT = 6_500
"""So many words the articles count for together, however many they have."""

ARTICLE_WEIGHT = 600
"""What one such word counts, in words of jieba's dictionary: in all about a twentieth of the whole."""

MARKS = ",。、;:?!“”《》()¶"
OWN_CLASS = frozenset("的了在是和不也就都有到说上一为将对与等中个年月日")
OWN_TAGS = {
    "的": "u", "了": "u", "等": "u", "在": "p", "为": "p", "对": "p", "与": "p", "和": "c", "是": "v", "有": "v", "到": "v",
    "说": "v", "不": "d", "也": "d", "就": "d", "都": "d", "将": "d", "上": "f", "中": "f", "一": "m", "个": "q", "年": "m",
    "月": "m", "日": "m",
}  # fmt: skip
PARTICLES = "啊吧呢吗呀嘛哦"
"""Particles that end clauses. The articles have hardly any, other text has many."""

CLAUSE_ENDS = {",": 1.0, "。": 1.5, "?": 6.0, "!": 5.5, "¶": 1.5}
"""How much likelier than by chance a mark is behind one of them, as a logarithm; an estimate."""

NO_BEGINNING = -3.0
"""The same for one of them behind a mark."""

RARE_MARKS = {"!": 6, "?": 6, "…": 4, "—": 4}
"""Marks that news has more often than the articles, with the words they count for."""

REPEATED = {"!!": 3, "!?": 0.3, "?!": 1, "??": 2, "……": 4, "——": 4}
PRIOR = 10.0
"""So many pairs of classes by chance are added to those of the articles, in the shares that jieba's tagger expects."""

FEWEST = 3
"""A pair of characters inside words that occurs more rarely is left to chance."""

FEWEST_OF_WORD = 5
LONGEST_WORD = 5
"""A word that is rarer or longer is not listed."""

STEP = 0.25
"""Log probabilities are kept in steps of so many nats, as the letters from ``!`` on: ``!`` is 0, ``%`` is -1."""


def gbk() -> Iterator[str]:
    """The Chinese characters of GBK."""
    for code in range(0x4E00, 0x9FA6):
        if len(chr(code).encode("gbk", "ignore")) == 2:
            yield chr(code)


def traditional_rows() -> Iterator[tuple[str, str, str, str]]:
    """Character, simplified form, whether ``s2t`` leads back to it, readings."""
    if metadata.version("pypinyin") != PYPINYIN:
        raise SystemExit(f"pypinyin {PYPINYIN} is needed: pip install pypinyin=={PYPINYIN}")
    known: dict[int, str] = import_module("pypinyin.pinyin_dict").pinyin_dict
    for character in gbk():
        simplified = convert(character)
        if simplified != character:
            back = "1" if traditional(simplified) == character else "0"
            readings = ",".join(known.get(ord(one), "") for one in (character, simplified)).strip(",").split(",")
            yield character, simplified, back, ",".join(dict.fromkeys(readings))


def kind(word: str, tag: str) -> str:
    """The class of a word: itself, where it is a mark or one of the commonest words, or its part of speech."""
    if word[0] in MARKS or word in OWN_CLASS:
        return word[0]
    if word in PARTICLES:
        return "y"
    return coarse(tag)


def coarse(tag: str) -> str:
    """The class of a tag of jieba's: names, or its first letter."""
    return "R" if tag in ("nr", "ns", "nt", "nz", "nrt", "nrfg") else tag[0]


@dataclass
class Counts:
    """How often characters occur, follow one another inside words, and begin and end words of each class."""

    all: Counter[str] = field(default_factory=Counter)
    inside: Counter[tuple[str, str]] = field(default_factory=Counter)
    first: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    last: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    words: Counter[str] = field(default_factory=Counter)
    kinds: dict[str, str] = field(default_factory=dict)

    def add(self, word: str, tag: str, times: int) -> None:
        """Count a word."""
        self.words[word] += times
        self.kinds.setdefault(word, kind(word, tag))
        self.all.update(dict.fromkeys(word, 0))
        for one in word:
            self.all[one] += times
        self.first[word[0]][kind(word, tag)] += times
        self.last[word[-1]][kind(word, tag)] += times
        for pair in pairwise(word):
            self.inside[pair] += times


def is_kept(path: Path) -> bool:
    """Whether an article is kept for measuring; nothing is counted over those."""
    gold = path.parent.with_name("gold") / f"{path.stem}.toml"
    split: str = tomllib.loads(gold.read_text(encoding="utf-8")).get("split", "dev")
    return split == "test"


def tagged(path: Path) -> list[tuple[str, str]]:
    """The words of an article with their parts of speech."""
    text = path.read_text(encoding="utf-8").translate(HALF_WIDTH).lower()
    return [(word, tag) for word, tag in posseg.lcut(text)]


def dictionary() -> Iterator[tuple[str, str, str]]:
    """The words of jieba's dictionary, with their frequencies and tags."""
    with jieba.Tokenizer().get_dict_file() as file:
        for line in file.read().decode("utf-8").splitlines():
            word, written, tag = line.split()
            yield word, written, tag


def counted(articles: list[list[tuple[str, str]]]) -> Counts:
    """The counts over dictionary and articles."""
    counts = Counts()
    for word, written, tag in dictionary():
        if word.isalnum() and not word.isascii():
            counts.add(convert(word).lower(), tag, int(written))
    weight = round(ARTICLE_WEIGHT * ARTICLES_COUNT / sum(map(len, articles)))
    for words in articles:
        for word, tag in words:
            counts.add(word, tag, weight)
        for pair in pairwise("".join(word for word, _ in words)):
            counts.inside[pair] += weight // 2
    for mark, number in RARE_MARKS.items():
        counts.add(mark, "x", number * ARTICLE_WEIGHT)
    for particle in PARTICLES:
        counts.add(particle, "y", ARTICLE_WEIGHT * 3)
    for twice, times in REPEATED.items():
        counts.inside[twice[0], twice[1]] += round(times * ARTICLE_WEIGHT)
    return counts


def class_rows(articles: list[list[tuple[str, str]]]) -> Iterator[tuple[str, str, str]]:
    """Two classes, and how much more often than by chance the second stands behind the first, as a logarithm."""
    classes = [[kind(word, tag) for word, tag in words] for words in articles]
    pairs = Counter(pair for one in classes for pair in pairwise(one))
    single = Counter(name for one in classes for name in one)
    total = sum(single.values())
    expected = tagger_ratios()
    for one, other in sorted(product(single, repeat=2)):
        chance = single[one] * single[other] / total
        prior = expected.get((OWN_TAGS.get(one, one), OWN_TAGS.get(other, other)), 1.0)
        ratio = math.log((pairs[one, other] + PRIOR * prior) / (chance + PRIOR))
        if abs(ratio) >= 0.1 and "y" not in (one, other):
            yield one, other, f"{ratio:.2f}"
    for mark in MARKS:
        yield "y", mark, f"{CLAUSE_ENDS.get(mark, 0.0):.2f}"
        yield mark, "y", f"{NO_BEGINNING:.2f}"


def tagger_ratios() -> dict[tuple[str, str], float]:
    """How much more often than by chance a word of one class follows one of another, by jieba's part-of-speech tagger.

    Its states are the places of characters in words, B M E S, with the word's tag; a word ends in E or S, the next begins in
    B or S.
    """
    moves: dict[tuple[str, str], dict[tuple[str, str], float]] = import_module("jieba.posseg.prob_trans").P
    pairs: defaultdict[tuple[str, str], float] = defaultdict(float)
    for (place, tag), times in ends_of_words().items():
        onward = {state: math.exp(chance) for state, chance in moves[place, tag].items() if state[0] in "BS"}
        for (_, behind), chance in onward.items():
            pairs[coarse(tag), coarse(behind)] += times * chance / sum(onward.values())
    before: defaultdict[str, float] = defaultdict(float)
    after: defaultdict[str, float] = defaultdict(float)
    for (one, other), share in pairs.items():
        before[one] += share
        after[other] += share
    total = sum(before.values())
    return {pair: share * total / (before[pair[0]] * after[pair[1]]) for pair, share in pairs.items()}


def ends_of_words() -> Counter[tuple[str, str]]:
    """How often words of each tag occur in jieba's dictionary, those of one character (S) and longer ones (E)."""
    times: Counter[tuple[str, str]] = Counter()
    for word, written, tag in dictionary():
        times["S" if len(word) == 1 else "E", tag] += int(written)
    known = import_module("jieba.posseg.prob_trans").P
    return Counter({state: number for state, number in times.items() if known.get(state)})


def letter(logarithm: float) -> str:
    """A log probability as the letter that the table has for it."""
    return chr(33 + min(92, round(-logarithm / STEP)))


def language_rows(counts: Counts) -> Iterator[tuple[str, ...]]:
    """Character; its class as an end, and how it ends a word; how it begins words of each class; what follows it."""
    words = sum(one.total() for one in counts.first.values())
    followers = followed(counts, words)
    for one, times in sorted(counts.all.items(), key=lambda item: (-item[1], item[0])):
        if one == "#" or not times:
            continue
        last, first = counts.last[one], counts.first[one] or Counter({"g": 0.02 * times + 0.5})
        ends = math.log((last.total() + 0.02 * times + 0.5) / (1.02 * times + 0.5))
        last = last or Counter({"g": 1})
        ending = shares(last, last.total() / math.exp(ends))
        begins = shares(first, words)
        row = sorted(followers.get(one, {}).items(), key=lambda item: (-item[1], item[0]))
        yield one, ending, begins, "".join(other + letter(math.log(chance)) for other, chance in row)


def word_rows(counts: Counts) -> Iterator[tuple[str, str]]:
    """First character, and the rest of each word that begins with it, with the word's class and log probability."""
    total = counts.words.total()
    rows: defaultdict[str, list[str]] = defaultdict(list)
    for word, times in sorted(counts.words.items(), key=lambda item: (-item[1], item[0])):
        if times >= FEWEST_OF_WORD and len(word) <= LONGEST_WORD and not word.isspace() and word[0] != "#":
            rows[word[0]].append(f"{word[1:]}{counts.kinds[word]}{letter(math.log(times / total))}")
    for first, entries in sorted(rows.items()):
        yield first, " ".join(entries)


def shares(counter: Counter[str], total: float) -> str:
    """The chief classes of a counter, each with the log of its share of ``total``."""
    most = [(name, number) for name, number in counter.most_common(4) if number > 0.05 * counter.total()]
    return "".join(name + letter(math.log(number / total)) for name, number in most)


def followed(counts: Counts, words: int) -> dict[str, dict[str, float]]:
    """How likely a character is behind another, where that differs from what their places in words tell."""
    found: dict[str, dict[str, float]] = {}
    for (one, other), times in counts.inside.items():
        chance = counts.last[one].total() / counts.all[one] * counts.first[other].total() / words
        together = min(1.0, times / counts.all[one] + chance)
        if times >= FEWEST and together > 1.3 * chance:
            found.setdefault(one, {})[other] = together
    return found


def write(name: str, head: str, rows: Iterator[tuple[str, ...]]) -> None:
    """Write one table."""
    lines = [f"# {line}" for line in head.splitlines()] + ["\t".join(row) for row in rows]
    (HERE / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def main() -> None:
    """Write the tables."""
    write(
        "traditional.tsv",
        "The characters of GBK that are exchanged when text is simplified; made by build_language.py.\n"
        "Source: OpenCC 1.4.2 (Apache-2.0), pypinyin 0.55.0 (MIT).\n"
        "Columns: character, simplified form, 1 where the simplified form leads back to it, readings.",
        traditional_rows(),
    )
    articles = [tagged(path) for path in sorted(ARTICLES.glob("*.txt")) if not is_kept(path)]
    counts = counted(articles)
    write(
        "language.tsv",
        "Which character follows which; made by build_language.py.\n"
        "Source: jieba's dictionary (MIT), the project's articles.\n"
        "Columns: character; how it ends words: class and log probability; how it begins words, likewise; what follows it:\n"
        "character and log probability. A log probability is a letter: 0 is !, and every further one a quarter of a nat less.\n"
        " A line break is written as a pilcrow.",
        language_rows(counts),
    )
    write(
        "words.tsv",
        "Words by their first characters; made by build_language.py.\n"
        "Source: jieba's dictionary (MIT), the project's articles.\n"
        "Columns: first character; the rest of each word, its class as in language_classes.tsv, and its log probability as in\n"
        "language.tsv.",
        word_rows(counts),
    )
    write(
        "language_classes.tsv",
        "Which class of words follows which; made by build_language.py. Source: the project's articles, tagged by jieba.\n"
        "Columns: class, class behind it, log of how much more often than by chance. A class is a mark, a common word,\n"
        "or a part of speech in jieba's letters; R is a name.",
        class_rows(articles),
    )


if __name__ == "__main__":
    main()
