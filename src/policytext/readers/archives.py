"""Open a zip archive that may be meant ill: every size is checked before and while it is unpacked.

DOCX, XLSX and EPUB files are zip archives. Nothing of them is ever written to
disk, so a member's name can lead nowhere; one that tries to is refused all the
same, since no program writes such names in good faith. What an archive claims
of its sizes is checked first, and what comes out of it while it comes out.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import IO

from policytext.errors import UnreadableSource
from policytext.readers.limits import (
    HARMLESS,
    LARGEST_ARCHIVE,
    LARGEST_RATIO,
    LARGEST_TEXT,
    LARGEST_UNPACKED,
    MOST_MEMBERS,
    say_size,
)

_CHUNK = 1 << 20
_DRIVE = re.compile(r"[A-Za-z]:")
_ENCRYPTED = 0x1  # bit 0 of a member's flags (PKWARE, .ZIP File Format Specification, 4.4.4)
_END = b"PK\x05\x06"  # what an archive ends with (4.3.16)
_DAMAGED = (
    "is damaged: {}. Get the file again, or open it in the program it comes from and save it anew."
)

_NO_ARCHIVE = (
    zipfile.BadZipFile,
    ValueError,
    NotImplementedError,  # what zipfile raises at a version of the format that it does not know
    OSError,
)
_PACKED_STRANGELY = (
    NotImplementedError,  # what zipfile raises at a compression that it does not know
    RuntimeError,  # and at a password
    ValueError,
)


class Archive:
    """An open zip archive, its members under their names; at most so many bytes come out of it."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open the archive in `data`; `name` is the file's, for messages.

        Raises `UnreadableSource` when it is damaged or larger than is read.
        """
        self.name = name
        self._left = LARGEST_UNPACKED
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _NO_ARCHIVE as error:
            cut = f"it breaks off after {len(data):,} bytes" if _END not in data else error
            raise UnreadableSource(f"{name}: {_DAMAGED.format(cut)}") from error
        self._members = self._check(self._zip.infolist())

    def __contains__(self, member: str) -> bool:
        """Tell whether there is a member of that name."""
        return member in self._members

    def list_names(self) -> list[str]:
        """Return the names of the members in the archive's own order."""
        return list(self._members)

    def read(self, member: str, limit: int = LARGEST_TEXT) -> bytes:
        """Return the bytes of a member.

        Raises `UnreadableSource` when it is not there, encrypted, damaged, or
        unpacks to more than `limit` bytes.
        """
        info = self._members.get(member)
        if info is None:
            raise UnreadableSource(f"{self.name}: {_DAMAGED.format(f'it lacks {member}')}")
        if info.flag_bits & _ENCRYPTED:
            raise UnreadableSource(
                f"{self.name}: is encrypted. Save it without a password, then read that."
            )
        try:
            with self._zip.open(info) as stream:
                return self._unpack(stream, min(limit, self._left), member)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            if isinstance(error, UnreadableSource):
                raise
            raise UnreadableSource(
                f"{self.name}: {_DAMAGED.format(f'{member}: {error}')}"
            ) from error
        except _PACKED_STRANGELY as error:
            raise UnreadableSource(
                f"{self.name}: {member} is packed in a way that is not read ({error}). "
                "Open it in the program it comes from and save it anew."
            ) from error

    def _unpack(self, stream: IO[bytes], limit: int, member: str) -> bytes:
        """Return what a stream holds, and stop as soon as that is too much."""
        chunks: list[bytes] = []
        size = 0
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                raise UnreadableSource(
                    f"{self.name}: {member} unpacks to more than {say_size(limit)}, "
                    "which is the most that is read. Split the document."
                )
            chunks.append(chunk)
        self._left -= size
        return b"".join(chunks)

    def _check(self, infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        """Return the members by name, or say which limit the archive breaks."""
        if len(infos) > MOST_MEMBERS:
            self._refuse(f"holds {len(infos)} members; at most {MOST_MEMBERS} are read")
        total = sum(info.file_size for info in infos)
        if total > LARGEST_ARCHIVE:
            self._refuse(
                f"unpacks to {say_size(total)}; at most {say_size(LARGEST_ARCHIVE)} are read"
            )
        members: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            path = PurePosixPath(info.filename.replace("\\", "/"))
            if path.is_absolute() or ".." in path.parts or _DRIVE.match(info.filename):
                self._refuse(f"has a member '{info.filename}' that leads out of it")
            if info.file_size > max(HARMLESS, LARGEST_RATIO * max(info.compress_size, 1)):
                self._refuse(
                    f"has a member '{info.filename}' that unpacks to {say_size(info.file_size)} from "
                    f"{say_size(info.compress_size)}"
                )
            members.setdefault(str(path), info)
        return members

    def _refuse(self, what: str) -> None:
        """Raise the refusal of an archive that no program writes in good faith."""
        raise UnreadableSource(
            f"{self.name}: {what}, as a zip bomb does. If you trust it, open it in the program it "
            "comes from and save it anew."
        )
