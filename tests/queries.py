from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_of(visit):
    """How many questions the database is asked by one call, caches already warm."""
    visit()
    with CaptureQueriesContext(connection) as log:
        visit()
        return len(log)
