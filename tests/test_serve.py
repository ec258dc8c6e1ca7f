"""The little server: right types, no lists of folders, leave to keep only what is named by its content."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.serve import make_server

IMMUTABLE = "public, max-age=31536000, immutable"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    for name in ("index.html", "404.html", "check/index.html", "a.mjs", "b.wasm", "c.whl", "d.zip", "e.json"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(name, "utf-8")
    for name in (
        "runtime/manifest.json",
        "runtime/0123456789abcdef/python.wasm.gz",
        "f.data",
        "g.br",
        "h.svg",
    ):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(name, "utf-8")
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    return site


@pytest.fixture
def client(folder: Path) -> Iterator[http.client.HTTPConnection]:
    with make_server(folder) as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        yield connection
        connection.close()
        server.shutdown()


def ask(
    client: http.client.HTTPConnection, path: str, method: str = "GET"
) -> tuple[int, dict[str, str], str]:
    client.request(method, path)
    answer = client.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/check/", "text/html; charset=utf-8"),
        ("/a.mjs", "text/javascript; charset=utf-8"),
        ("/b.wasm", "application/wasm"),
        ("/c.whl", "application/zip"),
        ("/d.zip", "application/zip"),
        ("/e.json", "application/json; charset=utf-8"),
        ("/f.data", "application/octet-stream"),
        ("/g.br", "application/octet-stream"),
        ("/h.svg", "image/svg+xml; charset=utf-8"),
        ("/runtime/0123456789abcdef/python.wasm.gz", "application/octet-stream"),
    ],
)
def test_types(client: http.client.HTTPConnection, path: str, kind: str) -> None:
    status, headers, _ = ask(client, path)
    assert (status, headers["content-type"]) == (200, kind)
    assert "content-encoding" not in headers


def test_only_what_lies_under_a_content_hash_may_be_kept(client: http.client.HTTPConnection) -> None:
    hashed = "/runtime/0123456789abcdef/python.wasm.gz"
    assert ask(client, hashed)[1]["cache-control"] == IMMUTABLE
    assert ask(client, hashed + ".missing")[1]["cache-control"] == "no-cache"
    for path in ("/", "/a.mjs", "/runtime/manifest.json"):
        assert ask(client, path)[1]["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/missing", "/runtime/", "/runtime/0123456789abcdef/"])
def test_a_missing_file_and_a_folder_without_a_page_give_the_404_page(
    client: http.client.HTTPConnection, path: str
) -> None:
    status, headers, body = ask(client, path)
    assert (status, body) == (404, "404.html")
    assert headers["content-type"] == "text/html; charset=utf-8"


def test_a_folder_without_its_slash_is_sent_on(client: http.client.HTTPConnection) -> None:
    status, headers, _ = ask(client, "/check?a=1")
    assert (status, headers["location"]) == (301, "/check/?a=1")


def test_head_has_no_body(client: http.client.HTTPConnection) -> None:
    assert ask(client, "/a.mjs", "HEAD")[2] == ""
    assert ask(client, "/missing", "HEAD")[2] == ""
    assert ask(client, "/a.mjs")[2] == "a.mjs"  # the connection is still in step


@pytest.mark.parametrize("path", ["/../secret.txt", "/%2e%2e/secret.txt", "/check/../../secret.txt"])
def test_nothing_outside_the_folder_is_served(client: http.client.HTTPConnection, path: str) -> None:
    status, _, body = ask(client, path)
    assert status == 404
    assert "secret" not in body


def test_other_methods_are_refused(client: http.client.HTTPConnection) -> None:
    assert ask(client, "/", "POST")[0] == 501
