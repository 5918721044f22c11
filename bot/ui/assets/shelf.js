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

export default function ({ data, parentElement, setStateValue }) {
  const root = rootIn(parentElement, "div", "shelf");
  root.send = teller(setStateValue);
  const now = JSON.stringify(data);
  if (root.drawn === now) return;
  root.drawn = now;
  const focused = root.getRootNode().activeElement?.getAttribute?.("href");
  const list = el("ul", "items");
  list.setAttribute("aria-label", data.label);
  data.items.forEach((item) => list.appendChild(entry(root, item)));
  root.replaceChildren(list);
  const again = focused && [...root.querySelectorAll("a")].find((a) => a.getAttribute("href") === focused);
  if (again) again.focus({ preventScroll: true });
}
