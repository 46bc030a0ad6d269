"""What is the same on every run, to be compared with a run of another hash seed, in another time zone.

python tests/another_run.py CORPUS STORE FOLDER
"""

import os
import subprocess
import sys
from pathlib import Path

from policytext.cli import main
from policytext.concepts import centrality, communities, files, loading, walks
from policytext.store.reading import open_store
from policytext.validation import draw_sample, write_sample


def ask_graph(store_path):
    """Return what the graph of a store answers, and the file it is written to, as text."""
    with open_store(store_path) as store:
        graph = loading.load_graph(store, loading.Selection(unit="sentence"))
        answers = (
            communities.divide(graph, 4),
            centrality.rank_central(store, graph),
            walks.find_paths(graph, "liangge-fugai", "qunzhong-tuanti", 4),
            files.render_files(files.draw(graph), "gexf"),
        )
        return "\n".join(map(str, answers))


def write_sheets(store_path, folder):
    """Write the sheets of a sample for coders."""
    with open_store(store_path) as store:
        write_sample(draw_sample(store, ["liangge-fugai"]), folder, ("xlsx", "csv"))


def run_another(corpus, store_path, folder):
    """Build, ask and write in another process, into `folder`."""
    seed = "7" if os.environ.get("PYTHONHASHSEED") == "4242" else "4242"
    subprocess.run(
        [sys.executable, __file__, str(corpus), str(store_path), str(folder)],
        check=True,
        env=os.environ | {"PYTHONHASHSEED": seed, "TZ": "UTC4"},
    )


if __name__ == "__main__":
    corpus, store_path, folder = map(Path, sys.argv[1:])
    main(["build", str(corpus), "--out", str(folder / "x.db")], standalone_mode=False)
    (folder / "graph.txt").write_text(ask_graph(store_path), "utf-8")
    write_sheets(store_path, folder / "sheets")
