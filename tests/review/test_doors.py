"""Who may come in, and what a browser may do: one test for each way that somebody could try."""

from __future__ import annotations

from pathlib import Path

import pytest
from review.conftest import HOST, TOKEN
from starlette.testclient import TestClient

from voc import store
from voc.review.app import make_app
from voc.review.desk import Desk
from voc.review.guard import HEADERS, MAX_BODY
from voc.review.sessions import ALL_TRIES, TRIES, WINDOW, Secret, Sessions, Tries

ORIGIN = {"Origin": f"http://{HOST}"}
BEARER = {"Authorization": f"Bearer {TOKEN}", "X-Voc-Coder": "ann"}
WORDS = "seven quiet otters"


@pytest.fixture
def browser(client: TestClient) -> TestClient:
    """Somebody who came in by the page."""
    answer = client.post("/api/session", json={"token": TOKEN, "coder": "ann"}, headers=ORIGIN)
    assert answer.status_code == 200
    return client


@pytest.fixture
def exposed(folder: Path) -> TestClient:
    """A server that others in the network can reach."""
    secret = Secret.of("passphrase", WORDS)
    desk = Desk(
        folder,
        store.open(folder),
        Sessions(Secret.of("token", TOKEN), secret),
        "cues",
        "Parcels",
        exposed="http://192.168.1.5:8420 is open",
    )
    yield TestClient(make_app(desk, names=("study-pc",)), base_url="http://192.168.1.5:8420")
    desk.close()


def code(answer) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def test_nothing_is_told_without_a_session(client: TestClient):
    for path in ("/api/study", "/api/quotes", "/api/session", "/api/export/reviews.csv", "/api/jobs"):
        assert code(client.get(path)) == (401, "no_session")


def test_the_cookie_is_for_this_server_and_no_script(client: TestClient):
    answer = client.post("/api/session", json={"token": TOKEN}, headers=ORIGIN)
    words = answer.headers["set-cookie"].lower()
    assert "httponly" in words
    assert "samesite=strict" in words
    assert TOKEN not in words
    assert client.get("/api/session").json() == {"coder": None}


def test_an_ended_session_is_over(browser: TestClient):
    browser.request("DELETE", "/api/session", headers=ORIGIN)
    assert code(browser.get("/api/study")) == (401, "no_session")


def test_who_codes_is_asked_before_anything_is_written(client: TestClient):
    client.post("/api/session", json={"token": TOKEN}, headers=ORIGIN)
    assert code(client.post("/api/undo", json={}, headers=ORIGIN)) == (422, "invalid")
    assert client.post("/api/session/coder", json={"coder": " ann  lee "}, headers=ORIGIN).json() == {
        "coder": "ann lee"
    }
    assert client.post("/api/undo", json={}, headers=ORIGIN).status_code == 200


@pytest.mark.parametrize("name", ["", "  ", "a\nb\x00", "<b>", "x" * 61, "../up", "=cmd()"])
def test_a_coders_name_is_a_name(browser: TestClient, name: str):
    assert code(browser.post("/api/session/coder", json={"coder": name}, headers=ORIGIN)) == (422, "invalid")


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8420", "127.0.0.1.evil.example", "192.168.1.5:8420", ""]
)
def test_a_rebound_name_is_refused(client: TestClient, host: str):
    assert code(client.get("/api/study", headers={**BEARER, "Host": host})) == (403, "bad_host")
    assert code(client.get("/", headers={"Host": host})) == (403, "bad_host")


@pytest.mark.parametrize("host", ["127.0.0.1:8420", "localhost:8420", "LOCALHOST", "[::1]:8420"])
def test_our_own_names_are_answered(client: TestClient, host: str):
    assert client.get("/api/study", headers={**BEARER, "Host": host}).status_code == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:8420", "http://127.0.0.1:9999"])
def test_another_page_cannot_use_the_session(browser: TestClient, origin: str):
    answer = browser.post("/api/undo", json={}, headers={"Origin": origin})
    assert code(answer) == (403, "bad_origin")
    assert code(browser.get("/api/study", headers={"Origin": origin})) == (403, "bad_origin")
    assert "access-control-allow-origin" not in answer.headers


def test_a_form_or_an_image_of_another_page_cannot_use_it_either(browser: TestClient):
    assert code(browser.post("/api/undo", json={})) == (403, "bad_origin")  # no origin: not from our page
    cross = {"Sec-Fetch-Site": "cross-site"}
    assert code(browser.get("/api/export/reviews.csv", headers=cross)) == (403, "bad_origin")
    form = browser.post("/api/undo", content="{}", headers={**ORIGIN, "Content-Type": "text/plain"})
    assert code(form) == (415, "not_json")


def test_a_preflight_allows_nothing(client: TestClient):
    answer = client.options("/api/undo", headers={"Origin": "http://evil.example"})
    assert answer.status_code == 403
    assert not any(name.startswith("access-control") for name in answer.headers)


@pytest.mark.parametrize("path", ["/", "/api/study", "/api/openapi.json", "/static/none.js", "/nowhere"])
def test_every_answer_says_what_a_browser_may_do(client: TestClient, path: str):
    headers = client.get(path).headers
    assert {name: headers[name] for name in HEADERS} == dict(HEADERS)
    assert "unsafe" not in headers["content-security-policy"]


def test_refusals_say_it_too(client: TestClient):
    assert client.get("/", headers={"Host": "evil.example"}).headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    "path",
    [
        "../../study.toml",
        "..%2f..%2fstudy.toml",
        "%2e%2e/%2e%2e/app.py",
        "/etc/passwd",
        "index.html%00.js",
        "../app.py",
    ],
)
def test_no_name_from_a_browser_becomes_a_path(client: TestClient, path: str):
    assert client.get(f"/static/{path}").status_code == 404
    assert client.get(f"/api/quotes/{path}", headers=BEARER).status_code == 404


def test_a_body_has_a_size(browser: TestClient):
    big = b'{"revision": 0, "memo": "' + b"m" * MAX_BODY + b'"}'
    headers = {**ORIGIN, "Content-Type": "application/json"}
    assert code(browser.put("/api/quotes/0/notes", content=big, headers=headers)) == (413, "too_large")

    def unsaid():
        for start in range(0, len(big), 4096):
            yield big[start : start + 4096]

    assert code(browser.put("/api/quotes/0/notes", content=unsaid(), headers=headers)) == (413, "too_large")


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'"x"', b'{"a": NaN}', b"\xff\xfe", b'{"coder": "\\ud800"}', b"[" * 100_000]
)
def test_what_is_no_json_object_is_refused(browser: TestClient, body: bytes):
    headers = {**ORIGIN, "Content-Type": "application/json"}
    answer = browser.post("/api/session/coder", content=body, headers=headers)
    assert answer.status_code in (400, 422)
    assert "\n" not in answer.json()["error"]["message"]


def test_strangers_words_stay_text(client: TestClient):
    answer = client.get("/api/quotes", headers=BEARER)
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("word", ["", "wrong", TOKEN + "x", TOKEN.upper()])
def test_a_wrong_token_opens_nothing(client: TestClient, word: str):
    assert code(client.post("/api/session", json={"token": word}, headers=ORIGIN)) == (403, "wrong_secret")
    assert code(client.get("/api/study", headers={"Authorization": f"Bearer {word}"})) == (401, "no_session")


def test_wrong_tries_are_counted(client: TestClient):
    tries = [client.post("/api/session", json={"token": "wrong"}, headers=ORIGIN) for _ in range(TRIES + 1)]
    assert [one.status_code for one in tries] == [403] * TRIES + [429]
    assert 0 < int(tries[-1].headers["retry-after"]) <= WINDOW + 1
    assert client.post("/api/session", json={"token": TOKEN}, headers=ORIGIN).status_code == 429


def test_the_count_is_over_after_a_while_and_by_address():
    now = [0.0]
    tries = Tries(lambda: now[0])
    assert [tries.take("a") for _ in range(TRIES)] == [0] * TRIES
    assert tries.take("a") > 0
    assert tries.take("b") == 0
    now[0] = WINDOW
    assert tries.take("a") == 0
    many = Tries(lambda: 0.0)
    assert [many.take(str(number)) for number in range(ALL_TRIES)] == [0] * ALL_TRIES
    assert many.take("another") > 0


def test_a_right_word_takes_the_count_back():
    tries = Tries(lambda: 0.0)
    for _ in range(3 * TRIES):
        assert tries.take("a") == 0
        tries.right("a")


def test_others_come_in_by_the_passphrase(exposed: TestClient):
    origin = {"Origin": "http://192.168.1.5:8420"}
    refused = exposed.get("/api/session")
    assert refused.json()["error"]["needs"] == "passphrase"
    assert code(exposed.post("/api/session", json={"passphrase": "guess"}, headers=origin)) == (403, "wrong_secret")
    assert exposed.post("/api/session", json={"passphrase": WORDS, "coder": "ben"}, headers=origin).status_code == 200
    assert exposed.get("/api/study").json()["exposed"]
    assert exposed.get("/api/session", headers={"Host": "study-pc:8420"}).status_code == 200
    assert code(exposed.get("/api/study", headers={"Host": "evil.example"})) == (403, "bad_host")


def test_the_passphrase_is_kept_as_a_hash(exposed: TestClient):
    secret = Secret.of("passphrase", WORDS)
    assert WORDS not in repr(secret)
    assert secret.hashed != Secret.of("passphrase", WORDS).hashed  # salted
    assert secret.fits(WORDS)
    assert not secret.fits(WORDS + " ")


def test_errors_tell_nothing_of_the_machine(client: TestClient, desk: Desk, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("/home/ann/secret")

    monkeypatch.setattr(type(desk.db.quotes), "count", broken)
    answer = client.get("/api/study", headers=BEARER)
    assert code(answer) == (500, "broken")
    assert "secret" not in answer.text
