"""The patterns of the pieces that dates are made of, each with what it can begin with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from weibotext.dates.fragments import (
    BEHIND_WEEKDAY,
    BOUND,
    CALENDARS,
    CENTURY,
    CLOCK_COLON,
    CLOCK_LATIN,
    CLOCK_WORDS,
    CONNECTING,
    COUNTED_DAYS,
    DAY,
    DAY_FIRST,
    DECADE,
    EDGES,
    END,
    EVERY,
    FULL,
    HALF,
    HALVES,
    HOUR,
    LENGTH,
    LENGTH_DAYS,
    LIST_DAYS,
    MONTH,
    MONTH_DAY,
    MONTH_OF_YEAR,
    NOT_INSIDE,
    NTH,
    QUARTER,
    ROW,
    SEASON,
    SHORT_FULL,
    SIXTY,
    SPACE,
    SPLIT_YEAR,
    UNIT_DIGIT,
    WEEK,
    YEAR_2,
    YEAR_4,
)
from weibotext.dates.named import NUMBER_NAMES, eras, festivals, periods
from weibotext.dates.words import (
    ANTECEDENT_EVENINGS,
    DAY_WORDS,
    EVENING_WORDS,
    MONTH_WORDS,
    PARTS_OF_DAY,
    REFERENCES,
    RELATIONS,
    WEEK_PREFIXES,
    YEAR_WORDS,
)
from weibotext.numerals import DIGIT, NUMERAL, NUMERAL_CHARACTERS
from weibotext.patterns import any_of

_HOLIDAY: Final = "(?=[”」]|期间|前夕|前后|假期|小?长假|黄金周|当天|当日|$)"
"""What must stand behind a holiday that is named by numbers alone: 五一|期间, “十一”."""


def _periods() -> str:
    """The names of periods, each with what must follow it unless it may stand alone."""
    names: dict[tuple[str, ...], list[str]] = {}
    for name, period in periods().items():
        names.setdefault(() if "-" in period.behind else period.behind, []).append(name)
    named = (
        f'(?:{any_of(group)})[”"」]?' + (f"(?={any_of(behind)})" if behind else "") for behind, group in names.items()
    )
    return f'(?<![省市县区州镇乡])[“"「]?(?:{"|".join(named)})'


class Pattern(NamedTuple):
    """A pattern of a kind of piece, and where it may be tried.

    ``words`` are what it can begin with, as far as three characters say; ``behind`` are the characters of which one stands
    behind the row of numerals that it begins with, a blank aside, with ``$`` for the end of the text and ``*`` for anything.
    """

    kind: str
    pattern: str
    words: tuple[str, ...] = ()
    behind: str = ""


_COUNTED_BEHIND: Final = "月半多小世季星礼周工钟"
FOLLOWED: Final = (("个", _COUNTED_BEHIND), ("星", "期"), (".．·/,，:：", NUMERAL_CHARACTERS))
"""Signs behind a row of numerals that begin nothing unless one of certain characters follows: 3个|月, 3.|5年."""

TEXT_END: Final = "$"
ANYTHING: Final = "*"
_JOINING: Final = "至到—–-－~～―、"
_LENGTH_BEHIND: Final = "年载世季个月星礼周天工昼小钟刻分秒日多余来半几"
_MEASURED: Final = rf"(?=[{NUMERAL_CHARACTERS},.．，点]*+{SPACE}[{_LENGTH_BEHIND}上好数])"
"""What stands before a length that begins with a numeral; 3.5万 need not be looked at further."""
_DATE_SIGNS: Final = "-/.．"


_EDGE_WORDS: Final = ("前期", "中期", "末期", "初期", "后期", "初", "底", "末", "中", "伊始")


class Single(NamedTuple):
    """Beginnings of one character, so common that one needs a neighbour: of ``before`` in front, or ``ahead`` behind.

    ``before`` are characters, ``ahead`` is a pattern.
    """

    first: str
    before: str = ""
    ahead: str = ""

    @property
    def pattern(self) -> str:
        """What holds behind such a character."""
        before = f"(?<=[{self.before}][{self.first}])" if self.before else ""
        ahead = f"(?<=[{self.first}])(?={self.ahead})" if self.ahead else ""
        return "|".join(filter(None, (before, ahead)))


SINGLES: Final = (
    Single("初底末中", before="年月周季度纪代旬期"),
    Single("前后上下近过头首", ahead=rf"的?{SPACE}[{NUMERAL_CHARACTERS}几数半好]"),
    Single("几数", ahead=rf"[{NUMERAL_CHARACTERS}{_LENGTH_BEHIND} \u3000](?<!个)|个[{_COUNTED_BEHIND}]"),
    Single("半", ahead="[年个小钟天世星日]"),
    Single("周", ahead="[一二三四五六日天末123456]"),
    Single("第", ahead=rf"{SPACE}[{NUMERAL_CHARACTERS},.．点]++{SPACE}[个世年季月周星礼天日小分、]"),
    Single("闰", ahead=rf"[{NUMERAL_CHARACTERS}正冬腊 \u3000]"),
    Single("早晚", before="日号天一二三四五六", ahead=f"[{NUMERAL_CHARACTERS} ]"),
    Single("每", ahead=rf"[{NUMERAL_CHARACTERS}逢隔个半工季周星礼年月天日小分晚早 \u3000]"),
)


def _beginnings(words: Iterable[str]) -> tuple[str, ...]:
    """The first three characters of words; of ordinals the first, which is looked for with what must follow it."""
    return tuple(dict.fromkeys(word[: 1 if word[0] == "第" else 3] for word in words))


def _behind_rows(words: Iterable[str]) -> str:
    """What stands behind the numerals that some of the words begin with: 八一|建军节."""
    rests = (word.lstrip(NUMERAL_CHARACTERS) for word in words if word[0] in NUMERAL_CHARACTERS)
    return "".join(sorted({rest[0] for rest in rests if rest} | {"”"}))


def _weeks() -> tuple[str, ...]:
    """How 上周, 下下个星期 and 周五 begin."""
    names = ("周", "星期", "礼拜")
    return _beginnings(
        f"{prefix}{part}{name}" for prefix in ("", *WEEK_PREFIXES) for part in ("", "个") for name in names
    )


def _quarters() -> tuple[str, ...]:
    """How 第一季度, Q1, 首季 and 上上个季度 begin."""
    deictic = (f"{word}{part}季" for word in ("上", "上上", "本", "这", "下") for part in ("", "个"))
    return _beginnings(("第", "Q", "q", "首季", *deictic))


_PART_WORDS: Final = (
    "上半", "下半", "前半", "后半", "上个", "下个", "前个", "后个", "半年",
    "上旬", "中旬", "下旬", "年初", "年末", "年底", "年终", "年中", "年尾",
    "月初", "月末", "月底", "月中", "岁末", *"春夏秋冬", "今春", "今夏", "今秋",
    "今冬", "去春", "去夏", "去秋", "去冬", "明春",
)  # fmt: skip


def _wholes() -> list[Pattern]:
    """Dates in figures, and what is longer than a month."""
    return [
        Pattern("year", rf"{NOT_INSIDE}{YEAR_4}", ("公元",), "年"),
        Pattern("full", rf"(?<![A-Za-z/\-]){NOT_INSIDE}(?:{FULL}|{DAY_FIRST}|{SHORT_FULL})", (), _DATE_SIGNS),
        Pattern("full", rf"(?=19|20)(?<![A-Za-z/\-]){NOT_INSIDE}{ROW}", (), ANYTHING),
        Pattern(
            "ends",
            LIST_DAYS,
            _beginnings(("大后", "大前", *(a + b for a in "今明后昨前去" for b in "天日今明后昨前大、两"))),
        ),
        Pattern("century", rf"{NOT_INSIDE}{CENTURY}", ("上世", "上个", "本世", "下世", "下个"), "世"),
        Pattern("decade", rf"{NOT_INSIDE}{DECADE}", (), "年"),
        Pattern("every", EVERY, ("每",)),
        Pattern(
            "period",
            _periods(),
            _beginnings([*periods(), *(f"{sign}{name}" for name in periods() for sign in '“「"')]),
            _behind_rows(periods()),
        ),
        Pattern("era", rf"(?:{any_of(eras())})(?:元|{NUMERAL}|{SPACE}{DIGIT}{{1,3}}){SPACE}年", _beginnings(eras())),
        Pattern("clock", rf"(?:{NOT_INSIDE}|(?<=-{DIGIT}{DIGIT}))(?:{CLOCK_COLON}|{CLOCK_LATIN})", (), ":：AaPp"),
    ]


def _months() -> list[Pattern]:
    """Parts of years, months, and the festivals among them."""
    return [
        Pattern(
            "nth",
            rf"(?!第?{SPACE}[一二三四1-4]{SPACE}季度)(?<!连续)(?:{NTH})|(?:第?[一二三四]、第?[一二三四]|第?[1-4]、[1-4]){SPACE}季度",
            ("第", "最后", "最末", "首个", "首月", "首季", "首周", "首日", "首年"),
            "、",
        ),
        Pattern(
            "quarter",
            rf"(?<![0-9一二两三四五六七八九十几多半个])(?:{QUARTER})",
            _quarters(),
            "季",
        ),
        Pattern("year2", rf"{NOT_INSIDE}{YEAR_2}", (), "年"),
        Pattern("length", rf"(?<=[前后])(?:{NUMERAL}|几){SPACE}月(?![份初底末中上下内])", ("几",), "月"),
        Pattern("festival", "(?:三月三|二月二|六月六|九月九)(?![日号十个])", (), "月"),
        Pattern(
            "month",
            rf"(?<![A-Za-z]){NOT_INSIDE}(?!一月一[报次期评会查考审结访讲更]){MONTH}|大年(?=初[二三四五六七八九十])",
            ("闰", "正月", "腊月", "冬月", "大年"),
            "月",
        ),
        Pattern(
            "wordmonth", any_of(MONTH_WORDS) + r"(?![票台球亮光经报刊供饼牙色租嫂息薪老])份?", _beginnings(MONTH_WORDS)
        ),
        Pattern(
            "festival",
            rf"(?:{any_of(name for name in festivals() if name not in NUMBER_NAMES)}|(?:{'|'.join(NUMBER_NAMES)}){_HOLIDAY})",
            _beginnings(festivals()),
            "”」期前假小长黄当$" + _behind_rows(festivals()),
        ),
    ]


def _days() -> list[Pattern]:
    """Days, times of day and lengths."""
    return [
        Pattern("length", rf"{NOT_INSIDE}{COUNTED_DAYS}", (), "日.．"),
        Pattern(
            "day",
            rf"{NOT_INSIDE}(?!(?<!月)(?<!月 ){DIGIT}+{SPACE}日[之以]?内){DAY}{SPACE}"
            "(?:日(?![游均龄元化志记光照]|期(?!间)|报(?![道告送]))"
            "|号(?![线院楼文令位码台公馆召机店称窗柜桌车厅门厂井矿舱坑口闸桥塔地房弄]|座[位席]|站[台点]))",
            (),
            "日号",
        ),
        Pattern(
            "lunarday",
            rf"初[一二三四五六七八九十](?![级中高等步期])|廿[一二三四五六七八九]|(?:(?<=月)|(?<=月 ))(?:{DAY}){BOUND}(?![,，][0-9]{{3}})",
            (*(f"初{digit}" for digit in "一二三四五六七八九十"), "廿"),
            ANYTHING,
        ),
        Pattern("clock", rf"(?:{NOT_INSIDE}|{BEHIND_WEEKDAY}){CLOCK_WORDS}", (), "时点點"),
        Pattern(
            "length",
            rf"{_MEASURED}{NOT_INSIDE}(?<!比)(?<!公元前)(?!(?<![近上逾约超数几])[百千万]年|一天(?![内后前之以半多里的时来左至到]|$))"
            rf"(?:{LENGTH}|{LENGTH_DAYS})|{HALF}|(?:(?<=[时头])|(?<=[时头] )){SIXTY}{SPACE}分",
            ("好几", "几", "数", "上百", "上千", "半", "大半"),
            _LENGTH_BEHIND + ".．,，",
        ),
    ]


def _words() -> list[Pattern]:
    """Words that name a year, a day, a week."""
    return [
        Pattern(
            "wordyear",
            rf"(?<![以之])(?:{any_of(YEAR_WORDS)})(?![货画级代龄纪])(?<!后年(?=[产均销处吞收增加生纳]))度?",
            _beginnings(YEAR_WORDS),
        ),
        Pattern(
            "wordday",
            rf"(?<![以之])(?:{any_of(DAY_WORDS)})(?!头条)(?<!后天(?=弥补|努力|培养|习得|形成|失调|因素|教育))",
            _beginnings(DAY_WORDS),
        ),
        Pattern(
            "evening",
            any_of([*EVENING_WORDS, *ANTECEDENT_EVENINGS]),
            _beginnings([*EVENING_WORDS, *ANTECEDENT_EVENINGS]),
        ),
        Pattern(
            "weekday",
            rf"(?<![{NUMERAL_CHARACTERS}几近半])(?<!书记)(?<!主任)(?<!记者)(?<![市县区镇乡局厅部校院处科队所]长)(?:{any_of(WEEK_PREFIXES)})?个?{WEEK}(?:[一二三四五六天末](?!刊)|日(?![刊均])|[1-6](?![{NUMERAL_CHARACTERS}年月日个天]))",
            _weeks(),
        ),
        Pattern("week", rf"(?:{any_of(WEEK_PREFIXES)})个?{WEEK}(?![期年边岁刊报围密界全转])", _weeks()),
    ]


def _parts() -> list[Pattern]:
    """Parts of years, months and days, and words beside them."""
    return [
        Pattern(
            "part",
            f"{HALVES}|{SEASON}|{EDGES}",
            _PART_WORDS,
        ),
        Pattern(
            "partofday",
            rf"{any_of(PARTS_OF_DAY)}|(?:(?<=[日号天])|{BEHIND_WEEKDAY})[早晚](?![报宴会餐饭点期市操已就些课])|[早晚](?={SPACE}{HOUR}{SPACE}(?:[时点]|[:：]{DIGIT}))",
            _beginnings([*PARTS_OF_DAY, "早", "晚"]),
            _behind_rows(PARTS_OF_DAY),
        ),
        Pattern("calendar", CALENDARS, ("农历", "阴历", "旧历", "夏历", "阳历", "公历")),
        Pattern("edge", rf"(?<=[年月周季度纪代五旬])(?:{END})", _EDGE_WORDS),
        Pattern(
            "relation",
            rf"(?<!公元)(?<![最提以榜])(?!近{SPACE}[{NUMERAL_CHARACTERS}]{{1,3}}{SPACE}[时点:：])"
            rf"(?:(?<![\u4e00-\u9fff])过(?!去)|{any_of(word for word in RELATIONS if word != '过')})"
            rf"(?=的?{SPACE}(?:[{NUMERAL_CHARACTERS}几数半]|好几))",
            ("过", *_beginnings(RELATIONS)),
        ),
        Pattern("reference", any_of(REFERENCES), _beginnings(REFERENCES)),
    ]


def _numbers() -> list[Pattern]:
    """Numbers that are dates only where nothing else is said."""
    return [
        Pattern("ends", rf"{NOT_INSIDE}{SPLIT_YEAR}", (), "/／至到—–-－~～"),
        Pattern("monthday", rf"(?<![A-Za-z/·]){NOT_INSIDE}(?:{MONTH_OF_YEAR}|(?<!-){MONTH_DAY})", (), "-.·．/"),
        Pattern(
            "edition",
            rf"{NOT_INSIDE}(?:19|20){DIGIT}{{2}}(?:{SPACE}版(?![本面权块图])|(?={SPACE}(?:届|赛季|[上下]半年|第?[一二三四1-4]季度)))",
            (),
            "版届赛上下第一二三四",
        ),
        Pattern("bareyear", rf"{NOT_INSIDE}(?:19|20){DIGIT}{{2}}(?={SPACE}[{CONNECTING}、])", (), _JOINING),
        Pattern(
            "bare",
            rf"(?<![A-Za-z:]){NOT_INSIDE}(?:{DIGIT}{{1,4}}|[十两{UNIT_DIGIT[1:-1]}]{{1,3}})(?={SPACE}[{CONNECTING}、])",
            (),
            _JOINING,
        ),
        Pattern("now", "[至迄]今(?![年天日晚晨早夜春夏秋冬])", ("至今", "迄今")),
    ]


def table() -> list[Pattern]:
    """All patterns; where two match at one place, the first wins."""
    return [*_wholes(), *_months(), *_days(), *_words(), *_parts(), *_numbers()]
