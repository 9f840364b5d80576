"""A zip package, distrusted: its list of parts is checked first, then each is unpacked in pieces.

What the list says of sizes may be a lie, so that the bytes that come out are counted too. A
package that passes here can be given to a parser that unpacks without asking.
"""

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from struct import Struct

from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Place
from carteira_cli.model.phrases import Phrase
from carteira_cli.readers import limits

MAGIC = b"PK\x03\x04"

_END = b"PK\x05\x06"
_END_SIZE = 20
_MOST_PARTS = 10_000
_HIGHEST_RATIO = 200
_RATIO_MATTERS = 64 * limits.MEBIBYTE
_PACKED_AT_A_TIME = 1 << 16
_ENCRYPTED = 0x1
_LOCAL_HEADER = Struct("<26xHH")
_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Archive:
    """A package whose list of parts is sane."""

    name: str
    content: bytes
    parts: dict[str, zipfile.ZipInfo]

    def pieces(self, part: str) -> Iterator[bytes]:
        """Unpack a part piece by piece (at most about 64 MiB each), one ahead of the reader.

        Raises:
            CarteiraError: the part is damaged, or larger than the list of parts says.
        """
        entry = self.parts[part]
        left = entry.file_size
        for piece in _ahead(self._unpacked(entry)):
            left -= len(piece)
            if left < 0:
                raise limits.damaged(self.name)
            yield piece
        if left:
            raise limits.damaged(self.name)

    def whole(self, part: str) -> bytes:
        """Unpack a part at once; nothing where there is none."""
        return b"".join(self.pieces(part)) if part in self.parts else b""

    def unpack(self, part: str) -> None:
        """Unpack a part and forget it, to see that it is what the list of parts says."""
        for _ in self.pieces(part):
            pass

    def _unpacked(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        packed = self._packed(entry)
        if entry.compress_type == zipfile.ZIP_STORED:
            yield bytes(packed)
            return
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for start in range(0, len(packed), _PACKED_AT_A_TIME):
                yield unpacker.decompress(packed[start : start + _PACKED_AT_A_TIME])
            yield unpacker.flush()
        except zlib.error as error:
            raise limits.damaged(self.name) from error

    def _packed(self, entry: zipfile.ZipInfo) -> memoryview:
        header = self.content[entry.header_offset : entry.header_offset + _LOCAL_HEADER.size]
        if len(header) < _LOCAL_HEADER.size or not header.startswith(MAGIC):
            raise limits.damaged(self.name)
        start = entry.header_offset + _LOCAL_HEADER.size + sum(_LOCAL_HEADER.unpack(header))
        packed = memoryview(self.content)[start : start + entry.compress_size]
        if len(packed) < entry.compress_size:
            raise limits.damaged(self.name)
        return packed


def _ahead(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Have the next piece made by another thread while one is looked at."""
    with ThreadPoolExecutor(1) as worker:
        coming = worker.submit(next, pieces, None)
        while (piece := coming.result()) is not None:
            coming = worker.submit(next, pieces, None)
            yield piece


def open_archive(name: str, content: bytes) -> Archive:
    """Read the list of parts of a package and refuse one that no program has written.

    Raises:
        CarteiraError: it is damaged, or its parts are too many, too large or wrongly named.
    """
    content = _without_trailer(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise limits.damaged(name) from error
    if reason := _reason_to_refuse(entries):
        raise CarteiraError(catalogue.UNSAFE_PACKAGE, Place(file=name), name=name, reason=reason)
    if sum(entry.file_size for entry in entries) > limits.LARGEST_FILE:
        raise limits.too_large(name, Phrase("passa de 1 GB depois de aberto"))
    if {entry.compress_type for entry in entries} - {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise limits.damaged(name, Phrase("está compactado de um jeito que não conhecemos"))
    return Archive(name, content, {entry.filename: entry for entry in entries})


def _without_trailer(content: bytes) -> bytes:
    """Cut off what follows the last list of parts, and its comment.

    Each library looks for that list in its own way; with nothing behind it, all find the same.
    """
    end = content.rfind(_END)
    if end < 0 or content[end + _END_SIZE :] == bytes(2):
        return content
    return content[: end + _END_SIZE] + bytes(2)


def _reason_to_refuse(entries: list[zipfile.ZipInfo]) -> str:
    if len(entries) > _MOST_PARTS:
        return Phrase("tem {files} arquivos dentro dele", files=len(entries))
    if any(_leaves_the_package(entry.orig_filename) for entry in entries):
        return Phrase("um dos arquivos dentro dele tem um nome que sai da pasta")
    names = Counter(entry.filename.replace("\\", "/").casefold() for entry in entries)
    if any(times > 1 for times in names.values()):
        return Phrase("o mesmo arquivo aparece duas vezes dentro dele")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        return Phrase("há arquivos trancados com senha dentro dele")
    if any(_is_inflated(entry) for entry in entries):
        return Phrase("o conteúdo cresce mais de {times} vezes ao ser aberto", times=_HIGHEST_RATIO)
    return ""


def _leaves_the_package(part: str) -> bool:
    path = part.replace("\\", "/")
    return path.startswith("/") or ".." in path.split("/") or bool(_DRIVE.match(path))


def _is_inflated(entry: zipfile.ZipInfo) -> bool:
    bound = max(_RATIO_MATTERS, _HIGHEST_RATIO * entry.compress_size)
    return entry.file_size > bound
