"""Read a numeral formula as what it is built of: `两学一做` is 2 学 and 1 做.

A numeral abbreviation is a numeral, often a classifier, and a head: what its
members have in common. Several of them in a row make a chain. Classifiers, quotes, 、 and the way the numeral is
written do not matter to which formula it is; the *normal* leaves them out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from policytext.discovery.chinese_words import CARRIERS
from policytext.numerals import read_chinese_numeral

DIGIT = "一二三四五六七八九十两双"
HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
NUMERAL = r"(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九两双]|\d{1,2})"
# What stands before a numeral that is part of a number, an ordinal or a word.
# It stands behind the first character of the numeral, so that the search is for that character.
NOT_AFTER = rf"(?<![{DIGIT}\d.零〇百千万亿第点之几数多近每这那该约达某其至星期第统唯专单独].)"
CLASSIFIERS = "个個大项项条种面道张字"

# 统一 and its like hold a numeral that counts nothing: a head may contain them.
_LETTER = rf"(?:清零|归零|第一|统一|唯一|同一|单一|一体|一致|一流|一律|一切|一起|一站|[^\W\d_{DIGIT}零〇百])"
_UNIT = re.compile(
    rf"""
    (?P<numeral>{NUMERAL})
    (?: (?P<classifier>[{CLASSIFIERS}])
        (?P<counted>一百年|\d+[亿万]?人|一批|一(?:{CARRIERS})?(?=$|[、，,])|{_LETTER}{{1,10}})
    |   (?P<bare>{_LETTER}{{1,6}}) )
    """,
    re.VERBOSE,
)
_SEPARATOR = re.compile(r"[、，,\s·]?")
_CARRIER = re.compile(rf"(?:{CARRIERS})$")
_PREFIX = re.compile(r"[新老]?")


@dataclass(frozen=True, slots=True)
class Unit:
    """One numeral with its head; `classifier` is empty where the numeral stands before the head."""

    numeral: int
    written: str
    classifier: str
    head: str


@dataclass(frozen=True, slots=True)
class Formula:
    """The units of a formula, what stands before the first (新 in 新三样), and how long it is."""

    prefix: str
    units: tuple[Unit, ...]
    length: int

    @property
    def numerals(self) -> tuple[int, ...]:
        """Return the numbers of the units in order."""
        return tuple(unit.numeral for unit in self.units)

    @property
    def normal(self) -> str:
        """Return what all ways of writing the formula share.

        >>> [found.normal for text in ("两个覆盖", "双全覆盖", "2个覆盖", "两学一做")
        ...  if (found := read_formula(text))]
        ['2覆盖', '2覆盖', '2覆盖', '2学1做']
        """
        return self.prefix + "".join(_join(u) for u in self.units)


def _join(unit: Unit) -> str:
    """Return a numeral with its head, held apart where the head begins with a number."""
    head = _plain(unit.head)
    return f"{unit.numeral}{'·' if head[0].isdigit() else ''}{head}"


def _plain(head: str) -> str:
    """Return a head without the 全 that only stresses it: 全覆盖 is 覆盖."""
    return head[1:] if len(head) == 3 and head[0] == "全" else head


def read_formula(text: str) -> Formula | None:
    """Return a text that is one formula from end to end, without the noun it may be set before.

    >>> read_formula("六稳工作")
    Formula(prefix='', units=(Unit(numeral=6, written='六', classifier='', head='稳'),), length=2)
    >>> read_formula("双随机、一公开").numerals, read_formula("党的建设")
    ((2, 1), None)
    """
    prefix = _PREFIX.match(text)
    at = prefix.end() if prefix else 0
    opening = text[:at]
    units: list[Unit] = []
    while at < len(text):
        match = _UNIT.match(text, at)
        value = read_chinese_numeral(match["numeral"]) if match else None
        if match is None or value is None:
            return None
        head = match["counted"] or match["bare"]
        units.append(Unit(value, match["numeral"], match["classifier"] or "", head))
        at = match.end()
        if at < len(text) and (separator := _SEPARATOR.match(text, at)):
            at = separator.end()
            if at == len(text):
                return None
    if not units:
        return None
    return _drop_carrier(Formula(opening, tuple(units), len(text)))


def _drop_carrier(formula: Formula) -> Formula:
    """Return the formula without the noun it is set before: 三个代表重要思想 is 三个代表."""
    last = formula.units[-1]
    carrier = _CARRIER.search(last.head)
    if last.classifier not in ("", "个", "個") or carrier is None or carrier.start() == 0:
        return formula
    core = last.head[: carrier.start()]
    shorter = Unit(last.numeral, last.written, last.classifier, core)
    length = formula.length - (len(last.head) - len(core))
    return Formula(formula.prefix, (*formula.units[:-1], shorter), length)
