"""Matrix products of spaCy pipelines made with thinc through NumPy's BLAS.

The shipped pipeline needs them not; one that the setting ``language.model`` names may.

thinc multiplies with its own copy of BLIS, which reached a third of NumPy's (OpenBLAS) speed on
the x86 machines it was measured on (30 against 85 GFLOPS on one core).
Models made within `faster_products` multiply by NumPy; results differ in the last bits only.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from thinc.api import NumpyOps, get_current_ops, set_current_ops
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # has no stubs


class NumpyBlasOps(NumpyOps):  # type: ignore[misc]  # thinc's class is untyped
    """thinc's operations on the processor, with products by NumPy."""

    def gemm(
        self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False
    ) -> Any:
        """``x @ y`` with either side transposed, as thinc's ``Ops.gemm`` promises it."""
        product = np.matmul(x.T if trans1 else x, y.T if trans2 else y)
        if out is None:
            return product
        out[:] = product
        return out


@contextmanager
def faster_products() -> Iterator[None]:
    """Let models that are made inside multiply by NumPy; nothing changes on an accelerator.

    From then on the process multiplies on one thread: sums come out the same on every machine,
    and worker processes do not fight for cores.
    """
    before = get_current_ops()
    if type(before) is NumpyOps:
        threadpool_limits(limits=1, user_api="blas")
        set_current_ops(NumpyBlasOps())
    try:
        yield
    finally:
        set_current_ops(before)
