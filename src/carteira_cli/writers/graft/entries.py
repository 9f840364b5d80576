"""The zip package: an entry that nobody changes is copied as it lies there, packed bytes and all.

Names are looked up whatever their case, as the format wants.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from struct import Struct, iter_unpack

from carteira_cli.model.phrases import Phrase
from carteira_cli.writers.graft.refusals import require_package, unsound

_LOCAL = Struct("<4s5H3L2H")
_CENTRAL = Struct("<4s6H3L5H2L")
_END = Struct("<4s4H2LH")
_VERSION = 20
_ENCRYPTED, _SIZES_FOLLOW, _UTF8 = 0x1, 0x8, 0x800
_ZIP64 = 1
_NEW_YEAR_1980 = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a package: what its lists say of it, and its bytes as they are packed."""

    info: zipfile.ZipInfo
    packed: bytes | memoryview

    @property
    def name(self) -> str:
        """The name, with the slashes of the format."""
        return self.info.filename.replace("\\", "/")

    def content(self) -> bytes:
        """Unpack.

        Raises:
            CarteiraError: it is damaged, or packed in a way that the format doesn't know.
        """
        try:
            return self._unpacked()
        except (zlib.error, ValueError) as error:
            raise unsound(
                reason=Phrase("a parte {part} está danificada", part=self.name)
            ) from error

    def _unpacked(self) -> bytes:
        if self.info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise ValueError(self.info.compress_type)
        stored = self.info.compress_type == zipfile.ZIP_STORED
        content = bytes(self.packed) if stored else zlib.decompress(self.packed, -zlib.MAX_WBITS)
        if zlib.crc32(content) != self.info.CRC:
            raise ValueError(self.info.CRC)
        return content


class Entries:
    """The files of a package in their order, to be read, exchanged, added and taken away."""

    def __init__(self, content: bytes) -> None:
        """Read the list of a package.

        Raises:
            CarteiraError: it is no sound zip package.
        """
        require_package(content)
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                infos, self._comment = package.infolist(), package.comment
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise unsound(reason=Phrase("o arquivo está incompleto ou danificado")) from error
        entries = [Entry(info, _packed(memoryview(content), info)) for info in infos]
        self._entries = {entry.name.casefold(): entry for entry in entries}
        if len(self._entries) != len(entries):
            raise unsound(reason=Phrase("a mesma parte aparece duas vezes"))

    def __contains__(self, part: str) -> bool:
        """Tell whether there is a part of that name."""
        return part.casefold() in self._entries

    def __iter__(self) -> Iterator[Entry]:
        """Give the entries in the order of the package."""
        return iter(self._entries.values())

    def read(self, part: str) -> bytes:
        """Unpack a part.

        Raises:
            CarteiraError: there is none of that name, or it is damaged.
        """
        entry = self._entries.get(part.casefold())
        if entry is None:
            raise unsound(reason=Phrase("falta a parte {part}", part=part))
        return entry.content()

    def put(self, part: str, content: bytes) -> None:
        """Exchange a part, in its place, or add it at the end; the same content stays as it is."""
        old = self._entries.get(part.casefold())
        if old is None or old.content() != content:
            self._entries[part.casefold()] = _made(part, content, old)

    def remove(self, part: str) -> None:
        """Take a part away, if it is there."""
        self._entries.pop(part.casefold(), None)

    def pack(self) -> bytes:
        """Write the package."""
        out, lists = bytearray(), bytearray()
        for entry in self:
            name, info = _name(entry.info), entry.info
            extra = _without_zip64(info.extra)
            lists += _listed(info, name, extra, len(out))
            out += _headed(info, name)
            out += entry.packed
        counts = (0, 0, len(self._entries), len(self._entries))
        end = _END.pack(b"PK\x05\x06", *counts, len(lists), len(out), len(self._comment))
        return bytes(out + lists + end + self._comment)


def _packed(content: memoryview, info: zipfile.ZipInfo) -> memoryview:
    """Find the packed bytes of an entry, behind a header whose lengths are its own."""
    head = content[info.header_offset : info.header_offset + _LOCAL.size]
    if len(head) < _LOCAL.size or bytes(head[:4]) != b"PK\x03\x04" or info.flag_bits & _ENCRYPTED:
        raise unsound(reason=Phrase("o arquivo está incompleto ou danificado"))
    *_, name, extra = _LOCAL.unpack(head)
    start = info.header_offset + _LOCAL.size + name + extra
    packed = content[start : start + info.compress_size]
    if len(packed) < info.compress_size:
        raise unsound(reason=Phrase("o arquivo está incompleto ou danificado"))
    return packed


def _made(part: str, content: bytes, old: Entry | None) -> Entry:
    """Pack new content, under the name and the day of the entry that it replaces."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = packer.compress(content) + packer.flush()
    info = zipfile.ZipInfo(part, _NEW_YEAR_1980)
    if old:
        info = zipfile.ZipInfo(old.info.orig_filename, old.info.date_time)
        info.flag_bits, info.create_system = old.info.flag_bits & _UTF8, old.info.create_system
        info.external_attr = old.info.external_attr
    elif not part.isascii():
        info.flag_bits = _UTF8
    info.compress_type = zipfile.ZIP_DEFLATED
    info.CRC = zlib.crc32(content)
    info.file_size, info.compress_size = len(content), len(packed)
    return Entry(info, packed)


def _name(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437")


def _headed(info: zipfile.ZipInfo, name: bytes) -> bytes:
    sizes = (info.CRC, info.compress_size, info.file_size, len(name), 0)
    return _LOCAL.pack(b"PK\x03\x04", _VERSION, *_facts(info), *sizes) + name


def _listed(info: zipfile.ZipInfo, name: bytes, extra: bytes, offset: int) -> bytes:
    made_by = info.create_system << 8 | _VERSION
    sizes = (info.CRC, info.compress_size, info.file_size)
    lengths = (len(name), len(extra), len(info.comment), 0, info.internal_attr)
    facts = (made_by, _VERSION, *_facts(info))
    row = _CENTRAL.pack(b"PK\x01\x02", *facts, *sizes, *lengths, info.external_attr, offset)
    return row + name + extra + info.comment


def _facts(info: zipfile.ZipInfo) -> tuple[int, int, int, int]:
    """Give flags, method, time and day; the sizes no longer follow the content."""
    year, month, day, hour, minute, second = info.date_time
    time = hour << 11 | minute << 5 | second // 2
    flags = info.flag_bits & ~_SIZES_FOLLOW
    return flags, info.compress_type, time, (year - 1980) << 9 | month << 5 | day


def _without_zip64(extra: bytes) -> bytes:
    """Drop the long sizes, which a package within 4 GB doesn't need."""
    kept, at = b"", 0
    while at + 4 <= len(extra):
        ((kind, length),) = iter_unpack("<HH", extra[at : at + 4])
        if kind != _ZIP64:
            kept += extra[at : at + 4 + length]
        at += 4 + length
    return kept
