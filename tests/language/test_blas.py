"""Products by NumPy are thinc's products."""

from __future__ import annotations

import numpy as np
import pytest
from thinc.api import NumpyOps, get_current_ops

from copydesk.language.blas import NumpyBlasOps, faster_products


@pytest.mark.parametrize("trans1", [False, True])
@pytest.mark.parametrize("trans2", [False, True])
def test_products_agree(trans1: bool, trans2: bool) -> None:
    rng = np.random.default_rng(3)
    x = rng.normal(size=(4, 5) if trans1 else (5, 4)).astype(np.float32)
    y = rng.normal(size=(6, 4) if trans2 else (4, 6)).astype(np.float32)
    mine = NumpyBlasOps().gemm(x, y, trans1=trans1, trans2=trans2)
    np.testing.assert_allclose(mine, NumpyOps().gemm(x, y, trans1=trans1, trans2=trans2), rtol=1e-5)
    out = np.zeros((5, 6), dtype=np.float32)
    assert NumpyBlasOps().gemm(x, y, out=out, trans1=trans1, trans2=trans2) is out
    np.testing.assert_array_equal(out, mine)


def test_the_choice_ends_with_its_block() -> None:
    before = get_current_ops()
    with faster_products():
        assert isinstance(get_current_ops(), NumpyBlasOps)
    assert get_current_ops() is before
