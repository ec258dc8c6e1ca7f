"""Serves site/ for one person on this machine: `python tools/serve.py [--port 8000] [FOLDER]`.

A static host needs no more than this: the right type for each file, no lists of folders, and leave to keep
what lies under a content hash.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import os
import re
import sys
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SITE = Path(__file__).resolve().parent.parent / "site"

# Browsers refuse a module script or a streamed WebAssembly file of the wrong type. Files that are compressed
# in themselves (.gz, .br, .zst) are handed over as they are: the page unpacks them.
TYPES = {
    "": "application/octet-stream",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".map": "application/json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".wasm": "application/wasm",
    ".whl": "application/zip",
    ".zip": "application/zip",
    ".pdf": "application/pdf",
    ".data": "application/octet-stream",
    ".gz": "application/octet-stream",
    ".br": "application/octet-stream",
    ".zst": "application/octet-stream",
}
HASHED = re.compile(r"/(?:runtime/|assets/honest-)[0-9a-f]{8,}/")


class Handler(SimpleHTTPRequestHandler):
    """A file of the folder, its own 404 page, or an error. Never a directory listing."""

    protocol_version = "HTTP/1.1"
    extensions_map = TYPES

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        return TYPES.get(Path(path).suffix.lower(), TYPES[""])

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_response(self, code: int, message: str | None = None) -> None:
        super().send_response(code, message)
        hashed = code == HTTPStatus.OK and HASHED.search(self.path)
        self.send_header("Cache-Control", "public, max-age=31536000, immutable" if hashed else "no-cache")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", TYPES[".html"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass  # a line per file would bury the address


class Server(ThreadingHTTPServer):
    """Quiet when a browser drops a connection half-way, as they do when a page is left."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def make_server(folder: Path = SITE, port: int = 0) -> Server:
    """A server on 127.0.0.1 that waits for serve_forever(); port 0 takes any free one."""
    return Server(("127.0.0.1", port), functools.partial(Handler, directory=str(folder)))


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve the built site on this machine.")
    parser.add_argument("folder", nargs="?", type=Path, default=SITE)
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    options = parser.parse_args()
    if not (options.folder / "index.html").is_file():
        sys.exit(f"There is no site in {options.folder} yet. Build it with: make build")
    try:
        server = make_server(options.folder, options.port)
    except OSError as error:
        sys.exit(
            f"Port {options.port} cannot be used ({error.strerror}). Try another one: make serve PORT=8001"
        )
    address = f"http://127.0.0.1:{server.server_port}/"
    print(f"Honest Ads: {address}   中文: {address}zh/   (stop with Ctrl-C)", flush=True)
    with contextlib.suppress(KeyboardInterrupt), server:
        server.serve_forever()


if __name__ == "__main__":
    main()
