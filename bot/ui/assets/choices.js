// A list of things to choose from: suggested questions, conversations, pages.

export default function ({ data, parentElement, setStateValue }) {
  const root = rootIn(parentElement, "nav", "choices");
  const send = teller(setStateValue);
  root.dataset.kind = data.kind;
  root.setAttribute("aria-label", data.label);
  const list = el("ul");
  data.items.forEach((item, place) => {
    const node = item.href ? link("choice", item.href) : button("choice", undefined, () => {});
    node.appendChild(el("span", "choice-text", item.text));
    if (item.note) node.appendChild(el("span", "choice-note", item.note));
    if (item.current) node.setAttribute("aria-current", "page");
    onPlainClick(node, () => send("pick", place));
    const entry = el("li");
    entry.appendChild(node);
    list.appendChild(entry);
  });
  const focused = [...root.querySelectorAll(".choice")].indexOf(root.getRootNode().activeElement);
  root.replaceChildren(list);
  if (focused >= 0) list.children[focused]?.firstElementChild.focus({ preventScroll: true });
}
