"""The peak memory of a process, told apart from that of the process that began it."""

import re
from pathlib import Path


def read_peak(process="self"):
    """Return the megabytes a process held at most since it began its program, 0 where the system does not say.

    What `getrusage` says of a child begins with its parent's memory.
    """
    try:
        status = Path(f"/proc/{process}/status").read_text("ascii")
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s*(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0
