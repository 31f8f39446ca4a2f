import threading

from django.db import connection


def run_together(calls):
    """Each in a thread and on a connection of its own, let go at one moment: what each came to."""
    outcomes, gate = [], threading.Barrier(len(calls))

    def run(call):
        gate.wait()
        try:
            outcomes.append(call())
        except Exception as problem:
            outcomes.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
