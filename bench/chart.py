"""Draw how builds grow, from the figures `python -m bench` wrote.

python -m bench.chart docs/bench.json docs/scaling.svg
"""

import json
import re
import sys
from pathlib import Path

import matplotlib as mpl

mpl.use("svg")
import matplotlib.pyplot as plt

NAME = re.compile(
    r"build (?P<lang>en|zh), (?P<n>[\d,]+) passages: (?P<what>seconds|MB at the peak)"
)
COLORS = {"en": "#0072b2", "zh": "#d55e00"}
LANGUAGES = {"en": "English", "zh": "Chinese"}


def read_series(path):
    """Return by what was measured and language the sizes and figures of builds, the smallest first."""
    series = {}
    for name, figure in json.loads(path.read_text("utf-8"))["figures"].items():
        if match := NAME.fullmatch(name):
            key = match["what"], match["lang"]
            series.setdefault(key, []).append((int(match["n"].replace(",", "")), figure))
    return {key: sorted(points) for key, points in series.items()}


def draw(series, out):
    """Write the chart: time on the left, memory on the right, both over passages."""
    mpl.rcParams["svg.hashsalt"] = "policytext"
    chart, axes = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
    for axis, what in zip(axes, ("seconds", "MB at the peak"), strict=True):
        for lang, color in COLORS.items():
            points = series.get((what, lang), [])
            axis.semilogx(*zip(*points, strict=True), "o-", color=color, label=LANGUAGES[lang])
        axis.set_xlabel("passages")
        axis.set_title(f"A whole build: {what}", fontsize=10)
        axis.grid(alpha=0.3)
        axis.spines[["top", "right"]].set_visible(False)
    axes[0].set_yscale("log")
    axes[1].set_ylim(bottom=0)
    axes[0].legend(frameon=False)
    chart.savefig(out, metadata={"Date": None})


if __name__ == "__main__":
    draw(read_series(Path(sys.argv[1])), sys.argv[2])
