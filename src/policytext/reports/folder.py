"""Put files into the folder of reports, whole or not at all, and take away those no longer made."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from policytext.errors import UnwritableFolder

if TYPE_CHECKING:
    from collections.abc import Iterable

FILES = "files.txt"
"""The list of every file of ours in the folder."""

_DRAWERS = ("documents", "figures", "tables", "themes")
_TOP = (
    "compare-place.html", "graph.html", "index.html", "methods.bib", "methods.md", "variants.html",
)  # fmt: skip
_ENDINGS = (".html", ".md", ".csv", "-forms.csv", "-neighbors.csv")

_PLAIN_NAME = re.compile(r"\w(?:[\w.-]*\w)?")
# What Windows keeps for itself, whatever the ending.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
_TAKEN_ENDING = re.compile(r".*-(?:forms|neighbors)")  # x-forms.csv is the forms of x


def name_file(identifier: str) -> str:
    """Return a file name, without ending, that is safe on every system and belongs to this id alone.

    Ids made of letters and digits of any script, hyphens and dots stand for
    themselves; anything else is cleaned and told apart by a checksum, and so
    are ids that only differ in case, for some systems take those for one.

    >>> name_file("two-coverage"), name_file("两个覆盖")
    ('two-coverage', '两个覆盖')
    >>> name_file("../../etc/passwd")
    'etc-passwd~3754d6cb'
    """
    if (
        _PLAIN_NAME.fullmatch(identifier)
        and len(identifier.encode()) <= 120
        and identifier == unicodedata.normalize("NFC", identifier.casefold())
        and not _RESERVED.fullmatch(identifier)
        and not _TAKEN_ENDING.fullmatch(identifier)
    ):
        return identifier
    clean = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", identifier.casefold())).strip("-")
    return f"{clean[:24]}~{hashlib.sha256(identifier.encode()).hexdigest()[:8]}"


class Folder:
    """A folder of reports being written; call `finish` when every file is in place."""

    __slots__ = ("_earlier", "_out", "_written")

    def __init__(self, out: Path) -> None:
        """Begin in `out`, which need not exist."""
        self._out = out
        self._written: set[str] = set()
        self._earlier = _read_list(out / FILES)

    def holds(self, theme_id: str) -> bool:
        """Tell whether an earlier run left the report of a theme here."""
        page = f"themes/{name_file(theme_id)}.html"
        return page in self._earlier and (self._out / page).is_file()

    def write(self, name: str, text: str) -> None:
        """Write a text beside its place and rename it into it."""
        self.write_bytes(name, text.encode("utf-8", "replace"))

    def write_bytes(self, name: str, data: bytes) -> None:
        """Write a file beside its place and rename it into it."""
        path = self._out / name
        draft = path.with_name(
            f".{hashlib.sha256(name.encode()).hexdigest()[:12]}.{os.getpid()}.tmp"
        )
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                draft.write_bytes(data)
                draft.replace(path)
            finally:
                draft.unlink(missing_ok=True)
        except OSError as error:
            raise UnwritableFolder(
                f"{path}: cannot be written ({error.strerror}). Choose another folder with --out."
            ) from error
        self._written.add(name)

    def finish(self, kept_themes: Iterable[str] = ()) -> list[str]:
        """Remove what earlier runs wrote and this one did not, list what is here, and return what was written.

        The files of `kept_themes` stay, and stay listed.
        """
        names = [name_file(theme_id) for theme_id in kept_themes]
        kept = {f"themes/{name}{ending}" for name in names for ending in _ENDINGS} & self._earlier
        for name in sorted(self._earlier - self._written - kept):
            self._remove(name)
        for drawer in _DRAWERS:
            if (self._out / drawer).is_dir() and not any((self._out / drawer).iterdir()):
                (self._out / drawer).rmdir()
        listed = sorted(self._written | {name for name in kept if (self._out / name).is_file()})
        written = sorted(self._written | {FILES})
        self.write(FILES, "".join(f"{name}\n" for name in sorted([*listed, FILES])))
        return written

    def _remove(self, name: str) -> None:
        """Remove a file that an earlier run wrote; a folder on the way that is a link is left alone."""
        path = self._out / name
        if not path.parent.is_symlink() and (path.is_file() or path.is_symlink()):
            path.unlink()


def _read_list(path: Path) -> set[str]:
    """Return the files an earlier run listed, leaving out any line that is not a name we give."""
    if not path.is_file():
        return set()
    lines = path.read_text("utf-8", "replace").splitlines()
    return {line for line in lines if _is_ours(line)}


def _is_ours(name: str) -> bool:
    """Tell whether a name is one that reports give to a file."""
    parts = PurePosixPath(name).parts
    if name in _TOP:
        return True
    return (
        len(parts) == 2
        and "/".join(parts) == name
        and parts[0] in _DRAWERS
        and not parts[1].startswith(".")
        and "\\" not in name
        and name.endswith((".html", ".md", ".csv", ".svg", ".png"))
    )
