"""How much of damaged text each tool restores: simulated pages, many conditions, tools side by side.

    python benchmarks/repair.py [--articles FILE] [--characters N] [--condition NAME ...] [--tool NAME ...]

Every article is put into traditional characters, damaged by ``weibotext.repairs.simulate`` and given to each tool;
what comes back, in simplified characters and half width, is compared with the article. FILE is JSON Lines with a key
``text``; without it the project's own corpus is read, which is small. A sentence, which is what stands between marks,
is *exact* when it comes back to the letter. *Hit* sentences are those that stay wrong when glosses are taken out with the
damage known and characters are converted: what byte arithmetic alone can restore. *CER* is the edit distance between
the two texts, by line, over the length of the article. *False positives* are undamaged articles, in five guises, that
repair changes. Articles that were published with damage of their own, such as ``&nbsp;`` or ``7。5元``, are no measure
of that: they are named and left out.

Characters per second are those of pages seen for the first time, when all that loads once is loaded.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from importlib.util import find_spec
from itertools import zip_longest
from pathlib import Path

from weibotext.convert import convert, traditional
from weibotext.demo import corpus
from weibotext.repairs import repair
from weibotext.repairs.simulate import Damage, half_converted, random_damage, simulate

Tool = Callable[[str], str]
HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0xA0: 0x20}
SENTENCE = re.compile(r"[^。!?;\n]*[^。!?;\s][^。!?;\n]*")
GLOSS = re.compile(r"(?<=[\u3400-\u9fff])\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6} ?\)")

CONDITIONS: dict[str, Callable[[int], Damage]] = {
    "Q, all keys, kept": lambda seed: replace(random_damage(seed=seed, decoder="Q"), markers=1.0, private_use="keep"),
    "Q, all keys, dropped": lambda seed: replace(
        random_damage(seed=seed, decoder="Q"), markers=1.0, private_use="drop"
    ),
    "Q, half the keys, dropped": lambda seed: replace(
        random_damage(seed=seed, share=0.5, decoder="Q"), markers=1.0, private_use="drop"
    ),
    "Q, no glosses, dropped": lambda seed: Damage(private_use="drop"),
    "Q, no markers, kept": lambda seed: replace(random_damage(seed=seed, decoder="Q"), markers=0.0, private_use="keep"),
    "D, half the keys, kept": lambda seed: replace(
        random_damage(seed=seed, share=0.5, decoder="D"), markers=0.5, private_use="keep"
    ),
    "D, half the keys, dropped": lambda seed: replace(
        random_damage(seed=seed, share=0.5, decoder="D"), markers=0.5, private_use="drop"
    ),
}


@dataclass(frozen=True)
class Page:
    """An article, its traditional form, the page it was damaged into, and that page without its whole glosses."""

    truth: str
    traditional: str
    damaged: str
    unglossed: str


def tools() -> dict[str, Tool]:
    """What is compared, as functions from a page to simplified text; those that are not installed are left out."""
    found: dict[str, Tool] = {
        "none": str,
        "OpenCC": convert,
        "gloss regex + OpenCC": lambda text: convert(GLOSS.sub("", text)),
        "weibotext": lambda text: convert(repair(text).text),
    }
    if find_spec("ftfy"):
        from ftfy import fix_text

        found |= {"ftfy": fix_text, "ftfy + OpenCC": lambda text: convert(fix_text(text))}
    return found


def articles(path: Path | None, characters: int) -> list[str]:
    """The texts to damage, whole, until there are ``characters`` of them."""
    if path is None:
        texts = [file.read_text(encoding="utf-8") for file in sorted((corpus() / "articles").glob("*.txt"))]
    else:
        texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    kept, total = [], 0
    for text in texts:
        if total >= characters:
            break
        kept.append("".join(one if encodable(one) else " " for one in text.translate({0xA0: 0x20})))
        total += len(text)
    return kept


def encodable(character: str) -> bool:
    return len(character.encode("gb18030", "replace")) <= 2


def pages(texts: list[str], condition: str) -> Iterator[Page]:
    for seed, text in enumerate(texts):
        damage = CONDITIONS[condition](seed)
        converted = half_converted(text, traditional)
        page = simulate(converted, damage, seed=seed)
        whole = re.compile("|".join(rf"(?<={key})\({reading}\)" for key, reading in damage.glosses) or "(?!)")
        yield Page(text.translate(HALF_WIDTH), converted, page, whole.sub("", page))


def exact(truth: str, restored: str) -> tuple[int, list[bool]]:
    """How many sentences the truth has, and which of them came back."""
    wanted, got = SENTENCE.findall(truth), SENTENCE.findall(restored)
    right = [False] * len(wanted)
    for block in SequenceMatcher(None, wanted, got, autojunk=False).get_matching_blocks():
        right[block.a : block.a + block.size] = [True] * block.size
    return len(wanted), right


def distance(one: str, other: str) -> int:
    """The Levenshtein distance, by Hyyrö's bit-parallel algorithm (2003)."""
    if not one:
        return len(other)
    places: dict[str, int] = {}
    for number, character in enumerate(one):
        places[character] = places.get(character, 0) | 1 << number
    mask, last = (1 << len(one)) - 1, 1 << (len(one) - 1)
    up, down, score = mask, 0, len(one)
    for character in other:
        matches = places.get(character, 0)
        diagonal = (((matches & up) + up) ^ up) | matches | down
        right, left = down | ~(diagonal | up), up & diagonal
        score += bool(right & last) - bool(left & last)
        right = (right << 1) | 1
        up, down = ((left << 1) | ~(diagonal | right)) & mask, right & diagonal & mask
    return score


def errors(truth: str, restored: str) -> int:
    lines = zip_longest(truth.split("\n"), restored.split("\n"), fillvalue="")
    return sum(distance(one, other) for one, other in lines if one != other)


def score(made: list[Page], tool: Tool) -> str:
    """One row: exact sentences, hit sentences recovered, CER, characters a second."""
    start = time.process_time()
    restored = [tool(page.damaged) for page in made]
    seconds = time.process_time() - start
    total = good = hit = recovered = wrong = 0
    for page, text in zip(made, restored, strict=True):
        final = text.translate(HALF_WIDTH)
        count, right = exact(page.truth, final)
        _, easy = exact(page.truth, convert(page.unglossed).translate(HALF_WIDTH))
        total, good, hit = total + count, good + sum(right), hit + easy.count(False)
        recovered += sum(now and not then for now, then in zip(right, easy, strict=True))
        wrong += errors(page.truth, final)
    length, speed = sum(len(page.truth) for page in made), sum(len(page.damaged) for page in made) / seconds
    return f"{good / total:9.2%} {recovered:5}/{hit:<4} {recovered / max(hit, 1):6.1%} {wrong / length:8.3%} {speed:13,.0f}"


OWN_DAMAGE = {"a character reference": re.compile("&[a-z]{2,8};"), "a decimal point as 。": re.compile("[0-9]。[0-9]")}


def clean(texts: list[str]) -> Iterator[str]:
    """The articles without damage of their own; says which the others are."""
    for number, text in enumerate(texts, 1):
        if found := [f"{name}, {hit[0]!r}" for name, way in OWN_DAMAGE.items() if (hit := way.search(text))]:
            print(f"left out, not clean: article {number}, {text[:16].strip()!r}: {'; '.join(found)}")
        else:
            yield text


GUISES: dict[str, Callable[[str], str]] = {
    "simplified": str,
    "simplified, half width": lambda text: text.translate(HALF_WIDTH),
    "traditional": traditional,
    "traditional, half width": lambda text: traditional(text).translate(HALF_WIDTH),
    "traditional, ?! and ??": lambda text: re.sub("[。，]", _stressed, traditional(text)).translate(HALF_WIDTH),
}


def _stressed(mark: re.Match[str]) -> str:
    return ("?!", "??", "?", "?!?!")[mark.start() % 4] if mark.start() % 10 == 0 else mark[0]


def false_positives(texts: list[str]) -> Iterable[str]:
    for name, guise in GUISES.items():
        made = [guise(text) for text in texts]
        start = time.process_time()
        changed = sum(repair(text).text != text for text in made)
        speed = sum(map(len, made)) / (time.process_time() - start)
        yield f"{name:28}{changed:5} of {len(made):5} changed {speed:13,.0f} characters/s"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--characters", type=int, default=77_000)
    parser.add_argument("--condition", action="append", choices=CONDITIONS)
    parser.add_argument("--tool", action="append")
    given = parser.parse_args()
    texts = articles(given.articles, given.characters)
    compared = {name: tool for name, tool in tools().items() if not given.tool or name in given.tool}
    for page in pages(articles(None, given.characters), next(iter(CONDITIONS))):
        repair(page.damaged)  # what loads once, and what is worked out when it is first asked for
    print(f"{len(texts)} articles, {sum(map(len, texts)):,} characters")
    for condition in given.condition or CONDITIONS:
        made = list(pages(texts, condition))
        print(f"\n{condition}\n{'':22}{'exact':>9} {'hit sentences recovered':>17} {'CER':>8} {'characters/s':>13}")
        for name, tool in compared.items():
            print(f"{name:22}{score(made, tool)}", flush=True)
    print("\nundamaged")
    print("\n".join(false_positives(list(clean(texts)))))


if __name__ == "__main__":
    main()
