"""The report of 500 articles, as long and as damaged as the corpus: its size, and how soon Chromium has opened it.

Needs Chromium and its driver (Debian: apt-get install chromium chromium-driver).

python benchmarks/report.py [--articles N]
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from made import mixed
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from weibotext import Article, Store
from weibotext.reporting import write_report


def browser() -> webdriver.Chrome:
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))


def opening(driver: webdriver.Chrome, page: Path) -> tuple[float, float]:
    """Seconds until the page is loaded, and until every article in it is unpacked."""
    driver.get("about:blank")
    start = time.perf_counter()
    driver.get(page.as_uri())
    loaded = time.perf_counter() - start
    while not driver.execute_script("return document.body.dataset.ready"):
        time.sleep(0.05)
    return loaded, time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=500)
    count = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as temporary, Store() as store:
        dates = (f"20{10 + number % 12}-{1 + number % 12:02}-{1 + number % 28:02}" for number in range(count))
        store.feed(Article(text, f"{day}.txt", day) for text, day in zip(mixed(count), dates, strict=True))
        characters = statistics.mean(len(document.source) for document in store)
        start = time.perf_counter()
        page, *more = write_report(store, Path(temporary, "report.html"), title="report")
        print(f"{count} articles of {characters:,.0f} characters: written in {time.perf_counter() - start:.1f} s")
        print(f"{page.stat().st_size / 1e6:.1f} MB, and {len(more)} further pages")
        driver = browser()
        try:
            for _ in range(3):
                loaded, unpacked = opening(driver, page)
                print(f"opened in {loaded:.2f} s, all articles unpacked in {unpacked:.2f} s")
        finally:
            driver.quit()


if __name__ == "__main__":
    main()
