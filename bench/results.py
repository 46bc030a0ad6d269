"""Print figures as they are measured, and keep them as JSON with what they were measured on."""

import json
import os
import platform
from importlib.metadata import version

LIBRARIES = ("jieba", "networkx", "policytext", "scikit-learn", "spacy")


def show(figures):
    """Print pairs of a name and a figure, a line each; return them as a dict."""
    kept = {}
    for name, figure in figures:
        kept[name] = round(figure, 4)
        print(f"{name:72} {figure:10.2f}", flush=True)
    return kept


def write_json(path, figures):
    """Write figures with the machine and the libraries they were measured with."""
    made_by = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "libraries": {name: version(name) for name in LIBRARIES},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"measured_with": made_by, "figures": figures}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
