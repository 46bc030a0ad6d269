"""Kill builds at random moments, and look at the store after each.

    python -m tests.kills [200]

Every build is of one paper of the repository, over a store that is there; every
other one begins from nothing. Prints how many stores were whole afterwards,
and what was left lying about after one more build.
"""

import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.test_faults import is_whole, list_litter, start

from policytext.pipeline import build_store

CORPUS = Path(__file__).parents[1] / "corpus"


def make_folder(folder):
    """Make a corpus folder of one paper and all themes."""
    (folder / "papers").mkdir(parents=True)
    shutil.copy(CORPUS / "papers" / "zhang-henan.txt", folder / "papers")
    shutil.copytree(CORPUS / "themes", folder / "themes")
    return folder


def kill_once(folder, out, length, *, fresh):
    """Kill one build somewhere in its length; tell whether the store is whole, or not there where none was before."""
    if fresh:
        out.unlink(missing_ok=True)
        shutil.rmtree(out.with_name(f"{out.name}.shelf"), ignore_errors=True)
    else:
        with (folder / "papers" / "zhang-henan.txt").open("a") as paper:
            paper.write("\nTrade unions again.\n")
    was_there = out.exists()
    build = start(folder, out)
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
        n_whole = sum(
            kill_once(folder, out, length, fresh=bool(number % 2)) for number in range(n_kills)
        )
        build_store(folder, out)
        print(
            f"{n_whole} of {n_kills} stores whole; left lying about: {list_litter(out) or 'nothing'}"
        )
    return 0 if n_whole == n_kills else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
