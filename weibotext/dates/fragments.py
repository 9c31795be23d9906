"""The fragments that the patterns of pieces are made of.

A row of characters behind ``(?!`` lists what would make another word of a piece: 年级, 月票, 周年, 日报.
"""

from __future__ import annotations

from typing import Final

from weibotext.numerals import DIGIT, NUMERAL, NUMERAL_CHARACTERS

SPACE: Final = r"[ \u3000]?"
UNIT_DIGIT: Final = "[一二三四五六七八九]"
SHORT: Final = rf"(?:[0０]?{DIGIT}|[1１]{DIGIT}|十[一二]?|{UNIT_DIGIT})"
DAY: Final = rf"(?:[0-3０-３]?{DIGIT}|二十{UNIT_DIGIT}?|三十一?|十{UNIT_DIGIT}?|廿{UNIT_DIGIT}?|{UNIT_DIGIT})"
HOUR: Final = rf"(?:[01０１]?{DIGIT}|[2２][0-4０-４]|二十[一二三四]?|十{UNIT_DIGIT}?|[零〇一二两三四五六七八九])"
SIXTY: Final = rf"(?:[0-5０-５]?{DIGIT}|[二三四五]十{UNIT_DIGIT}?|十{UNIT_DIGIT}?|[零〇]?{UNIT_DIGIT})"
SIXTY_BARE: Final = rf"(?:[0-5０-５]{DIGIT}|[二三四五]十{UNIT_DIGIT}?|一?十{UNIT_DIGIT}?|[零〇]{UNIT_DIGIT})"
CONNECTING: Final = "至到—–\\-－~～―"
NOT_INSIDE: Final = rf"(?<![{NUMERAL_CHARACTERS}.．第])"
"""What a number must not follow: the rest of a longer one."""

BOUND: Final = rf"(?=$|[，。；、！？,;\s（）()”」》<{CONNECTING}早上晚中下凌])"
WEEK: Final = "(?:周|星期|礼拜)"

YEAR_4: Final = (
    rf"(?:公元{SPACE}{DIGIT}{{1,4}}|[12１２]{DIGIT}{{3}}|[一二][零〇○0一二三四五六七八九]{{3}}){SPACE}年(?!代|级)度?"
)
SPLIT_YEAR: Final = (
    rf"(?:19|20){DIGIT}{{2}}{SPACE}(?:[/／]|[{CONNECTING}]{{1,2}}){SPACE}(?:19|20)?{DIGIT}{{2}}"
    rf"{SPACE}(?:学年度?|财政年度|财年|年度)"
)
YEAR_2: Final = rf"(?:{DIGIT}{{2}}|[1１][01０１]{DIGIT}|[零〇一二三四五六七八九]{{2}}){SPACE}年(?![代级龄])"
MONTH: Final = rf"(?:闰?{SPACE}{SHORT}{SPACE}月(?![龄薪嫂票])份?|闰?[正腊冬]月)"
DATE_SIGN: Final = "[-/.．]"
FULL: Final = (
    rf"[12１２]{DIGIT}{{3}}{DATE_SIGN}[01０１]?{DIGIT}{DATE_SIGN}[0-3０-３]?{DIGIT}"
    rf"(?:(?!{DIGIT}|{DATE_SIGN}{DIGIT})|(?={DIGIT}{{2}}[:：]))"
)
MONTH_OF_YEAR: Final = (
    rf"(?:19|20){DIGIT}{{2}}{DATE_SIGN}(?:0?[1-9]|1[012])(?!{DIGIT}|[./．]{DIGIT}|-{DIGIT}{{2}}(?!{DIGIT}))"
)
DAY_FIRST: Final = rf"[0-3]?{DIGIT}/[0-3]?{DIGIT}/(?:[12]{DIGIT}{{3}}|{DIGIT}{{2}})(?![{NUMERAL_CHARACTERS}/])"
SHORT_FULL: Final = rf"{DIGIT}{{2}}-[01]{DIGIT}-[0-3]{DIGIT}(?![{NUMERAL_CHARACTERS}-])"
ROW: Final = rf"(?:19|20){DIGIT}{{2}}(?:0[1-9]|1[012])(?:0[1-9]|[12]{DIGIT}|3[01])(?![{NUMERAL_CHARACTERS}A-Za-z.])"
MONTH_DAY: Final = (
    rf"(?:0?{DIGIT}|1[012])[.·-](?:3[01]|[012]?{DIGIT})"
    rf"(?![{NUMERAL_CHARACTERS}%％.:：/-]|{SPACE}[米元个倍年月日号周天小点时季])"
)
CLOCK_COLON: Final = (
    rf"(?<![/比])(?<![比例值][为是])(?<![^日][:：])(?:[01０１]?{DIGIT}|[2２][0-4０-４])[:：][0-5０-５]{DIGIT}(?:[:：][0-5０-５]{DIGIT})?"
    rf"(?![{DIGIT[1:-1]}:：万比]|{SPACE}的比)(?:分(?![钟之公])|{SPACE}[AaPp]\.?[Mm]?\.?(?![A-Za-z]))?"
)
BEHIND_WEEKDAY: Final = "(?:(?<=周[一二三四五六日])|(?<=[期拜][一二三四五六日]))"
CLOCK_LATIN: Final = rf"(?:1[0-2]|{DIGIT}){SPACE}[AaPp]\.?[Mm]\.?(?![A-Za-z])"
POINTS: Final = (
    "意见|建议|要求|看法|体会|措施|经验|启示|做法|希望|原因|理由|共识|声明|方案|内容|思路|优势|特点|好处|收获|想法"
    "|说明|主张|倡议|期望"
)
CLOCK_WORDS: Final = (
    rf"{HOUR}{SPACE}(?:时|点(?:多?钟)?多?|點)"
    rf"(?![段代间评赞击名滴候光刻任而尚装速常机节政空隔]|期(?!间)|{POINTS}|(?<!{DIGIT}时)[一二三四五六七八九](?![十刻分]))"
    rf"(?:{SPACE}[零过]?{SIXTY}{SPACE}分(?![之钟公米制])(?:{SPACE}{SIXTY}{SPACE}秒)?|半(?!点)|整|{SPACE}[一三]刻"
    rf"|{SPACE}{SIXTY_BARE}(?![{NUMERAL_CHARACTERS}个%％倍米元人名家项条次分年月日.．]))?"
)
CALENDARS: Final = "农历|阴历|旧历|夏历|阳历|公历"
COUNTED: Final = rf"(?:好?几|数|[二三四五六七八九]?十几|几十|几百|几千|数十|数百|上百|上千|{NUMERAL})"
LENGTH_UNITS: Final = (
    "周年(?!庆)|年(?![级代度龄轻均轮货画鉴糕会检薪华产息报审费票限]|之计)|载春秋|载(?=以来|来|后|前|的)"
    "|个?世纪|个?季度|个月|月(?=后|前|内|以|来|之)"
    "|个?(?:星期|礼拜)|个?周(?![岁年边围末报刊转长到密身知一二三四五六日天])|天(?![气赋堂津空文然下次])"
    "|个?工作日|昼夜|个?小时|个?钟头|个钟(?!头)|刻钟|分钟|分半钟|秒钟?|分(?=[零又]?\\d+秒)"
)
LENGTH: Final = (
    rf"{COUNTED}{SPACE}(?:余|多)?{SPACE}(?:个半(?=小时|钟|月|星期|礼拜|世纪)|来)?(?:余|多)?{SPACE}"
    rf"(?:个多(?=月|小时|星期|礼拜|世纪))?(?:{LENGTH_UNITS}|(?<=个半)月|(?<=个多)月)"
    r"(?:半(?![年天月])|多(?![个数次种名位家人项条场]))?(?!大(?:$|[的了小。，,.！]))"
)
_TAKING: Final = (
    "提前",
    "提早",
    "推迟",
    "延长",
    "顺延",
    "缩短",
    "历时",
    "为期",
    "逾期",
    "长达",
    "持续",
    "连续",
    "逗留",
    "停留",
)
COUNTED_DAYS: Final = (
    rf"(?<=[{''.join(sorted({word[-1] for word in _TAKING}))}])(?:{'|'.join(f'(?<={word})' for word in _TAKING)})"
    rf"(?:{DIGIT}{{1,3}}(?:[.．]{DIGIT})?|[二三四五六七八九]?十{UNIT_DIGIT}?|廿{UNIT_DIGIT}?|{UNIT_DIGIT}){SPACE}日"
)
"""Behind such words a number of days is no day of a month: 提前|26日."""

LENGTH_DAYS: Final = (
    rf"(?:{DIGIT}{{1,3}}{SPACE}日(?=[之以]?内)|(?:两|几|数|{DIGIT}{{2,3}}|{UNIT_DIGIT}?十{UNIT_DIGIT}?|百)余?{SPACE}日"
    r"(?=内|之内|以内|后|之后|前|之前|以前|以后|的|来|$))"
)
HALF: Final = (
    r"(?<![上下多前后大一])(?:大半|半)(?:年|个多?月|个?小时|个?钟头|天|个世纪|个?星期|日(?=内|游))(?![级代度薪线刊])多?"
)
UNIT_WORDS: Final = "世纪|年|季度|季|月份?|周|星期|礼拜|天|日|小时|分钟"
NTH: Final = (
    rf"第{SPACE}{NUMERAL}{SPACE}(?:个{SPACE})?(?:(?:{WEEK}[一二三四五六日天末])|{UNIT_WORDS})(?![级代度届刊报])"
    rf"|最[后末]{SPACE}(?:{NUMERAL}|几)?{SPACE}(?:个{SPACE})?(?:(?:{WEEK}[一二三四五六日天末])|{UNIT_WORDS})"
    r"|首(?:个)?(?:月|季度|周(?!年)|日(?!封)|季|年)"
)
CENTURY: Final = (
    rf"(?:(?:上|本|下|上个|下个)世纪|(?:{SHORT}|二十|十{UNIT_DIGIT}|[12]{DIGIT}){SPACE}世纪)"
    rf"(?:{SPACE}(?:[1-9]0|{UNIT_DIGIT}十){SPACE}年代)?"
)
DECADE: Final = rf"(?:(?:19|20)?{DIGIT}0|{UNIT_DIGIT}十|[一二][零〇一二三四五六七八九]{{2}}[零〇]){SPACE}年代"
QUARTER: Final = (
    rf"第?{SPACE}(?:[一二三四]|(?<![0-9.])[1-4]){SPACE}季度|[Qq][1-4](?:{SPACE}季度)?(?![0-9A-Za-z])"
    "|(?:上上|上|本|这|下)个?季度|首季(?!度)"
)
HALVES: Final = "(?:上|下|前|后)个?半年(?!度)|上个半年|半年度|(?:上|下|前|后)半(?:个?月|周)|[上中下]旬"
EDGES: Final = "年[初末底终]|年中(?![考期国])|月[初末底中]|岁末|年尾"
END: Final = "[前中末初后]期|中叶|[初底末](?![一二三四五六七八九十中高级等步期次始审试稿])|中(?![国央小学共心间等高考期])|伊始|中叶"
SEASON: Final = (
    "(?<![春夏秋冬])[春夏秋冬](?:天|季(?![度节]))|今[春夏秋冬]|去[春夏秋冬]|明春"
    "|(?<=年)[春夏秋冬](?![节运耕春夏秋冬晚]|分|至|天|季度)"
)
EVERY: Final = (
    rf"每(?:逢|隔)?{SPACE}(?:一)?(?:{NUMERAL})?{SPACE}个?{SPACE}(?:半年|工作日|季度|周末|(?={WEEK}[一二三四五六日天])"
    rf"|{WEEK}(?:工作日)?|年(?!级)|月|天|日|小时|分钟|晚|早)(?![均级轮报度])"
)
LIST_DAYS: Final = (
    "(?:(?:大后|大前|今|明|后|昨|前)[天日]?[、和]?){2,4}(?:[两三四234]天|大后三天)|今明两日|明后[天两日](?:天)?"
    "|[今去]明两年|去今两年"
)
