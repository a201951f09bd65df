"""A local HTTP server that serves files well, or in one of the ways in which servers fail."""

import _thread
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class DataServer:
    """Serves `files` under /MANNER/NAME; `mirror(manner)` is the address up to the name.

    Manners: good, truncated (breaks off midway), unannounced (half of it, and no length said),
    wrong (other bytes), unavailable (503), silent (takes the call and says nothing), stalling
    (falls silent midway), trickling (a byte now and then), interrupting (Ctrl-C midway).
    """

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.asked: list[str] = []
        self.closing = threading.Event()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self._http.daemon_threads = True

    def mirror(self, manner: str) -> str:
        return f"http://127.0.0.1:{self._http.server_port}/{manner}/"

    def __enter__(self) -> "DataServer":
        threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()


def _handler_of(server: DataServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            _, manner, name = self.path.split("/")
            server.asked.append(f"{manner}/{name}")
            try:
                getattr(self, manner)(server.files[name])
            except (BrokenPipeError, ConnectionError):
                self.close_connection = True

        def good(self, content: bytes) -> None:
            self.start(len(content))
            self.wfile.write(content)

        def truncated(self, content: bytes) -> None:
            self.start(len(content))
            self.wfile.write(content[: len(content) // 2])

        def unannounced(self, content: bytes) -> None:
            self.start(None)
            self.wfile.write(content[: len(content) // 2])

        def wrong(self, content: bytes) -> None:
            self.good(bytes(255 - value for value in content))

        def unavailable(self, content: bytes) -> None:
            self.send_error(503)

        def silent(self, content: bytes) -> None:
            server.closing.wait()

        def stalling(self, content: bytes) -> None:
            self.truncated(content)
            server.closing.wait()

        def trickling(self, content: bytes) -> None:
            self.start(len(content))
            for value in content:
                self.wfile.write(bytes([value]))
                if server.closing.wait(0.02):
                    break

        def interrupting(self, content: bytes) -> None:
            self.truncated(content)
            _thread.interrupt_main()
            server.closing.wait()

        def start(self, length: int | None) -> None:
            self.send_response(200)
            if length is not None:
                self.send_header("Content-Length", str(length))
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            """Say nothing on stderr."""

    return Handler
