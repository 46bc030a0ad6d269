"""Kill builds at random moments, and look at the store after each.

    python -m tests.kills [200]

Every build is of one paper of the repository: one in three is all done anew over
a store that is there, one begins from nothing, one tags anew what a changed theme
concerns. Prints how many stores were whole afterwards,
and what was left lying about after one more build.
"""

import random
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from tests.test_faults import change_themes, is_whole, list_litter

from policytext.pipeline import build_store

CORPUS = Path(__file__).parents[1] / "corpus"


def start(folder, out, *arguments):
    """Start a build."""
    command = [sys.executable, "-m", "policytext", "build", str(folder), "--out", str(out)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([*command, *arguments], **quiet)


def make_folder(folder):
    """Make a corpus folder of one paper and all themes."""
    (folder / "papers").mkdir(parents=True)
    shutil.copy(CORPUS / "papers" / "zhang-henan.txt", folder / "papers")
    shutil.copytree(CORPUS / "themes", folder / "themes")
    return folder


def kill_once(folder, out, length, way):
    """Kill one build somewhere in its length; tell whether the store is whole, or not there where none was before."""
    added = folder / "themes" / "added.toml"
    if way == "from nothing":
        out.unlink(missing_ok=True)
        out.with_name(f"{out.name}.shelf").unlink(missing_ok=True)
    elif way == "themes":
        added.unlink(missing_ok=True)
        build_store(folder, out)
        change_themes(folder)
    was_there = out.exists()
    build = start(folder, out, *(["--fresh"] if way == "anew" else []))
    time.sleep(random.uniform(0, 1.05) * length)  # noqa: S311 - moments, not secrets
    build.kill()
    build.wait()
    return is_whole(out) if out.exists() else not was_there


def main(n_kills):
    """Kill, and print the count."""
    random.seed(1949)
    with tempfile.TemporaryDirectory() as made:
        folder = make_folder(Path(made) / "corpus")
        out = folder / "x.db"
        began = time.perf_counter()
        start(folder, out).wait()
        length = time.perf_counter() - began
        ways = islice(cycle(("anew", "from nothing", "themes")), n_kills)
        n_whole = sum(kill_once(folder, out, length, way) for way in ways)
        build_store(folder, out)
        print(
            f"{n_whole} of {n_kills} stores whole; left lying about: {list_litter(out) or 'nothing'}"
        )
    return 0 if n_whole == n_kills else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
