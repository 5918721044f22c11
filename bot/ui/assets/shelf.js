// A list of articles to open: headline, where and when, and words of it that tell why it is here.

function piecesOf(tag, className, pieces) {
  const node = el(tag, className);
  for (const [text, lit] of pieces) node.append(lit ? el("mark", "found", text) : text);
  return node;
}

function entry(root, item) {
  const row = el("li", "item");
  const node = item.href ? link("item-link", item.href) : el("div", "item-link");
  node.appendChild(piecesOf("span", "item-title", item.title));
  const about = el("span", "item-about");
  if (item.tag) about.append(el("span", `tag ${item.tone}`, item.tag), " ");
  about.append(item.about);
  node.appendChild(about);
  if (item.snippet.length) node.appendChild(piecesOf("span", "item-snippet", item.snippet));
  if (item.current) node.setAttribute("aria-current", "true");
  if (item.href) {
    onPlainClick(node, () => root.send("open", { article: item.article, span: item.span }));
  }
  row.appendChild(node);
  return row;
}

// Another page of the list is read from its beginning.
function fromTheTop() {
  const head = document.querySelector(".st-key-shelf-line");
  if (head && head.getBoundingClientRect().top < 64) head.scrollIntoView({ block: "start" });
}

export default function ({ data, parentElement, setStateValue }) {
  const root = rootIn(parentElement, "div", "shelf");
  root.send = teller(setStateValue);
  const now = JSON.stringify(data);
  if (root.drawn === now) return;
  root.drawn = now;
  const focused = root.getRootNode().activeElement?.getAttribute?.("href");
  const opened = root.querySelector("[aria-current]")?.getAttribute("href");
  const list = el("ul", "items");
  list.setAttribute("aria-label", data.label);
  data.items.forEach((item) => list.appendChild(entry(root, item)));
  root.replaceChildren(list);
  const closed = opened && !root.querySelector("[aria-current]") && focusIsFree() ? opened : "";
  const back = focused || closed;
  const again = back && [...root.querySelectorAll("a")].find((a) => a.getAttribute("href") === back);
  if (again) again.focus({ preventScroll: true });
  if (root.page && root.page !== data.page) fromTheTop();
  root.page = data.page;
}
