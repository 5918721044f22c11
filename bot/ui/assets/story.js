// A story: what was published day by day, and each outlet's account beside the others.

function opens(root, className, told) {
  const node = link(className, told.href);
  if (told.current) node.setAttribute("aria-current", "true");
  onPlainClick(node, () => root.send("open", { article: told.article, span: "" }));
  return node;
}

function timeline(root, days) {
  const section = el("section");
  section.appendChild(el("h2", "label", "Day by day"));
  const list = section.appendChild(el("ol", "days"));
  for (const day of days) {
    const entry = list.appendChild(el("li", "day"));
    entry.appendChild(el("h3", "when", day.day));
    const all = entry.appendChild(el("ul", "told-that-day"));
    for (const told of day.told) {
      const node = opens(root, "headline", told);
      node.append(el("span", "outlet", told.outlet), " ", told.title);
      all.appendChild(el("li")).appendChild(node);
    }
  }
  return section;
}

function account(root, own) {
  const column = el("li", "account");
  column.appendChild(el("h3", "by", own.outlet));
  for (const told of own.told) {
    const node = opens(root, "telling", told);
    node.append(el("span", "telling-title", told.title), el("span", "telling-when", told.about));
    if (told.opening) node.appendChild(el("span", "opening", told.opening));
    column.appendChild(node);
  }
  if (own.more) column.appendChild(el("p", "further", own.more));
  return column;
}

function sideBySide(root, accounts) {
  const section = el("section");
  section.appendChild(el("h2", "label", accounts.length > 1 ? "Outlet beside outlet" : "How the articles begin"));
  const list = section.appendChild(el("ul", "accounts"));
  list.setAttribute("aria-label", "Accounts, side by side");
  accounts.forEach((own) => list.appendChild(account(root, own)));
  return section;
}

export default function ({ data, parentElement, setStateValue }) {
  const root = rootIn(parentElement, "div", "story");
  root.send = teller(setStateValue);
  const now = JSON.stringify(data);
  if (root.drawn === now) return;
  root.drawn = now;
  const focused = root.getRootNode().activeElement;
  const links = [...root.querySelectorAll("a")];
  const wasOpen = links.findIndex((node) => node.hasAttribute("aria-current"));
  root.replaceChildren(timeline(root, data.days), sideBySide(root, data.accounts));
  const closed = wasOpen >= 0 && !root.querySelector("[aria-current]") && focusIsFree();
  const place = focused ? links.indexOf(focused) : closed ? wasOpen : -1;
  if (place >= 0) root.querySelectorAll("a")[place]?.focus({ preventScroll: true });
}
