"""Fetches files over HTTP: in blocks, taken up where the connection was lost, checked for size and digest."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import time
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from pricing.offers.problems import DownloadFailed

Tick = Callable[[int, int], None]
"""Told how many bytes are there and how many there will be (0 where the server does not say)."""

ATTEMPTS = 4
TIMEOUT = 30.0
_BLOCK = 1 << 18
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")
_NETWORK = "Check the connection, then update again: what was fetched so far is kept"


class NotThere(DownloadFailed):
    """The server has no such file."""


class _Part(NamedTuple):
    """A file that is not whole yet, and which version of it that is."""

    path: Path
    facts: Path

    def version(self) -> str:
        """The server's name for the version that was begun; empty where nothing can be taken up."""
        try:
            return (
                str(json.loads(self.facts.read_text(encoding="utf-8"))["version"])
                if self.path.exists()
                else ""
            )
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    def forget(self) -> None:
        self.path.unlink(missing_ok=True)
        self.facts.unlink(missing_ok=True)


class Downloads:
    """Files of one server, fetched into ``folder``."""

    def __init__(self, folder: Path, timeout: float = TIMEOUT, pause: float = 1.0) -> None:
        self._folder, self._timeout, self._pause = folder, timeout, pause

    def fetch(self, url: str, tick: Tick) -> Path:
        """The whole file; the caller removes it.

        Raises :class:`NotThere`, :class:`DownloadFailed`, OSError (a full disk) and what ``tick`` raises;
        what was fetched is kept for the next time, unless the server has another version by then.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        name = hashlib.sha256(url.encode()).hexdigest()[:20] + Path(urlsplit(url).path).suffix
        part = _Part(self._folder / f"{name}.part", self._folder / f"{name}.json")
        problem = ""
        for attempt in range(ATTEMPTS):
            if attempt:
                time.sleep(self._pause * 2 ** (attempt - 1))
            try:
                problem = self._attempt(url, part, tick)
            except (HTTPException, URLError, TimeoutError, ConnectionError) as error:
                problem = _reason(url, error)
            if not problem:
                whole = self._folder / name
                part.path.replace(whole)
                part.facts.unlink(missing_ok=True)
                return whole
        raise DownloadFailed(url, problem, _NETWORK)

    def _attempt(self, url: str, part: _Part, tick: Tick) -> str:
        """Fetch what is missing; gives what went wrong, empty for nothing."""
        begun = part.version()
        start = part.size() if begun else 0
        request = Request(url, headers={"User-Agent": "Blueprice", "Accept-Encoding": "identity"})
        if start:
            request.add_header("Range", f"bytes={start}-")
            request.add_header("If-Range", begun)
        try:
            answer = urlopen(request, timeout=self._timeout)
        except HTTPError as error:
            if error.code == 416:
                error.close()
                part.forget()
                return "the server has less of the file than was fetched before"
            raise
        with answer:
            found = _RANGE.match(answer.headers.get("Content-Range", ""))
            if answer.status != 206 or not found or int(found[1]) != start:
                start = 0
            total = _total(answer.headers, start)
            version = answer.headers.get("ETag") or answer.headers.get("Last-Modified") or ""
            if not start:
                part.forget()
                if version and not version.startswith("W/"):
                    part.facts.write_text(json.dumps({"url": url, "version": version}), encoding="utf-8")
            there = start
            with part.path.open("ab" if start else "wb") as file:
                while block := answer.read(_BLOCK):
                    file.write(block)
                    there += len(block)
                    tick(there, total)
            if total and there != total:
                return f"the connection was lost after {there:,} of {total:,} bytes"
            wrong = _wrong_digest(part.path, answer.headers)
        if wrong:
            part.forget()
        return wrong


def _total(headers: object, start: int) -> int:
    """Bytes of the whole file, 0 where the server does not say."""
    get = headers.get  # type: ignore[attr-defined]
    found = _RANGE.match(get("Content-Range", ""))
    if start and found:
        return 0 if found[2] == "*" else int(found[2])
    length = get("Content-Length", "")
    return int(length) if length.isdigit() else 0


def _wrong_digest(path: Path, headers: object) -> str:
    """Hold the file against the digest the server sent of it, if it sent one of the whole."""
    get = headers.get  # type: ignore[attr-defined]
    sent = re.search(r"sha-256=:?([A-Za-z0-9+/=]{44})", get("Repr-Digest") or get("Digest") or "")
    if not sent:
        return ""
    with path.open("rb") as file:
        real = base64.b64encode(hashlib.file_digest(file, "sha256").digest()).decode()
    return "" if real == sent[1] else "what arrived is not what the server sent (its SHA-256 differs)"


def _reason(url: str, error: Exception) -> str:
    """In words; raises at once where trying again is no use."""
    if isinstance(error, HTTPError):
        error.close()
        if error.code in (403, 404, 410):
            remedy = "Check the address, or leave this service or Region out"
            raise NotThere(url, f"the server has no such file (HTTP {error.code})", remedy) from error
        if error.code < 500 and error.code not in (408, 416, 429):
            raise DownloadFailed(url, f"the server refused it (HTTP {error.code})", _NETWORK) from error
        return f"the server is not able to answer (HTTP {error.code})"
    cause = getattr(error, "reason", error)
    return f"the connection failed ({str(cause) or type(cause).__name__})"
