"""Web pages, feeds and sitemaps: fetched politely, within limits, from public addresses alone."""
