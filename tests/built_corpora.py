"""A small corpus with its store, to be changed and built again."""

import shutil

from policytext.pipeline import build_store


def make_built(folder, corpus):
    """Make a corpus folder and its store: a paper of the repository, twice, a Chinese one, a table of two, and all themes."""
    papers = folder / "papers"
    papers.mkdir(parents=True)
    shutil.copy(corpus / "papers" / "zhang-henan.txt", papers)
    shutil.copy(papers / "zhang-henan.txt", papers / "zhang-twice.txt")
    (papers / "通知.txt").write_text(
        "关于党建的通知\n\n推进“两个覆盖”，去“四化”。社会组织党建要有三性。\n", "utf-8"
    )
    (papers / "rows.csv").write_text(
        "id,title,text\n1,一,两个覆盖是重点。\n2,Two,Two coverage of trade unions.\n", "utf-8"
    )
    shutil.copytree(corpus / "themes", folder / "themes")
    assert build(folder) == (5, 0, 0)
    return folder


THEME = """
[[themes]]
id = "{id}"
kind = "{kind}"
path = ["Added"]
scope_note = "A theme more."
sources = ["test"]
zh = {{ canonical = "{zh}", certainty = "certain" }}
en = {{ preferred = "{en}" }}
{more}
"""


def add_theme(folder, name="added", kind="concept", zh="治理改革", en="unheard of", more=""):
    """Add a theme in a file of its own, by default one that stands in no paper."""
    text = THEME.format(id=name, kind=kind, zh=zh, en=en, more=more)
    (folder / "themes" / f"{name}.toml").write_text(text, "utf-8")


def build(folder, **options):
    """Return what a build had to do: papers read, tagged anew, kept."""
    work = build_store(folder, folder / "x.db", **options).remarks.work
    return work.n_read, work.n_tagged, work.n_kept


def is_as_from_scratch(folder):
    """Tell whether the store has the bytes of one that is built from nothing."""
    build_store(folder, folder / "scratch.db", fresh=True)
    return (folder / "x.db").read_bytes() == (folder / "scratch.db").read_bytes()
