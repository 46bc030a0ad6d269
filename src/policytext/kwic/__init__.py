"""Show every place where something stands, between its neighbours.

Keyword in context (Luhn 1960, "Key word-in-context index for technical
literature"): the node in the middle, a window of words on both sides, the
position of every node in the source text.
"""

from policytext.kwic.lines import Line, View, cut_lines
from policytext.kwic.order import count_by_document, keep_near, sample_lines, sort_lines
from policytext.kwic.places import Kind, find_counterparts, find_places

__all__ = [
    "Kind",
    "Line",
    "View",
    "count_by_document",
    "cut_lines",
    "find_counterparts",
    "find_places",
    "keep_near",
    "sample_lines",
    "sort_lines",
]
