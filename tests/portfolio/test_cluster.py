"""A review on a real dask scheduler with two worker processes, one of which is killed on the way."""

import os
import signal

import pytest

from contractscan.portfolio import review

distributed = pytest.importorskip("distributed", reason="the extra `dask` is not installed")
pytestmark = pytest.mark.filterwarnings("ignore")

TERMS = "1 Data\n1.1 The Supplier shall store the Customer's data in Sweden.\n"
OTHERS = (
    "art28", "audit", "contract", "decision", "deletion", "exit", "government", "incident", "instructions", "ownership",
    "security", "subprocessors", "transfers",
)  # fmt: skip


@pytest.fixture
def work(tmp_path):
    for number in range(8):
        (tmp_path / "in" / f"vendor{number}").mkdir(parents=True)
        (tmp_path / "in" / f"vendor{number}" / "terms.txt").write_text(f"{TERMS}{number}", encoding="utf-8")
    return review.tasks(tmp_path / "in", profile="", language="en", without=OTHERS, reports="", today="2026-11-25")


@pytest.mark.parametrize("shipping", [False, True], ids=["shared paths", "content sent"])
def test_a_killed_worker_costs_no_vendor_and_none_comes_twice(work, tmp_path, shipping):
    from contractscan.portfolio.cluster import review_on_cluster

    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as cluster:
        victims = [worker.process.pid for worker in cluster.workers.values()]

        def kill_one(name, done, of):
            if done == 1:
                os.kill(victims[0], signal.SIGKILL)

        store = review.Store(tmp_path / "state")
        results = list(
            review_on_cluster(
                work, scheduler=cluster.scheduler_address, store=store, progress=kill_one, shipping=shipping
            )
        )
        again = list(
            review_on_cluster(
                work, scheduler=cluster.scheduler_address, store=store, progress=lambda *_: None, shipping=shipping
            )
        )

    assert sorted(result.name for result in results) == [task.name for task in work]
    assert [result.failure for result in results] == [""] * len(work)
    assert all(store.get(task.name).snapshot is not None for task in work)
    assert sorted(again, key=lambda result: result.name) == sorted(results, key=lambda result: result.name)


def test_a_scheduler_that_does_not_answer_is_a_usage_error(work, monkeypatch):
    from contractscan.errors import UsageError
    from contractscan.portfolio.cluster import review_on_cluster

    def refuse(address, timeout):
        raise OSError("refused")

    monkeypatch.setattr(distributed, "Client", refuse)
    with pytest.raises(UsageError, match="does not answer"):
        list(review_on_cluster(work, scheduler="tcp://127.0.0.1:1", store=review.Store(None), progress=print))
