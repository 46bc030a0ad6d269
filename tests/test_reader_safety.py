"""Files meant ill, damaged or misnamed: each ends in one sentence, quickly, with nothing run or fetched."""

import contextlib
import io
import os
import random
import struct
import time
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policytext.errors import PolicytextError, UnreadableSource
from policytext.readers import limits, read_source
from policytext.readers.archives import Archive
from policytext.readers.rows import read_table

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
TEXT = "加强社区党建工作，推动“两个覆盖”，提高基层治理水平。"  # party building in communities


def pack(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return out.getvalue()


def make_docx(body, prologue=""):
    document = f'{prologue}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return pack(**{"[Content_Types].xml": TYPES, "word/document.xml": document})


def make_epub(page="<html><body><h1>一、总则</h1><p>" + TEXT + "</p></body></html>", **more):
    return pack(
        **{
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="p.opf"/></rootfiles></container>',
            "p.opf": '<package><metadata/><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
            '</manifest><spine><itemref idref="a"/></spine></package>',
            "a.xhtml": page,
        }
        | more
    )


def make_xlsx():
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["id", "正文", "年份"])
    book.active.append([1, TEXT * 3, 2019])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


DOCX = make_docx(f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>")
PAGE = f'<html><head><meta charset="utf-8"><title>t</title></head><body><p>{TEXT}</p></body></html>'.encode()
CSV = f"id,正文,年份\n1,{TEXT},2019\n".encode()
JSONL = ('{"id": 1, "text": "' + TEXT + '", "place": ["河南"]}\n').encode()
MHTML = (
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    + PAGE
    + b"\r\n--x--\r\n"
)


def read(tmp_path, data, name):
    path = tmp_path / name
    path.write_bytes(data)
    return read_source(path, f"papers/{name}")


def refuse(tmp_path, data, name, said):
    begun = time.process_time()
    with pytest.raises(UnreadableSource, match=said) as caught:
        read(tmp_path, data, name)
    assert str(caught.value).startswith(f"papers/{name}")
    assert "\n" not in str(caught.value)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("name", ["a.docx", "a.epub", "a.zip", "a.txt"])
def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path, name):
    data = pack(**{"word/document.xml": b"a" * 100_000_000, "[Content_Types].xml": TYPES})
    assert len(data) < 200_000
    refuse(tmp_path, data, name, "as a zip bomb does")


def test_an_archive_that_lies_about_its_sizes_is_stopped_while_it_is_unpacked(tmp_path):
    data = bytearray(pack(**{"[Content_Types].xml": TYPES, "word/document.xml": b"a" * 60_000_000}))
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = data.rfind(mark)
        data[place + at : place + at + 4] = struct.pack("<L", 1000)
    begun = time.process_time()
    with pytest.raises(UnreadableSource):
        read(tmp_path, bytes(data), "a.docx")
    assert time.process_time() - begun < 5


def test_an_archive_of_very_many_members_is_refused(tmp_path):
    data = pack(**{f"m{n}": b"" for n in range(limits.MOST_MEMBERS + 1)})
    refuse(tmp_path, data, "a.docx", "holds 20001 members; at most 20000")


@pytest.mark.parametrize("member", ["../../etc/passwd", "/etc/passwd", "..\\up.xml", "C:/up.xml"])
def test_a_member_whose_path_leads_out_of_the_archive_is_refused(tmp_path, member):
    refuse(tmp_path, pack(**{member: b"x", "word/document.xml": b"x"}), "a.docx", "leads out of it")


def test_what_comes_out_of_an_archive_is_bounded_in_all():
    archive = Archive(pack(a=b"x" * 1000, b=b"y" * 1000), "z")
    archive._left = 1500
    archive.read("a")
    with pytest.raises(UnreadableSource, match="unpacks to more than 500 bytes"):
        archive.read("b")


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)


def test_entities_are_not_expanded(tmp_path):
    data = make_docx("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", ENTITIES)
    refuse(tmp_path, data, "a.docx", "declares entities|cannot be read|no XML")


@pytest.mark.parametrize("form", ["docx", "epub", "html", "xhtml"])
def test_nothing_outside_the_file_is_read(tmp_path, form):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret word is heron", "utf-8")
    outside = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    if form == "docx":
        data = make_docx(f"<w:p><w:r><w:t>&x;{TEXT}</w:t></w:r></w:p>", outside)
    elif form == "epub":
        data = make_epub(f"{outside}<html><body><p>&x;{TEXT}</p></body></html>")
    else:
        data = f'{outside}<html><body><p>&x;{TEXT}</p><object data="{secret.as_uri()}"></object></body></html>'.encode()
    try:
        said = read(tmp_path, data, f"a.{form}").text
    except UnreadableSource as error:
        said = str(error)
    assert "heron" not in said


def test_a_dtd_in_a_workbook_is_refused(tmp_path):
    members = {}
    with zipfile.ZipFile(io.BytesIO(make_xlsx())) as book:
        members = {name: book.read(name) for name in book.namelist()}
    members["xl/workbook.xml"] = b'<!DOCTYPE x [<!ENTITY a "b">]>' + members["xl/workbook.xml"]
    (tmp_path / "a.xlsx").write_bytes(pack(**members))
    with pytest.raises(UnreadableSource, match="declares a document type"):
        read_table(tmp_path / "a.xlsx", "a.xlsx")


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "ul><li", "blockquote"])
def test_elements_that_nest_too_deep_are_refused_and_not_cut_short(tmp_path, tag):
    data = ("<html><body>" + f"<{tag}>" * 100_000 + TEXT).encode()
    refuse(tmp_path, data, "a.html", "nest more than 2000 deep")


def test_elements_that_nest_deep_are_read_to_the_bottom(tmp_path):
    data = ("<html><body>" + "<font>" * 900 + TEXT).encode()
    assert read(tmp_path, data, "a.html").text == TEXT


def test_xml_that_nests_too_deep_is_refused(tmp_path):
    body = "<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000
    refuse(tmp_path, make_docx(body), "a.docx", "no XML that can be read")


@pytest.mark.parametrize(("name", "limit"), [("a.txt", "30 MB"), ("a.html", "30 MB")])
def test_a_text_larger_than_is_read_is_refused(tmp_path, name, limit):
    data = b"<html>" + b"one word and another. " * (limits.LARGEST_TEXT // 21)
    refuse(tmp_path, data, name, f"at most {limit} are read")


@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.html", "a.xlsx", "a.csv"])
def test_a_file_of_a_gigabyte_is_refused_unread(tmp_path, name):
    with (tmp_path / name).open("wb") as file:
        file.truncate(1_000_000_000)  # takes no room on the disk
    with pytest.raises(UnreadableSource, match="has 1 GB, and at most 200 MB are read"):
        read_source(tmp_path / name, name)


def test_scripts_and_what_is_hidden_are_not_read(tmp_path):
    page = (
        f"<html><body><script>alert('heron')</script><style>heron</style><p onclick='heron()'>{TEXT}</p>"
        "<p hidden>heron</p><p style='display: none'>heron</p><template>heron</template>"
        "<iframe src='file:///etc/passwd'>heron</iframe></body></html>"
    )
    assert read(tmp_path, page.encode(), "a.html").text == TEXT


def test_slow_patterns_are_not_there(tmp_path):
    begun = time.process_time()
    for junk in (
        " " * 100_000,
        "<" * 100_000,
        "&" * 100_000,
        "<!--" * 20_000,
        "<br>" * 30_000,
        "A: b\n" * 20_000,
        "1." * 30_000,
        "首页" * 20_000,
        "(" * 30_000,
        "<table><tr>" + "<td>x" * 20_000,
    ):
        page = (junk + f"<html><body>{junk}<p>{TEXT}</p></body></html>").encode()
        with contextlib.suppress(UnreadableSource):
            read(tmp_path, page, "a.html")
    assert time.process_time() - begun < 20


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_named_like_a_paper_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.docx")
    with pytest.raises(UnreadableSource, match="is no regular file"):
        read_source(tmp_path / "a.docx", "papers/a.docx")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), "a.doc", r"an old Word document .* save it as DOCX"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "encrypted .* without a password"),
        (OLE + "Workbook".encode("utf-16-le"), "a.xls", "old Excel .* XLSX or CSV"),
        (OLE, "a.wps", "old office program .* DOCX"),
        (b"{\\rtf1\\ansi hello}", "a.rtf", "Rich Text .* DOCX"),
        (b"{\\rtf1\\ansi hello}", "a.doc", "Rich Text"),
        (b"\xff\xd8\xff\xe0JFIF", "scan.jpg", "a picture.*OCR"),
        (b"\x89PNG\r\n\x1a\n", "scan.docx", "a picture"),
        (b"PK\x05\x06" + b"\0" * 18, "a.docx", "an archive"),
        (pack(**{"a.txt": "x"}), "a.txt", "is an archive.* Unpack it"),
        (pack(**{"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "x"}), "a.odt", "OpenDocument"),
        (b"Rar!\x1a\x07\0", "a.rar", "an archive"),
        (b"plain words", "a.doc", "is no .doc file, and holds plain text.* the ending .txt"),
        (b"plain words", "a.docx", "is no .docx file, and holds plain text"),
        (b"plain words", "a.log", "no reader for '.log', and holds plain text"),
        (b"plain words", "a", "has no ending that says what it is, and holds plain text"),
        (b"\0" * 100, "a.doc", "by its name is an old Word document"),
        (b"\0" * 100, "a.docx", "bytes are not those"),
        (b"", "a.docx", "is empty"),
        (OLE + "__substg1.0_1000".encode("utf-16-le"), "a.doc", "message of Outlook"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "a.doc", "one XML file"),
        (DOCX[: len(DOCX) // 2], "a.docx", "breaks off after .* bytes"),
        (make_docx(""), "a.docx", "holds no text"),
        (pack(**{"[Content_Types].xml": TYPES, "_rels/.rels": "<R/>"}), "a.docx", "lacks word/document.xml"),
        (make_epub(**{"META-INF/rights.xml": "x"}), "a.epub", "protected against copying"),
        (b"<html><body></body></html>", "a.html", "holds no text"),
        (b"SQLite format 3\0" + b"\0" * 80, "a.csv", "database"),
        (make_xlsx(), "a.txt", "is a table.*ending .xlsx"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_refused_with_what_to_do(tmp_path, data, name, said):
    refuse(tmp_path, data, name, said)


@pytest.mark.parametrize(
    ("data", "name", "form"),
    [
        (DOCX, "a.doc", "docx"),
        (DOCX, "a.txt", "docx"),
        (DOCX, "a.html", "docx"),
        (PAGE, "a.doc", "html"),
        (PAGE, "a.docx", "html"),
        (PAGE, "a.txt", "html"),
        (b"\xef\xbb\xbf\r\n" + PAGE, "a.xls", "html"),
        (PAGE.decode().encode("utf-16"), "a.md", "html"),
        (make_epub(), "a.docx", "epub"),
        (MHTML, "a.doc", "mhtml"),
    ],
)
def test_a_misnamed_file_is_read_as_what_it_is_and_says_so(tmp_path, data, name, form):
    source = read(tmp_path, data, name)
    assert source.format == form
    assert TEXT in source.text
    assert f"the file is {form.upper()} and was read as that" in source.notes[0]


SEEDS = {
    "a.docx": DOCX,
    "a.epub": make_epub(),
    "a.html": PAGE,
    "a.mht": MHTML,
    "a.txt": TEXT.encode("gb18030"),
    "a.md": f"# 标题\n\n{TEXT}".encode(),
}
TABLES = {
    "a.csv": CSV,
    "a.jsonl": JSONL,
    "a.json": b"[" + JSONL + b"]",
    "a.tsv": CSV.replace(b",", b"\t"),
    "a.xlsx": make_xlsx(),
}


def mutate(data, rng):
    data = bytearray(data)
    for _ in range(rng.randrange(1, 12)):
        at = rng.randrange(len(data) + 1)
        match rng.randrange(5):
            case 0:
                data[at : at + 1] = bytes([rng.randrange(256)])
            case 1:
                del data[at : at + rng.randrange(1, 60)]
            case 2:
                data[at:at] = rng.choice(
                    [b"\0", b"<", b"&#x110000;", b"]]>", b"\xff\xfe", b'"', b"<w:p>", b"PK\x03\x04"]
                )
            case 3:
                data[at:at] = data[at : at + rng.randrange(1, 200)]
            case 4:
                data = data[:at] if rng.random() < 0.3 else data
    return bytes(data)


def repack(data, rng):
    """Return an archive whose members, not its own frame, are damaged."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = rng.choice(sorted(members))
    return pack(**(members | {name: mutate(members[name], rng)}))


@pytest.mark.parametrize("name", sorted(SEEDS | TABLES))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(tmp_path, name, seed):
    rng = random.Random(seed)  # noqa: S311 (damage is no secret)
    data = (SEEDS | TABLES)[name]
    data = repack(data, rng) if data.startswith(b"PK") and rng.random() < 0.7 else mutate(data, rng)
    path = tmp_path / f"{seed}-{name}"
    path.write_bytes(data)
    said = name
    try:
        for record in read_table(path, name).rows if name in TABLES else [""]:
            check(read_source(path, name, record=record))
    except PolicytextError as error:
        said = str(error)
    path.unlink()
    assert said.startswith(name)


def check(source):
    done = 0
    source.text.encode("utf-8")
    for block in source.blocks:
        assert done <= block.char_start < block.char_end <= len(source.text)
        done = block.char_end
