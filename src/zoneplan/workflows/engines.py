"""Who works on the batches of a big layer: the threads of this process, or a dask cluster.

Either takes the same task over the same spans and gives its frames in the order of the spans, so
nobody after it can tell which it was.
"""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

import pandas as pd

from zoneplan.errors import PlanError

if TYPE_CHECKING:
    from zoneplan.exchange import Span

Task = Callable[["Span"], pd.DataFrame]
Engine = Callable[[Task, Sequence["Span"]], Iterator[pd.DataFrame]]

ANSWER_S = 10
"""How long a scheduler may take to answer."""
_Work = TypeVar("_Work")
_Made = TypeVar("_Made")
_AHEAD = 2
"""Batches that wait for each thread, so that memory stays bounded."""


def untold(_done: int, _of: int) -> None:
    """Tell nobody how many of how many steps are done."""


def in_threads(task: Callable[[_Work], _Made], spans: Sequence[_Work]) -> Iterator[_Made]:
    """Yield what a task makes of each span, in order, worked on by as many threads as cores."""
    threads = os.cpu_count() or 1
    pool = ThreadPoolExecutor(threads)
    try:
        left = iter(spans)
        waiting = deque(pool.submit(task, span) for span in islice(left, _AHEAD * threads))
        while waiting:
            yield waiting.popleft().result()
            waiting.extend(pool.submit(task, span) for span in islice(left, 1))
    finally:
        pool.shutdown(cancel_futures=True)


def on_dask(scheduler: str | None) -> Engine:
    """Return the engine of a dask cluster: the one whose address is given, else one started here.

    Every worker must see the file under the same path and have zoneplan installed. Raises
    `PlanError` where dask-geopandas is not installed or nobody answers at the address.
    """

    def run(task: Task, spans: Sequence[Span]) -> Iterator[pd.DataFrame]:
        try:
            import dask_geopandas  # noqa: F401, PLC0415 - lets dask hold frames with geometry
            from dask import config, dataframe  # noqa: PLC0415 - an extra
            from distributed import Client, LocalCluster  # noqa: PLC0415 - an extra
        except ImportError as fault:
            raise PlanError(
                vi="Chưa cài dask. Hãy cài gói bổ sung: pip install 'zoneplan[dask]', hoặc bỏ "
                "--engine dask.",
                en="dask is not installed. Install the extra: pip install 'zoneplan[dask]', or "
                "leave --engine dask out.",
            ) from fault
        if not spans:
            return
        with ExitStack() as stack:
            cluster = scheduler or stack.enter_context(
                LocalCluster(
                    n_workers=os.cpu_count(),
                    threads_per_worker=1,
                    dashboard_address="127.0.0.1:0",
                    silence_logs=logging.ERROR,
                )
            )
            try:
                client = stack.enter_context(Client(cluster, timeout=ANSWER_S))
            except (OSError, ValueError) as fault:
                raise _no_answer(scheduler, fault) from fault
            stack.enter_context(config.set({"dataframe.convert-string": False}))
            nothing = spans[0]._replace(end=spans[0].start)
            frame = dataframe.from_map(task, spans, meta=task(nothing))
            for future in client.compute(frame.to_delayed()):
                yield future.result()
                future.release()

    return run


def _no_answer(scheduler: str | None, fault: Exception) -> PlanError:
    return PlanError(
        vi=f"Không kết nối được với bộ điều phối dask {scheduler}: {fault}. Hãy kiểm tra địa chỉ "
        "(tcp://máy:8786).",
        en=f"Cannot reach the dask scheduler {scheduler}: {fault}. Check the address "
        "(tcp://host:8786).",
    )
