import hashlib
import tomllib

import pytest

from policytext.corpus import read_corpus
from policytext.errors import BadManifest
from policytext.paper import make_tools, read_paper

TEXT = "Mass organization is short for “mass organization.”\n"
SUM = hashlib.sha256(TEXT.encode()).hexdigest()
OTHER = "f" * 64

ENTRY = f"""
[[documents]]
id = "zhang-henan"
title = "Mass Organizations in Henan"
authors = ["Yuanjie Zhang"]
year = 2022
language = "en"
original_language = "zh"
places = ["Henan"]
licence = "CC BY 4.0"
sha256 = "{SUM}"
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "papers").mkdir()
    return tmp_path


def put(folder, *names):
    for name in names:
        path = folder / "papers" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, "utf-8")


def read(folder, manifest=None):
    if manifest is not None:
        (folder / "manifest.toml").write_text(manifest, "utf-8")
    documents, faults = read_corpus(folder)
    return {document.doc_id: document for document in documents}, [str(fault) for fault in faults]


def test_the_manifest_describes_the_paper_of_its_id(folder):
    put(folder, "zhang-henan.txt")
    documents, faults = read(folder, ENTRY)
    assert not faults
    paper = documents["zhang-henan"]
    assert (paper.file, paper.year, paper.licence) == ("papers/zhang-henan.txt", 2022, "CC BY 4.0")
    assert (paper.authors, paper.places) == (("Yuanjie Zhang",), ("Henan",))
    assert (paper.language, paper.original_language) == ("en", "zh")


def test_a_date_gives_the_year_and_facets_may_have_any_name(folder):
    put(folder, "notice.txt")
    entry = 'date = "2019-05-24"\nfacets = { issuer = ["省委", "省政府"], round = 2 }\n'
    documents, faults = read(folder, f'[[documents]]\nid = "notice"\n{entry}')
    assert not faults
    assert (documents["notice"].year, documents["notice"].date) == (2019, "2019-05-24")
    assert documents["notice"].facets == (("issuer", "省委"), ("issuer", "省政府"), ("round", "2"))


def test_papers_the_manifest_does_not_list_are_read_under_their_own_name(folder):
    put(folder, "zhang-henan.txt", "两个覆盖 2019.txt", "more/a b.md")
    documents, faults = read(folder, ENTRY)
    assert not faults
    assert list(documents) == ["a-b", "zhang-henan", "两个覆盖-2019"]
    assert documents["a-b"].file == "papers/more/a b.md"
    assert documents["两个覆盖-2019"].licence == "not stated"


def test_a_corpus_needs_no_manifest(folder):
    put(folder, "b.txt", "a.txt")
    documents, faults = read(folder)
    assert (list(documents), faults) == (["a", "b"], [])


def test_hidden_files_and_readmes_are_no_papers(folder):
    put(folder, "a.txt", ".a.txt.swp", ".git/b.txt", "README.md", "README")
    assert list(read(folder)[0]) == ["a"]


def test_a_folder_named_like_a_paper_is_listed_so_that_reading_it_can_refuse_it(folder):
    (folder / "papers" / "dir.txt").mkdir()
    (folder / "papers" / "2019.reports").mkdir()
    assert list(read(folder)[0]) == ["dir"]


def test_a_folder_without_papers_is_refused_and_told_what_to_do(tmp_path):
    with pytest.raises(BadManifest, match=r"papers: there is no such folder.*put the papers there"):
        read_corpus(tmp_path)


def test_a_wrong_checksum_is_named_with_both_sums_and_the_paper_is_read_all_the_same(folder):
    put(folder, "zhang-henan.txt")
    documents, faults = read(folder, ENTRY.replace(SUM, OTHER))
    assert list(documents) == ["zhang-henan"]
    assert len(faults) == 1
    assert faults[0].startswith(
        f"manifest.toml:11: sha256: papers/zhang-henan.txt has {SUM[:12]}…, not {OTHER[:12]}…"
    )


def test_a_checksum_may_be_written_in_capitals(folder):
    put(folder, "zhang-henan.txt")
    assert read(folder, ENTRY.replace(SUM, SUM.upper()))[1] == []


def test_a_missing_file_is_named_and_the_others_are_read(folder):
    put(folder, "a.txt")
    documents, faults = read(folder, ENTRY)
    assert list(documents) == ["a"]
    assert faults == [
        "manifest.toml:3: there is no papers/zhang-henan.txt. Put the paper there, or take the entry out."
    ]


def test_an_id_given_to_two_papers_keeps_the_first_and_names_both_lines(folder):
    put(folder, "zhang-henan.txt", "other.txt")
    manifest = ENTRY + '[[documents]]\nid = "zhang-henan"\nfile = "other.txt"\n'
    documents, faults = read(folder, manifest)
    assert [paper.file for paper in documents.values()] == ["papers/zhang-henan.txt"]
    assert faults == [
        "manifest.toml:13: id: 'zhang-henan' is taken by manifest.toml:2. The second entry is left out."
    ]


def test_a_file_with_two_entries_is_read_once(folder):
    put(folder, "zhang-henan.txt")
    manifest = ENTRY + '[[documents]]\nid = "again"\nfile = "zhang-henan.txt"\n'
    documents, faults = read(folder, manifest)
    assert list(documents) == ["zhang-henan"]
    assert len(faults) == 1
    assert faults[0].startswith("manifest.toml:14: file: 'papers/zhang-henan.txt' is taken")


def test_two_files_with_one_stem_are_told_apart_by_the_manifest_or_named(folder):
    put(folder, "a.txt", "a.md")
    documents, faults = read(folder)
    assert [paper.file for paper in documents.values()] == ["papers/a.md"]
    assert faults[0].startswith("papers/a.txt: its id would be 'a', which is that of papers/a.md.")
    documents, faults = read(
        folder,
        '[[documents]]\nid = "a"\nfile = "a.txt"\n[[documents]]\nid = "a-md"\nfile = "a.md"\n',
    )
    assert {doc_id: paper.file for doc_id, paper in documents.items()} == {
        "a": "papers/a.txt",
        "a-md": "papers/a.md",
    }
    assert not faults


@pytest.mark.parametrize("path", ["../secret.txt", "more/../../secret.txt", "/etc/hostname"])
def test_a_path_that_leads_out_of_papers_is_refused(folder, path):
    (folder / "secret.txt").write_text(TEXT, "utf-8")
    documents, faults = read(folder, f'[[documents]]\nid = "s"\nfile = "{path}"\n')
    assert not documents
    assert faults[0].startswith(f"manifest.toml:3: file: '{path}' leads out of papers/.")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "licence",
            "license",
            "manifest.toml:10: zhang-henan: license: no such key; is it a typing mistake?",
        ),
        ("2022", '"2022"', "manifest.toml:6: zhang-henan: year: Input should be a valid integer"),
        (
            'language = "en"',
            'language = "English"',
            "manifest.toml:7: zhang-henan: language: Input should be",
        ),
        (SUM, "12ab", "manifest.toml:11: zhang-henan: sha256: String should match pattern"),
        ('id = "zhang-henan"', "", "manifest.toml:2: entry 1: id: is missing"),
        (
            'id = "zhang-henan"',
            'id = "../up"',
            "manifest.toml:3: ../up: id: String should match pattern",
        ),
    ],
)
def test_a_fault_is_named_with_line_and_field_and_the_paper_is_read_without_the_entry(
    folder, old, new, says
):
    put(folder, "zhang-henan.txt", "other.txt")
    manifest = ENTRY.replace(old, new, 1) + '[[documents]]\nid = "other"\nyear = 2020\n'
    documents, faults = read(folder, manifest)
    assert len(faults) == 1
    assert faults[0].startswith(says)
    assert list(documents) == ["other", "zhang-henan"]
    assert documents["other"].year == 2020
    assert documents["zhang-henan"].title is None


@pytest.mark.parametrize(
    ("manifest", "says"),
    [
        ("[[documents]]\nid = \n", "manifest.toml: is not TOML: Invalid value (at line 2"),
        ("documents = 3\n", "manifest.toml: 'documents' should be a list of tables"),
        ('[[document]]\nid = "a"\n', "manifest.toml: document: no such key."),
    ],
)
def test_a_manifest_that_is_none_is_named_and_the_papers_are_read(folder, manifest, says):
    put(folder, "a.txt")
    documents, faults = read(folder, manifest)
    assert list(documents) == ["a"]
    assert len(faults) == 1
    assert faults[0].startswith(says)


def test_a_file_name_that_is_not_text_is_named_and_left_out(folder):
    put(folder, "a.txt")
    try:
        (folder / "papers" / "\udcff.txt").write_text(TEXT, "utf-8")
    except OSError:
        pytest.skip("this file system keeps names as text")  # no such name can be made here
    documents, faults = read(folder)
    assert list(documents) == ["a"]
    assert faults == ["'papers/\\udcff.txt': the file's name is not UTF-8. Rename it."]


def test_the_papers_of_this_repository_are_the_ones_its_manifest_vouches_for(corpus):
    documents, faults = read_corpus(corpus)
    assert not faults
    listed = tomllib.loads((corpus / "manifest.toml").read_text("utf-8"))["documents"]
    assert [paper.doc_id for paper in documents] == sorted(entry["id"] for entry in listed)
    assert all(paper.sha256 and paper.title and paper.authors for paper in documents)


def test_an_encoding_in_the_manifest_overrides_the_bytes(tmp_path):
    text = "党建引领"  # too short for its bytes to tell
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a.txt").write_bytes(text.encode("gb18030"))
    (tmp_path / "manifest.toml").write_text(
        '[[documents]]\nid = "a"\nencoding = "gb18030"\n', "utf-8"
    )
    (metadata,), faults = read_corpus(tmp_path)
    assert (metadata.encoding, faults) == ("gb18030", [])
    assert read_paper(tmp_path, metadata, make_tools([])).document.source.text == text
