"""What becomes of a test that needs a browser, or a Chinese font to draw with, where there is none."""

import os
import shutil
import subprocess
import sys

import pytest

REQUIRED = os.environ.get("POLICYTEXT_REQUIRE_BROWSER") == "1"


def give_up(reason):
    """Fail where a browser is required, as in `.ci/run`; else skip, and say what was not tried and why."""
    message = f"not tried in a browser: {reason}. Install the 'browser' extra and Chromium."
    if REQUIRED:
        pytest.fail(message)
    pytest.skip(message)  # a machine without a browser can run all other tests


def need_chinese_font():
    """Go on where the system has a Chinese font: a browser prints with it, and pdfium measures letters by it that a PDF only names."""
    lister = shutil.which("fc-list")
    listed = lister and subprocess.run([lister, ":lang=zh"], capture_output=True, check=True).stdout
    if listed or (lister is None and not sys.platform.startswith("linux")):
        return
    message = (
        "not tried: this system has no Chinese font. Install one (apt install fonts-noto-cjk)."
    )
    if REQUIRED:
        pytest.fail(message)
    pytest.skip(message)  # a machine without the font can run all other tests
