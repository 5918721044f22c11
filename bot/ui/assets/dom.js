// Elements of plain text: nothing here reads markup.

function el(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

// A quote with the words that answer set off in it.
function quoteOf(tag, className, card) {
  if (!card.lit.length) return el(tag, className, card.quote);
  const [before, words, after] = card.lit;
  const node = el(tag, className, before);
  node.append(el("strong", "told", words), after);
  return node;
}

function link(className, href) {
  const node = el("a", className);
  node.href = href;
  return node;
}

function button(className, text, onClick) {
  const node = el("button", className, text);
  node.type = "button";
  node.addEventListener("click", onClick);
  return node;
}

// Streamlit calls a component again with new data and the same parent: its root is kept.
function rootIn(parent, tag, className) {
  const found = [...parent.children].find((child) => child.classList.contains(className));
  if (found) return found;
  const root = el(tag, className);
  parent.appendChild(root);
  return root;
}

let lastTold = 0;

// What happens is told to the server as a state, each with a number of its own. A trigger is sent
// once, and lost with a run that is over before it begins; or twice, when a timer of the page's
// sends it along. A state is part of all later messages, and the server knows it by its number.
function teller(setStateValue) {
  return (event, value) => {
    lastTold = Math.max(lastTold + 1, Date.now());
    setStateValue(event, { at: lastTold, value });
  };
}

// A plain click stays on the page; with a modifier or another button it is the browser's.
function onPlainClick(node, action) {
  node.addEventListener("click", (event) => {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    action(event);
  });
}

function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

// Whether it is copied: a browser may forbid it. Where the page is not served over HTTPS or loopback
// there is no clipboard to write to.
async function copyText(text) {
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
  }
  const focused = focusedNode();
  const field = document.body.appendChild(el("textarea", "", undefined));
  field.value = text;
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  focused?.focus({ preventScroll: true });
  return copied;
}

// What has the focus, in whichever component.
function focusedNode() {
  let node = document.activeElement;
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  return node;
}

// Whether nobody is at work elsewhere: what is closed has taken the focus with it, or is about to.
function focusIsFree() {
  const node = document.activeElement;
  return !node || node === document.body || Boolean(node.closest(".st-key-reader"));
}
