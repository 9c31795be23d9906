"""Words that are times by themselves, and words that relate a length to the present."""

from __future__ import annotations

from typing import Final

from weibotext.dates.written import Shift

YEAR_WORDS: Final = {
    **dict.fromkeys(("今年", "本年", "年内", "这一年", "今个年"), Shift("year", 0, "published")),
    **dict.fromkeys(("去年", "旧年"), Shift("year", -1, "published")),
    **dict.fromkeys(("上年", "上一年"), Shift("year", -1, "compared")),
    "前年": Shift("year", -2, "published"),
    "大前年": Shift("year", -3, "published"),
    **dict.fromkeys(("明年", "来年", "下一年", "下年"), Shift("year", 1, "published")),
    "后年": Shift("year", 2, "published"),
    "大后年": Shift("year", 3, "published"),
    **dict.fromkeys(("当年", "同年", "那一年", "同一年"), Shift("year", 0, "antecedent")),
    "全年": Shift("year", 0, "setting"),
    **dict.fromkeys(("翌年", "次年", "转年", "第二年"), Shift("year", 1, "antecedent")),
    "前一年": Shift("year", -1, "antecedent"),
}
MONTH_WORDS: Final = {
    **dict.fromkeys(("本月", "这个月", "这月", "今个月", "这一个月"), Shift("month", 0, "published")),
    **dict.fromkeys(("上月", "上个月", "上一个月", "上一月"), Shift("month", -1, "compared")),
    **dict.fromkeys(("上上个月", "上上月"), Shift("month", -2, "published")),
    **dict.fromkeys(("下月", "下个月", "下一个月", "下一月"), Shift("month", 1, "published")),
    **dict.fromkeys(("下下个月", "下下月"), Shift("month", 2, "published")),
    **dict.fromkeys(("当月", "同月", "同一个月"), Shift("month", 0, "antecedent")),
    **dict.fromkeys(("次月", "翌月"), Shift("month", 1, "antecedent")),
}
DAY_WORDS: Final = {
    **dict.fromkeys(("今天", "今日", "本日", "即日"), Shift("day", 0, "published")),
    **dict.fromkeys(("昨天", "昨日", "寻日", "琴日"), Shift("day", -1, "published")),
    **dict.fromkeys(("前天", "前日"), Shift("day", -2, "published")),
    **dict.fromkeys(("大前天", "大前日"), Shift("day", -3, "published")),
    **dict.fromkeys(("明天", "明日", "听日"), Shift("day", 1, "published")),
    **dict.fromkeys(("后天", "后日"), Shift("day", 2, "published")),
    **dict.fromkeys(("大后天", "大后日"), Shift("day", 3, "published")),
    **dict.fromkeys(
        ("当天", "当日", "同日", "同一天", "同天", "这一天", "这天", "全天"), Shift("day", 0, "antecedent")
    ),
    **dict.fromkeys(("次日", "翌日", "隔日", "第二天", "第二日", "后一天"), Shift("day", 1, "antecedent")),
    **dict.fromkeys(("前一天", "前一日", "头一天", "上一日"), Shift("day", -1, "antecedent")),
}
EVENING_WORDS: Final = {
    **dict.fromkeys(("今晚", "今夜"), (0, "EV")),
    **dict.fromkeys(("昨晚", "昨夜"), (-1, "EV")),
    **dict.fromkeys(("明晚",), (1, "EV")),
    **dict.fromkeys(("前晚", "前夜"), (-2, "EV")),
    **dict.fromkeys(("后晚",), (2, "EV")),
    **dict.fromkeys(("今早", "今晨"), (0, "MO")),
    **dict.fromkeys(("昨早", "昨晨"), (-1, "MO")),
    **dict.fromkeys(("明早", "明晨"), (1, "MO")),
}
"""Words that name a day and a part of it: so many days from publication."""

ANTECEDENT_EVENINGS: Final = {"当晚": (0, "EV"), "当夜": (0, "EV"), "次日晚": (1, "EV"), "次晨": (1, "MO")}
"""Likewise, from the day named before."""

PARTS_OF_DAY: Final = {
    **dict.fromkeys(("凌晨", "黎明", "拂晓", "后半夜", "下半夜"), "NI"),
    **dict.fromkeys(("清晨", "清早", "一大早", "大清早", "早晨", "早上", "早间"), "MO"),
    **dict.fromkeys(("上午", "午前"), "MO"),
    **dict.fromkeys(("中午", "正午", "午间", "晌午"), "MI"),
    **dict.fromkeys(("下午", "午后", "晏昼"), "AF"),
    **dict.fromkeys(("傍晚", "晚上", "晚间", "黄昏", "前半夜", "上半夜"), "EV"),
    **dict.fromkeys(("夜间", "夜里", "深夜", "半夜", "午夜", "夜晚"), "NI"),
}
"""TIMEX3's names for them: 7月8日下午 is 2013-07-08TAF."""

HOURS: Final = {
    "凌晨": (0, 6),
    "黎明": (4, 7),
    "拂晓": (4, 7),
    "后半夜": (2, 5),
    "下半夜": (2, 5),
    "清晨": (4, 12),
    "清早": (4, 12),
    "一大早": (4, 12),
    "大清早": (4, 12),
    "早晨": (4, 12),
    "早上": (4, 12),
    "早": (4, 12),
    "早间": (8, 12),
    "上午": (7, 12),
    "午前": (7, 12),
    "中午": (11, 14),
    "正午": (12, 13),
    "午间": (11, 14),
    "晌午": (11, 14),
    "下午": (12, 18),
    "午后": (12, 18),
    "晏昼": (12, 18),
    "傍晚": (17, 20),
    "黄昏": (17, 20),
    "晚上": (18, 24),
    "晚间": (18, 24),
    "晚": (18, 24),
    "夜间": (18, 30),
    "夜里": (18, 30),
    "夜晚": (18, 30),
    "深夜": (22, 26),
    "半夜": (23, 28),
    "午夜": (24, 25),
    "前半夜": (20, 24),
    "上半夜": (20, 24),
}
"""From which to which hour they last. The bounds are conventions: those of duckling and JioNLP where these have them."""

REFERENCES: Final = {
    **dict.fromkeys(("目前", "现在", "当前", "如今", "眼下", "现阶段", "此时此刻", "此刻", "此时"), "PRESENT_REF"),
    **dict.fromkeys(("近日", "日前", "近来", "最近", "近期", "不久前"), "PAST_REF"),
    **dict.fromkeys(("今后", "不久后", "未来"), "FUTURE_REF"),
}
"""Words for the present; those for a vague past or future are read only where they are the whole text."""

RELATIONS: Final = {
    **dict.fromkeys(("近", "最近", "过去", "过往"), (-1, False)),
    **dict.fromkeys(
        ("未来", "将来", "今后", "接下来", "向后", "往后", "以后", "之后", "后面", "其后", "随后", "此后"), (1, False)
    ),
    **dict.fromkeys(("前", "首", "上", "向前", "往前", "前面", "此前", "之前", "上一", "头"), (-1, True)),
    **dict.fromkeys(("后", "下", "后续", "下一"), (1, True)),
    **dict.fromkeys(("过", "再过"), (1, False)),
}
"""Words before a length: on which side of the present it lies, and whether it is made of whole calendar units."""

WEEK_PREFIXES: Final = {
    **dict.fromkeys(("上", "上一", "上个", "上一个"), -1),
    **dict.fromkeys(("上上", "上上个"), -2),
    **dict.fromkeys(("上上上", "上上上个"), -3),
    **dict.fromkeys(("本", "这", "这一", "这个", "今", "今个", "这一个"), 0),
    **dict.fromkeys(("下", "下一", "下个", "下一个"), 1),
    **dict.fromkeys(("下下", "下下个"), 2),
    **dict.fromkeys(("下下下", "下下下个"), 3),
}
