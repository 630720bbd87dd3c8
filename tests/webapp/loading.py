"""Readers who ask all the time, and what they were answered."""

import http.client
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

PATIENCE = 30


@dataclass
class Asked:
    """How many answers had which status, and what failed beside those."""

    statuses: Counter[int] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


class Reader:
    """Asks over one connection, or over a new one each time."""

    def __init__(self, address: str, *, keeps: bool, source: str = "127.0.0.1") -> None:
        where = urlsplit(address)
        self._connection = http.client.HTTPConnection(
            where.hostname, where.port, timeout=PATIENCE, source_address=(source, 0)
        )
        self._keeps = keeps

    def ask(self, path: str, headers: dict[str, str], asked: Asked, check: Callable[[bytes], bool]) -> None:
        """Ask once, and note what came of it."""
        try:
            self._connection.request("GET", path, headers=headers)
            with self._connection.getresponse() as answer:
                body = answer.read()
            asked.statuses[answer.status] += 1
            if answer.status == 200 and not check(body):
                asked.failures.append(f"{path}: {body[:200]!r}")
        except (OSError, http.client.HTTPException) as error:
            asked.failures.append(f"{path}: {error!r}")
            self._connection.close()
        if not self._keeps:
            self.close()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


@contextmanager
def readers(
    number: int, address: str, path: str, *, keeps: bool = True, check: Callable[[bytes], bool] = bool
) -> Iterator[list[Asked]]:
    """Let so many readers ask until the block ends; `check` looks at each body."""
    stop = threading.Event()
    all_asked = [Asked() for _ in range(number)]

    def read(asked: Asked) -> None:
        with closing(Reader(address, keeps=keeps)) as reader:
            while not stop.is_set():
                reader.ask(path, {}, asked, check)

    threads = [threading.Thread(target=read, args=(asked,)) for asked in all_asked]
    for thread in threads:
        thread.start()
    try:
        yield all_asked
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def ask_often(
    times: int,
    address: str,
    path: str,
    *,
    headers: Callable[[int], dict[str, str]],
    keeps: bool = True,
    source: str = "127.0.0.1",
) -> Counter[int]:
    """Ask so many times by eight readers, each time with other headers; return how many answers had which status."""
    numbers = iter(range(times))
    turn = threading.Lock()
    all_asked = [Asked() for _ in range(8)]

    def read(asked: Asked) -> None:
        with closing(Reader(address, keeps=keeps, source=source)) as reader:
            while True:
                with turn:
                    number = next(numbers, None)
                if number is None:
                    return
                reader.ask(path, headers(number), asked, bool)

    threads = [threading.Thread(target=read, args=(asked,)) for asked in all_asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [failure for asked in all_asked for failure in asked.failures] == []
    return sum((asked.statuses for asked in all_asked), Counter())
