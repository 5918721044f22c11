// What was the latest when this browser was here before: kept in the browser, told to nobody else.

const KEY = "coverage-latest";

export default function ({ data, setStateValue }) {
  let before = null;
  try {
    // A reload is the same visit.
    before = sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY);
    if (before !== null) sessionStorage.setItem(KEY, before);
    else sessionStorage.setItem(KEY, String(data.latest));
    localStorage.setItem(KEY, String(data.latest));
  } catch {
    return; // a browser that keeps nothing has no last visit
  }
  if (before !== null) setStateValue("before", Number(before));
}
