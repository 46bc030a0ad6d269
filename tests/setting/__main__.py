"""Set every paper in every format, read it back, and print what came back: `python -m tests.setting [FOLDER]`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from policytext.forms import build_lexicon
from policytext.themes import load_themes

from .scores import compare
from .texts import CORPUS, cut_lines, read_papers
from .typesetters import CHROMIUM, SOFFICE, convert, make_page, render, set_docx, set_epub


def main(folder: Path) -> None:
    """Print a line for every paper and format, and the lowest of each score at the end."""
    themes, _ = load_themes(CORPUS / "themes")
    lexicon, _ = build_lexicon(themes)
    lowest: dict[str, list[tuple[float, float, float]]] = {}
    for name, text in read_papers().items():
        plain = folder / f"{name}.txt"
        plain.write_text(text, "utf-8")
        for form, path in set_all(folder, name, text).items():
            score = compare(plain, path, lexicon)
            lowest.setdefault(form, []).append(score)
            print(f"{name:26}{form:22}{score.whole:8.3f}{score.in_order:8.3f}{score.themes:8.3f}")
    print("\nlowest of each               whole   order  themes (F1)")
    for form, scores in lowest.items():
        print(f"{form:26}" + "".join(f"{min(column):8.3f}" for column in zip(*scores, strict=True)))
    for tool, found in (("LibreOffice", SOFFICE), ("Chromium", CHROMIUM)):
        if not found:
            print(f"NOT MEASURED: {tool} is not installed.", file=sys.stderr)


def set_all(folder: Path, name: str, text: str) -> dict[str, Path]:
    """Return the files of one paper by the way they were set."""
    lines = cut_lines(text)
    out = {
        form: folder / form
        for form in ("docx", "page", "br", "site", "gbk", "epub", "lo", "chromium")
    }
    for path in out.values():
        path.mkdir(exist_ok=True)
    files = {"docx": out["docx"] / f"{name}.docx", "epub": out["epub"] / f"{name}.epub"}
    set_docx(files["docx"], lines)
    set_epub(files["epub"], lines)
    pages = {
        "page": make_page(lines),
        "br": make_page(lines, tags="br"),
        "site": make_page(lines, tags="div", site=True),
        "gbk": make_page(lines, site=True, charset="utf-8"),
    }
    for form, page in pages.items():
        files[form] = out[form] / f"{name}.html"
        files[form].write_bytes(page.encode("gb18030" if form == "gbk" else "utf-8"))
    if CHROMIUM:
        files["chromium"] = out["chromium"] / f"{name}.html"
        files["chromium"].write_text(render(files["site"]), "utf-8")
    if SOFFICE:
        for form in ("docx", "html", "epub"):
            files[f"libreoffice {form}"] = convert(
                files["docx"], form, out["lo"], out["lo"] / "profile"
            )
    return files


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as made:
            main(Path(made))
