// Where somebody was who had to log in: the provider sends everybody back to the first page.

const KEY = "coverage-back";

export default function ({ data }) {
  const here = location.pathname + location.search;
  try {
    if (data.keep) {
      if (location.search || !location.pathname.endsWith("/")) sessionStorage.setItem(KEY, here);
      return;
    }
    const kept = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    // A path of this host, and nothing else.
    if (kept && /^\/(?!\/)/.test(kept) && kept !== here) location.replace(kept);
  } catch {
    return; // a browser that keeps nothing goes to the first page
  }
}
