"""The papers that are set: those of the corpus, and a Chinese document written for it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from policytext.readers import plain

CORPUS = Path(__file__).parents[2] / "corpus"


class Line(NamedTuple):
    """A block of a paper to be set: what it is, its depth as a heading, its text."""

    kind: str
    level: int
    text: str


NOTICE = """# 关于进一步加强社区群众组织建设的意见

各区县党委、人民政府，市直各单位：

为深入贯彻落实党中央关于加强基层治理体系和治理能力现代化建设的决策部署，推动社会治理重心向基层下移，现就加强社区群众组织建设提出如下意见。

## 一、总体要求

坚持党建引领，以“两个覆盖”为抓手，健全社区组织体系。坚持以人民为中心，把服务群众作为一切工作的出发点和落脚点。坚持问题导向，着力破解基层治理中的难点和堵点。

## 二、主要任务

### （一）扩大组织覆盖

各级工会、共青团、妇联要主动融入社区治理，在商务楼宇、各类园区、商圈市场建立组织。到2025年，社区群众组织覆盖率达到95%以上。要把“两学一做”学习教育贯穿工作始终，做到学做结合、以学促做。

### （二）提升工作实效

推进“四个全面”战略布局在基层落地生根。建立社区、社会组织、社会工作者、社区志愿者、社会慈善资源“五社联动”机制。鼓励居民参与议事协商，形成民事民议、民事民办、民事民管的多层次协商格局。

1. 健全议事协商制度，每季度至少召开一次居民议事会。
2. 完善志愿服务记录制度，推行积分管理。
3. 建立群众诉求快速响应机制，做到件件有回音、事事有着落。

## 三、保障措施

各地要加强组织领导，把社区群众组织建设纳入党建工作责任制。财政部门要将所需经费列入预算，并逐步建立稳定增长机制。人力资源和社会保障部门要会同民政部门，完善社区工作者职业体系。

各级纪检监察机关要加强监督检查，防止形式主义、官僚主义。对工作推进不力、群众反映强烈的，要严肃追究责任。本意见自印发之日起施行。
"""


def read_papers() -> dict[str, str]:
    """Return the plain text of every paper by its id."""
    papers = {
        path.stem: path.read_text("utf-8") for path in sorted((CORPUS / "papers").glob("*.txt"))
    }
    return papers | {"notice-zh": NOTICE}


def cut_lines(text: str) -> list[Line]:
    """Return the blocks of a plain text as lines to be set."""
    return [
        Line(block.kind, block.level, " ".join(text[block.char_start : block.char_end].split("\n")))
        for block in plain.split_blocks(text)
    ]
