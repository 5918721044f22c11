"""The outlet that a web address belongs to: a well-known name, else the site as written."""

from __future__ import annotations

from urllib.parse import urlsplit

from bot.article import canonical_url
from bot.hosts import site_of_host

_NAMES = {
    "abc.net.au": "ABC News (Australia)",
    "abcnews.go.com": "ABC News",
    "abcnews.com": "ABC News",
    "aljazeera.com": "Al Jazeera",
    "aljazeera.net": "Al Jazeera",
    "apnews.com": "The Associated Press",
    "arstechnica.com": "Ars Technica",
    "axios.com": "Axios",
    "bbc.co.uk": "BBC News",
    "bbc.com": "BBC News",
    "bloomberg.com": "Bloomberg",
    "bostonglobe.com": "The Boston Globe",
    "businessinsider.com": "Business Insider",
    "buzzfeednews.com": "BuzzFeed News",
    "cbc.ca": "CBC News",
    "cbsnews.com": "CBS News",
    "chicagotribune.com": "Chicago Tribune",
    "cnbc.com": "CNBC",
    "cnn.com": "CNN",
    "csmonitor.com": "The Christian Science Monitor",
    "dailymail.co.uk": "Daily Mail",
    "dw.com": "Deutsche Welle",
    "economist.com": "The Economist",
    "euronews.com": "Euronews",
    "faz.net": "Frankfurter Allgemeine Zeitung",
    "forbes.com": "Forbes",
    "foxnews.com": "Fox News",
    "france24.com": "France 24",
    "freep.com": "Detroit Free Press",
    "ft.com": "Financial Times",
    "huffpost.com": "HuffPost",
    "independent.co.uk": "The Independent",
    "irishtimes.com": "The Irish Times",
    "latimes.com": "Los Angeles Times",
    "lemonde.fr": "Le Monde",
    "miamiherald.com": "Miami Herald",
    "msnbc.com": "MSNBC",
    "nbcnews.com": "NBC News",
    "newsweek.com": "Newsweek",
    "newyorker.com": "The New Yorker",
    "npr.org": "NPR",
    "nypost.com": "New York Post",
    "nytimes.com": "The New York Times",
    "pbs.org": "PBS",
    "politico.com": "Politico",
    "politico.eu": "Politico Europe",
    "propublica.org": "ProPublica",
    "reuters.com": "Reuters",
    "scmp.com": "South China Morning Post",
    "seattletimes.com": "The Seattle Times",
    "sfchronicle.com": "San Francisco Chronicle",
    "slate.com": "Slate",
    "smh.com.au": "The Sydney Morning Herald",
    "sky.com": "Sky News",
    "spiegel.de": "Der Spiegel",
    "techcrunch.com": "TechCrunch",
    "telegraph.co.uk": "The Telegraph",
    "theatlantic.com": "The Atlantic",
    "theglobeandmail.com": "The Globe and Mail",
    "theguardian.com": "The Guardian",
    "thehill.com": "The Hill",
    "thetimes.co.uk": "The Times",
    "thetimes.com": "The Times",
    "theverge.com": "The Verge",
    "theweek.co.uk": "The Week",
    "theweek.com": "The Week",
    "time.com": "Time",
    "upi.com": "UPI",
    "usatoday.com": "USA Today",
    "vox.com": "Vox",
    "washingtonpost.com": "The Washington Post",
    "wired.com": "Wired",
    "wsj.com": "The Wall Street Journal",
}


_MAX_ADDRESS = 4_000
"""No browser or server takes longer addresses, and to take one apart must not take long."""


def outlet_of(url: str | None) -> str | None:
    """The outlet of a web address; any sub-domain is its site's ("eu.usatoday.com")."""
    if name := known_outlet(url):
        return name
    host = _host(url)
    if not host:
        return None
    return site_of_host(host) or _last_two(host)


def known_outlet(url: str | None) -> str | None:
    """The outlet of a web address if it is a well-known one."""
    labels = _host(url).split(".")
    names = (_NAMES.get(".".join(labels[start:])) for start in range(len(labels)))
    return next((name for name in names if name), None)


def web_address(text: str) -> str | None:
    """``text`` if it is an absolute http(s) address that can be taken apart, else None."""
    text = text.strip()
    if len(text) > _MAX_ADDRESS:
        return None
    try:
        parts = urlsplit(text)
        canonical_url(text)
    except ValueError:
        return None
    usable = parts.scheme in ("http", "https") and parts.hostname and text.isprintable()
    return text if usable and " " not in text else None


def _host(url: str | None) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.") if url else ""


def _last_two(host: str) -> str:
    """The site where no public list knows the ending: all of an IP address, else two labels."""
    if ":" in host or host.replace(".", "").isdigit():
        return host
    return ".".join(host.split(".")[-2:])
