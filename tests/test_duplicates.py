import random

import numpy as np
import pytest
from click.testing import CliRunner

from policytext import duplicates
from policytext.cli import main
from policytext.duplicates import (
    Fingerprints,
    Text,
    are_versions,
    find_exact,
    hash_shingles,
    take_fingerprint,
)
from policytext.store.reading import open_store

WORDS = [
    "party",
    "building",
    "governance",
    "social",
    "organization",
    "mass",
    "work",
    "reform",
    "county",
    "village",
]
HAN = "群团组织改革社会治理党建覆盖基层服务县乡村工作推进加强创新机制建设"


def write(seed, n=300, *, han=False):
    rng = random.Random(seed)  # noqa: S311 - texts need no secrets
    if han:
        return "".join(rng.choice(HAN) for _ in range(n))
    return " ".join(f"{rng.choice(WORDS)}{rng.randrange(99)}" for _ in range(n))


def text(doc_id, content, title="", date=""):
    return Text(doc_id, content, content, title, date)


def take(texts):
    """Return the fingerprints of texts."""
    fingerprints = Fingerprints()
    for each in texts:
        fingerprints.add(take_fingerprint(each))
    return fingerprints.all


def find_overlaps(texts):
    """Return the pairs of texts that share much."""
    arguments = {each.doc_id: each.argument for each in texts}
    return duplicates.find_overlaps(take(texts), arguments.__getitem__)


def list_naively(content, size):
    """Return the shingles of a text of one script, each once."""
    letters = "".join(letter for letter in content.lower() if letter.isalnum())
    return {letters[n : n + size] for n in range(len(letters) - size + 1)}


def test_exact_duplicates_are_the_same_letters_however_they_are_set():
    texts = [
        text("a", "Party building,\r\nin the “two-coverage” work."),
        text("b", "PARTY BUILDING in the 'two coverage' work"),
        text("c", "Party building in the three coverage work."),
        text("d", "加强　党建"),
        text("e", "加强党建。"),
    ]
    assert [(each.doc_id, each.other) for each in find_exact(take(texts))] == [
        ("b", "a"),
        ("e", "d"),
    ]


def test_papers_without_a_letter_are_no_duplicates_of_each_other():
    assert find_exact(take([text("a", "…"), text("b", "——")])) == []
    assert find_overlaps([text("a", "…"), text("b", "短"), text("c", "短")]) == []


@pytest.mark.parametrize(("han", "size"), [(False, 25), (True, 10)])
def test_shingles_are_runs_of_25_english_letters_or_10_chinese_ones(han, size):
    content = write(1, han=han)
    assert len(hash_shingles(content)) == len(list_naively(content, size))
    other = content[:700] + write(2, han=han)
    shared = np.intersect1d(hash_shingles(content), hash_shingles(other))
    assert len(shared) == len(list_naively(content, size) & list_naively(other, size))


def test_a_text_of_both_scripts_has_shingles_of_one_weight():
    # 8 characters of 5 and 5 letters of 2 weigh 50: one shingle; a letter more makes two.
    assert len(hash_shingles("推进两个覆盖工作ABCDE")) == 1
    assert len(hash_shingles("推进两个覆盖工作ABCDEF")) == 1  # from 进 on it weighs 47
    assert len(hash_shingles("推进两个覆盖工作ABCDEFGH")) == 2


@pytest.mark.parametrize("han", [False, True])
def test_shares_are_those_of_the_shingles_themselves(han):
    a = write(1, 600, han=han)
    b = a[: len(a) // 2] + write(2, 600, han=han)
    size = 10 if han else 25
    one, two = list_naively(a, size), list_naively(b, size)
    (found,) = find_overlaps([text("a", a), text("b", b)])
    assert found.kind == "overlap"
    assert found.share == pytest.approx(len(one & two) / len(one))
    assert found.share_other == pytest.approx(len(one & two) / len(two))
    assert found.jaccard == pytest.approx(len(one & two) / len(one | two))


def test_a_short_paper_inside_a_long_one_is_found():
    short = write(1, 60)
    found = find_overlaps([text("long", write(2, 3000) + short + write(3, 3000)), text("x", short)])
    assert [(each.doc_id, each.other, each.kind) for each in found] == [("long", "x", "near")]
    assert found[0].share_other == 1


def test_papers_that_only_share_a_phrase_are_no_pair():
    phrase = " the participation of social organizations in grassroots governance "
    assert find_overlaps([text("a", write(1) + phrase), text("b", write(2) + phrase)]) == []


def test_versions_of_one_law_are_told_from_copies_of_it():
    law = write(1, 800, han=True)
    later = law[:400] + write(9, 40, han=True) + law[400:]
    name = "中华人民共和国工会法"
    (found,) = find_overlaps([text("a", law, name, "1992-04-03"), text("b", later, name, "2021")])
    assert found.kind == "version"
    (found,) = find_overlaps([text("a", law, name, "2021-12-24"), text("b", later, name, "2021")])
    assert found.kind == "near"


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("工会法（2009修正）", "工会法（2021年修正）", True),
        ("工会法", "工会法（修订草案）", True),
        ("Trade Union Law (Revised 2020)", "Trade Union Law", True),
        ("Charity Law as amended in 2023", "Charity Law", True),
        ("工会法", "慈善法", False),
        ("", "（2021修正）", False),
    ],
)
def test_editions_of_one_name_are_versions(a, b, expected):
    assert are_versions(text("a", "", a), text("b", "", b)) is expected


def test_text_that_everybody_shares_hides_no_pair_and_makes_none():
    licence = write(0, 40)
    texts = [text(f"{n:03}", write(n) + licence) for n in range(1, 260)]
    texts.append(text("copy", write(7)[: len(write(7)) // 2]))
    assert [(each.doc_id, each.other) for each in find_overlaps(texts)] == [("007", "copy")]


def test_the_order_of_pairs_does_not_depend_on_the_order_of_papers():
    base = write(1, 1000)
    texts = [text(f"{n}", base[: n * 1000] + write(n)) for n in range(1, 6)]
    pairs = {frozenset((p.doc_id, p.other)): p.jaccard for p in find_overlaps(texts)}
    turned = {frozenset((p.doc_id, p.other)): p.jaccard for p in find_overlaps(texts[::-1])}
    assert pairs == turned


def test_of_many_papers_fewer_shingles_are_kept_and_the_same_ones_of_each(monkeypatch):
    base = write(1, 1000)
    texts = [text(f"{n}", base + write(n)) for n in range(1, 6)]
    whole = take(texts)
    monkeypatch.setattr(duplicates, "_MOST_SAMPLED", sum(len(each.sample) for each in whole) // 3)
    thin = take(texts)
    for one, other in zip(whole, thin, strict=True):
        assert sorted(other.sample) == sorted(h for h in one.sample if h % np.uint64(64) == 0)
    assert len(find_overlaps(texts)) == 10


# in a build


@pytest.fixture
def folder(tmp_path):
    """Return a corpus with a notice, a copy of it, a later version and a paper that quotes it."""
    (tmp_path / "papers").mkdir()
    law = "\n\n".join(f"第{n}条 {write(n, 60, han=True)}。" for n in range(1, 30))
    quoted = "\n\n".join(f"第{n}条 {write(n, 60, han=True)}。" for n in range(1, 10))
    rest = "\n\n".join(f"{write(n, 60, han=True)}。" for n in range(50, 80))
    for name, content in {
        "law-1992": law,
        "law-copy": law.replace("\n\n", "\r\n"),
        "law-2021": law + "\n\n第三十条 " + write(99, 60, han=True) + "。",
        "study": f"{quoted}\n\n{rest}",
    }.items():
        (tmp_path / "papers" / f"{name}.txt").write_text(content, "utf-8", newline="")
    return tmp_path


def build(folder, manifest=""):
    entries = '[[documents]]\nid = "law-1992"\ntitle = "工会法"\ndate = "1992-04-03"\n'
    entries += '[[documents]]\nid = "law-2021"\ntitle = "工会法（2021修正）"\ndate = "2021-12-24"\n'
    (folder / "manifest.toml").write_text(entries + manifest, "utf-8")
    return CliRunner().invoke(main, ["build", str(folder), "--out", str(folder / "x.db")])


def test_papers_of_one_text_are_counted_once_and_versions_stay(folder):
    result = build(folder)
    assert result.exit_code == 0
    assert "Counted once: papers/law-copy.txt has the same text as law-1992" in result.output
    with open_store(folder / "x.db") as store:
        ids = [row["doc_id"] for row in store.list_documents()]
        rows = store.list_duplicates()
    assert ids == ["law-1992", "law-2021", "study"]
    kinds = {(row["doc_id"], row["other"]): row["kind"] for row in rows}
    assert kinds == {
        ("law-copy", "law-1992"): "exact",
        ("law-1992", "law-2021"): "version",
        ("law-1992", "study"): "overlap",
        ("law-2021", "study"): "overlap",
    }
    assert [row["left_out"] for row in rows] == ["papers/law-copy.txt", "", "", ""]


def test_the_manifest_can_keep_a_copy(folder):
    build(folder, '[[documents]]\nid = "law-copy"\nduplicate = "keep"\n')
    with open_store(folder / "x.db") as store:
        assert "law-copy" in [row["doc_id"] for row in store.list_documents()]
        (exact,) = [row for row in store.list_duplicates() if row["kind"] == "exact"]
    assert (exact["doc_id"], exact["other"], exact["left_out"]) == ("law-copy", "law-1992", "")


def test_status_tells_the_share_of_overlapping_text(folder):
    build(folder)
    (folder / "papers" / "empty.txt").write_bytes(b"")
    build(folder)
    result = CliRunner().invoke(main, ["--db", str(folder / "x.db"), "status", "--format", "jsonl"])
    assert (
        '"exact duplicate", "value": "papers/law-copy.txt has the same text as law-1992'
        in result.output
    )
    assert "100.0% of law-1992 stands in law-2021, and 96." in result.output
    assert '"skipped", "value": "papers/empty.txt: is empty' in result.output


def test_two_papers_by_one_author_share_little_text(store):
    assert store.list_duplicates() == []
