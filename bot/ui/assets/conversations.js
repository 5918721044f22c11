// The conversations by day: opened, found by words, renamed, removed, brought back.

const WAIT = 250;

function menu(root, item, entry) {
  const row = el("div", "menu");
  const rename = button("quiet", "Rename", () => {
    root.renaming = item.id;
    draw(root);
    root.querySelector(".rename")?.select();
  });
  rename.setAttribute("aria-label", `Rename ${item.title}`);
  rename.dataset.place = `rename-${item.id}`;
  const remove = button("quiet", "Delete", () => root.send("remove", item.id));
  remove.setAttribute("aria-label", `Delete ${item.title}`);
  remove.dataset.place = `delete-${item.id}`;
  row.append(rename, remove);
  entry.appendChild(row);
}

function renameForm(root, item) {
  const form = el("form", "rename-form");
  const field = el("input", "field rename");
  field.value = item.title;
  field.maxLength = 80;
  field.setAttribute("aria-label", "New title");
  const done = () => {
    if (root.renaming !== item.id) return;
    root.renaming = "";
    if (field.value.trim() && field.value !== item.title) {
      root.send("rename", { id: item.id, title: field.value });
      item.title = field.value.trim();
    }
    draw(root);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    done();
    focusAt(root, `pick-${item.id}`);
  });
  field.addEventListener("blur", done);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    root.renaming = "";
    draw(root);
    focusAt(root, `pick-${item.id}`);
  });
  form.appendChild(field);
  return form;
}

function itemOf(root, item) {
  const entry = el("li", "entry");
  if (root.renaming === item.id) {
    entry.appendChild(renameForm(root, item));
    return entry;
  }
  const node = link("choice", item.href);
  node.appendChild(el("span", "choice-text", item.title));
  if (item.current) node.setAttribute("aria-current", "page");
  node.dataset.place = `pick-${item.id}`;
  onPlainClick(node, () => root.send("pick", item.id));
  entry.appendChild(node);
  menu(root, item, entry);
  return entry;
}

function undo(root, gone) {
  const line = el("p", "undo", `Deleted “${gone.title}”. `);
  line.setAttribute("role", "status");
  const back = button("link", "Undo", () => root.send("restore", gone.id));
  back.dataset.place = "undo";
  line.appendChild(back);
  return line;
}

function focusAt(root, place) {
  const node = root.querySelector(`[data-place="${place}"]`);
  node?.focus();
  return Boolean(node);
}

// Where somebody was; from what was deleted to its Undo, from there to what has come back, and from
// "Show more" to the first that has come. before: so many were shown.
function keepFocus(root, place, before) {
  if (!place || (place !== "more" && focusAt(root, place))) return;
  if (place.startsWith("delete-") && focusAt(root, "undo")) return;
  const further = place === "more" && root.list.querySelectorAll(".choice")[before];
  (further || root.querySelector(".choice[aria-current]") || root.field).focus();
}

function draw(root) {
  const { days, gone, seeking, more } = root.view;
  const place = root.list.contains(root.getRootNode().activeElement)
    ? root.getRootNode().activeElement.dataset.place
    : "";
  const before = root.list.querySelectorAll(".choice").length;
  root.list.replaceChildren();
  if (gone.id) root.list.appendChild(undo(root, gone));
  for (const day of days) {
    root.list.appendChild(el("h3", "label", day.label));
    const items = root.list.appendChild(el("ul", ""));
    day.items.forEach((item) => items.appendChild(itemOf(root, item)));
  }
  if (!days.length) {
    const none = seeking ? "No conversation holds these words." : "What you ask is kept here.";
    root.list.appendChild(el("p", "none", none));
  }
  if (more) {
    const node = root.list.appendChild(button("quiet more", "Show more", () => root.send("more", true)));
    node.dataset.place = "more";
  }
  root.field.hidden = !days.length && !seeking;
  keepFocus(root, place, before);
}

export default function ({ data, parentElement, setStateValue }) {
  const root = rootIn(parentElement, "nav", "conversations");
  root.send = teller(setStateValue);
  if (!root.field) {
    root.setAttribute("aria-label", "Conversations");
    root.field = root.appendChild(el("input", "field"));
    root.field.type = "search";
    root.field.placeholder = "Search conversations";
    root.field.setAttribute("aria-label", "Search conversations");
    root.field.value = data.seeking;
    root.list = root.appendChild(el("div", "list"));
    let waiting = 0;
    root.field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => root.send("seek", root.field.value), WAIT);
    });
  }
  const now = JSON.stringify(data);
  if (root.drawn !== now) {
    root.view = data;
    root.drawn = now;
    // Not under the hands of somebody who is typing a title: it is drawn when that is done.
    if (!root.renaming) draw(root);
  }
}
