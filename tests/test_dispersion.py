import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.dispersion import Parts


def test_the_example_of_the_paper_is_reproduced():
    # Gries 2008: five parts of 9 10 10 10 11 words, and `a` in them 1 2 3 4 5 times.
    # |1/15-.18| + |2/15-.2| + |3/15-.2| + |4/15-.2| + |5/15-.22| = .1133+.0667+0+.0667+.1133 = .36
    found = Parts({"1": 9, "2": 10, "3": 10, "4": 10, "5": 11}).measure(
        {"1": 1, "2": 2, "3": 3, "4": 4, "5": 5}
    )
    assert (found.n, found.range) == (15, 5)
    assert found.dp == pytest.approx(0.18)
    assert found.dp_norm == pytest.approx(0.18 / 0.82)


def test_all_of_it_in_the_smallest_part_is_a_dpnorm_of_one():
    assert Parts({"a": 90, "b": 10}).measure({"b": 3}).dp_norm == pytest.approx(1)


def test_what_is_spread_as_the_parts_are_has_a_dp_of_zero():
    found = Parts({"a": 30, "b": 60}).measure({"a": 1, "b": 2})
    assert (found.dp, found.dp_norm) == (0, 0)


def test_what_never_occurs_has_no_dispersion():
    found = Parts({"a": 30, "b": 60}).measure({})
    assert (found.n, found.range, found.dp, found.dp_norm) == (0, 0, None, None)


def test_over_one_part_dpnorm_is_undefined():
    found = Parts({"a": 30, "empty": 0}).measure({"a": 2})
    assert (found.dp, found.dp_norm) == (0, None)


@given(st.lists(st.tuples(st.integers(1, 500), st.integers(0, 20)), min_size=2, max_size=30))
def test_dp_agrees_with_numpy_on_dense_vectors(parts):
    import numpy as np

    sizes, counts = (np.array(column) for column in zip(*parts, strict=True))
    found = Parts({str(i): int(s) for i, s in enumerate(sizes)}).measure(
        {str(i): int(c) for i, c in enumerate(counts)}
    )
    if not counts.sum():
        assert found.dp is None
        return
    share = sizes / sizes.sum()
    dp = float(np.abs(counts / counts.sum() - share).sum() / 2)
    assert math.isclose(found.dp, dp, abs_tol=1e-12)
    assert math.isclose(found.dp_norm, dp / (1 - share.min()), abs_tol=1e-12)
    assert found.range == int((counts > 0).sum())
