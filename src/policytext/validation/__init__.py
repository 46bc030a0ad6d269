"""Validate the tagging by human coders: draw a blind sample, score the filled sheets.

The unit is a *question*: a passage and a theme. Every row of a sheet asks the
same of both: does this passage name this theme? Some of the passages are tagged
with the theme, some are not, and the sheet does not show which; how likely each
was to be asked stands in a *key* that coders do not get. So one coding gives
both precision (the share of tagged passages that name the theme) and recall
(how many of those that name it are tagged), from people who could not tell what
policytext had decided. Sheets that show tagged mentions only cannot tell
anything of recall, and invite the coder to agree (Song et al. 2020, "In
validations we trust?").

It is the passage that is judged, because passages are what reports and the
graph count. A passage with a right and a wrong mention of one theme is rightly
tagged here.
"""

from policytext.validation.key import Key, Question, Stratum, read_key
from policytext.validation.sampling import Design, Sample, draw_sample
from policytext.validation.scoring import Score, score_files, score_sheets
from policytext.validation.sheets import Sheet, read_sheet, write_sample

__all__ = [
    "Design",
    "Key",
    "Question",
    "Sample",
    "Score",
    "Sheet",
    "Stratum",
    "draw_sample",
    "read_key",
    "read_sheet",
    "score_files",
    "score_sheets",
    "write_sample",
]
