"""What tests read on the page of the concept graph."""

import json
import re

# Every name in the picture that can be seen, as boxes in the window.
NAMES = """() => [...document.querySelectorAll("#names .label")].filter((label) => getComputedStyle(label).visibility !== "hidden")
  .map((label) => { const box = label.getBoundingClientRect(); return [label.textContent, box.left, box.top, box.right, box.bottom, label.scrollWidth - label.clientWidth]; })"""


def find_overlaps(boxes):
    return [
        (a[0], b[0])
        for n, a in enumerate(boxes)
        for b in boxes[:n]
        if a[1] < b[3] - 0.5 and b[1] < a[3] - 0.5 and a[2] < b[4] - 0.5 and b[2] < a[4] - 0.5
    ]


def read_data(path):
    """Return the data that a page of the graph carries."""
    text = path.read_text("utf-8")
    return json.loads(
        re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)[1]
    )
