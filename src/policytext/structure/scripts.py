"""Read a text in traditional characters by the rules of this drawer, which are written in simplified ones.

Only letters that a rule looks for are exchanged, one for one, so that positions
stay; what a person is shown is taken from the text as it stands. Themes and
searches compare both scripts on their own (`folding`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policytext.records import Document, Section, Source, Span

# fmt: off
TRADITIONAL = (
    "並佈併來侷係倆傢儀內兩則剋劃劉動務區協卽參叢吳呂員問喬單嚮嚴囌國圖團報塗墰壇壜婁婦孫學宮實寧審將對導屆嶽師幷廢廣廳張強彔後從復慼憲應懞捲揮據敎數於旂時曏書會朮東査條楊業榮構樑標機檢權欒歐歸決沖淩湯準溫"
    "濛瀋為爲獻現畢發盧矇硃碼祕禮穀竇節範簡簽籤糰紀約級細組結絡經綜綱網緒編緻縣總繆繫罈罎羅習聯聲聶職脩與莊華萬葉蓆蔔蔘蔣薑藍蘆蘇蘭處號術衕衚衛衝複見規訂計訊討記許註詞話誌語說説課談請論諸講謝識譚議責費賀資"
    "賈趙車軍輯轉辦辭農迴連週遊過違遲邊郵鄉鄒鄔鄧鄭鄺醫釋鈡銀錄錢録錶鍵鍾鎭鎮鐘長門閆開間閔閤關陳陸陽隨雙電鞏韆韋韓頁項頒領題顏顔類顧餘饒馬馮駱髮鬍魯鮑鳴麥麯麴黃點黨齊齣龍龐龔"
)
SIMPLIFIED = (
    "并布并来局系俩家仪内两则克划刘动务区协即参丛吴吕员问乔单向严苏国图团报涂坛坛坛娄妇孙学宫实宁审将对导届岳师并废广厅张强录后从复戚宪应蒙卷挥据教数于旗时向书会术东查条杨业荣构梁标机检权栾欧归决冲凌汤准温"
    "蒙沈为为献现毕发卢蒙朱码秘礼谷窦节范简签签团纪约级细组结络经综纲网绪编致县总缪系坛坛罗习联声聂职修与庄华万叶席卜参蒋姜蓝芦苏兰处号术同胡卫冲复见规订计讯讨记许注词话志语说说课谈请论诸讲谢识谭议责费贺资"
    "贾赵车军辑转办辞农回连周游过违迟边邮乡邹邬邓郑邝医释钟银录钱录表键钟镇镇钟长门闫开间闵合关陈陆阳随双电巩千韦韩页项颁领题颜颜类顾余饶马冯骆发胡鲁鲍鸣麦曲曲黄点党齐出龙庞龚"
)
# fmt: on
_TABLE = dict(zip(TRADITIONAL, SIMPLIFIED, strict=True))
_LETTER = re.compile(f"[{TRADITIONAL}]")
_SAMPLE = 2_000
"""Letters of a text in which one of the commonest few hundred traditional characters stands, if it is in them."""


def simplify(source: Source) -> Source:
    """Return a source with simplified letters for the traditional ones that rules look for, itself where it has none."""
    if source.text.isascii() or not _LETTER.search(source.text[:_SAMPLE]):
        return source
    return replace(source, text=_exchange(source.text), title=_exchange(source.title))


def _exchange(text: str) -> str:
    """Return a text of the same length with simplified letters.

    >>> _exchange("發布日期：關於社區")
    '发布日期：关于社区'
    """
    return _LETTER.sub(lambda match: _TABLE[match[0]], text)


def restore(document: Document, source: Source, sections: tuple[Section, ...]) -> Document:
    """Return the document of a simplified source with the letters of the source itself; `sections` have them already.

    What an official document says of itself stays simplified: facets of one
    name are one, whatever script the paper is in.
    """
    text = source.text

    def show(span: Span) -> Span:
        return replace(span, text=text[span.char_start : span.char_end])

    return replace(
        document,
        source=source,
        title=show(document.title) if document.title else None,
        abstract=show(document.abstract) if document.abstract else None,
        keywords=tuple(map(show, document.keywords)),
        affiliations=tuple(map(show, document.affiliations)),
        references=tuple(map(show, document.references)),
        authors=tuple(replace(a, name=text[a.char_start : a.char_end]) for a in document.authors),
        sections=sections,
    )
