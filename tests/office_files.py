"""Files of offices made by hand, and what is read of them."""

import io
import zipfile

from policytext.readers import read_source

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


TEXT = "加强社区党建工作，推动“两个覆盖”，提高基层治理水平。"  # party building in communities


def pack(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def read(tmp_path, data, name):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_source(path, name)


def show(source):
    return [(b.kind, b.level, source.text[b.char_start : b.char_end]) for b in source.blocks]


def say(source):
    return [source.text[b.char_start : b.char_end] for b in source.blocks]


def part(tag, inner):
    return f'<w:{tag} xmlns:w="{W}" xmlns:mc="mc" xmlns:v="v">{inner}</w:{tag}>'


def p(text, properties="", run=""):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


CHINESE = f'编号,标题,正文,发布日期,省份,发文机关\n国发〔2019〕5号,通知,"{TEXT}\n{TEXT}",2019年5月24日,河南、北京,国务院\n'


def put(tmp_path, name, data):
    path = tmp_path / "papers" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


BODY = "社区党组织应当建立健全为民服务机制，定期听取居民意见。" * 3
