"""Zip archives: their members as streams, with limits that no archive can talk its way around.

Nothing is unpacked to disk under a member's name; names are still refused where they lead out of the archive, because
they go into records and reports. What an archive says of its sizes is checked before anything is unpacked, and ``zipfile``
reads no more of a member than was said.
"""

from __future__ import annotations

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from lzma import LZMAError
from typing import IO, Final, TypeAlias

from weibotext.errors import InputError
from weibotext.reading.articles import Article, Failure
from weibotext.reading.decoding import decode
from weibotext.reading.limits import (
    MOST_DIRECTORY,
    MOST_MEMBERS,
    MOST_NESTED,
    MOST_RATIO,
    RATIO_FROM,
    Budget,
    spooled,
)

ReadMember: TypeAlias = Callable[[IO[bytes], str], Iterator[Article | Failure]]
"""Reads a member: its stream and its name."""

UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
)
"""What ``zipfile`` raises for archives that are broken or packed in a way it does not know."""

_END: Final = b"PK\x05\x06"
_END64: Final = b"PK\x06\x06"
_UTF8: Final = 0x800
_ENCRYPTED: Final = 0x1


def zip_articles(
    stream: IO[bytes],
    name: str,
    *,
    wanted: Callable[[str], bool],
    read: ReadMember,
    budget: Budget,
    depth: int = 0,
) -> Iterator[Article | Failure]:
    """The articles of an archive's members, in its own order; ``wanted`` tells by name which members to read.

    ``depth`` says how many archives it lies in, ``budget`` how many bytes may still be unpacked from it and them.

    Raises :class:`InputError` when it is no archive, is too large unpacked, has too many members, or lies too deep.
    """
    if depth > MOST_NESTED:
        raise InputError(f"{name}: an archive inside {depth} others; unpack it by hand")
    whole = stream if stream.seekable() and not isinstance(stream, zipfile.ZipExtFile) else spooled(stream, name)
    try:
        with zipfile.ZipFile(_checked(whole, name)) as archive:
            members = [member for member in archive.infolist() if not member.filename.endswith("/")]
            budget.spend(_unpacked(members, whole, name), name)
            for member in members:
                if wanted(path := _path(member)):
                    yield from _member(archive, member, f"{name}/{path}", read)
    except InputError:
        raise
    except UNREADABLE as problem:
        raise InputError(f"{name}: is not a whole zip archive ({problem}); pack it again") from None
    finally:
        if whole is not stream:
            whole.close()


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: str, read: ReadMember
) -> Iterator[Article | Failure]:
    if (reason := _refused(member)) is not None:
        yield Failure(place, InputError(f"{place}: {reason}"))
        return
    try:
        with archive.open(member) as stream:
            yield from read(stream, place)
    except InputError as problem:
        yield Failure(place, problem)
    except UNREADABLE as problem:
        yield Failure(place, InputError(f"{place}: cannot be unpacked ({problem}); pack it again"))


def _path(member: zipfile.ZipInfo) -> str:
    """A member's name; without the mark for UTF-8 its bytes are as often GB 18030 as the code page 437 of the standard."""
    if member.flag_bits & _UTF8 or member.filename.isascii():
        return member.filename
    try:
        return decode(member.filename.encode("cp437"))
    except (UnicodeEncodeError, InputError):
        return member.filename


def _refused(member: zipfile.ZipInfo) -> str | None:
    """Why a member is not read, if it is not."""
    path = _path(member)
    parts = path.replace("\\", "/").split("/")
    if ".." in parts or parts[0] == "" or parts[0].endswith(":") or not path.isprintable():
        return "its name leads out of the archive or cannot be shown; pack it again"
    if member.flag_bits & _ENCRYPTED:
        return "is encrypted; unpack it with its password first"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "is a link, not a file; pack the file itself"
    if member.file_size > max(RATIO_FROM, member.compress_size * MOST_RATIO):
        return (
            f"unpacks to {member.file_size:,} bytes from {member.compress_size:,}, more than {MOST_RATIO} times as much, "
            "as no text does; unpack it by hand if it is to be trusted"
        )
    return None


def _unpacked(members: list[zipfile.ZipInfo], whole: IO[bytes], name: str) -> int:
    """How large all members are together; raises :class:`InputError` where they are too many or cannot be there."""
    if len(members) > MOST_MEMBERS:
        raise InputError(f"{name}: {len(members):,} members, more than {MOST_MEMBERS:,}; split it")
    if sum(member.compress_size for member in members) > whole.seek(0, os.SEEK_END):
        raise InputError(f"{name}: its members overlap, as in a zip bomb; pack it again")
    return sum(member.file_size for member in members)


def _checked(whole: IO[bytes], name: str) -> IO[bytes]:
    """The archive itself, once its list of members is known to be of bearable size: ``zipfile`` reads the list whole."""
    size = whole.seek(0, os.SEEK_END)
    whole.seek(max(0, size - 2**16 - 1024))
    tail = whole.read()
    end, end64 = tail.rfind(_END), tail.rfind(_END64)
    directory = 0
    if 0 <= end <= len(tail) - 16:
        directory = struct.unpack_from("<L", tail, end + 12)[0]
    if directory == 0xFFFF_FFFF and 0 <= end64 <= len(tail) - 48:
        directory = struct.unpack_from("<Q", tail, end64 + 40)[0]
    if directory > MOST_DIRECTORY:
        raise InputError(f"{name}: its list of members has {directory:,} bytes, more than {MOST_DIRECTORY:,}; split it")
    whole.seek(0)
    return whole
