"""Several jobs that set off at the same moment; use it with the fixture `shared_database`."""

from collections.abc import Callable, Sequence
from threading import Barrier, Thread

from django.db import connection


def run_at_once(jobs: Sequence[Callable[[], object]]) -> list[object]:
    """Run the jobs in threads that set off together; return what each returned or raised."""
    barrier = Barrier(len(jobs))
    results: list[object] = [None] * len(jobs)

    def run(index: int) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=20)
            results[index] = jobs[index]()
        except Exception as error:
            results[index] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(index,)) for index in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results
