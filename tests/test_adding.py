import json
import os
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from reportlab.lib.pdfencrypt import StandardEncryption

import pdf_files
from library_exports import CSL, write_bib
from pdf_files import Drawn, Setting, Sheet
from policytext.cli import main
from policytext.corpus import MAX_BYTES, read_corpus
from policytext.starter import write_starter

NOTICE = (
    "关于加强社会组织党建工作的通知\n\n民政部\n\n2019年5月24日\n\n各省民政厅：推进“两个覆盖”。\n"
)


PAPER = (
    "Mass Organizations in Henan: A Study of Reform\n\nYuanjie Zhang\n\nAbstract: Text.\n\n"
    "1. Introduction\n\nMass organizations were reformed in Henan province.\n"
)


@pytest.fixture
def folder(tmp_path):
    write_starter(tmp_path / "corpus")
    return tmp_path / "corpus"


@pytest.fixture
def loose(tmp_path):
    """Return a folder of papers that are in no corpus yet."""
    path = tmp_path / "loose"
    path.mkdir()
    (path / "notice.txt").write_text(NOTICE, "utf-8")
    (path / "henan.md").write_text(PAPER, "utf-8")
    return path


def add(folder, *arguments):
    """Run `add`, and return what became of each file by its name, and the exit code and messages."""
    command = ["add", *map(str, arguments), "--to", str(folder), "--format", "json"]
    result = CliRunner().invoke(main, command)
    rows = json.loads(result.stdout) if result.stdout.startswith(("[", "{")) else []
    rows = rows if isinstance(rows, list) else [rows]
    return {Path(row["file"]).name: row for row in rows}, result


def read_manifest(folder):
    entries = tomllib.loads((folder / "manifest.toml").read_text("utf-8")).get("documents", [])
    return {entry["id"]: entry for entry in entries}


def test_a_paper_is_copied_and_entered_and_the_sample_goes(folder, loose):
    rows, result = add(folder, loose / "notice.txt")
    assert result.exit_code == 0
    assert rows["notice.txt"]["outcome"] == "added"
    assert (folder / "papers" / "notice.txt").read_text("utf-8") == NOTICE
    assert (loose / "notice.txt").exists()
    assert not (folder / "papers" / "sample.md").exists()
    assert "The sample paper is taken out." in result.stderr
    assert read_manifest(folder) == {"notice": {"id": "notice", "file": "notice.txt"}}


def test_what_the_paper_says_of_itself_is_a_remark_to_be_corrected(folder, loose):
    add(folder, loose / "henan.md")
    written = (folder / "manifest.toml").read_text("utf-8")
    assert '# title = "Mass Organizations in Henan: A Study of Reform"\n' in written
    assert '# authors = ["Yuanjie Zhang"]\n' in written
    entry = written[written.index('id = "henan"') :].replace("# title", "title")
    uncommented = tomllib.loads("[[documents]]\n" + entry)
    assert uncommented["documents"][0]["title"].startswith("Mass Organizations")


def test_moving_leaves_nothing_behind_and_copying_twice_is_said(folder, loose):
    (loose / "again.txt").write_text(NOTICE, "utf-8")
    rows, _ = add(folder, "--move", loose / "notice.txt", loose / "again.txt")
    assert not (loose / "notice.txt").exists()
    assert (loose / "again.txt").exists()
    assert rows["again.txt"]["outcome"] == "there already"
    assert rows["again.txt"]["says"] == "the same file as papers/notice.txt"
    assert [entry["id"] for entry in read_manifest(folder).values()] == ["notice"]


def test_another_paper_of_the_same_name_gets_a_number(folder, loose, tmp_path):
    add(folder, loose / "notice.txt")
    (tmp_path / "notice.txt").write_text("Another notice. 另一个通知。", "utf-8")
    rows, _ = add(folder, tmp_path / "notice.txt")
    assert "put under the name notice-2.txt" in rows["notice.txt"]["says"]
    assert list(read_manifest(folder)) == ["notice", "notice-2"]
    assert (folder / "papers" / "notice.txt").read_text("utf-8") == NOTICE


def test_two_files_that_would_have_one_id_get_two(folder, loose):
    (loose / "notice.md").write_text("# Another\n\nText.", "utf-8")
    add(folder, loose / "notice.txt", loose / "notice.md")
    assert list(read_manifest(folder)) == ["notice", "notice-2"]
    assert read_corpus(folder)[1] == []


def test_what_cannot_be_read_is_named_at_once_and_not_added(folder, loose):
    (loose / "empty.txt").write_bytes(b"")
    (loose / "picture.png").write_bytes(b"\x89PNG")
    files = ("empty.txt", "picture.png", "nosuch.txt", "notice.txt")
    rows, result = add(folder, *(loose / name for name in files))
    assert result.exit_code == 1
    assert [row["outcome"] for row in rows.values()] == ["refused", "refused", "refused", "added"]
    assert "is empty" in rows["empty.txt"]["says"]
    assert "is a picture, which is not read" in rows["picture.png"]["says"]
    assert "there is no such file" in rows["nosuch.txt"]["says"]
    assert "1 added, 0 there already, 3 refused" in result.stderr
    assert list(read_manifest(folder)) == ["notice"]


def test_what_cannot_be_read_can_be_kept(folder, loose):
    (loose / "empty.txt").write_bytes(b"")
    rows, result = add(folder, "--keep", loose / "empty.txt")
    assert (rows["empty.txt"]["outcome"], result.exit_code) == ("added", 0)
    assert "added though it cannot be read" in rows["empty.txt"]["says"]


def test_a_named_encoding_is_used_and_entered(folder, loose):
    path = loose / "japanese.txt"
    path.write_bytes(
        "地域の組織づくりを進め、住民サービスの質を高めることが必要である。".encode("shift_jis")
    )
    assert add(folder, path)[1].exit_code == 1
    assert add(folder, path, "--encoding", "shift_jis")[1].exit_code == 0
    assert 'encoding = "shift_jis"' in (folder / "manifest.toml").read_text("utf-8")
    assert "cannot be read" not in add(folder, folder / "papers" / "japanese.txt")[1].output


def test_a_password_opens_a_file_and_is_written_nowhere(folder, loose):
    path = loose / "locked.pdf"
    sheets = [Sheet([Drawn(700, [(60, "The party serves the people.")], "Times-Roman", 12, 0)])]
    lock = StandardEncryption("open-me", "owner", strength=128)
    path.write_bytes(pdf_files.draw(sheets, Setting(), encrypt=lock))
    assert "is locked with a password. Name it with '--password'" in add(folder, path)[1].stderr
    assert add(folder, path, "--password", "open-me")[1].exit_code == 0
    assert "open-me" not in (folder / "manifest.toml").read_text("utf-8")


def test_doubts_about_a_file_are_told_when_it_is_added(folder, loose):
    path = loose / "page.pdf"
    path.write_text("<html><body><h1>404 Not Found</h1></body></html>", "utf-8")
    says = add(folder, path)[0]["page.pdf"]["says"]
    assert says.startswith("The name ends in '.pdf', but the file is HTML")
    assert "The page holds only 13 letters" in says


def test_papers_dated_by_their_files_are_counted_and_named_in_status(folder, tmp_path):
    for name in ("a", "b"):
        book = docx.Document()
        book.core_properties.created = datetime(2018, 6, 1, tzinfo=UTC)
        book.add_paragraph(f"The party serves the people of the district {name}.")
        book.save(folder / "papers" / f"{name}.docx")
    store = ["--db", str(tmp_path / "p.db")]
    built = CliRunner().invoke(main, [*store, "build", str(folder)])
    assert "2 papers state no date and are dated by when their files were made" in built.stderr
    assert "Note:" not in built.stderr
    assert CliRunner().invoke(main, [*store, "status"]).output.count("2018-06-01 is taken") == 2


def test_folders_are_taken_with_recursive_only(folder, loose):
    (loose / "sub").mkdir()
    (loose / "sub" / "通知.txt").write_text(NOTICE + "二", "utf-8")
    (loose / "sub" / "picture.png").write_bytes(b"\x89PNG")
    (loose / ".hidden.txt").write_text("x", "utf-8")
    rows, result = add(folder, loose)
    assert "is a folder. Add what is in it with --recursive." in rows["loose"]["says"]
    rows, result = add(folder, "--recursive", loose)
    assert sorted(rows) == ["henan.md", "notice.txt", "通知.txt"]
    assert "Passed over in folders, for there is no reader: 1 .png." in result.stderr
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("name", "put"),
    [
        ("line\nbreak.txt", "line-break.txt"),
        ("README notes.txt", "paper-README notes.txt"),
        (".hidden.txt", "hidden.txt"),
        ("长" * 80 + ".txt", "长" * 60 + ".txt"),
        ("-.txt", "-.txt"),
    ],
)
def test_names_that_would_make_trouble_are_mended(folder, loose, name, put):
    (loose / name).write_text(NOTICE, "utf-8")
    _, result = add(folder, loose / name)
    assert result.exit_code == 0
    assert (folder / "papers" / put).exists()
    documents, faults = read_corpus(folder)
    assert ([paper.file for paper in documents], faults) == ([f"papers/{put}"], [])


def test_a_file_of_a_gigabyte_is_refused_without_being_read(folder, loose):
    with (loose / "huge.txt").open("wb") as file:
        file.truncate(10**9)  # a sparse file
    rows, _ = add(folder, loose / "huge.txt")
    assert "has 1,000 MB, more than the 100 MB" in rows["huge.txt"]["says"]
    os.link(loose / "huge.txt", folder / "papers" / "huge.txt")
    (fault,) = read_corpus(folder)[1]
    assert str(fault).startswith("papers/huge.txt: has 1,000 MB")
    assert MAX_BYTES == 10**8


def test_a_text_of_more_than_ten_books_is_refused(folder, loose):
    (loose / "long.txt").write_text(("群团改革" * 1_000 + "\n\n") * 1_350, "utf-8")
    rows, _ = add(folder, loose / "long.txt")
    assert rows["long.txt"]["says"].startswith("long.txt: has 5,402,700 characters, more than")


def test_a_pipe_is_refused_and_nobody_waits_for_it(folder, loose):
    os.mkfifo(loose / "pipe.txt")
    os.mkfifo(folder / "papers" / "pipe.txt")
    rows, _ = add(folder, loose / "pipe.txt")
    assert "is no file but a device or a pipe" in rows["pipe.txt"]["says"]
    result = CliRunner().invoke(main, ["build", str(folder), "--out", str(folder / "x.db")])
    assert "papers/pipe.txt: is no file but a device or a pipe" in result.output


def test_links_that_lead_out_of_the_corpus_are_refused(folder, loose):
    (folder / "papers" / "out.txt").symlink_to(loose / "notice.txt")
    (folder / "papers" / "sub").symlink_to(loose)
    (folder / "papers" / "in.txt").symlink_to(folder / "papers" / "sample.md")
    documents, faults = read_corpus(folder)
    assert [paper.doc_id for paper in documents] == ["in", "sample"]
    assert [str(fault).split(": ")[0] for fault in faults] == ["papers/out.txt", "papers/sub"]
    assert all("is a link that leads out of the corpus" in str(fault) for fault in faults)


def test_a_link_is_added_as_the_file_it_leads_to(folder, loose):
    (loose / "link.txt").symlink_to(loose / "notice.txt")
    rows, _ = add(folder, loose / "link.txt")
    assert rows["link.txt"]["outcome"] == "added"
    assert not (folder / "papers" / "link.txt").is_symlink()


def test_a_folder_that_is_no_corpus_says_how_to_make_one(tmp_path, loose):
    _, result = add(tmp_path, loose / "notice.txt")
    assert result.exit_code == 1
    assert "Make one with 'policytext init" in result.output


HAND_WRITTEN = """# my corpus  我的语料

[[documents]]   # the first
id = 'notice'
title   =  "My own title"  # as printed
facets = { round = 2 }

# ---- second group ----

[[documents]]
id = "henan"
file = "henan.md"
"""


def test_what_a_person_wrote_is_kept_and_only_what_is_lacking_is_added(folder, loose, tmp_path):
    (folder / "manifest.toml").write_text(HAND_WRITTEN, "utf-8")
    rows, _ = add(
        folder, "--bib", write_bib(tmp_path, CSL), loose / "notice.txt", loose / "henan.md"
    )
    written = (folder / "manifest.toml").read_text("utf-8")
    for line in HAND_WRITTEN.splitlines():
        if not line.startswith("facets"):
            assert line in written.splitlines()
    assert written.index('date = "2019-05-24"') < written.index("# ---- second group ----")
    entries = read_manifest(folder)
    assert entries["notice"]["title"] == "My own title"
    assert entries["notice"]["facets"] == {"round": 2, "type": "legislation"}
    assert entries["henan"]["places"] == ["Henan", "郑州"]
    assert "its entry was given authors, date, language, type" in rows["notice.txt"]["says"]
    assert read_corpus(folder)[1] == []


def test_adding_again_changes_not_a_byte(folder, loose, tmp_path):
    bib = write_bib(tmp_path, CSL)
    add(folder, "--bib", bib, *loose.iterdir())
    before = (folder / "manifest.toml").read_bytes()
    rows, _ = add(folder, "--bib", bib, *loose.iterdir())
    assert {row["outcome"] for row in rows.values()} == {"there already"}
    assert (folder / "manifest.toml").read_bytes() == before


def test_papers_that_are_in_the_corpus_get_their_metadata_later(folder, loose, tmp_path):
    add(folder, *loose.iterdir())
    papers = [path for path in (folder / "papers").iterdir() if path.stem != "README"]
    add(folder, "--bib", write_bib(tmp_path, CSL), *papers)
    assert read_manifest(folder)["henan"]["authors"] == ["Yuanjie Zhang", "李四"]


def test_line_ends_of_windows_stay(folder, loose):
    (folder / "manifest.toml").write_bytes(b"# mine\r\n\r\n[[documents]]\r\nid = 'notice'\r\n")
    add(folder, *sorted(loose.iterdir()))
    written = (folder / "manifest.toml").read_bytes()
    assert written.count(b"\n") == written.count(b"\r\n") > 4


@pytest.mark.parametrize(
    "broken", ["[[documents]]\nid = \n", 'documents = [{ id = "a" }]\n', "\xff"]
)
def test_a_manifest_that_cannot_be_added_to_stops_everything_before_a_file_is_copied(
    folder, loose, broken
):
    (folder / "manifest.toml").write_text(broken, "latin-1")
    _, result = add(folder, loose / "notice.txt")
    assert result.exit_code == 1
    assert "manifest.toml" in result.output
    assert not (folder / "papers" / "notice.txt").exists()


def test_a_zotero_export_becomes_fields_and_facets(folder, loose, tmp_path):
    rows, result = add(folder, "--bib", write_bib(tmp_path, CSL), *sorted(loose.iterdir()))
    assert rows["henan.md"]["why"].startswith("its title is the reference's")
    assert "2 of 2 files have a reference" in result.stderr
    entries = read_manifest(folder)
    assert entries["henan"] == {
        "id": "henan",
        "file": "henan.md",
        "title": "Mass Organizations in Henan: A Study of Reform",
        "authors": ["Yuanjie Zhang", "李四"],
        "date": "2022-03",
        "language": "en",
        "doi": "10.1234/JG.5",
        "original_language": "zh",
        "places": ["Henan", "郑州"],
        "facets": {
            "journal": "Journal of Governance",
            "keyword": ["reform", "群团"],
            "region": "Central",
            "type": "article-journal",
        },
    }
    assert (entries["notice"]["authors"], entries["notice"]["date"]) == (["民政部"], "2019-05-24")
    out = folder / "x.db"
    assert CliRunner().invoke(main, ["build", str(folder), "--out", str(out)]).exit_code == 0
    for facet, doc_id in {"journal=journal of governance": "henan", "place=郑州": "henan"}.items():
        command = ["--db", str(out), "documents", "--facet", facet, "--format", "json"]
        rows = json.loads(CliRunner().invoke(main, command).output)
        assert doc_id in json.dumps(rows)
        assert "notice" not in json.dumps(rows)


def test_ambiguous_papers_are_listed_with_what_they_could_be(folder, loose, tmp_path):
    twice = [CSL[1], CSL[1] | {"id": "b", "issued": {"raw": "2020"}}]
    (loose / "notice.txt").write_text(NOTICE.replace("2019年5月24日\n\n", ""), "utf-8")
    rows, result = add(folder, "--bib", write_bib(tmp_path, twice), loose / "notice.txt")
    assert rows["notice.txt"]["match"] == "ambiguous"
    assert rows["notice.txt"]["reference"].startswith("mca: ")
    assert "0 of 1 files have a reference, 1 could be several." in result.stderr
    assert "date" not in read_manifest(folder)["notice"]


def test_a_table_is_added_as_one_file_and_its_rows_are_the_papers(folder, loose):
    (loose / "notices.csv").write_text("id,正文\n1,推动“两个覆盖”。\n2,加强基层治理。\n", "utf-8")
    (loose / "numbers.csv").write_text("a,b\n1,2\n", "utf-8")
    rows, result = add(folder, loose / "notices.csv", loose / "numbers.csv")
    assert result.exit_code == 1
    assert [row["outcome"] for row in rows.values()] == ["added", "refused"]
    assert "has no column of texts" in rows["numbers.csv"]["says"]
    listed = {paper.doc_id: paper.record for paper in read_corpus(folder)[0]}
    assert {"notices.1": "1", "notices.2": "2"}.items() <= listed.items()
