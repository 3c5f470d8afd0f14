"""The web pages in a real browser: headless Chromium, spoken to over a pipe, without port or driver."""

from __future__ import annotations

import base64
import io
import itertools
import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from contractscan.hookspecs import RenderOptions
from contractscan.model import Severity, Verdict
from contractscan.portfolio import matrix, matrix_reports, review
from contractscan.portfolio.snapshot import KeptFinding, Quote, Snapshot
from contractscan.rendering.html import HtmlRenderer

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
    pytest.mark.skipif(os.name == "nt", reason="the pipe to Chromium is made the POSIX way"),
]
SECONDS = 60


@dataclass
class Pipe:
    """The way to a running Chromium and back."""

    to_browser: int
    from_browser: int
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    received: bytearray = field(default_factory=bytearray)

    def send(self, message: dict[str, Any]) -> None:
        os.write(self.to_browser, json.dumps(message).encode() + b"\0")

    def receive(self) -> dict[str, Any]:
        while b"\0" not in self.received:
            ready, _, _ = select.select([self.from_browser], [], [], SECONDS)
            assert ready, "the browser does not answer"
            data = os.read(self.from_browser, 1 << 16)
            assert data, "the browser is gone"
            self.received += data
        message, _, rest = bytes(self.received).partition(b"\0")
        self.received = bytearray(rest)
        return json.loads(message)


@dataclass
class Browser:
    """One page in Chromium, with everything that it asked for or complained about."""

    pipe: Pipe
    session: str = ""
    events: list[dict[str, Any]] = field(default_factory=list)

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        number = next(self.pipe.numbers)
        message = {"id": number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.pipe.send(message)
        while (answer := self.pipe.receive()).get("id") != number:
            self.events.append(answer)
        assert "error" not in answer, answer
        return answer["result"]

    def open(self, path: Path) -> None:
        self.events.clear()
        self.call("Page.navigate", url=path.as_uri())
        self.wait_for("document.readyState === 'complete'")

    def value(self, expression: str) -> Any:
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def wait_for(self, expression: str) -> None:
        until = time.monotonic() + SECONDS
        while not self.value(expression):
            assert time.monotonic() < until, f"waited in vain for {expression}"
            time.sleep(0.05)

    def requests(self) -> list[str]:
        """Addresses that the page asked for, its own file and pictures inside it aside."""
        found = [
            event["params"]["request"]["url"] for event in self.events if event["method"] == "Network.requestWillBeSent"
        ]
        return [address for address in found if not address.startswith(("file:", "data:"))]

    def complaints(self) -> list[dict[str, Any]]:
        """Errors on the console, exceptions and dialogs."""
        wrong = {"Runtime.exceptionThrown", "Page.javascriptDialogOpening"}
        return [
            event
            for event in self.events
            if event["method"] in wrong
            or (event["method"] == "Runtime.consoleAPICalled" and event["params"]["type"] in ("error", "assert"))
            or (event["method"] == "Log.entryAdded" and event["params"]["entry"]["level"] == "error")
        ]


LAUNCH = """
import fcntl, os, sys
down, up = (fcntl.fcntl(int(number), fcntl.F_DUPFD, 10) for number in sys.argv[1:3])
os.dup2(down, 3)
os.dup2(up, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Chromium reads its orders from descriptor 3 and answers on descriptor 4."""


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    """A running Chromium; each test gets its own page from `browser`."""
    orders, to_browser = os.pipe()
    from_browser, answers = os.pipe()
    command = [
        sys.executable, "-c", LAUNCH, str(orders), str(answers),
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--hide-scrollbars",
        "--no-first-run", "--disable-background-networking", f"--user-data-dir={tmp_path_factory.mktemp('profile')}",
        "about:blank",
    ]  # fmt: skip
    process = subprocess.Popen(
        command, pass_fds=(orders, answers), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(orders)
    os.close(answers)
    pipe = Pipe(to_browser, from_browser)
    yield pipe
    Browser(pipe).call("Browser.close")
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    os.close(to_browser)
    os.close(from_browser)


@pytest.fixture
def browser(chromium):
    page = Browser(chromium)
    target = page.call("Target.createTarget", url="about:blank")["targetId"]
    page.session = page.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    for domain in ("Page", "Network", "Runtime", "Log"):
        page.call(f"{domain}.enable")
    page.call("Emulation.setDeviceMetricsOverride", width=1280, height=900, deviceScaleFactor=1, mobile=False)
    yield page
    page.call("Page.close")


def written(assessment, folder: Path, language="sv", **options) -> Path:
    path = folder / "report.html"
    with path.open("wb") as out:
        HtmlRenderer().render(assessment, out, RenderOptions(language=language, **options))
    return path


def vendor(name: str, verdict: str) -> review.Result:
    finding = KeptFinding(
        requirement="EXI-04", title="Retrieval <b>", topic="exit", verdict=Verdict(verdict), severity=Severity.CRITICAL,
        reason="<img src=x onerror=window.pwned=1>", facts=(("notice_days", 30),),
        quotes=(Quote(text="q", document="d", page=1, section=""),),
    )  # fmt: skip
    other = KeptFinding(
        requirement="CON-01", title="Changes", topic="contract", verdict=Verdict.MET, severity=Severity.LOW, reason="r",
        facts=(), quotes=(),
    )  # fmt: skip
    snapshot = Snapshot(name=name, profile="p", profile_hash="h", documents=(), findings=(finding, other), problems=())
    return review.Result(name=name, key="k", snapshot=snapshot)


@pytest.fixture
def matrix_page(tmp_path) -> Path:
    found = [vendor("Alfa", "adverse"), vendor("<script>window.pwned=1</script>", "met"), vendor("Beta", "partial")]
    lost = review.Result(name="Lost", key="", snapshot=None, failure="no documents")
    path = tmp_path / "matrix.html"
    path.write_bytes(matrix_reports.html(matrix.build([*found, lost]), "sv", "results"))
    return path


def shown(browser: Browser, selector: str) -> int:
    return browser.value(
        f"[...document.querySelectorAll({selector!r})].filter(item => item.getClientRects().length > 0).length"
    )


def choose(browser: Browser, name: str, value: str) -> None:
    browser.value(
        f"(() => {{ const box = document.querySelector('[name={name}]'); box.value = {value!r};"
        "box.dispatchEvent(new Event('change', {bubbles: true})); })()"
    )


def test_the_filter_shows_what_fits_in_the_table_and_below(browser, assessment, tmp_path):
    browser.open(written(assessment, tmp_path))
    assert (shown(browser, "tr[data-row]"), shown(browser, "article[data-row]")) == (6, 6)
    choose(browser, "verdict", "open")
    assert (shown(browser, "tr[data-row]"), shown(browser, "article[data-row]")) == (2, 2)
    choose(browser, "topic", "topic-location")
    assert browser.value("[...document.querySelectorAll('article[data-row]:not([hidden])')].map(a => a.id)") == [
        "loc-02"
    ]
    assert browser.value("document.querySelector('output').textContent").split()[0] == "1"
    choose(browser, "severity", "low")
    assert shown(browser, "[data-row]") == 0
    assert shown(browser, "[data-empty]") == 1
    browser.value("document.querySelector('button[type=reset]').click()")
    browser.wait_for("document.querySelectorAll('article[data-row]:not([hidden])').length === 6")


def test_a_jump_leads_to_the_evidence_and_back_even_where_the_filter_hides_it(browser, assessment, tmp_path):
    browser.open(written(assessment, tmp_path))
    browser.value("document.querySelector('#exi-01 a[href^=\"#evidence-\"]').click()")
    browser.wait_for("document.activeElement.classList.contains('exhibit')")
    browser.wait_for("document.activeElement.getBoundingClientRect().top < innerHeight")
    assert browser.value("document.activeElement.getBoundingClientRect().top") >= -5
    choose(browser, "verdict", "not_found")
    assert shown(browser, "#exi-01") == 0
    browser.value("document.activeElement.querySelector('a[href=\"#exi-01\"]').click()")
    browser.wait_for("document.activeElement.id === 'exi-01'")
    assert shown(browser, "#exi-01") == 1


def test_every_link_inside_the_page_has_a_target(browser, assessment, tmp_path):
    browser.open(written(assessment, tmp_path))
    links = browser.value("[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.hash.slice(1))")
    assert len(links) > 30
    assert browser.value(f"{json.dumps(links)}.filter(id => !document.getElementById(id))") == []


def test_the_language_is_switched_without_leaving_the_page(browser, assessment, tmp_path):
    browser.open(written(assessment, tmp_path, language="sv"))
    assert "Sammanfattning" in browser.value("document.querySelector('#summary').innerText")
    browser.value("document.querySelector('[data-set-lang=en]').click()")
    text = browser.value("document.body.innerText")
    assert "Summary" in text
    assert "Sammanfattning" not in text
    assert "Leverantören får flytta data till annan ort efter eget val." in text
    assert browser.value("[document.documentElement.lang, document.title]") == ["en", "Gap report: Nordmoln"]


def test_without_script_everything_can_be_read_and_no_dead_control_is_shown(browser, assessment, tmp_path):
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(written(assessment, tmp_path))
    browser.call("Emulation.setScriptExecutionDisabled", value=False)
    assert shown(browser, "article.req") == 6
    assert shown(browser, "select, button") == 0


def test_printed_it_is_a4_and_has_everything_but_the_controls(browser, assessment, tmp_path):
    browser.open(written(assessment, tmp_path))
    data = browser.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"]
    reader = PdfReader(io.BytesIO(base64.b64decode(data)))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for page in reader.pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx((595, 842), abs=2)
    assert "Leverantören får flytta data till annan ort efter eget val." in text
    assert "Frågor till leverantören" in text
    assert "Visa bara" not in text
    assert f"1 ({len(reader.pages)})" in text


@pytest.mark.parametrize("name", ["assessment", "hostile_assessment"])
def test_nothing_is_fetched_run_or_complained_about(browser, name, request, tmp_path):
    browser.open(written(request.getfixturevalue(name), tmp_path))
    browser.value("new Promise(done => setTimeout(done, 300))")
    assert browser.requests() == []
    assert browser.complaints() == []
    assert browser.value("typeof window.pwned") == "undefined"
    assert shown(browser, "main img") > 0


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_has_to_be_scrolled_sideways(browser, assessment, width, tmp_path):
    browser.call("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False)
    browser.open(written(assessment, tmp_path))
    assert browser.value("document.documentElement.scrollWidth") <= width


CONTRAST, STRUCTURE = (
    (Path(__file__).parent / name).read_text(encoding="utf-8") for name in ("contrast.js", "structure.js")
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_report_is_accessible(browser, assessment, scheme, width, tmp_path):
    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    browser.call("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False)
    browser.open(written(assessment, tmp_path, page_images=False))
    assert browser.value(CONTRAST) == []
    assert {what: found for what, found in browser.value(STRUCTURE).items() if found} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_matrix_is_accessible_and_harmless(browser, matrix_page, scheme):
    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    browser.open(matrix_page)
    assert browser.value(CONTRAST) == []
    assert {what: found for what, found in browser.value(STRUCTURE).items() if found} == {}
    assert (browser.requests(), browser.complaints()) == ([], [])
    assert browser.value("typeof window.pwned") == "undefined"


def test_the_matrix_is_filtered_by_vendor_requirement_and_severity(browser, matrix_page):
    browser.open(matrix_page)

    def write(words):
        browser.value(
            f"(() => {{ const box = document.getElementById('filter'); box.value = {words!r};"
            "box.dispatchEvent(new Event('input', {bubbles: true})); })()"
        )

    assert shown(browser, "#matrix tbody tr") == 4
    write("beta")
    assert shown(browser, "#matrix tbody tr") == 1
    write("CON-01")
    assert (shown(browser, "#matrix tbody tr"), shown(browser, "#matrix thead th")) == (4, 4)
    write("")
    browser.value(
        "(() => { const box = document.getElementById('severity'); box.value = 'critical';"
        "box.dispatchEvent(new Event('change', {bubbles: true})); })()"
    )
    assert (
        browser.value(
            "[...document.querySelectorAll('#matrix thead th')].filter(h => h.getClientRects().length).length"
        )
        == 4
    )


def test_the_matrix_has_to_be_scrolled_sideways_only_in_its_frame(browser, tmp_path):
    path = tmp_path / "m.html"
    result = vendor("acme", "not_found")
    long = replace(result.snapshot.findings[0], title="Personuppgiftsincidenter och informationssäkerhetsåtgärder")
    result = replace(result, snapshot=replace(result.snapshot, findings=(long, *result.snapshot.findings[1:])))
    path.write_bytes(matrix_reports.html(matrix.build([result]), "sv", ""))
    browser.call("Emulation.setDeviceMetricsOverride", width=320, height=800, deviceScaleFactor=1, mobile=False)
    browser.open(path)
    assert browser.value("document.documentElement.scrollWidth") <= 320


def test_the_heads_of_the_matrix_stay_in_sight(browser, tmp_path):
    path = tmp_path / "m.html"
    path.write_bytes(matrix_reports.html(matrix.build([vendor(f"v{n:03}", "met") for n in range(200)]), "en", ""))
    browser.open(path)
    before = browser.value("document.querySelector('#matrix thead th').getBoundingClientRect().top")
    browser.value("document.querySelector('.scroll').scrollTop = 2000")
    after = browser.value("document.querySelector('#matrix thead th').getBoundingClientRect().top")
    assert after == pytest.approx(before, abs=2)


@pytest.mark.parametrize("vendors", [3, matrix_reports.MOST_ROWS + 1])
def test_printed_the_matrix_shows_every_requirement_beside_every_vendor(browser, vendors, tmp_path):
    columns = [f"REQ-{number:02}" for number in range(77)]
    rows = []
    for number in range(vendors):
        row = vendor(f"v{number:03}", "met")
        every = tuple(replace(row.snapshot.findings[0], requirement=column) for column in columns)
        rows.append(replace(row, snapshot=replace(row.snapshot, findings=every)))
    path = tmp_path / "m.html"
    path.write_bytes(matrix_reports.html(matrix.build(rows), "sv", ""))
    browser.open(path)
    data = browser.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"]
    pages = PdfReader(io.BytesIO(base64.b64decode(data))).pages
    assert (float(pages[0].mediabox.width), float(pages[0].mediabox.height)) == pytest.approx((1191, 842), abs=2)
    texts = [page.extract_text() for page in pages]
    text = "\n".join(texts)
    assert all(column in page for page in texts if "✓" in page for column in columns)
    assert all(f"v{number:03}" in text for number in range(vendors))
    assert text.count("✓") == vendors * len(columns) + 1  # and that of the key
