"""Builds in processes of their own, born of one that has imported and read what every build needs.

Each is a process that can be killed, interrupted and kept short of room as if
a person had typed the command, without the seconds that Python takes to start.
"""

import multiprocessing
import os
import resource
import signal
from multiprocessing import forkserver
from pathlib import Path

from policytext.cli import main


def open_nursery():
    """Start the process that builds are born of, and return the context that has them born."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["warm_build"])
    kept = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(Path(__file__).parent), kept)))
    try:
        forkserver.ensure_running()
    finally:
        os.environ.pop("PYTHONPATH")
        if kept is not None:
            os.environ["PYTHONPATH"] = kept
    return context


def run_build(arguments, said, most_bytes):
    """Build as the command does; what it says goes into a file, and no file may have more than `most_bytes`."""
    if most_bytes:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    with open(said, "wb") as file:  # noqa: PTH123 - its descriptor is wanted
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    main(["build", *arguments])
