"""Samples of the news industry's formats, with the standards' own names, written for the tests."""

import json

FIRST = "The ferry board voted on Tuesday to raise the fare from $8 to $9.50."
SECOND = "The new fare begins in July, the board’s chair, Rosa Quill, said."
GUID = "urn:newsml:tidewire.example:20250304:ferry-114"

NITF = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "http://www.nitf.org/IPTC/NITF/3.6/specification/dtd/nitf-3-6.dtd">
<nitf xml:lang="en-GB" change.date="October 10, 2012" version="-//IPTC//DTD NITF 3.6//EN">
  <head>
    <title>ferry-fares</title>
    <docdata management-status="usable">
      <doc-id id-string="{GUID}" regsrc="TideWire"/>
      <urgency ed-urg="4"/>
      <date.issue norm="20250304T083000Z"/>
      <date.release norm="20250304T083000Z"/>
      <doc.copyright holder="TideWire" year="2025"/>
      <du-key generation="1" version="2" key="FERRY"/>
    </docdata>
    <pubdata name="The Tide Gazette" position.section="Local"
      ex-ref="https://tidegazette.example/2025/ferry"/>
  </head>
  <body>
    <body.head>
      <hedline><hl1>Ferry fares <em>rise</em></hl1><hl2>Riders are angry</hl2></hedline>
      <byline>By <person>Ann Lee</person><byttl>Harbour Correspondent</byttl></byline>
      <distributor><org>TideWire</org></distributor>
      <dateline><location>PORT ALDER</location>, <story.date norm="20250304">March 4</story.date>
      </dateline>
      <abstract><p>In short.</p></abstract>
    </body.head>
    <body.content>
      <media media-type="image"><media-reference source="f.jpg"/>
        <media-caption>A ferry leaves. Photo: Kim Roe</media-caption></media>
      <block><p>{FIRST}</p><p>{SECOND}</p></block>
      <hl2>What riders say</hl2>
      <p>“It is too much,” said Tom Vale, a welder.</p>
    </body.content>
    <body.end><tagline>The desk</tagline></body.end>
  </body>
</nitf>"""


def news_item(
    *, status: str = "stat:usable", version: str = "2025-03-04T09:00:00Z", more: str = "",
    text: str = SECOND, kind: str = "ninat:text", guid: str = GUID,
) -> str:  # fmt: skip
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="2"
  standard="NewsML-G2" standardversion="2.32" conformance="power" xml:lang="en-GB">
  <catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_38.xml"/>
  <rightsInfo><copyrightHolder literal="TideWire"/></rightsInfo>
  <itemMeta>
    <itemClass qcode="{kind}"/>
    <provider qcode="nprov:tide"><name>TideWire</name></provider>
    <versionCreated>{version}</versionCreated>
    <firstCreated>2025-03-04T08:30:00Z</firstCreated>
    {more}
    <pubStatus qcode="{status}"/>
    <title>Ferry, version 2</title>
  </itemMeta>
  <contentMeta>
    <contentCreated>2025-03-04T08:00:00Z</contentCreated>
    <creator literal="ALEE"><name>Ann Lee</name></creator>
    <language tag="en-GB"/>
    <subject qcode="medtop:20000337"><name>transport</name></subject>
    <slugline>ferry-fares</slugline>
    <headline>Ferry fares rise</headline>
    <by>By Ann Lee and Bo Chan</by>
    <dateline>PORT ALDER, March 4 —</dateline>
  </contentMeta>
  <contentSet>
    <inlineXML contenttype="application/xhtml+xml">
      <html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>
      <body><p>{FIRST}</p><p>{text}</p></body></html>
    </inlineXML>
  </contentSet>
</newsItem>"""


def news_message(*items: str) -> str:
    return (
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header>'
        "<sent>2025-03-04T09:00:00Z</sent></header><itemSet>"
        + "".join(items)
        + '<packageItem guid="urn:x:p"/></itemSet></newsMessage>'
    )


NINJS_1 = {
    "uri": GUID,
    "type": "text",
    "mimetype": "text/html",
    "version": "2",
    "versioncreated": "2025-03-04T09:00:00Z",
    "firstcreated": "2025-03-04T08:30:00Z",
    "pubstatus": "usable",
    "copyrightholder": "TideWire",
    "language": "en-GB",
    "subject": [{"code": "medtop:20000337", "name": "transport"}],
    "headline": "Ferry fares rise",
    "byline": "By Ann Lee",
    "located": "Port Alder",
    "body_text": f"{FIRST}\n\nPlain.",
    "body_xhtml": f"<p>{FIRST}</p><p>{SECOND}</p>",
    "associations": {
        "main": {"type": "picture", "uri": "urn:p:1", "description_text": "A ferry leaves."}
    },
}
NINJS_2 = {
    "uri": "https://tidewire.example/items/114",
    "standard": {"name": "ninjs", "version": "2.1"},
    "type": "text",
    "versioncreated": "2025-03-04T09:00:00Z",
    "firstcreated": "2025-03-04T08:30:00Z",
    "pubstatus": "usable",
    "language": "en",
    "by": "Ann Lee",
    "infosources": [{"name": "TideWire", "role": "origin"}],
    "subjects": [{"name": "transport"}],
    "headlines": [
        {"role": "short", "value": "Fares up"},
        {"role": "main", "value": "Ferry fares rise"},
    ],
    "bodies": [{"role": "main", "contenttype": "text/plain", "value": f"{FIRST}\n\n{SECOND}"}],
}
NINJS_3 = {
    "uri": GUID,
    "standard": {"name": "ninjs", "version": "3.0"},
    "type": "text",
    "versionCreated": "2025-03-04T09:00:00Z",
    "contentCreated": "2025-03-04T08:00:00Z",
    "pubStatus": "usable",
    "copyrightHolder": "TideWire",
    "language": "en",
    "people": [{"name": "Ann Lee", "rel": "author"}, {"name": "Rosa Quill", "rel": "about"}],
    "headlines": [{"value": "Ferry fares rise"}],
    "bodies": [
        {"role": "main", "contentType": "text/plain", "value": FIRST},
        {"role": "rich", "contentType": "application/xhtml+xml",
         "value": f"<p>{FIRST}</p><p>{SECOND}</p>"},
    ],
}  # fmt: skip


def as_json(record: object) -> bytes:
    return json.dumps(record).encode()
