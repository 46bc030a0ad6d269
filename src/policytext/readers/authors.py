"""Tell the names of authors from what programs and sites write where a name should stand."""

from __future__ import annotations

import re

NO_AUTHOR = re.compile(
    r"(?:admin(?:istrator)?|users?|owner|(?:unknown|no)?\s*authors?(?:\s+unknown)?|root|pc|guest|default|unknown|anonymous|n/?a|none|null|"
    r"openpyxl|python-docx|apache poi|un-named|microsoft(?: office)?(?: user)?|windows ?用户|微软用户|用户|雨林木风|"
    r"lenovo|hp|dell|asus|china|mc system|微软中国|番茄花园|深度|佚名|未知(?:作者)?|不详|匿名|无名氏|calibre(?:\s.*)?)\Z",
    re.IGNORECASE,
)
"""What programs, new machines and catalogues write for want of a person's name."""
