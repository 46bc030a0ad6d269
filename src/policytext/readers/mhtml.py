"""Read a page saved whole with its pictures (MHTML, RFC 2557), as browsers and Word write it."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace
from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect, InvalidBase64LengthDefect
from email.policy import default
from typing import TYPE_CHECKING

from policytext.errors import UnreadableSource
from policytext.readers import html

if TYPE_CHECKING:
    from email.errors import MessageDefect
    from email.message import Message

    from policytext.readers.extracted import Extracted

MOST_PARTS = 5_000
"""Parts of a saved page, pictures included."""


def read(data: bytes, name: str, password: str | None = None) -> Extracted:  # noqa: ARG001 (all readers take one)
    """Return the text of the page in a saved message: its first HTML part.

    Raises `UnreadableSource` when there is none, or the page cannot be read.
    """
    message = message_from_bytes(data, policy=default)
    for number, part in enumerate(message.walk()):
        if number > MOST_PARTS:
            break
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = _mend_base64(part) or part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                page = html.read_labelled(payload, name, part.get_content_charset() or "")
                return replace(page, notes=(*page.notes, *_note_end(message)))
    raise UnreadableSource(
        f"{name}: is a saved page (MHTML) without a page in it. Save it again in the browser as HTML."
    )


def _note_end(message: Message) -> tuple[str, ...]:
    """Return a sentence where the parts of a message have no end."""
    if any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in message.defects):
        return ("The saved page breaks off; its end may be missing.",)
    return ()


def _mend_base64(part: Message) -> bytes:
    """Return the bytes of a part in base64 that breaks off within a group of letters, empty for any other."""
    if not any(isinstance(defect, InvalidBase64LengthDefect) for defect in _list_defects(part)):
        return b""
    letters = "".join(str(part.get_payload()).split())
    return b64decode(letters[: len(letters) // 4 * 4])


def _list_defects(part: Message) -> list[MessageDefect]:
    """Return what is wrong with a part; decoding it finds that out."""
    part.get_payload(decode=True)
    return part.defects
