"""The report in a real browser: what can be pressed, searched and sorted; no complaint, and no request leaves the page.

Needs Chromium and its driver (Debian: ``apt-get install chromium chromium-driver``) and Selenium, which drives them and
loads nothing; where one is missing the tests are skipped and say so.
"""

from __future__ import annotations

import base64
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from weibotext import Article, Store
from weibotext.convert import traditional
from weibotext.reporting import write_report

pytestmark = pytest.mark.long
webdriver = pytest.importorskip("selenium.webdriver", reason="Selenium is not installed: pip install selenium")
BROWSER = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
if not (BROWSER and DRIVER):
    pytest.skip("no Chromium with its driver: apt-get install chromium chromium-driver", allow_module_level=True)

HOSTILE = "</script><script>window.hacked=1</script><img src=x onerror='window.hacked=1'>\"'><svg onload=window.hacked=1>{{7*7}}"
STORY = """“平安沅江”開通三年

　　截至6月30日，沅江市公安局官方微博“平安沅江”粉絲達到23.6萬人，三年來共發(fā)布信息8214條，收到網(wǎng)友評論3260條。

　　今年5月，該微博發(fā)布提示48條，閱讀量達到560萬人次。市財政投入36萬元。
"""


def news() -> list[Article]:
    wrong = STORY.replace("8214條", "8241條").replace("開通三年", f"三年{HOSTILE}")
    other = "安吉县公安局官方微博“安吉公安”发布信息326条，粉丝突破5000人。今年投资3.5亿元。"
    return [
        Article(STORY, "湖區在線.txt", "2013-07-01"),
        Article(wrong, f"{HOSTILE}.txt", "2013-07-02"),
        Article(other, "安吉.txt", "2012-03-22"),
    ]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    with Store() as store:
        store.feed(news())
        write_report(store, path, title=f"报告{HOSTILE}")
    return path


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page most of whose articles are packed."""
    path = tmp_path_factory.mktemp("large") / "large.html"
    with Store() as store:
        store.feed(
            Article(f"第{n}号{STORY.replace('8214', str(9000 + 7 * n))}", f"{n}.txt", "2013-07-01") for n in range(80)
        )
        write_report(store, path, title="大")
    return path


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--window-size=1280,1000",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def browser(session: Any) -> Iterator[Any]:
    """The browser; whatever a test did in it, nothing was complained of and nothing but files was asked for."""
    session.get("about:blank")
    session.get_log("browser"), session.get_log("performance")
    yield session
    assert session.get_log("browser") == []
    messages = [json.loads(entry["message"])["message"] for entry in session.get_log("performance")]
    asked = [one["params"]["request"]["url"] for one in messages if one["method"] == "Network.requestWillBeSent"]
    assert asked and all(url.startswith("file://") and ".html" in url for url in asked), asked
    assert session.execute_script("return window.hacked") is None
    session.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
    session.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def opened(browser: Any, path: Path, place: str = "") -> Any:
    browser.get(path.as_uri() + place)
    until(browser, "document.body.dataset.ready")
    return browser


def until(browser: Any, condition: str) -> Any:
    from selenium.webdriver.support.ui import WebDriverWait

    return WebDriverWait(browser, 30, poll_frequency=0.05).until(lambda one: one.execute_script(f"return {condition}"))


def shown(browser: Any, selector: str) -> list[str]:
    script = (
        "return [...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility()).map(e => e.textContent)"
    )
    return [" ".join(text.split()) for text in browser.execute_script(script, selector)]


def press(browser: Any, selector: str) -> None:
    browser.execute_script("document.querySelector(arguments[0]).scrollIntoView({block: 'center'})", selector)
    browser.find_element("css selector", selector).click()


def test_the_page_opens_whole_and_hostile_text_stays_text(browser: Any, page: Path) -> None:
    opened(browser, page)
    assert browser.title == f"报告{HOSTILE}"
    assert shown(browser, "section h2 small") == [
        "Copies that disagree",
        "Claims, each once with its sources",
        "Dated claims",
        "Stories that name an agency, copies counted once",
        "First themes of stories, by time of publication",
        "Figures that no claim uses",
    ]
    assert len(shown(browser, ".wt-card")) == 3


def test_a_source_of_a_claim_leads_to_its_mark_and_tells_what_it_means(browser: Any, page: Path) -> None:
    opened(browser, page)
    press(browser, "#claims tbody td:last-child a")
    anchor = until(browser, "location.hash")
    assert re.fullmatch(r"#n\d+-o\d+", anchor)
    assert until(browser, "!document.getElementById('tip').hidden")
    assert "规则：" in browser.find_element("id", "tip").text
    box = browser.execute_script("return document.querySelector(location.hash).getBoundingClientRect().top")
    assert 0 < box < 1000


def test_pointing_at_a_nested_mark_tells_of_all_that_are_around_it(browser: Any, page: Path) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    opened(browser, page)
    gloss = browser.find_element("css selector", ".wt-claim .wt-edit")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", gloss)
    # The pointer may lie anywhere after the test before; and the page hushes once it has scrolled.
    ActionChains(browser).move_to_element(browser.find_element("id", "find")).perform()
    settled = "requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(arguments[0], 100)))"
    browser.execute_async_script(settled)
    until(browser, "document.getElementById('tip').hidden")
    ActionChains(browser).move_to_element(gloss).perform()
    assert until(browser, "!document.getElementById('tip').hidden")
    told = browser.find_element("id", "tip").text
    assert "修复（拼音注音）" in told and "数据：" in told and "规则：" in told
    ActionChains(browser).send_keys("\ue00c").perform()
    assert until(browser, "document.getElementById('tip').hidden")


@pytest.mark.parametrize("question", ["粉丝 平安", "粉絲 平安", "發布信息", "发布信息"])
def test_searching_hides_what_does_not_match_whatever_the_characters(browser: Any, page: Path, question: str) -> None:
    opened(browser, page)
    whole = len(shown(browser, "#claims tbody tr"))
    field = browser.find_element("id", "find")
    field.send_keys(question)
    said = until(browser, "document.getElementById('found').textContent")
    rows, cards = len(shown(browser, "#claims tbody tr")), len(shown(browser, ".wt-card"))
    assert said == f"数据 {rows} · 文章 {cards}"
    assert cards == (3 if "发布" in question or "發布" in question else 2)
    assert len(shown(browser, ".wt-contents li")) == cards
    field.clear()
    field.send_keys("x\ue003")
    until(browser, "document.getElementById('found').textContent === ''")
    assert (len(shown(browser, "#claims tbody tr")), len(shown(browser, ".wt-card"))) == (whole, 3)


def test_sorting_by_number_and_back(browser: Any, page: Path) -> None:
    opened(browser, page)
    keys = "return [...document.querySelectorAll('#claims tbody tr')].map(r => r.cells[2].dataset.k)"
    press(browser, "#claims th:nth-child(3) button")
    up = [float(key) for key in browser.execute_script(keys) if key]
    assert up == sorted(up) and len(set(up)) > 3
    press(browser, "#claims th:nth-child(3) button")
    assert [float(key) for key in browser.execute_script(keys) if key] == up[::-1]
    assert browser.execute_script("return document.querySelector('#claims [aria-sort]').ariaSort") == "descending"
    press(browser, "#claims th:nth-child(1) button")
    assert browser.execute_script("return document.querySelectorAll('#claims [aria-sort]').length") == 1


def test_the_disagreement_names_both_values_and_their_sources(browser: Any, page: Path) -> None:
    opened(browser, page)
    readings = shown(browser, ".wt-dispute tbody tr")
    assert len(readings) == 2
    assert readings[0].startswith("8,214") and "湖區在線.txt" in readings[0] and readings[1].startswith("8,241")
    assert len(shown(browser, "#claims .wt-flag")) == 2


def test_the_source_can_be_read_as_repaired(browser: Any, page: Path) -> None:
    opened(browser, page, "#n1")
    script = "return document.querySelector('#n1 .wt-source').innerText"
    size = "return getComputedStyle(document.querySelector('#n1 .wt-edit')).fontSize"
    assert "發(fā)布" in browser.execute_script(script)
    press(browser, "label[for=n1-repaired]")
    assert browser.execute_script(size) == "0px"


def test_everything_can_be_reached_by_keyboard(browser: Any, page: Path) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    opened(browser, page)
    ActionChains(browser).send_keys("\ue004").perform()
    assert browser.switch_to.active_element.get_attribute("class") == "wt-skip"
    ActionChains(browser).send_keys("/").perform()
    assert browser.switch_to.active_element.get_attribute("id") == "find"
    header = browser.find_element("css selector", "#claims th:nth-child(1) button")
    browser.execute_script("arguments[0].focus()", header)
    ActionChains(browser).send_keys("\ue007").perform()
    assert until(browser, "document.querySelector('#claims th').ariaSort") == "ascending"
    focusable = "a[href], button, input, summary, [tabindex]"
    hidden = f"[...document.querySelectorAll('{focusable}')].filter(e => e.tabIndex < 0).length"
    assert browser.execute_script(f"return {hidden}") == 0


def test_figures_that_no_claim_uses_are_folded_and_lead_to_their_marks(browser: Any, page: Path) -> None:
    opened(browser, page)
    assert shown(browser, ".wt-left dd") == []
    press(browser, "#unlinked summary")
    assert "36萬元" in " ".join(shown(browser, "#unlinked dd"))
    press(browser, "#unlinked dd a")
    assert until(browser, "document.querySelector(':target.wt-figure') !== null")


def test_a_large_page_unpacks_and_searches_to_the_last_article(browser: Any, large: Path) -> None:
    assert 'class="wt-packed"' in large.read_text("utf-8")
    opened(browser, large)
    assert browser.execute_script("return document.querySelectorAll('.wt-packed').length") == 0
    assert browser.execute_script("return document.querySelectorAll('.wt-card').length") == 80
    browser.find_element("id", "find").send_keys("第79号")
    until(browser, "document.getElementById('found').textContent.endsWith('文章 1')")
    assert len(shown(browser, ".wt-card")) == 1


def test_a_link_into_a_packed_article_arrives(browser: Any, large: Path) -> None:
    browser.get(large.as_uri() + "#n80-f1")
    assert (
        until(browser, "document.querySelector(':target') !== null && document.querySelector(':target').id") == "n80-f1"
    )
    until(browser, "document.body.dataset.ready")
    top = until(browser, "document.getElementById('n80-f1').getBoundingClientRect().top")
    assert -2000 < top < 3000


@pytest.mark.parametrize("width", [360, 390, 820])
def test_nothing_is_wider_than_the_screen(browser: Any, page: Path, width: int) -> None:
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 2, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    opened(browser, page)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width


def test_dark_is_dark(browser: Any, page: Path) -> None:
    opened(browser, page)
    paper = "return getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g).map(Number)"
    assert min(browser.execute_script(paper)[:3]) > 200
    features = [{"name": "prefers-color-scheme", "value": "dark"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": features})
    assert max(browser.execute_script(paper)[:3]) < 60


def test_on_paper_there_is_nothing_to_press_and_everything_is_open(browser: Any, page: Path) -> None:
    opened(browser, page)
    pdf = base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})["data"])
    assert pdf.startswith(b"%PDF") and len(pdf) > 20_000
    assert browser.execute_script("return [...document.querySelectorAll('details')].every(one => one.open)")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert shown(browser, ".wt-bar a") == [] and shown(browser, ".wt-toggle") == []


def test_pages_of_a_report_lead_to_each_other(browser: Any, tmp_path: Path) -> None:
    with Store() as store:
        store.feed([*news(), Article(traditional(STORY) + "转", "d.txt", "2013-07-03")])
        write_report(store, tmp_path / "r.html", title="分页", per_page=2)
    opened(browser, tmp_path / "r.html")
    press(browser, ".wt-dispute a[href^='r-2.html']")
    until(browser, "location.pathname.endsWith('r-2.html') && document.body.dataset.ready")
    assert until(browser, "document.querySelector(':target') !== null")
    press(browser, ".wt-pages a")
    until(browser, "location.pathname.endsWith('r.html')")
