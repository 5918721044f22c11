"""Files that name other files and other machines: nothing of it is opened, asked for or run."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest
from file_samples import column, docx, odt, packed, pdf, warc, word
from hearing import OUTWARD, heard
from test_loaders_archives import PAGE
from test_loaders_documents import HEADERS
from test_loaders_feeds import RSS
from wire_samples import FIRST, NITF, SECOND

from bot.article import Article
from bot.loaders import load

SECRET = "the-secret-of-another-file"
_REACHES = (*OUTWARD, "subprocess.Popen", "os.exec")


def _reaches_out(event: str, arguments: tuple[object, ...]) -> bool:
    return event in _REACHES or (event == "open" and SECRET in str(arguments[0]))


def _files(secret: str) -> dict[str, bytes | str]:
    """Each names the file ``secret`` and a machine, in every way that its format has."""
    url, place = "http://127.0.0.1:9/x", f"file://{secret}"
    entity = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{place}"><!ENTITY % p SYSTEM "{url}"> %p;]>'
    include = (
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{place}" parse="text"/>'
    )
    style = f'<?xml-stylesheet type="text/xsl" href="{url}"?>'
    page = (
        f'<link rel="stylesheet" href="{url}"><meta http-equiv="refresh" content="0;url={url}">'
        f'<base href="{url}"><iframe src="{place}"></iframe><img src="{url}" srcset="{url} 2x">'
        f'<object data="{place}"></object><script src="{url}"></script>'
    )
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>'
        f'INCLUDETEXT "{secret}"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    return {
        "a.html": PAGE.replace("</head>", f"{page}</head>", 1) % page,
        "b.xml": RSS.replace("<rss", f"{style}{entity}<rss", 1).replace(
            "<item>", f"<item>{include}"
        ),
        "c.xml": NITF.replace("<body.content>", f"<body.content>{include}", 1),
        "d.docx": docx(word("Fares", "Title") + word(FIRST) + field),
        "e.odt": odt(
            f"<text:h>Fares</text:h><text:p>{FIRST}</text:p>"
            f'<text:section><text:section-source xlink:href="{secret}"'
            ' xmlns:xlink="http://www.w3.org/1999/xlink"/></text:section>'
        ),
        "f.pdf": pdf(
            [column(60, [FIRST, "", SECOND])],
            f"/Title (x) /OpenAction << /S /Launch /F ({secret}) >> /AA << /S /URI /URI ({url}) >>",
        ),
        "g.rtf": rf"{{\rtf1\ansi {FIRST}\par {{\field{{\*\fldinst INCLUDETEXT {secret}}}}}"
        rf"{{\*\template {url}}}\par}}",
        "h.eml": f"{HEADERS}Content-Type: text/html; charset=utf-8\r\n\r\n{page}<p>{FIRST}</p>"
        f"<p>{SECOND}</p><p>{FIRST}</p>",
        "i.md": f"---\ntitle: !!python/object/apply:os.system ['true']\n---\n\n{FIRST}\n\n"
        f"![x]({place}) [y]({url})\n\n{SECOND}\n",
        "j.md": f"---\ntitle: Fares\n---\n\n{FIRST}\n\n![x]({place}) [y]({url})\n\n{SECOND}\n",
        "k.jsonl": json.dumps({"title": "Fares", "$ref": place, "text": FIRST, "image": url}),
        "l.json": json.dumps([{"title": "Fares", "$include": place, "text": FIRST}]),
        "m.csv": f'url,title,date,text\nhttps://a.example/1,"=WEBSERVICE(""{url}"")",2020-01-02,'
        f'"{FIRST}"\n',
        "n.zip": packed({"a.xml": RSS.replace("<rss", f"{entity}<rss", 1), "b.txt": FIRST}),
        "o.warc": warc((url, b"200 OK", "text/html", (PAGE % page).encode())),
    }


def test_a_file_that_is_opened_and_a_machine_that_is_asked_are_heard(tmp_path: Path) -> None:
    secret = tmp_path / SECRET
    secret.write_text("x")
    with heard(_reaches_out) as events:
        secret.read_text()
        with pytest.raises(OSError), socket.create_connection(("127.0.0.1", 9), timeout=5):
            pass
    assert {name for name, _ in events} == {"open", "socket.getaddrinfo", "socket.connect"}


@pytest.mark.parametrize("name", sorted(_files("/x")))
def test_what_a_file_refers_to_stays_where_it_is(tmp_path: Path, name: str) -> None:
    secret = tmp_path / SECRET / "secret.txt"
    secret.parent.mkdir()
    secret.write_text(f"Nobody may read what is written here: {SECRET}. " * 5)
    data = _files(str(secret))[name]
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    list(load(str(path)))  # what is imported at first use opens files of its own
    with heard(_reaches_out) as events:
        items = list(load(str(path)))
    assert events == []
    assert items
    for item in items:
        if isinstance(item, Article):
            assert f"written here: {SECRET}" not in f"{item.text}{item.captions}{item.title}"
