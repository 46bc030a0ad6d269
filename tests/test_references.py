"""Lists of references: read, matched to papers, and never guessed at."""

import importlib.util
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library_exports import CSL, write_bib
from policytext.bibliography import csl, read_bibliography
from policytext.corpus import _Document
from policytext.entries import describe_reference
from policytext.errors import BadBibliography
from policytext.matches import Clues, Matcher
from policytext.records import Reference

BIBTEX = r"""
@article{zhang2022,
  title = {{Mass} Organizations in Henan: A Study of Reform},
  author = {Zhang, Yuanjie and {Ministry of Civil Affairs} and M{\"u}ller, Jo and 李, 四},
  journal = {J. Gov.}, year = 2022, month = mar, langid = {english},
  file = {Full Text:/home/u/Zotero/storage/AB/Zhang - 2022 - Mass.pdf:application/pdf},
  keywords = {reform, 群团}, doi = {10.1234/jg.5}
}
@article{zhang2022, title = {Again}}
@misc{broken, title = {never closed
"""


RIS = """TY  - JOUR
T1  - Mass Organizations in Henan: A Study of Reform
A1  - Zhang, Yuanjie
A1  - 李,四
Y1  - 2022/03//
JF  - J. Gov.
DO  - 10.1234/jg.5
L1  - file:///home/u/henan.pdf
KW  - reform
ER  -\x20

TY  - GOVDOC
AU  - 民政部
PY  - 2019
ER  -\x20
"""


needs_bib = pytest.mark.skipif(
    not (importlib.util.find_spec("bibtexparser") and importlib.util.find_spec("rispy")),
    reason="policytext[bib] is not installed",
)


@needs_bib
def test_bibtex_is_read_with_its_letters_names_and_files(tmp_path):
    (reference,), faults = read_bibliography(write_bib(tmp_path, BIBTEX, "library.bib"))
    assert reference.title == "Mass Organizations in Henan: A Study of Reform"
    assert reference.authors == (
        "Yuanjie Zhang",
        "Ministry of Civil Affairs",
        "Jo Müller",
        "李四",
    )
    assert (reference.date, reference.language, reference.container) == ("2022-03", "en", "J. Gov.")
    assert reference.files == ("/home/u/Zotero/storage/AB/Zhang - 2022 - Mass.pdf",)
    assert [fault.split(": ", 1)[0] for fault in faults] == ["library.bib:9", "library.bib:10"]
    assert "given twice" in faults[0]


@needs_bib
def test_ris_is_read_under_either_set_of_tags(tmp_path):
    (reference,), faults = read_bibliography(write_bib(tmp_path, RIS, "library.ris"))
    assert reference.title.startswith("Mass Organizations")
    assert reference.authors == ("Yuanjie Zhang", "李四")
    assert (reference.date, reference.container) == ("2022-03", "J. Gov.")
    assert reference.files == ("file:///home/u/henan.pdf",)
    assert faults == ["library.ris: entry 2 has no title. It is left out."]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.json", "{", "is not JSON"),
        ("a.json", '{"a": 1}', "is no list of items"),
        ("a.xml", "<a/>", "'.xml' is no format of references"),
        pytest.param("a.bib", "nothing here", "holds no BibTeX entry", marks=needs_bib),
        pytest.param("a.ris", "nothing here", "RIS", marks=needs_bib),
    ],
)
def test_a_file_that_is_no_list_of_references_is_refused(tmp_path, name, content, says):
    with pytest.raises(BadBibliography, match=says):
        read_bibliography(write_bib(tmp_path, content, name))


def test_items_that_are_none_are_named_and_the_others_are_read(tmp_path):
    items = [*CSL, {"id": "x"}, 7, {"title": ["no"]}, {"title": "T", "author": "A", "issued": 3}]
    references, faults = read_bibliography(write_bib(tmp_path, items))
    assert len(references) == 3
    assert faults[0] == "library.json: item 3 has no title. It is left out."
    assert len(faults) == 3


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.just("2019-13-40"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["family", "given", "literal", "raw", "date-parts", "path"]), inner
        )
    ),
    max_leaves=6,
)


FIELDS = [
    *CSL[0],
    "publisher",
    "publisher-place",
    "URL",
    "license",
    "attachments",
    "file",
    "editor",
]


@given(st.dictionaries(st.sampled_from(FIELDS), ANYTHING))
def test_whatever_an_export_holds_its_entry_is_one_the_manifest_understands(item):
    references, _ = csl.read_references(json.dumps([item | {"title": "T"}]), "library.json")
    for reference in references:
        _Document.model_validate({"id": "a", **describe_reference(reference)})


@needs_bib
@given(st.data())
@pytest.mark.parametrize(("name", "content"), [("a.bib", BIBTEX), ("a.ris", RIS)])
def test_a_spoilt_export_is_read_or_refused(tmp_path_factory, name, content, data):
    at = data.draw(st.integers(0, len(content) - 1))
    inserted = data.draw(st.text('{}@,="\\:; 张a1\n\0', max_size=6))
    removed = data.draw(st.integers(0, 9))
    path = tmp_path_factory.getbasetemp() / name
    path.write_text(content[:at] + inserted + content[at + removed :], "utf-8")
    try:
        references, _ = read_bibliography(path)
    except BadBibliography:
        return
    for reference in references:
        _Document.model_validate({"id": "a", **describe_reference(reference)})


def refer(key, title="", **fields):
    return Reference(key, title, **fields)


LAW = "中华人民共和国慈善事业促进法"


STUDY = "Research on Mass Organizations and Their Reform in Three Chinese Cities"


@pytest.mark.parametrize(
    ("clues", "key", "why"),
    [
        (Clues("Jin - 2020.pdf"), "attached", "it is attached"),
        (Clues("x.pdf", head="See doi.org/10.1234/JG.5."), "doi", "it prints the reference's DOI"),
        (Clues("jin2020a.txt"), "jin2020a", "its name is the citation key"),
        (Clues("x.txt", title=STUDY.upper()), "study", "its title is the reference's"),
        (Clues("x.txt", title=STUDY + ": An Outlook"), "study", "but for the subtitle"),
        (Clues("x.txt", head=f"Vol. 3\n\n{STUDY[:30]}\n{STUDY[30:]}\n\nA"), "study", "a line at"),
        (Clues(f"Zhang - 2021 - {STUDY}.pdf"), "study", "the title in its name"),
        (Clues(f"Zhang 等 - 2021 - {STUDY[:26]}.pdf"), "study", "the title in its name"),
        (Clues("x.txt", title="民政部关于加强社会组织党建的通知"), "mca", "but for who issued it"),
    ],
)
def test_a_paper_is_matched_by_what_it_and_the_reference_both_say(clues, key, why):
    references = [
        refer("attached", "A Title", files=("C:\\z\\JIN - 2020.pdf",)),
        refer("doi", "Another Title", doi="10.1234/jg.5"),
        refer("jin2020a", "A Third Title"),
        refer("study", STUDY, authors=("Yuanjie Zhang",), date="2021"),
        refer("mca", "关于加强社会组织党建的通知", authors=("民政部",)),
    ]
    match = Matcher(references).find(clues)
    assert match.reference is not None
    assert match.reference.key == key
    assert why in match.why


def test_the_title_that_a_file_records_finds_its_reference():
    references = [Reference("a", "There’s No One Right Answer for Fighting Obesity")]
    clues = Clues(
        "p1.pdf",
        "Published on a site",
        "",
        None,
        "There's No One Right Answer for Fighting Obesity",
    )
    found = Matcher(references).find(clues)
    assert found.reference.key == "a"
    assert found.why == "the title that its file records is the reference's"


@pytest.mark.parametrize(
    "clues",
    [
        Clues(
            "x.txt", title="浙江省民政厅关于加强社会组织党建的通知"
        ),  # an office the reference has not
        Clues("x.txt", head=f"本文依据《{LAW}》讨论。"),  # it only cites it
        Clues("x.txt", title=STUDY.replace("Three", "Four")),
        Clues("Mass.pdf"),
        Clues(f"Li - 2003 - {STUDY}.pdf"),
    ],
)
def test_what_is_only_like_a_reference_is_not_guessed_to_be_it(clues):
    references = [
        refer("mca", "关于加强社会组织党建的通知", authors=("民政部",)),
        refer("law", LAW),
        refer("study", STUDY, date="2021"),
    ]
    assert Matcher(references).find(clues).reference is None


def test_versions_of_one_law_are_told_apart_by_year_or_left_open():
    references = [refer("old", LAW, date="1992-04-03"), refer("new", LAW, date="2021-12-24")]
    matcher = Matcher(references)
    found = matcher.find(Clues("x.txt", title=LAW, year=2021))
    assert found.reference is references[1]
    found = matcher.find(Clues("x.txt", title=LAW))
    assert (found.reference, found.candidates) == (None, tuple(references))
    found = Matcher(references[:1]).find(Clues("x.txt", title=LAW, year=2021))
    assert found.why == "the title fits, but the paper is of 2021 and the reference of 1992"


def test_a_title_for_one_reference_and_a_key_for_another_leave_it_open():
    references = [refer("jin2020", "A Title"), refer("study", STUDY)]
    found = Matcher(references).find(Clues("jin2020.txt", title=STUDY))
    assert found.reference is None
    assert {reference.key for reference in found.candidates} == {"jin2020", "study"}


def test_a_reference_that_stands_twice_in_the_library_is_no_question():
    references = [refer("a", STUDY, date="2021"), refer("b", STUDY, date="2021")]
    assert Matcher(references).find(Clues("x.txt", title=STUDY)).reference is references[0]
