"""How often encodings are told wrongly: ours beside chardet and charset-normalizer, where they are installed.

    python benchmarks/charsets.py [--pieces N]

Pieces of the corpus, in simplified characters, and converted by OpenCC in traditional ones of Taiwan and Hong Kong, are
encoded; a piece is wrong when its bytes do not come back as the same text. Every tool is asked after strict UTF-8 has failed,
as all of them advise. The others know many more encodings than these; that is what it costs them.
"""

from __future__ import annotations

import argparse
import logging
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from opencc import OpenCC

from weibotext.demo import corpus
from weibotext.errors import InputError
from weibotext.reading import decode, decoded

LENGTHS = (8, 16, 32, 64, 128, 256, 512)
SCRIPTS = {
    "utf-8": "t2s",
    "gb18030": "t2s",
    "gb18030, traditional": "s2t",
    "big5": "s2tw",
    "cp950": "s2tw",
    "big5hkscs": "s2hk",
    "utf-16-le": "t2s",
    "utf-16-be": "t2s",
    "utf-16-le, traditional": "s2tw",
    "utf-16-be, traditional": "s2tw",
}


class Piece(NamedTuple):
    kind: str
    length: int
    text: str
    data: bytes


def pieces(count: int) -> Iterator[Piece]:
    """``count`` pieces for each encoding and length, at least a third of each in Chinese characters."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((corpus() / "articles").glob("*.txt"))]
    chance = random.Random(1)
    for kind, script in SCRIPTS.items():
        encoding, convert = kind.split(",")[0], OpenCC(script).convert
        for length in LENGTHS:
            left = count
            while left:
                text = chance.choice(texts)
                start = chance.randrange(max(1, len(text) - length))
                text = convert(text[start : start + length]).encode(encoding, "ignore").decode(encoding)
                if 3 * sum("\u4e00" <= one <= "\u9fff" for one in text) >= length:
                    left -= 1
                    yield Piece(kind, length, text, text.encode(encoding))


Reader = Callable[[bytes], str]


def readers() -> dict[str, Reader]:
    found: dict[str, Reader] = {"weibotext": decode}
    try:
        import chardet

        found[f"chardet {chardet.__version__}"] = after_utf8(lambda data: chardet.detect(data)["encoding"])
    except ImportError:
        pass
    try:
        import charset_normalizer

        name = f"charset-normalizer {charset_normalizer.__version__}"
        found[name] = after_utf8(lambda data: getattr(charset_normalizer.from_bytes(data).best(), "encoding", None))
    except ImportError:
        pass
    return found


def after_utf8(guess: Callable[[bytes], str | None]) -> Reader:
    def read(data: bytes) -> str:
        try:
            return data.decode()
        except UnicodeDecodeError:
            return data.decode(guess(data) or "utf-8", "replace")

    return read


def wrong(read: Reader, piece: Piece) -> bool:
    try:
        return read(piece.data) != piece.text
    except (InputError, LookupError, UnicodeError):
        return True


def report(name: str, read: Reader, tests: list[Piece]) -> None:
    start = time.perf_counter()
    faults = Counter((piece.kind, piece.length) for piece in tests if wrong(read, piece))
    spent = (time.perf_counter() - start) / len(tests)
    print(f"\n{name}: {faults.total()} of {len(tests)} pieces wrong, {spent * 1e6:.0f} µs a piece")
    for kind in SCRIPTS:
        if any(faults[kind, length] for length in LENGTHS):
            print(f"  {kind:24}" + "".join(f"{faults[kind, length]:6}" for length in LENGTHS))


def calibration(tests: list[Piece]) -> None:
    """How often the detected encoding was right, by the confidence that it was given."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for piece in tests:
        try:
            found = decoded(piece.data)
        except InputError:
            continue
        if found.encoding.basis == "detected":
            bound = next(one for one in ("0.999", "0.99", "0.9", "0") if found.encoding.confidence >= float(one))
            total[bound] += 1
            right[bound] += found.text == piece.text
    print("\nweibotext's confidence: right of detected")
    print("".join(f"  from {bound}: {right[bound]} of {total[bound]}\n" for bound in ("0", "0.9", "0.99", "0.999")))


def main() -> None:
    logging.disable()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pieces", type=int, default=50, help="for each encoding and length")
    tests = list(pieces(parser.parse_args().pieces))
    print(f"wrong pieces by length in characters: {', '.join(map(str, LENGTHS))}")
    for name, read in readers().items():
        report(name, read, tests)
    calibration(tests)


if __name__ == "__main__":
    main()
