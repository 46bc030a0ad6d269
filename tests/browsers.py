"""What becomes of a test that needs a browser where there is none."""

import os

import pytest

REQUIRED = os.environ.get("POLICYTEXT_REQUIRE_BROWSER") == "1"


def give_up(reason):
    """Fail where a browser is required, as in `.ci/run`; else skip, and say what was not tried and why."""
    message = f"not tried in a browser: {reason}. Install the 'browser' extra and Chromium."
    if REQUIRED:
        pytest.fail(message)
    pytest.skip(message)  # a machine without a browser can run all other tests
