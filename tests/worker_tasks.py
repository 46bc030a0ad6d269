"""What other processes are given to do; they import nothing else of the tests, so that they start at once."""

import os


def double(number):
    return 2 * number


def die_once(path):
    """End the process the first time it comes to this path, as a lack of memory would."""
    if not path.exists():
        path.touch()
        os._exit(9)
    return path.name


def die_always(path):
    if path.name == "bad":
        os._exit(9)
    return path.name
