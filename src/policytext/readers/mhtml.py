"""Read a page saved whole with its pictures (MHTML, RFC 2557), as browsers and Word write it."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING

from policytext.errors import UnreadableSource
from policytext.readers import html

if TYPE_CHECKING:
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
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                return html.read_labelled(payload, name, part.get_content_charset() or "")
    raise UnreadableSource(
        f"{name}: is a saved page (MHTML) without a page in it. Save it again in the browser as HTML."
    )
