"""Files of the kinds that newsrooms and readers have, made by the tests byte by byte."""

from __future__ import annotations

import io
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq

Placed = tuple[int, int, int, str]
"""Where a line of a PDF begins (points from the left and the bottom), its size, its text."""


def pdf(pages: list[list[Placed]], info: str = "") -> bytes:
    """A PDF whose lines are written in the order given; info: its metadata as PDF writes it."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", _FONT]
    kids = []
    for page in pages:
        drawn = b"".join(
            b"BT /F1 %d Tf %d %d Td (%s) Tj ET\n" % (size, x, y, text.encode("cp1252"))
            for x, y, size, text in page
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        objects.append(_PAGE % len(objects))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    objects.append(f"<< {info} >>".encode("latin-1"))
    out, offsets = b"%PDF-1.4\n", []
    for number, what in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, what)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
        + b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (count, len(objects))
        + b"startxref\n%d\n%%%%EOF\n" % len(out)
    )


_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
_PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792]"
    b" /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>"
)


def column(x: int, lines: list[str], top: int = 680) -> list[Placed]:
    """Lines of body text one below the other; "" leaves a line free."""
    return [(x, top - 14 * i, 11, line) for i, line in enumerate(lines) if line]


def packed(files: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of ``files``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            # The same bytes at any time of day: a ZipInfo has no clock.
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def docx(body: str) -> bytes:
    """A DOCX with ``body`` in WordprocessingML."""
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    core = (
        '<cp:coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties">'
        "<dc:title>Microsoft Word template</dc:title><dc:creator>User</dc:creator>"
        "<dc:language>en-GB</dc:language></cp:coreProperties>"
    )
    document = f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'
    return packed({"word/document.xml": document, "docProps/core.xml": core})


def word(text: str, style: str = "Normal") -> str:
    """A paragraph of WordprocessingML, its text in two runs."""
    half = len(text) // 2
    runs = "".join(
        f'<w:r><w:t xml:space="preserve">{part}</w:t></w:r>' for part in (text[:half], text[half:])
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def odt(body: str) -> bytes:
    """An OpenDocument text with ``body``."""
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    content = (
        f'<office:document-content xmlns:office="{office}" xmlns:text="{text}">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    meta = (
        f'<office:document-meta xmlns:office="{office}"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
        "<dc:language>en-US</dc:language></office:meta></office:document-meta>"
    )
    return packed({"content.xml": content, "meta.xml": meta})


def parquet(**columns: list[str]) -> bytes:
    """A table in Parquet."""
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


def warc(*responses: tuple[str, bytes, str, bytes]) -> bytes:
    """A WARC of (address, status line, content type, body) each."""
    out = b""
    for number, (url, status, kind, body) in enumerate(responses):
        http = b"HTTP/1.1 %s\r\nContent-Type: %s\r\n\r\n%s" % (status, kind.encode(), body)
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
            f"WARC-Date: 2026-01-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n"
        )
        out += head.encode() + b"\r\n" + http + b"\r\n\r\n"
    return out
