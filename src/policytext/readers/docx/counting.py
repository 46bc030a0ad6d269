"""Write a number as Word's lists count: 1 i a 一 壹 甲 ① and their kin."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_PLACES = ("", "拾", "佰", "仟")
_TRADITIONAL_DIGITS = "零壹貳參肆伍陸柒捌玖"
_CYCLES = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}
_FIGURES = frozenset(
    {"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital2"}
)
_COUNTED = ("零" + _DIGITS[1:], _PLACES, True)
_SPELT: dict[str, tuple[str, tuple[str, ...], bool]] = {  # digits, places, whether 一十 is 十
    "chineseCounting": _COUNTED,
    "chineseCountingThousand": _COUNTED,
    "taiwaneseCounting": _COUNTED,
    "taiwaneseCountingThousand": _COUNTED,
    "japaneseCounting": _COUNTED,
    "chineseLegalSimplified": (_LEGAL_DIGITS, _LEGAL_PLACES, False),
    "japaneseLegal": (_LEGAL_DIGITS, _LEGAL_PLACES, False),
    "ideographLegalTraditional": (_TRADITIONAL_DIGITS, _LEGAL_PLACES, False),
}
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_RUNS = {  # formats whose numbers are one letter each, with the first letter and how many there are
    "decimalEnclosedCircle": ("①", 20),
    "decimalEnclosedCircleChinese": ("①", 20),
    "decimalEnclosedParen": ("⑴", 20),
    "decimalEnclosedFullstop": ("⒈", 20),
    "ideographEnclosedCircle": ("㊀", 10),
}
_ONES_NAMES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_ONES = _ONES_NAMES.split()
_TENS_NAMES = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = _TENS_NAMES.split()
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
    "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip


def write_number(number: int, form: str) -> str:
    """Return a number in one of Word's formats (ECMA-376, 17.18.59), plain figures in an unknown one.

    >>> write_number(12, "chineseCounting"), write_number(4, "upperRoman"), write_number(27, "lowerLetter")
    ('十二', 'IV', 'aa')
    >>> write_number(3, "decimalEnclosedCircleChinese"), write_number(1, "ideographTraditional")
    ('③', '甲')
    """
    if form in _RUNS:
        first, n = _RUNS[form]
        return chr(ord(first) + number - 1) if 1 <= number <= n else str(number)
    if number < 1 or number > 9999:
        return str(number)
    if form in ("upperRoman", "lowerRoman"):
        roman = _write_roman(number)
        return roman.upper() if form == "upperRoman" else roman
    if form in ("upperLetter", "lowerLetter"):  # a … z, aa … zz, aaa …
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    return _write_chinese(number, form) or _write_other(number, form)


def _write_chinese(number: int, form: str) -> str:
    """Return a number in Chinese characters, nothing where the format is none of theirs."""
    if form in _CYCLES:
        return _CYCLES[form][(number - 1) % len(_CYCLES[form])]
    if form in _FIGURES:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    digits, places, drop_one = _SPELT.get(form, ("", (), False))
    return _spell(number, digits, places, drop_one=drop_one) if digits else ""


def _write_other(number: int, form: str) -> str:
    """Return a number in figures or English words."""
    if form == "decimalZero":
        return f"{number:02d}"
    if form in ("decimalFullWidth", "decimalFullWidth2"):
        return "".join(chr(ord("０") + int(digit)) for digit in str(number))
    if form == "numberInDash":
        return f"- {number} -"
    if form == "ordinal":
        teen = 10 <= number % 100 <= 20
        return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
    if form in ("cardinalText", "ordinalText") and number < 100:
        return _write_words(number, form).capitalize()
    return str(number)


def _write_words(number: int, form: str) -> str:
    """Return a number below a hundred in English words."""
    tens = [_TENS[number // 10 - 2]] if number >= 20 else []
    ones = (
        [_ONES[(number if number < 20 else number % 10) - 1]] if number < 20 or number % 10 else []
    )
    words = [*tens, *ones]
    if form == "ordinalText":
        last = words[-1]
        words[-1] = _ORDINALS.get(last) or (
            last[:-1] + "ieth" if last.endswith("y") else last + "th"
        )
    return "-".join(words)


def _write_roman(number: int) -> str:
    """Return a number in small Roman figures."""
    out = ""
    for value, letters in _ROMAN:
        out += letters * (number // value)
        number %= value
    return out


def _spell(number: int, digits: str, places: tuple[str, ...], *, drop_one: bool) -> str:
    """Return a number below ten thousand with its places: 一百零五, 十二 (壹拾贰 with its 壹)."""
    out, gap = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if not digit:
            gap = bool(out)
            continue
        out += (digits[0] if gap else "") + digits[digit] + places[place]
        gap = False
    one_ten = digits[1] + places[1]
    return out.removeprefix(digits[1]) if drop_one and out.startswith(one_ten) else out
