"""Segmenter gives jieba's words, token for token, whichever engine does the work."""

from __future__ import annotations

import copy
import importlib.util
import os
import pickle
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import rjieba
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.feature_extraction.text import CountVectorizer

from weibotext.errors import InputError
from weibotext.segment import Segmenter, UserWord, dictionary_idf, dictionary_tags
from weibotext.segment.dictionary import jieba_file, jieba_text
from weibotext.segment.fast import Fast
from weibotext.segment.frequencies import _School, new
from weibotext.segment.userwords import entry

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import jieba
    import jieba.finalseg

ROOT = Path(__file__).parent.parent

LINES = [
    "",
    "截至6月30日，全省共开通政务微博1691个，比上年末增长3.5%。",
    "2013-06-30，省地震局通过官方微博发布4.0级地震速报，震源深度10.5千米。",
    "1-6月，全市规模以上工业增加值同比增长12.3%，增幅比1-5月回落0.2个百分点。",
    "网站首页http://www.example.gov.cn/art/2013/8/20/art_1.html的访问量突破1,000,000次。",
    "来信请寄webmaster@example.gov.cn，或致电0851-8888-6666。",
    "@平安某市：【防汛提醒】今天20:00至明天08:00有暴雨#汛期安全#，请转发！",
    "该县推进e-Gov建设，培训C++、C#和.NET人员200人，与AT&T、G20-01项目组座谈。",
    "COVID-19疫情期间，A4-5号楼居民的核酸检测结果为IgM(-)、IgG(+)。",
    "志愿者穿着印有标语的T恤，向3D打印和5G+工业互联网企业发放AA制倡议书。",
    "１２３４５热线全年受理诉求３．５万件，办结率９８％，Ａ类件占比大。",
    "网民留言：好👍！点赞👨‍👩‍👧，支持💯",
    "𠮷林大街的𠮷先生与㐂㐱同志，以及鿿、豈、龥。",
    "貴州省公安廳在新浪網開通官方微博，粉絲超過42萬人。",
    "第一条\r\n第二条\n\n\t第三条\r　　第四条\x0b第五条\u2028完",
    "版本1.2.3优于1.2.，也优于.5和5.，还有v2.0beta与50%3、100%%。",
    "A-1.5、a_b_c、x&y、#1#、--、++、..、%%、-5℃至+38℃、3.5‰",
    "他说：“问政于民、问需于民、问计于民。”——会后，记者José采访了Müller女士。",
    "きのう、カタカナと한국어와русский текст混排，ⅣⅤ和①②也在其中。",
    "全年GDP达1.2万亿元（约合0.2万亿US$），CPI上涨2.6%，PM2.5平均浓度下降15.8%。",
    "国办发〔2013〕100号文件和GB/T 2260-2007标准自2013年10月1日起施行。",
    "市长王某某、副市长欧阳某、街道办赵小军赴安龙县笃山镇坡脚村调研。",
    "零\x00字符、零宽\u200b空格、\ufeff标记和组合é字。",
    "孤立的\ud800代理\udfff字符",
    "𝟏𝟐𝟑与🄰也不能丢。",
    "二〇一三年，○与〇并用；廿八日卅日皆可。",
    "常在梦中：他看见故乡，也回到那条河边，常在梦。",
    "乒乒乓乓叮叮当当，龘靐齉爩麤灪龖厵。",
    "B超、BP机、IP地址、PH值、SIM卡、4S店、1号店、阿Q、江南Style和小S",
    "微博粉丝数：42万+；转发/评论：1.5万/8000；日均发布10～20条。",
    "GPS:26.6470°N,106.6302°E；时间=08:30:15.250；ID=abc-123_XYZ.txt",
    "γ射线、α粒子、β版本、Ω值与T细胞、X光线",
    "-" * 300 + "中" * 300 + "9" * 300,
]

DICTIONARIES: dict[str, list[UserWord]] = {
    "none": [],
    "plain": ["政务微博", "问政于民", "贵州省公安厅", ("常在", 1), ("安龙县", 300, "ns")],
    "latin": ["COVID-19", "e-Gov", "3.5", "5%", ".NET", "G20", "A-1", ("PM2.5", 7), "T恤衫男", "1-6月", "--"],
    "signs": ["-", ("%", 5), ".", "+", ("#", 10**6), "3"],
    "known": [("的", 1), ("中国", 10**8), "微博", "AA制", "AA", ("B超", 9), "的", "龙县", ("龙", 3), "一百"],
    "outside": ["政务 微博", "“微博”", "γ射线", "𠮷林", "\ud800", "\n", "\ue000", "Ａ类", "㐂㐱"],
    "illegible": ["G20", "G", ("2", 10**6), ("0", 10**9), "20"],
}

CHARACTERS = [
    *"的一是在不了有和人中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动工也能下过子说微博政务县局常梦",
    *"龘靐齉爩㐀豈鿿龥𠮷😀",
    *"0123456789aZGT+#&._%-",
    *" \t\n\r\u3000\u2028\x00，。：“”（）、·—…！@/éßのカ１％Ａ〇\u0301\u200b\ue000",
]
PIECES = [
    *(
        "政务微博",
        "贵州省公安厅",
        "增长",
        "地震",
        "问政",
        "中华人民共和国",
        "研究生命",
        "结合成",
        "江南style",
        "AA制",
        "c++",
    ),
    *(
        "3.5%",
        "2013-06-30",
        "1.2.3",
        "COVID-19",
        "G20",
        "T恤",
        "4.0级",
        "1-6月",
        "\r\n",
        "A-1",
        "e-Gov",
        "5%",
        "http://a.b",
    ),
]
texts = st.lists(st.one_of(st.sampled_from(CHARACTERS), st.sampled_from(PIECES)), max_size=25).map("".join)
wild = st.text(st.characters(exclude_categories=()), max_size=25)

Cut = Callable[..., list[str]]
SHARED = Segmenter()


def tokenizer(frequencies: dict[str, int], total: int, words: list[UserWord]) -> Any:
    """A jieba.Tokenizer of its own, loaded without the cache in the temporary folder."""
    result = jieba.Tokenizer()
    result.FREQ, result.total, result.initialized = dict(frequencies), total, True
    for word in words:
        result.add_word(*entry(word))
    return result


@pytest.fixture(scope="module")
def dictionary() -> tuple[dict[str, int], int]:
    with open(jieba_file("dict.txt"), "rb") as lines:
        return jieba.Tokenizer.gen_pfdict(lines)


@pytest.fixture(scope="module", params=DICTIONARIES)
def pair(request: pytest.FixtureRequest, dictionary: tuple[dict[str, int], int]) -> tuple[Fast, Cut]:
    """The fast engine, and what jieba itself does with the same words."""
    words = DICTIONARIES[request.param]
    return Fast(words), tokenizer(*dictionary, words).lcut


def corpus() -> list[str]:
    files = sorted(ROOT.glob("corpora/**/*.txt"))
    return [
        line for file in files for line in file.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True)
    ]


@pytest.mark.parametrize("hmm", [True, False])
def test_lines_are_cut_as_jieba_cuts_them(pair: tuple[Fast, Cut], hmm: bool) -> None:
    fast, reference = pair
    for line in [*LINES, "".join(LINES)]:
        assert fast.cut(line, hmm) == reference(line, HMM=hmm)


def test_the_corpus_is_cut_as_jieba_cuts_it(dictionary: tuple[dict[str, int], int]) -> None:
    reference = tokenizer(*dictionary, []).lcut
    for line in corpus():
        assert SHARED.words(line) == reference(line)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(texts, wild), hmm=st.booleans())
def test_any_text_is_cut_as_jieba_cuts_it(pair: tuple[Fast, Cut], text: str, hmm: bool) -> None:
    fast, reference = pair
    assert fast.cut(text, hmm) == reference(text, HMM=hmm)


def test_what_the_port_does_otherwise() -> None:
    # If this fails, rjieba has come to agree with jieba, and the detour may have become needless.
    assert rjieba.cut("2013-06-30") != SHARED.words("2013-06-30")
    assert rjieba.cut("常在梦") != SHARED.words("常在梦")
    assert rjieba.cut("㐂㐱") != SHARED.words("㐂㐱")


@given(text=st.one_of(texts, wild))
@settings(max_examples=150, deadline=None)
def test_tokens_are_the_words_in_their_places(text: str) -> None:
    tokens = SHARED(text)
    assert "".join(token.text for token in tokens) == text
    assert [text[token.start : token.stop] for token in tokens] == SHARED.words(text)
    assert all(token.start < token.stop for token in tokens)


def test_both_engines_agree() -> None:
    words = DICTIONARIES["latin"]
    slow, quick = Segmenter(engine="jieba", words=words), Segmenter(engine="rjieba", words=words)
    for line in LINES:
        assert slow(line) == quick(line)


def test_frequencies_of_new_words_are_those_of_jieba(dictionary: tuple[dict[str, int], int]) -> None:
    school, reference = _School(), tokenizer(*dictionary, [])
    for word in [word for words in DICTIONARIES.values() for word in words]:
        text, frequency = entry(word)
        assert school._suggested(text) == reference.suggest_freq(text)
        school.add(text, frequency)
        reference.add_word(text, frequency)
        assert school._total == reference.total
        assert total(school.rust) == reference.total


def total(rust: rjieba.Jieba) -> int:
    """The sum of frequencies that rjieba reckons with, inferred from what it thinks of a word said forty times."""
    word, frequency, times = "\ue001", 10**11, 40
    rust.add_word(word, frequency, None)
    suggested = rust.suggest_freq(word * times) - 1
    rust.add_word(word, 0, None)
    return round(frequency * ((frequency / suggested) ** (1 / (times - 1)) - 1))


def test_the_dictionaries_have_the_same_total(dictionary: tuple[dict[str, int], int]) -> None:
    assert total(new()) == dictionary[1]


def test_words_may_come_from_an_iterator() -> None:
    segmenter = Segmenter(words=iter(["政务微博"]))
    assert segmenter.words("政务微博") == segmenter.words("政务微博") == ["政务微博"]


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda it: pickle.loads(pickle.dumps(it))])
def test_copies_carry_the_arguments_alone(copied: Callable[[Segmenter], Segmenter]) -> None:
    segmenter = Segmenter(words=["政务微博", ("安龙县", 300, "ns")], hmm=False)
    assert segmenter.words("政务微博在安龙县") == ["政务微博", "在", "安龙县"]
    twin = copied(segmenter)
    assert twin == segmenter
    assert hash(twin) == hash(segmenter)
    assert len(pickle.dumps(segmenter)) < 1000
    assert twin.words("政务微博在安龙县") == ["政务微博", "在", "安龙县"]


def test_other_arguments_are_not_equal() -> None:
    assert (
        len({Segmenter(), Segmenter(hmm=False), Segmenter(engine="jieba"), Segmenter(words=["政"]), Segmenter()}) == 4
    )
    assert Segmenter() != "Segmenter"


def test_serves_as_a_tokenizer_of_scikit_learn() -> None:
    vectorizer = CountVectorizer(tokenizer=Segmenter(words=["政务微博"]).words, token_pattern=None)
    vectorizer.fit(["政务微博"])
    assert clone(vectorizer).fit(["政务微博发布"]).get_feature_names_out().tolist() == ["发布", "政务微博"]


def test_nothing_that_others_use_is_changed() -> None:
    before = dict(jieba.dt.FREQ), jieba.dt.total, jieba.dt.initialized, set(jieba.finalseg.Force_Split_Words)
    for engine in ("rjieba", "jieba"):
        Segmenter(engine=engine, words=["政务微博"]).words("政务微博")
    assert before == (jieba.dt.FREQ, jieba.dt.total, jieba.dt.initialized, jieba.finalseg.Force_Split_Words)
    assert not rjieba.has_word("政务微博")


QUIET = """
import logging, sys
logging.getLogger("jieba").setLevel(logging.ERROR)
from weibotext.segment import Segmenter, dictionary_idf, dictionary_tags
assert "jieba" not in sys.modules and "rjieba" not in sys.modules
Segmenter(engine="rjieba", words=["政务微博"]).words("截至2013-06-30")
dictionary_tags(), dictionary_idf()
assert "jieba" not in sys.modules
Segmenter(engine="jieba", words=["政务微博"]).words("截至2013-06-30")
assert logging.getLogger("jieba").level == logging.ERROR and not logging.getLogger().handlers
"""


def test_nothing_is_printed_or_written(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    environment |= dict.fromkeys(("TMPDIR", "TEMP", "TMP", "HOME", "XDG_CACHE_HOME"), str(tmp_path))
    command = [sys.executable, "-W", "error", "-c", QUIET]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


def without_rjieba(name: str) -> object:
    return None if name == "rjieba" else importlib.util.find_spec(name)


def test_auto_does_without_rjieba(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Segmenter().version.startswith("rjieba ")
    monkeypatch.setattr("weibotext.segment.segmenter.find_spec", without_rjieba)
    assert Segmenter().version == f"jieba {jieba.__version__}"
    assert Segmenter().words("2013-06-30") == ["2013", "-", "06", "-", "30"]


def test_rjieba_asked_for_and_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weibotext.segment.segmenter.find_spec", without_rjieba)
    with pytest.raises(InputError, match=r'pip install rjieba.*engine="jieba"'):
        Segmenter(engine="rjieba")


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(InputError, match=r"'pkuseg'.*'auto', 'rjieba', 'jieba'"):
        Segmenter(engine="pkuseg")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("微博", "give a list"),
        (["微博", ""], r"words\[1\] is empty"),
        ([("微博", 0)], "frequency 0; give one from 1"),
        ([("微博", -3, "n")], "frequency -3"),
        ([("微博", 10**16)], "frequency 10000000000000000"),
        ([("微博", "3")], r"words\[0\] is \('微博', '3'\)"),
        ([["微博", 3]], r"words\[0\] is \['微博', 3\]"),
        ([()], r"words\[0\] is \(\)"),
        ([3], r"words\[0\] is 3"),
        ([None], r"words\[0\] is None"),
    ],
)
def test_words_that_cannot_be_added_are_refused(words: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        Segmenter(words=words)


@pytest.mark.parametrize("text", [b"\xe5\xbe\xae", None, 3, ["微博"]])
def test_what_is_not_text_is_refused(text: Any) -> None:
    with pytest.raises(InputError, match=type(text).__name__):
        SHARED(text)


def test_tags_are_those_of_the_dictionary() -> None:
    lines = jieba_text("dict.txt").splitlines()
    assert dictionary_tags() == {word: tag for word, _, tag in (line.split(" ") for line in lines)}
    assert len(dictionary_tags()) == 349_045


def test_idf_is_that_of_jieba() -> None:
    lines = jieba_text("analyse", "idf.txt").splitlines()
    assert dictionary_idf() == {word: float(idf) for word, idf in (line.split(" ") for line in lines)}
    assert len(dictionary_idf()) == 270_132


def test_a_tag_asked_for_alone_is_that_of_the_whole_dictionary() -> None:
    words = ["微博", "B超", "b超", "AT&T", "鿏鿏", "", "\n", "\ud800", "龢", "发布"]
    tags = dictionary_tags.__wrapped__()
    alone = [tags.get(word) for word in words]
    assert tags  # which takes nothing apart
    whole = dict(tags)
    assert alone == [whole.get(word) for word in words]
    assert [word in tags for word in words] == [tag is not None for tag in alone]
    with pytest.raises(KeyError):
        tags["鿏鿏"]


def test_numbers_looked_for_are_those_of_the_whole_table() -> None:
    idf, whole = dictionary_idf.__wrapped__(), dictionary_idf()
    lists = [
        ["微博", "政务 ", "\n\n", "]-^", ""],
        [],
        ["的"],
        ["微博", "博客"],
        ["发布", "厅"],
        ["公安部"],
        ["地震"],
        ["a\\"],
    ]
    for words in lists:
        idf.read_for(words)
        assert [idf.get(word) for word in words] == [whole.get(word) for word in words]
    assert idf["开通"] == whole["开通"]  # nobody had said that it would be asked for
    assert "鿏鿏" not in idf


OURS = """
import sys
from weibotext.segment import Segmenter
was_there = "rjieba" in sys.modules
assert Segmenter(engine="rjieba").words("公安发布") == ["公安", "发布"]
assert ("rjieba" in sys.modules) is was_there
"""
THEIRS = """
import rjieba
assert rjieba.cut("公安发布") == ["公安", "发布"]
"""


@pytest.mark.parametrize("code", [OURS + THEIRS + OURS, THEIRS + OURS])
def test_rjieba_may_be_imported_before_or_behind(code: str) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    subprocess.run([sys.executable, "-W", "error", "-c", code], env=environment, check=True)


@pytest.mark.parametrize("table", [dictionary_tags, dictionary_idf])
def test_tables_are_loaded_once_and_cannot_be_changed(table: Callable[[], Any]) -> None:
    assert table() is table()
    with pytest.raises(TypeError):
        table()["微博"] = "n"
