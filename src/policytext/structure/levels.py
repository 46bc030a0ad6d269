"""Give every heading the level a reader would give it.

Not the depth of its marks: converters flatten those. The numbering shows the
nesting: a decimal number by its components (`4.2.1`), every other scheme by
the order in which the schemes open below one another (`II.` > `A.` > `1)` >
`a)`, 一、 > （一） > 1. > （1）). Unnumbered headings stand at the top, unless the
count goes on across them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policytext.structure.headings import Heading
    from policytext.structure.numbers import Number

# Schemes whose order is settled by convention, outermost first; GB/T 9704-2012 settles the
# Chinese ones for official documents (一、 （一） 1. （1）), the Legislation Law those of laws.
# Articles stand below everything that groups them, in judicial interpretations 一、 too; what an
# article itself counts off is no heading.
_ORDER = {
    "part": 0,
    "subpart": 1,
    "chapter": 2,
    "section": 3,
    "zh_comma": 4,
    "inner": 5,
    "zh_paren": 6,
}
_ORDER |= {"decimal": 7, "bare": 7, "paren_digit": 8, "circled": 9, "article": 10}


def give_levels(headings: list[Heading]) -> list[int]:
    """Return the level of each heading, from 1.

    >>> from policytext.structure.headings import Heading
    >>> from policytext.structure.numbers import read_number
    >>> names = ["I. ONE", "A. First", "B. Second", "C. Third", "II. TWO", "A. First", "1) a", "a) b"]
    >>> give_levels([Heading(n, 0, 0, "numbered", read_number(s), 0, None) for n, s in enumerate(names)])
    [1, 2, 2, 2, 1, 2, 3, 4]
    """
    settled = _nest_counts(_settle_letters(headings))
    marked = _read_marks(settled)
    if marked:
        return marked
    starts_again = sum(h.number is not None and h.number.path == (1,) for h in settled) > 1
    levels: list[int] = []
    stack: list[tuple[str, int, tuple[int, ...]]] = []
    for at, heading in enumerate(settled):
        if heading.number is None:
            level = _place_unnumbered(settled, at, stack, starts_again=starts_again)
        else:
            level = _place(heading.number, stack)
        levels.append(level)
    return levels


def _place(number: Number, stack: list[tuple[str, int, tuple[int, ...]]]) -> int:
    """Return a numbered heading's level and leave it on top of the `stack` of open headings.

    The stack holds scheme, level and number of every heading that is open.
    """
    scheme = "decimal" if number.scheme == "bare" else number.scheme
    depth = len(number.path)
    while stack and _closes(scheme, depth, stack[-1], stack):
        stack.pop()
    if stack and stack[-1][0] == scheme and len(stack[-1][2]) == depth:
        level = stack.pop()[1]
    elif stack and stack[-1][0] == scheme:  # a decimal number under a shorter one
        level = stack[-1][1] + depth - len(stack[-1][2])
    elif stack and depth > 1 and stack[-1][2][-1:] == number.path[:1]:  # 第二章 > 2.1
        level = stack[-1][1] + depth - 1
    else:
        level = (stack[-1][1] if stack else 0) + depth
    stack.append((scheme, level, number.path))
    return level


def _closes(
    scheme: str,
    depth: int,
    top: tuple[str, int, tuple[int, ...]],
    stack: list[tuple[str, int, tuple[int, ...]]],
) -> bool:
    """Tell whether a new heading ends the one on top of the stack."""
    if top[0] == scheme:
        return len(top[2]) > depth
    if any(open_[0] == scheme for open_ in stack):
        return True
    return top[0] in _ORDER and scheme in _ORDER and _ORDER[top[0]] > _ORDER[scheme]


def _place_unnumbered(
    headings: list[Heading],
    at: int,
    stack: list[tuple[str, int, tuple[int, ...]]],
    *,
    starts_again: bool,
) -> int:
    """Return the level of a heading without a number: below the open one if the count goes on after it."""
    heading = headings[at]
    if heading.role == "attachment":
        stack[:] = [("", 1, ())]  # whatever counts it brings begin anew below it
        return 1
    after = next((h.number for h in headings[at + 1 :] if h.number and not h.role), None)
    if heading.role is None and stack and after:
        for n, (scheme, level, path) in enumerate(stack):
            same = scheme == after.scheme and len(path) == len(after.path)
            goes_on = same and after.value == path[-1] + 1
            if goes_on or (path and _counts_on(headings[at + 1 :], scheme, path)):
                del stack[n + 1 :]
                return level + 1
    stack.clear()
    if heading.role is None and starts_again and after and after.path == (1,):
        stack.append(("", 1, ()))  # what is numbered anew under it stands below it
    return 1


def _counts_on(headings: list[Heading], scheme: str, path: tuple[int, ...]) -> bool:
    """Tell whether a count in Chinese numerals goes on further down, whatever else is counted before."""
    if scheme not in ("zh_comma", "chapter", "part"):
        return False
    for heading in headings:
        if heading.role == "attachment":
            return False
        if heading.number and heading.number.scheme == scheme:
            return heading.number.value == path[-1] + 1
    return False


def _nest_counts(headings: list[Heading]) -> list[Heading]:
    """Give a count in 一、 that stands inside another one in 一、 a scheme of its own.

    It begins anew below a heading, and after it the outer count goes on: 二、 [一、 二、
    三、] 三、. Where both could go on alike it is taken for the outer one.
    """
    nested = list(headings)
    counted = [n for n, h in enumerate(headings) if h.number and h.number.scheme == "zh_comma"]
    values = [number.value for n in counted if (number := headings[n].number)]
    for at in range(1, len(values)):
        if values[at] != 1:
            continue
        end = at + 1
        while end < len(values) and values[end] == values[end - 1] + 1:
            end += 1
        if end < len(values) and values[end] == values[at - 1] + 1:
            for n in counted[at:end]:
                if number := headings[n].number:
                    nested[n] = replace(headings[n], number=replace(number, scheme="inner"))
            values[at:end] = [values[at - 1]] * (end - at)  # the outer count goes on from here
    return nested


def _settle_letters(headings: list[Heading]) -> list[Heading]:
    """Decide for every capital that is letter and Roman numeral alike which it is here.

    It is whichever goes on a count: C. after B. is a letter, V. after IV. a
    numeral. One that goes on neither is a numeral if it is I, else a letter.
    """
    settled: list[Heading] = []
    letter = roman = 0
    for heading in headings:
        number = heading.number
        if number and number.letter:
            as_letter = number.letter == letter + 1 and letter > 0
            as_roman = number.value == roman + 1
            if (as_letter and not as_roman) or (not as_roman and number.value != 1):
                number = replace(number, scheme="alpha", path=(number.letter,), letter=0)
                heading = replace(heading, number=number)  # noqa: PLW2901
        if number and number.scheme == "roman":
            roman, letter = number.value, 0
        elif number and number.scheme == "alpha":
            letter = number.value
        settled.append(heading)
    return settled


def _read_marks(headings: list[Heading]) -> list[int]:
    """Return the levels of the file's own marks where they are to be trusted, else nothing.

    They are when every heading is marked, the marks tell at least two depths
    apart, and no way of numbering stands at two depths.
    """
    depths = {heading.level for heading in headings}
    if len(depths) < 2 or 0 in depths:
        return []
    depth_of: dict[tuple[str, int], int] = {}
    for heading in headings:
        if heading.number and not heading.role:
            key = heading.number.scheme, len(heading.number.path)
            if depth_of.setdefault(key, heading.level) != heading.level:
                return []
    return [sorted(depths).index(heading.level) + 1 for heading in headings]
