import gzip
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import brotli
import pytest
import sentry_sdk

from portal.reporting import start_reporting


@pytest.fixture
def service():
    """A real server that takes reports as the service would, and keeps them."""
    received = []

    class Intake(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            unpack = {"gzip": gzip.decompress, "br": brotli.decompress}
            received.append(unpack[self.headers["Content-Encoding"]](body).decode())
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *args):
            """The test's output is not its log."""

    server = HTTPServer(("127.0.0.1", 0), Intake)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    start_reporting(dsn=f"http://key@127.0.0.1:{server.server_port}/1", release="test")
    yield received
    sentry_sdk.get_client().close()
    sentry_sdk.init()
    server.shutdown()
    server.server_close()


def test_a_report_says_what_broke_and_where_and_nothing_about_anybody(service):
    # Put together here, so that the lines of source in the report do not hold them whole.
    first, last = "otto" + "line", "quin" + "ce"
    sentry_sdk.set_user({"email": f"{first}@{last}.example"})
    sentry_sdk.set_extra("answer", f"{first} wrote this")
    try:
        raise LookupError(f"No row for {first} {last}")
    except LookupError as problem:
        sentry_sdk.capture_exception(problem)
    sentry_sdk.flush(5)

    event = json.loads(service[0].splitlines()[2])
    broken = event["exception"]["values"][0]
    assert broken["type"] == "LookupError"
    assert broken["stacktrace"]["frames"][-1]["function"].startswith("test_a_report")
    assert first not in service[0]
    assert last not in service[0]
