"""Encodings: what bytes show, what they do not, and what was read wrongly before."""

import base64
import quopri
import re
import tomllib
import tracemalloc
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.errors import UnreadableSource
from policytext.readers.coded import refuse_coded
from policytext.readers.encodings import decode
from policytext.readers.likeness import reads_like_japanese, weigh_chinese

CASES = tomllib.loads((Path(__file__).parent / "cases" / "encodings.toml").read_text("utf-8"))
BYTES = [
    pytest.param(case["text"], encoding, expect, id=f"{case['label']}, {encoding}")
    for case in CASES["bytes"]
    for encoding, expect in case["encodings"].items()
]
WINDOWS = {n: bytes((n,)).decode("cp1252", "ignore") or chr(n) for n in range(256)}


@pytest.mark.parametrize(("text", "encoding", "expect"), BYTES)
def test_bytes_are_read_in_their_encoding_or_refused(text, encoding, expect):
    data = text.encode(encoding)
    if not expect:
        with pytest.raises(UnreadableSource, match=r"^a\.txt: .*Save it as UTF-8"):
            decode(data, "a.txt")
    else:
        found = decode(data, "a.txt")
        assert (found.text, found.encoding) == (text, expect)


@pytest.mark.parametrize("text", [case["text"] for case in CASES["bytes"]])
def test_utf8_is_read_as_it_is_and_without_a_note(text):
    found = decode(text.encode(), "a.txt")
    assert (found.text, found.encoding, found.notes) == (text, "utf-8", ())


@pytest.mark.parametrize("case", CASES["garbled"], ids=lambda case: case["label"])
def test_what_was_read_wrongly_before_is_turned_back_where_that_is_certain(case):
    text = garble(case["text"], case["way"])
    if case["expect"] == "refused":
        with pytest.raises(UnreadableSource, match="took for GBK"):
            decode(text.encode(), "a.txt")
        return
    found = decode(text.encode(), "a.txt")
    assert found.text == case["text"]
    assert bool(found.notes) is (case["expect"] == "repaired")


def garble(text, way):
    """Return a text encoded one way and taken for another, as often as the way says."""
    for right, wrong in zip(way[::2], way[1::2], strict=True):
        data = text.encode(right)
        if wrong == "windows":
            text = "".join(WINDOWS[n] for n in data)
        else:
            lossy = wrong.endswith("with losses")
            text = data.decode(wrong.split()[0], "replace" if lossy else "strict")
    return text


def test_a_named_encoding_is_believed_and_nothing_is_repaired():
    garbled = "It is the partyâ€™s own."
    assert decode(garbled.encode(), "a.txt", "utf-8").text == garbled
    assert decode("党建".encode("big5", "replace"), "a.txt", "big5").encoding == "big5"
    for name in ("no-such", "rot13", "hex"):
        with pytest.raises(UnreadableSource, match=f"called '{name}'"):
            decode(b"abc", "a.txt", name)


SENTENCE = "加强社区党建工作，推动两个覆盖，提高基层治理水平"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_a_file_that_breaks_off_within_a_letter_is_read_up_to_there(encoding):
    found = decode(SENTENCE.encode(encoding)[:-1], "a.txt")
    assert found.text == SENTENCE[:-1]
    assert found.notes == ("The file breaks off within a letter; its end may be missing.",)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_empty_bytes_at_the_end_of_a_broken_copy_are_left_out(encoding):
    found = decode(SENTENCE.encode(encoding) + bytes(4096), "a.txt")
    assert found.text == SENTENCE
    assert found.notes == ("The file ends in 4,096 empty bytes; its end may be missing.",)
    with pytest.raises(UnreadableSource, match="is not text: "):
        decode(bytes(100) + SENTENCE.encode(encoding), "a.txt")


def test_utf7_is_no_text_of_ascii_letters():
    with pytest.raises(UnreadableSource, match=r"seems to be in utf-7, .*--encoding utf-7"):
        decode(SENTENCE.encode("utf-7"), "a.txt")
    assert decode(SENTENCE.encode("utf-7"), "a.txt", "utf-7").text == SENTENCE
    assert decode(b"a +b is c+d in base64: +Zm9vYmFyIGJheg-", "a.txt").encoding == "utf-8"


def test_the_message_names_the_encoding_that_the_bytes_are_likely_in():
    with pytest.raises(UnreadableSource, match='encoding = "koi8_r" in manifest'):
        decode("Общественные организации играют важную роль.".encode("koi8_r"), "a.txt")


LONG = "加强社区党建工作，推动两个覆盖，提高基层治理水平。\n" * 400


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_a_few_broken_bytes_are_marked_and_named(encoding):
    long = LONG if encoding != "big5" else "為加強社區組織建設，推動基層治理現代化。\n" * 600
    line = long.splitlines(keepends=True)[0].encode(encoding)
    data = line * 9 + b"\xff" + long.encode(encoding)
    found = decode(data, "a.txt")
    assert found.text.count("\ufffd") == 1
    assert found.encoding in (encoding, "big5hkscs")
    assert found.notes == (
        f"Bytes that are not {found.encoding} stand as \ufffd in the text: 1, in line 10.",
    )


def test_more_than_a_few_broken_bytes_are_refused():
    with pytest.raises(UnreadableSource, match=r"line 1, byte 0"):
        decode(b"\xff" + LONG[:500].encode(), "a.txt")
    lost = LONG.encode("gb18030")[1:20_000:2]
    with pytest.raises(UnreadableSource, match="is not UTF-8"):
        decode(lost, "a.txt")


def test_letters_lost_before_the_file_was_saved_are_told():
    found = decode((LONG + "基层\ufffd治理").encode(), "a.txt")
    assert found.notes == ("1 letters were lost before the file was saved and stand as \ufffd.",)
    with pytest.raises(UnreadableSource, match=r"a\.txt:1: 20 letters were lost"):
        decode(("基层\ufffd" * 20).encode(), "a.txt")


def test_what_another_language_is_in_is_guessed_for_the_message_only():
    said = {"shift_jis": "cp932", "euc_kr": "cp949", "cp1251": "cp1251"}
    texts = {case["label"]: case["text"] for case in CASES["bytes"]}
    for label, encoding in [("Japanese", "shift_jis"), ("Korean", "euc_kr"), ("Russian", "cp1251")]:
        with pytest.raises(UnreadableSource, match=f"it may be in {said[encoding]}"):
            decode(texts[label].encode(encoding), "a.txt")


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reading(data):
    with suppress(UnreadableSource):
        assert "\0" not in decode(data, "a.txt").text


@given(st.text(st.characters(exclude_characters="\0"), max_size=120))  # 0␀ is a 0 in UTF-16
def test_whatever_is_repaired_holds_no_control_characters(text):
    try:
        found = decode(text.encode("utf-8", "ignore"), "a.txt")
    except UnreadableSource:
        return
    assert found.notes or found.text == text.encode("utf-8", "ignore").decode().removeprefix(
        "\ufeff"
    )


def test_a_mark_that_the_bytes_belie_is_not_believed():
    found = decode(b"\xff\xfe" + SENTENCE.encode(), "a.txt")
    assert (found.text, found.encoding) == (SENTENCE, "utf-8")
    assert found.notes == ("The file begins with the mark of utf-16-le, but is in utf-8.",)
    found = decode(b"\xef\xbb\xbf" + SENTENCE.encode("gb18030"), "a.txt")
    assert (found.text, found.encoding) == (SENTENCE, "gb18030")
    assert decode("建".encode("utf-16"), "a.txt").text == "建"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (quote(SENTENCE), "codes of mails or addresses, as '%E5%8A%A0"),
        (quopri.encodestring(SENTENCE.encode() * 9).decode(), "codes of mails or addresses"),
        (base64.encodebytes(SENTENCE.encode() * 9).decode(), "codes of mails or addresses"),
        (SENTENCE.encode().hex(), "codes of mails or addresses"),
        (SENTENCE.encode("unicode_escape").decode(), "codes of mails or addresses"),
        ("".join(f"&#{ord(c)};" for c in SENTENCE), "codes of mails or addresses"),
        (
            re.sub(r"\w", "?", SENTENCE * 2),
            "were lost before the file was saved and stand as '\\?'",
        ),
        (re.sub(r"[党建社区]+", "□□□", SENTENCE), "were lost .* stand as '□'"),
        ("\ue001\ue002，\ue003" * 9, "codes that mean something in one font only"),
    ],
)
def test_what_stands_for_text_is_no_text(text, said):
    with pytest.raises(UnreadableSource, match=said):
        refuse_coded(text, "a.txt")


@pytest.mark.parametrize(
    "text", ["What??? " * 30, "选择：□ 是 □ 否", "https://a.cn/%E5%85%9A%E5%BB%BA " + SENTENCE]
)
def test_a_few_codes_and_open_questions_are_text(text):
    refuse_coded(text, "a.txt")


def test_weighing_a_text_takes_less_memory_than_the_text():
    text = "加强社区党建工作，" * 30_000
    tracemalloc.start()
    weigh_chinese(text)
    reads_like_japanese(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < len(text)
