// Keys for the whole page, told under "?"; and what this browser keeps: settings and theme.

const KEYS = [
  ["/", "Go to the input"],
  ["j", "Next citation"],
  ["k", "Previous citation"],
  ["Esc", "Close the article, or this"],
  ["?", "Show these keys"],
];
const PAGES = [".", "coverage", "add", "usage"];
const YEAR = 365 * 24 * 3600;

// Streamlit keeps the theme that somebody chose for each page apart, and reads it when that is loaded.
const placeOf = (path) => `stActiveTheme-${path}-v2`;
const keptTheme = (path) => JSON.parse(localStorage.getItem(placeOf(path)) || '"System"');

function keepTheme(path, theme) {
  if (keptTheme(path) !== theme) localStorage.setItem(placeOf(path), JSON.stringify(theme));
}

function keep({ name, value, theme }) {
  // Without a name the server keeps the settings, with the account.
  if (name) document.cookie = `${name}=${value}; path=/; max-age=${YEAR}; samesite=strict`;
  const kept = keptTheme(location.pathname);
  for (const page of PAGES) keepTheme(new URL(page, location.href).pathname, theme);
  if (kept !== theme) location.reload();
}

function helpDialog(root) {
  const dialog = el("dialog", "help");
  dialog.setAttribute("aria-labelledby", "keys");
  const title = dialog.appendChild(el("h2", "title", "Keys"));
  title.id = "keys";
  const list = dialog.appendChild(el("dl", "keys"));
  for (const [key, does] of KEYS) {
    list.appendChild(el("dt", "")).appendChild(el("kbd", "", key));
    list.appendChild(el("dd", "", does));
  }
  dialog.appendChild(button("quiet", "Close", () => dialog.close()));
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  root.appendChild(dialog);
  return dialog;
}

function isTyping(event) {
  const target = event.composedPath()[0];
  return Boolean(target.closest?.("input:not([type=radio]), textarea, select, [contenteditable]"));
}

export default function ({ data, parentElement }) {
  const root = rootIn(parentElement, "div", "page-keys");
  keep(data);
  if (root.cleanup) return root.cleanup;

  const dialog = helpDialog(root);
  const open = button("help-button", "?", () => dialog.showModal());
  open.setAttribute("aria-label", "Keys");
  open.title = "Keys (?)";
  root.appendChild(open);
  const does = {
    "/": () => document.querySelector('[data-testid="stChatInputTextArea"]')?.focus(),
    j: () => document.dispatchEvent(new CustomEvent("coverage:walk", { detail: 1 })),
    k: () => document.dispatchEvent(new CustomEvent("coverage:walk", { detail: -1 })),
    "?": () => dialog.showModal(),
  };
  const onKey = (event) => {
    if (dialog.open) {
      // The dialog closes by itself; what lies under it stays.
      if (event.key === "Escape") event.stopPropagation();
      return;
    }
    if (isTyping(event) || event.metaKey || event.ctrlKey || event.altKey || !does[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    does[event.key]();
  };
  document.addEventListener("keydown", onKey, { capture: true });
  root.cleanup = () => document.removeEventListener("keydown", onKey, { capture: true });
  return root.cleanup;
}
