import shutil
import sqlite3

import pytest
from click.testing import CliRunner

from policytext.cli import main
from policytext.errors import BadStore
from policytext.pipeline import build_store
from policytext.store.reading import open_store
from policytext.verify import compare_inputs


@pytest.fixture
def small(corpus, tmp_path):
    """Return a corpus folder of two papers and all themes, free to be spoilt."""
    folder = tmp_path / "corpus"
    (folder / "papers").mkdir(parents=True)
    for name in ("zhang-henan.txt", "zhang-three-cities.txt"):
        shutil.copy(corpus / "papers" / name, folder / "papers")
    shutil.copytree(corpus / "themes", folder / "themes")
    return folder


def build(folder, out):
    return CliRunner().invoke(main, ["build", str(folder), "--out", str(out)])


def test_two_builds_are_byte_identical_whatever_the_hash_seed(store_path, another_run):
    assert (another_run / "x.db").read_bytes() == store_path.read_bytes()


def test_the_five_papers_build_without_a_problem(store):
    assert store.list_problems() == []


def test_papers_are_told_apart_by_place_year_language_and_facets_of_the_manifest(small, tmp_path):
    (small / "manifest.toml").write_text(
        '[[documents]]\nid = "zhang-henan"\nyear = 2022\nplaces = ["Henan", "北京"]\n'
        'facets = { series = "群团" }\n',
        "utf-8",
    )
    build(small, tmp_path / "x.db")
    with open_store(tmp_path / "x.db") as store:
        found = {(row["name"], row["value"]) for row in store.list_facets()}
        assert {("place", "Henan"), ("place", "北京"), ("year", "2022"), ("lang", "en")} <= found
        assert [row["doc_id"] for row in store.list_facets("series")] == ["zhang-henan"]


def test_what_a_reader_has_to_say_of_a_file_is_printed_and_kept(small, tmp_path):
    page = "<html><body><p>Two coverage of party building.</p></body></html>"
    (small / "papers" / "page.txt").write_text(page, "utf-8")
    result = build(small, tmp_path / "x.db")
    assert "Note: papers/page.txt: The name ends in '.txt', but the file is HTML" in result.output
    with open_store(tmp_path / "x.db") as store:
        assert [row["doc_id"] for row in store.list_notes()] == ["page"]


def test_every_passage_leads_back_into_its_source(store):
    for document in store.list_documents():
        text = store.read_source(document["doc_id"])
        for row in store.list_passages(document["doc_id"]):
            assert 0 <= row["char_start"] < row["char_end"] <= len(text)


def test_a_corpus_without_themes_or_manifest_builds(tmp_path):
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "notice.txt").write_text(
        "关于加强基层党建工作的意见\n\n各级党组织要推进两个覆盖。\n", "utf-8"
    )
    result = build(tmp_path, tmp_path / "x.db")
    assert result.exit_code == 0, result.output
    found = CliRunner().invoke(main, ["--db", str(tmp_path / "x.db"), "search", "覆盖"])
    assert "两个" in found.output


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "empty"),
        ("rubbish.txt", bytes(range(256)) * 40, "rubbish.txt"),
        ("picture.png", b"\x89PNG", "picture.png"),
    ],
)
def test_a_bad_paper_is_named_and_the_others_are_built(small, tmp_path, name, content, says):
    (small / "papers" / name).write_bytes(content)
    result = build(small, tmp_path / "x.db")
    assert result.exit_code == 1
    (problem,) = [line for line in result.output.splitlines() if line.startswith("Problem:")]
    assert f"papers/{name}" in problem
    assert says in problem
    with open_store(tmp_path / "x.db") as store:
        assert len(store.list_documents()) == 2


def test_a_folder_named_like_a_paper_is_named(small, tmp_path):
    (small / "papers" / "folder.txt").mkdir()
    result = build(small, tmp_path / "x.db")
    assert result.exit_code == 1
    assert "papers/folder.txt" in result.output


def test_a_paper_that_cannot_be_opened_is_named(small, tmp_path):
    # A link to nothing: unlike a file without permission, it stops root as well.
    (small / "papers" / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    result = build(small, tmp_path / "x.db")
    assert result.exit_code == 1
    (problem,) = [line for line in result.output.splitlines() if line.startswith("Problem:")]
    assert "papers/gone.txt" in problem


def test_when_no_paper_can_be_read_the_older_store_is_left_whole(small, tmp_path):
    out = tmp_path / "x.db"
    assert build(small, out).exit_code == 0
    before = out.read_bytes()
    for paper in (small / "papers").iterdir():
        paper.write_bytes(b"")
    result = build(small, out)
    assert result.exit_code == 1
    assert "no paper could be read" in result.output
    assert out.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".tmp"] == []


def test_a_build_that_breaks_off_leaves_the_older_store_and_no_litter(small, tmp_path):
    out = tmp_path / "x.db"
    assert build(small, out).exit_code == 0
    before = out.read_bytes()

    def break_off(papers):
        yield papers[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_store(small, out, break_off, fresh=True)
    assert out.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["corpus", "x.db", "x.db.shelf"]


def test_a_place_that_cannot_be_written_to_is_refused(small):
    with pytest.raises(BadStore, match="cannot be written"):
        build_store(small, small / "papers" / "zhang-henan.txt" / "x.db")


def test_verify_tells_what_changed_since_the_build(small, tmp_path):
    out = tmp_path / "x.db"
    build(small, out)
    with open_store(out) as store:
        assert compare_inputs(store, small) == []
        (small / "papers" / "zhang-henan.txt").write_text("Other", "utf-8")
        (small / "papers" / "zhang-three-cities.txt").unlink()
        (small / "papers" / "new.txt").write_text("New", "utf-8")
        rows = compare_inputs(store, small)
    assert {(row["change"], row["file"]) for row in rows} == {
        ("changed", "papers/zhang-henan.txt"),
        ("missing", "papers/zhang-three-cities.txt"),
        ("new", "papers/new.txt"),
    }


def test_verify_notices_that_a_bad_paper_was_mended(small, tmp_path):
    (small / "papers" / "empty.txt").write_bytes(b"")
    build(small, tmp_path / "x.db")
    with open_store(tmp_path / "x.db") as store:
        assert compare_inputs(store, small) == []
        (small / "papers" / "empty.txt").write_text("A text now.", "utf-8")
        assert compare_inputs(store, small) == [{"change": "changed", "file": "papers/empty.txt"}]


def test_verify_knows_a_paper_that_was_left_out_for_its_id(small, tmp_path):
    (small / "papers" / "zhang-henan.md").write_text("Another paper.", "utf-8")
    assert build(small, tmp_path / "x.db").exit_code == 1
    with open_store(tmp_path / "x.db") as store:
        assert compare_inputs(store, small) == []


def test_the_store_is_plain_sqlite_with_every_mention_joined_to_its_passage(store_path):
    db = sqlite3.connect(store_path)
    orphans = db.execute(
        "SELECT count(*) FROM mentions LEFT JOIN passages USING (passage_no) WHERE passage_id IS NULL"
    )
    assert orphans.fetchone() == (0,)
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()


def test_every_bad_file_is_named_with_its_reason_and_the_rest_is_built(small, tmp_path):
    papers = small / "papers"
    (papers / "empty.txt").write_bytes(b"")
    (papers / "line\nbreak.txt").write_text("Text of a paper.", "utf-8")
    (papers / "folder.md").mkdir()
    (papers / "gone.txt").symlink_to(papers / "nowhere.txt")
    (papers / "loop.txt").symlink_to(papers / "loop.txt")
    (papers / "out.txt").symlink_to("/etc/hostname")
    (papers / "长的名字" / "再长一点").mkdir(parents=True)
    (papers / "长的名字" / "再长一点" / f"{'名' * 83}.txt").write_text("通知正文。", "utf-8")
    out = tmp_path / "x.db"
    result = build(small, out)
    assert result.exit_code == 1
    assert result.output.count("Problem:") == 6
    assert "6 papers left out, 0 other problems" in result.output
    with open_store(out) as store:
        assert len(store.list_documents()) == 3
        skipped = {row["file"]: row["reason"] for row in store.list_skipped()}
    assert sorted(skipped) == [
        "'papers/line\\nbreak.txt'",
        "papers/empty.txt",
        "papers/folder.md",
        "papers/gone.txt",
        "papers/loop.txt",
        "papers/out.txt",
    ]
    assert all(reason.startswith(file) for file, reason in skipped.items())
    status = CliRunner().invoke(main, ["--db", str(out), "status", "--format", "csv"])
    assert "n_skipped,6" in status.output
    report = CliRunner().invoke(
        main, ["--db", str(out), "report", "--out", str(tmp_path / "pages")]
    )
    assert report.exit_code == 0, report.output


def test_documents_can_be_asked_for_by_facets(small, tmp_path):
    (small / "manifest.toml").write_text(
        '[[documents]]\nid = "zhang-henan"\nyear = 2022\nplaces = ["Henan", "北京"]\n'
        'doi = "10.1234/x"\nfacets = { series = "群团" }\n',
        "utf-8",
    )
    build(small, tmp_path / "x.db")

    def ask(*facets):
        options = [option for facet in facets for option in ("--facet", facet)]
        command = ["--db", str(tmp_path / "x.db"), "documents", "--format", "jsonl", *options]
        return CliRunner().invoke(main, command)

    assert ask().output.count("\n") == 2
    assert '"zhang-henan"' in ask("series=群团", "place=henan", "year=2022").output
    assert '"facets": "series=群团"' in ask("place=北京", "place=上海").output
    found = ask("series=群团", "place=上海")
    assert (found.stdout, found.stderr) == ("", "No paper has series=群团 and place=上海.\n")
    assert "No facet is called 'serie'. Did you mean 'series'?" in ask("serie=群团").output
    assert ask("series").exit_code == 2
