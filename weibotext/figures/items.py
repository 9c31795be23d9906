"""What a figure counts or measures: 1691个党政机构微博, 粉丝已逾30万个, 投资1150万元，增长8%."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from weibotext.figures.amount import Amount, Kind
from weibotext.figures.scene import Scene
from weibotext.values import Match, Span, Words

Figure = Match[Amount]

MOST_WORDS: Final = 5
_BETWEEN: Final = frozenset(
    "已 已经 已达 已有 已逾 已超 高达 就 达 达到 超 超过 逾 突破 共 共计 共有 总计 合计 累计 近 约 有 为 在 的 上 多达 仅 仅为 也 还 均 将 "
    "各类 目前 至 到 增至 升至 降至 减至 涨至 完成 实现 占 约占 只有 仅有 只 不到 不足 接近 将近 至少 最多 最少 是 可 可达 须 能 要 需 了 过 大约 "
    "分别 分别为 平均 数 总数 数量 达成 每天 每年 每月 每 天 年 月 日 人均 户均 年均 日均 亩均 各 被 由 从 比 较 去年 上年 同期 去年同期 上年同期 "
    "同比 环比 增长 上升 提高 增加 上涨 扩大 加快 提升 下降 减少 降低 下跌 回落 缩小 压缩 放缓 下滑 增 降 提高到 增加到 提高 左右 以上 前 后 并 又 "
    "不 低于 高于 少于 多于 大于 小于 不得 不超过 总 当日 当天 截至 位居 居 列 排 排名 第".split()
)
"""Words that may stand between a figure and what it is said of."""

_PEOPLE: Final = frozenset(("人", "人次", "次", "分", "票", "点"))
"""Units that name themselves what is counted; a noun behind them is another one."""

_HEADS: Final = frozenset("量率数额面度值价费物村点桩户车款金案员站所校店厂棚房田林路桥群人")
"""Nouns of one character, which take what stands before them along: 阅读|量, 办结|率."""

_DEEDS: Final = frozenset(
    "投资 补助 罚款 损失 转发 点击 浏览 评论 阅读 观看 捐款 增收 纳税 出口 进口 收入 负担 成交 融资 贷款 拨款 筹资 参与 咨询 访问 播放 点赞 留言 "
    "下载 发稿 转账 增资 出资 补贴 奖励 收费 融资 减税 分红 行政拘留".split()
)
"""Verbs that name what is counted when they stand right before the figure: 转发|1100余次."""

_ACTIONS: Final = frozenset(
    "开通 发布 收到 发放 安置 转移 投入 办理 办结 完成 新增 帮助 组织 培训 走访 实现 建成 建设 清理 调拨 筹集 募集 处理 查处 受理 接到 接受 "
    "回复 答复 解决 开展 举办 召开 派出 出动 抢通 修复 拥有 设立 成立 覆盖 惠及 造成 发出 送出 投放 配备 提供 吸引 带动 促成 下达 拨付 支出 争取 "
    "引进 利用 追回 抓获 破获 侦破 查获 缴获 收缴 扣押 处以 表彰 评选 征集 收集 整理 采集 审核 审批 审查 审议 通过 制定 出台 印发 编写 推出 上线 "
    "组建 命名 打造 创建 培育 扶持 减少 节约 淘汰 关停 整治 整改 排查 检查 抽查 巡查 督查 督促 下发 购置 购买 采购 种植 生产 销售 运送 运输 输送 "
    "接待 慰问 捐赠 资助 救助 解救 疏散 劝返 劝阻 补充 复垦 放流 记录 减免 增设 新建 改建 扩建 新砌 达成 落实 实施 推进 支持 服务 参加 进入 成为 "
    "获得 取得 得到 拿到 拿下 挽回 涉及 包括 形成 产生 出现 发生 启用 淘汰 存在 具有 挤 调来 送去 送来 发起 发动 动员 选派 选出 聘请 招录 招聘 录用 "
    "下拨 复核 堆放 精选 集中 累计 执结 履行 立案 受伤 死亡 受灾 停电".split()
) - {"履行", "受灾", "执行"}
"""Verbs that take what follows them for an object, and are no part of its name: 发放|补助资金."""

_NOUNS: Final = frozenset(("n", "nz", "vn", "an", "j", "l", "ng", "nr", "nrt", "i", "nt"))
_QUALITIES: Final = frozenset(("b", "a"))
_WHOLE: Final = frozenset(
    "全市 全省 全县 全国 全州 全区 全年 全镇 全乡 全村 全球 日均 人均 户均 年均 亩均 月份 个人 方面 情况 左右 部分 全部 其中 期间 同时 结果 原因 轮流 断水 "
    "上学 降温 我市 我省 我县 该市 该县 该省 本市 市 县 省 上 下 中 里 内".split()
)
"""Words that are no part of an item, whatever the dictionary calls them."""

_LOCAL: Final = frozenset("直接 微博 微信 博文 网民 青年 深度 城镇 团组织 网格员".split())


class Surroundings:
    """The words of a text with their parts of speech, in which items are looked for; places are those of the folded text.

    >>> scene = Scene.of("开通9个政务微博", Words.of(["开通", "9个", "政务", "微博"]), {"政务": "n", "微博": "n"})
    >>> Surroundings(scene).item("count", "个", Span(2, 4), None)
    '政务微博'
    """

    def __init__(self, scene: Scene) -> None:
        words = scene.words or Words([], [])
        self._text = scene.text
        self._texts, self._starts = words.texts, words.starts
        self._tags = scene.tags
        self._place = scene.folded.original if scene.folded.places else None

    def item(self, kind: Kind, unit: str | None, extent: Span, last: Figure | None) -> str | None:
        """What stands behind a classifier or, with other units, before the figure; failing that, on the other side.

        ``last`` is the figure before, of which a share or an amount may say more: 投资1150万元，增长8%.
        """
        start, stop = self._place(*extent) if self._place else extent
        if kind in ("count", "ordinal", "fraction") and unit not in _PEOPLE or unit in _DESCRIBING:
            return self.behind(stop) or self.before(start) or None
        found = self.before(start) or (self.behind(stop) if unit not in _PEOPLE and kind not in _ABSTRACT else "")
        if not found and last is not None and last.value.item and kind != "count":
            return last.value.item if self._goes_on(last.extent.stop, extent.start) else None
        return found or None

    def _goes_on(self, start: int, stop: int) -> bool:
        """Whether two places lie near each other in one sentence."""
        return stop - start < _NEAR and not _SENTENCE_END.search(self._text, start, stop)

    def sort(self, word: str) -> str:
        """What a word may be in an item.

        ``n`` is a noun, ``u`` an unknown word, ``h`` a head of one character, ``b`` a quality and ``v`` a verb; else nothing.
        """
        if word in _WHOLE:
            return ""
        if word in _ACTIONS:
            return "v"
        if word in _LOCAL:
            return "n"
        if len(word) == 1:
            return "h" if word in _HEADS else ("b" if word in "总毛净新" else "")
        tag = self._tags.get(word)
        if tag is None:
            return "u" if word.isalpha() and not word.isascii() else ""
        if tag in _NOUNS:
            return "n"
        return "b" if tag in _QUALITIES else ("v" if tag in ("v", "vd") else "")

    def behind(self, place: int) -> str:
        """The nouns from a place on, with what describes them: 10个|县级政务微博."""
        words = self._from(place)
        head = 0
        for which, word in enumerate(words):
            sort = self.sort(word)
            if not sort or (head and sort in "uv") or (sort == "v" and word in _ACTIONS):
                break
            if sort in "nhu":
                head = which + 1
        return "".join(words[:head])

    def _from(self, place: int) -> list[str]:
        """A few words from a place on, without 的; of a word that begins before it, the rest (条微博)."""
        texts, starts = self._texts, self._starts
        first = bisect_left(starts, place)
        over = starts[first - 1] + len(texts[first - 1]) - place if first else 0
        words = ([texts[first - 1][-over:]] if over > 0 else []) + texts[first : first + MOST_WORDS]
        return words[1:] if words[:1] == ["的"] else words[:MOST_WORDS]

    def before(self, place: int) -> str:
        """The nouns before a place, words such as 已达 left out: 粉丝已达|42万."""
        texts, stop = self._texts, bisect_left(self._starts, place)
        while stop > 0 and (texts[stop - 1] in _BETWEEN or self._tags.get(texts[stop - 1], "")[:1] in _COUNTING):
            if texts[stop - 1] in _LOCAL or texts[stop - 1] in _HEADS:
                break
            stop -= 1
        start = self._head(stop)
        if start == stop:
            return ""
        while start > max(stop - MOST_WORDS, 0) and self._describes(texts[start - 1], texts[start]):
            start -= 1
        return "".join(texts[start:stop]).rstrip("达为至")

    def _head(self, stop: int) -> int:
        """Where the last noun before a word begins, or ``stop`` where there is none."""
        if not stop:
            return stop
        word, sort = self._texts[stop - 1], self.sort(self._texts[stop - 1])
        if sort in ("n", "u") or (sort == "h" and stop > 1):
            return stop - 1
        described = stop > 1 and self.sort(self._texts[stop - 2]) in ("n", "b")
        return stop - 1 if sort == "v" and (word in _DEEDS or (described and word not in _ACTIONS)) else stop

    def _describes(self, word: str, head: str) -> bool:
        """Whether a word is part of the name of what the next one says: 补助|资金, 阅读|量, but not 发放|资金."""
        sort = self.sort(word)
        if sort == "v":
            return head[0] in _HEADS and len(head) < 3 and self.sort(head) != "n" or word not in _ACTIONS
        return sort in ("n", "b")


_COUNTING: Final = frozenset(("m", "t", "d"))


_ABSTRACT: Final = frozenset(("percent", "percent_points", "multiple", "ratio"))
_DESCRIBING: Final = frozenset(("岁", "周岁", "亩", "级", "米"))
"""Measures that mostly describe the noun behind them: 40亩|茶园, 9岁|女孩."""


_NEAR: Final = 20
_SENTENCE_END: Final = re.compile("[。；！？\n]")

_LISTED: Final = frozenset(("、", "和", "与", "及", "以及"))
_NAMES: Final = re.compile("[、和与及]|以及")
_CLAUSE_END: Final = re.compile("[，。；！？：,;!?\n]")


def shared_out(text: str, found: Sequence[Figure]) -> list[Figure]:
    """The figures with the items that 分别 shares out among them, in the order in which they are named.

    The names stand before 分别 in its clause (甲、乙分别增长3%和5%) or, where none do, are the items of as many figures before it.
    """
    if "分别" not in text:
        return list(found)
    result = list(found)
    starts = [one.span.start for one in found]
    for place in (hit.end() for hit in re.finditer("分别", text)):
        first = bisect_left(starts, place)
        stop = _list_end(text, result, first, place)
        if stop - first > 1:
            _name(result, first, stop, _names(text, result, first, stop, place))
    return result


def _list_end(text: str, found: Sequence[Figure], first: int, place: int) -> int:
    """Where the list of figures ends that 分别, which ends at ``place``, stands before."""
    if first >= len(found) or _CLAUSE_END.search(text, place, found[first].span.start):
        return first
    stop = first + 1
    while stop < len(found) and text[found[stop - 1].extent.stop : found[stop].extent.start] in _LISTED:
        stop += 1
    return stop


def _names(text: str, found: Sequence[Figure], first: int, stop: int, place: int) -> list[str]:
    """The names of what the figures of a list are of, as many as there are figures; empty where they do not agree."""
    clause = _CLAUSE_END.split(text[max(0, place - 2 - _LONGEST_CLAUSE) : place - 2])[-1]
    names = [name for name in _NAMES.split(re.sub("(?:同比|环比|比上年|较上年)$", "", clause)) if name]
    if len(names) == stop - first:
        return names
    items = [one.value.item for one in found[max(0, first - (stop - first)) : first]]
    return [item for item in items if item] if not names else []


_LONGEST_CLAUSE: Final = 60


def _name(found: list[Figure], first: int, stop: int, names: Sequence[str]) -> None:
    if len(names) == stop - first:
        for which, name in zip(range(first, stop), names, strict=True):
            one = found[which]
            found[which] = Match(one.span, one.extent, one.value._replace(item=name), one.rule)
