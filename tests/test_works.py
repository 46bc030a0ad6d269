import re
from pathlib import Path

import pytest

from policytext.bibliography.bibtex import read_references
from policytext.bibliography.values import join_name
from policytext.reports.works import WORKS, render_bibtex

NEEDED = {
    "article": {"journal", "volume", "pages"},
    "book": {"publisher"},
    "incollection": {"booktitle", "editor", "publisher", "pages"},
    "inproceedings": {"booktitle", "pages"},
    "misc": {"howpublished"},
    "phdthesis": {"school"},
}
FORMS = {
    "doi": r"10\.\d{4,9}/\S+",
    "url": r"https?://\S+",
    "pages": r"[1-9]\d*--[1-9]\d*|[eP]?\d+",
    "volume": r"[1-9]\d*",
    "number": r"[1-9]\d*(--\d+)?",
}
DOCS = Path(__file__).parents[1] / "docs"
DATED = r"(?:,? (?:(?!\d)[\w’-]+\.?|&)){0,6},? \(?((?:1[89]|20)\d\d)\b"


def test_every_work_has_what_a_reference_needs():
    for key, work in WORKS.items():
        given = dict(work.fields)
        assert len(given) == len(work.fields), key
        assert NEEDED[work.kind] <= set(given), key
        assert all(given.values()), key
        assert 1880 < work.year < 2030, key
        assert all(re.fullmatch(r"[^,]+, [^,]+|others", name) for name in work.authors.split("; "))
        assert work.kind != "misc" or {"doi", "url"} & set(given), key


def test_fields_of_works_are_well_formed():
    for key, work in WORKS.items():
        for name, value in work.fields:
            assert re.fullmatch(FORMS.get(name, r"\S(.*\S)?"), value), (key, name)
            if name == "pages" and "--" in value:
                first, last = map(int, value.split("--"))
                assert first < last, key
    dois = [value for work in WORKS.values() for name, value in work.fields if name == "doi"]
    assert len(dois) == len({doi.lower() for doi in dois})


def test_works_stand_in_the_order_of_their_keys_and_keys_name_author_and_year():
    assert list(WORKS) == sorted(WORKS)
    for key, work in WORKS.items():
        if key[-1].isdigit():
            assert key.endswith(str(work.year))


def test_bibtex_of_all_works_is_read_again_as_it_was_with_its_letters():
    pytest.importorskip("bibtexparser")
    references, faults = read_references(render_bibtex(WORKS), "methods.bib")
    assert faults == []
    assert [reference.key for reference in references] == sorted(WORKS)
    for reference in references:
        work = WORKS[reference.key]
        assert reference.title == work.title
        assert reference.doi == dict(work.fields).get("doi", "")
        names = [name.partition(", ") for name in work.authors.split("; ")]
        assert list(reference.authors) == [join_name(family, given) for family, _, given in names]


def test_names_with_diacritics_and_particles_survive():
    text = render_bibtex(
        ["danon2005", "rychly2008", "serrano2009", "sparckjones1972", "vaneck2009"]
    )
    for name in (
        "Díaz-Guilera, Albert", "Rychlý, Pavel", "Serrano, M. Ángeles", "Boguñá, Marián",
        "Spärck Jones, Karen", "van Eck, Nees Jan",
    ):  # fmt: skip
        assert name in text


def test_a_chapter_is_referred_to_with_its_book_editors_and_publisher():
    assert WORKS["evert2008"].write_reference() == (
        "Evert, Stefan. 2008. Corpora and Collocations. Corpus Linguistics: An International Handbook "
        "(ed. Lüdeling, A.; Kytö, M.) 2: 1212–1248. Mouton de Gruyter."
    )
    assert WORKS["salton1983"].write_reference().count("McGraw-Hill") == 1


def test_the_methods_text_names_no_work_its_bibliography_lacks(outputs):
    text = (outputs / "methods.md").read_text("utf-8").partition("# References")[0]
    keys = re.findall(r"@\w+\{(\w+),", (outputs / "methods.bib").read_text("utf-8"))
    known = {WORKS[key].cite(lang) for key in keys for lang in ("en", "zh")}
    cited = [
        each
        for group in re.findall(r"[(（]([^()（）]* (?:1[89]|20)\d\d)[)）]", text)
        for each in re.split("[;；] ?", group)
    ]
    assert len(set(cited)) > 60
    assert set(cited) <= known


def test_the_documentation_gives_works_the_years_of_the_bibliography():
    years: dict[str, set[str]] = {}
    for work in WORKS.values():
        years.setdefault(work.families[0], set()).add(str(work.year))
    wrong = [
        (page.name, found[0])
        for page in sorted(DOCS.glob("*.md"))
        for family, known in years.items()
        for found in re.finditer(
            rf"(?<![\w’-])(?<![&,] ){re.escape(family)}{DATED}", page.read_text("utf-8")
        )
        if found[1] not in known
    ]
    assert wrong == []
