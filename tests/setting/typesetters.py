"""Set a paper as DOCX, HTML or EPUB, by hand and through LibreOffice and Chromium where they are installed."""

from __future__ import annotations

import html
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from .texts import Line

SOFFICE = shutil.which("soffice")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


def set_docx(path: Path, lines: list[Line]) -> None:
    """Set a paper with python-docx: heading styles, a running head, page numbers."""
    from docx import Document

    document = Document()
    document.sections[0].header.paragraphs[0].text = "Running head that is no part of the paper"
    document.sections[0].footer.paragraphs[0].text = "Page 1 of 9"
    for line in lines:
        if line.level:
            document.add_heading(line.text, min(line.level, 9))
        elif line.kind == "table":
            rows = [row.strip("| ").split("|") for row in line.text.split("\n")]
            table = document.add_table(len(rows), max(map(len, rows)))
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, said in zip(row.cells, cells, strict=False):
                    cell.text = said.strip()
        else:
            document.add_paragraph(line.text)
    document.save(str(path))


def make_page(
    lines: list[Line], *, tags: str = "p", site: bool = False, charset: str = "utf-8"
) -> str:
    """Return a paper as a page, alone or in the middle of a site."""
    body = []
    for line in lines:
        said = html.escape(line.text)
        if line.level:
            body.append(f"<h{line.level}>{said}</h{line.level}>")
        elif tags == "br":
            body.append(f"&#12288;&#12288;{said}<br>")
        else:
            body.append(f"<{tags}>{said}</{tags}>")
    text = "\n".join(body)
    if site:
        links = "".join(f'<li><a href="/{n}">Department {n} 部门</a></li>' for n in range(40))
        text = f"""<div class="top"><ul>{links}</ul></div>
<div class="main-left"><div class="path">Home &gt; Documents</div><div class="text-box">{text}</div>
<div><ul>{links}</ul></div></div>
<div class="bottom">Copyright: the office of this site. All rights reserved. 版权所有，未经许可，不得转载。</div>"""
    return (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>A paper</title>'
        f"<style>p {{ margin: 0 }}</style><script>var a = '<p>not a word of this</p>';</script></head>"
        f"<body>{text}</body></html>"
    )


def set_epub(path: Path, lines: list[Line]) -> None:
    """Set a paper as a book, a chapter for every twenty blocks."""
    chapters = [lines[at : at + 20] for at in range(0, len(lines), 20)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        book.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
            '<rootfile full-path="OEBPS/p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        )
        items = "".join(
            f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>'
            for n in range(len(chapters))
        )
        spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
        book.writestr(
            "OEBPS/p.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A paper</dc:title><dc:creator>王名</dc:creator>'
            f'<dc:date>2019</dc:date></metadata><manifest><item id="nav" href="nav.xhtml" properties="nav" '
            f'media-type="application/xhtml+xml"/>{items}</manifest><spine><itemref idref="nav"/>{spine}</spine></package>',
        )
        book.writestr(
            "OEBPS/nav.xhtml", "<html><body><nav><a href='c0.xhtml'>One</a></nav></body></html>"
        )
        for number, chapter in enumerate(chapters):
            page = make_page(chapter).replace(
                "<!DOCTYPE html><html>", '<html xmlns="http://www.w3.org/1999/xhtml">'
            )
            book.writestr(f"OEBPS/c{number}.xhtml", '<?xml version="1.0" encoding="utf-8"?>' + page)


def convert(path: Path, form: str, out: Path, profile: Path) -> Path:
    """Return the file that LibreOffice makes of another, in the folder `out`; it keeps itself in `profile`."""
    subprocess.run(
        [str(SOFFICE), f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", form,
         "--outdir", str(out), str(path)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return out / f"{path.stem}.{form.partition(':')[0]}"


def render(path: Path) -> str:
    """Return a page as Chromium serialises it after loading it."""
    done = subprocess.run(
        [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", path.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return done.stdout.decode("utf-8")
