"""Forty ways and more to make a reader of files read what it must not, or never end."""

import gzip
import io
import os
import socket
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SECRET = "zebrafishsecret"  # noqa: S105
"""A word that stands only outside of the source."""

OUTSIDE = "outside-secret.txt"

PAGE = "<article><p>Some words of a statement that stands inside.</p>{}</article>"


@dataclass(frozen=True)
class Field:
    """Where an attack is made: a folder of the source, a folder beside it, and the port of somebody who listens."""

    folder: Path
    outside: Path
    port: int

    @property
    def secret(self) -> Path:
        return self.outside / OUTSIDE

    def page(self, markup: str, name: str = "page.html") -> None:
        (self.folder / name).write_text(PAGE.format(markup), encoding="utf-8")

    def link(self, target: object, name: str = "link.txt") -> None:
        (self.folder / name).symlink_to(Path(str(target)))


def _chain(field: Field) -> None:
    for number in range(30):
        field.link(f"{number + 1}.txt", f"{number}.txt")
    field.link(field.secret, "30.txt")


def _loop(field: Field) -> None:
    field.link("b.txt", "a.txt")
    field.link("a.txt", "b.txt")


def _socket(field: Field) -> None:
    here = Path.cwd()
    os.chdir(field.folder)  # the names of sockets are short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.txt")
    os.chdir(here)


def _device(field: Field) -> None:
    if os.geteuid() == 0:
        os.mknod(field.folder / "device.txt", stat.S_IFCHR | 0o666, os.makedev(1, 5))
    else:
        field.link("/dev/zero")


def _named(name: str) -> Callable[[Field], None]:
    return lambda field: (field.folder / name).write_text("Some words of a statement.\n")


def _packed(name: str, data: bytes, times: int = 1) -> Callable[[Field], None]:
    def make(field: Field) -> None:
        (field.folder / name).write_bytes(gzip.compress(data) * times)

    return make


def _named_inside(field: Field) -> None:
    packed = io.BytesIO()
    with gzip.GzipFile("../../outside/" + OUTSIDE, "wb", fileobj=packed) as stream:
        stream.write(b"Some words of a statement.\n")
    (field.folder / "a.txt.gz").write_bytes(packed.getvalue())


def _xhtml(declared: str, used: str) -> Callable[[Field], None]:
    def make(field: Field) -> None:
        places = {"file": field.secret.as_uri(), "port": field.port}
        head = f'<?xml version="1.0"?><!DOCTYPE html {declared % places}>'
        text = f'{head}<html xmlns="http://www.w3.org/1999/xhtml">{PAGE.format(used % places)}</html>'
        (field.folder / "page.xhtml").write_text(text, encoding="utf-8")

    return make


def _page(markup: str) -> Callable[[Field], None]:
    return lambda field: field.page(markup % {"file": field.secret.as_uri(), "port": field.port})


ATTACKS: dict[str, Callable[[Field], object]] = {
    "a link out": lambda field: field.link(f"../../outside/{OUTSIDE}"),
    "an absolute link": lambda field: field.link(field.secret),
    "a link through the root": lambda field: field.link(f"/proc/self/root{field.secret}"),
    "a link over the top": lambda field: field.link("../" * 40 + str(field.secret).lstrip("/")),
    "a link in and out again": lambda field: field.link(f"../{field.folder.name}/../../outside/{OUTSIDE}"),
    "a chain of links": _chain,
    "a link to a folder": lambda field: field.link(field.outside, "folder"),
    "a folder that looks like a page": lambda field: field.link(field.outside, "folder.html"),
    "a link to all there is": lambda field: field.link("/", "all"),
    "a link to the accounts": lambda field: field.link("/etc/passwd"),
    "a link to the environment": lambda field: field.link("/proc/self/environ"),
    "a link to memory": lambda field: field.link("/proc/self/mem"),
    "a link to an open file": lambda field: field.link("/proc/self/fd/0"),
    "a link to standard input": lambda field: field.link("/dev/stdin"),
    "a link to a device": lambda field: field.link("/dev/zero"),
    "a link to a packed secret": lambda field: field.link(field.outside / "secret.html.gz", "link.html.gz"),
    "a link to lines": lambda field: field.link(field.outside / "secret.jsonl", "link.jsonl"),
    "a link to nothing": lambda field: field.link("nowhere.txt"),
    "a link to itself": lambda field: field.link("link.txt"),
    "a loop of links": _loop,
    "a loop of folders": lambda field: field.link("..", "up"),
    "a pipe": lambda field: os.mkfifo(field.folder / "pipe.txt"),
    "a pipe of lines": lambda field: os.mkfifo(field.folder / "pipe.jsonl"),
    "a packed pipe": lambda field: os.mkfifo(field.folder / "pipe.html.gz"),
    "a link to a pipe": lambda field: (os.mkfifo(field.folder / "pipe"), field.link("pipe")),
    "a socket": _socket,
    "a device": _device,
    "a folder with a page's name": lambda field: (field.folder / "page.html").mkdir(),
    "a name of two lines": _named("a\n0 failed.txt"),
    "a name that is no text": lambda field: Path(os.fsdecode(os.fsencode(field.folder) + b"/\xff\xfe.txt")).touch(),
    "a name with dots": _named("...txt"),
    "a name with backslashes": _named(f"..\\..\\outside\\{OUTSIDE}"),
    "a name with percents": _named(f"..%2f..%2foutside%2f{OUTSIDE}"),
    "a name that colours": _named("\x1b[31mred\x1b]0;title\x07.txt"),
    "a name that is an option": _named("--rebuild.txt"),
    "a name that runs backwards": _named("\u202etxt.exe.txt"),
    "a name of 255 bytes": _named("n" * 251 + ".txt"),
    "a name that is an address": _named("http:.html"),
    "a bomb": _packed("bomb.html.gz", b"\0" * 2**20, 300),
    "a bomb of text": _packed("bomb.txt.gz", b"x " * 2**19, 300),
    "a bomb of lines": _packed("bomb.jsonl.gz", b"\n" * 2**20, 300),
    "a bomb of wrong lines": _packed("wrong.jsonl.gz", b"x\n" * 2**19, 300),
    "a packed pack": _packed("nested.html.gz", gzip.compress(gzip.compress(b"<p>Words"))),
    "a packed name that leads out": _named_inside,
    "an entity of a file": _xhtml('[<!ENTITY x SYSTEM "%(file)s">]', "<p>&x;</p>"),
    "a parameter entity": _xhtml('[<!ENTITY %% x SYSTEM "%(file)s"> %%x;]', "<p>&x;</p>"),
    "a definition elsewhere": _xhtml('SYSTEM "http://127.0.0.1:%(port)s/a.dtd"', ""),
    "an entity elsewhere": _xhtml('[<!ENTITY x SYSTEM "http://127.0.0.1:%(port)s/x">]', "<p>&x;</p>"),
    "a billion laughs": _xhtml(
        "[" + "".join(f'<!ENTITY x{n + 1} "{f"&x{n};" * 10}">' for n in range(12)) + ' <!ENTITY x0 "ha">]',
        "<p>&x12;</p>",
    ),
    "an inclusion": _xhtml(
        "", '<i:include xmlns:i="http://www.w3.org/2001/XInclude" parse="text" href="%(file)s"/>'
    ),
    "a style sheet": _xhtml("", '<?xml-stylesheet href="http://127.0.0.1:%(port)s/a.xsl"?>'),
    "frames": _page('<iframe src="%(file)s"></iframe><object data="%(file)s"></object><embed src="%(file)s">'),
    "things from elsewhere": _page(
        '<base href="http://127.0.0.1:%(port)s/"><link rel=stylesheet href=a.css>'
        "<script src=a.js></script><img src=a.png>"
    ),
    "an inner address": _page('<link rel=canonical href="http://169.254.169.254/latest/meta-data/">'),
    "a refresh": _page('<meta http-equiv=refresh content="0;url=http://127.0.0.1:%(port)s/">'),
    "linked data": _page(
        '<script type="application/ld+json">{"@context":"http://127.0.0.1:%(port)s/c","url":"%(file)s"}</script>'
    ),
    "lines that lead out": lambda field: (field.folder / "lines.jsonl").write_text(
        f'{{"id": "../../x", "text": "Words.", "source": "../../outside/{OUTSIDE}", "url": "{field.secret.as_uri()}"}}'
    ),
}  # fmt: skip
