"""What a Zotero library exports."""

import json

CSL = [
    {
        "id": "http://zotero.org/users/1/items/AB",
        "citation-key": "zhang2022",
        "type": "article-journal",
        "title": "Mass Organizations in <i>Henan</i>: A Study of Reform",
        "author": [{"family": "Zhang", "given": "Yuanjie"}, {"family": "李", "given": "四"}],
        "issued": {"date-parts": [["2022", 3]]},
        "container-title": "Journal of Governance",
        "DOI": "https://doi.org/10.1234/JG.5",
        "language": "en-US",
        "keyword": "reform; 群团",
        "note": "original language: zh\nplaces: Henan, 郑州\nregion: Central\nread twice",
    },
    {
        "id": "mca",
        "type": "legislation",
        "title": "关于加强社会组织党建工作的通知",
        "author": [{"literal": "民政部"}],
        "issued": {"raw": "2019年5月24日"},
        "language": "zh-CN",
    },
]


def write_bib(tmp_path, content, name="library.json"):
    path = tmp_path / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return path
