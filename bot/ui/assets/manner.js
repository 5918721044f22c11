// How to answer: the styles as radio buttons, and the models that are set as a list to select from.

function styleButton(item, choose) {
  const node = button("style", item.label, () => choose(item.key));
  node.dataset.key = item.key;
  node.setAttribute("role", "radio");
  node.setAttribute("aria-checked", String(item.current));
  node.tabIndex = item.current ? 0 : -1;
  return node;
}

// One stop of the Tab key; the arrows choose, as in any group of radio buttons.
function styles(list, choose) {
  const group = el("div", "styles");
  group.setAttribute("role", "radiogroup");
  group.setAttribute("aria-label", "Style of the answer");
  // Shown at once, not when the server has heard of it.
  const pick = (key) => {
    for (const node of group.children) {
      node.setAttribute("aria-checked", String(node.dataset.key === key));
      node.tabIndex = node.dataset.key === key ? 0 : -1;
      if (node.dataset.key === key) node.focus();
    }
    choose(key);
  };
  list.forEach((item) => group.appendChild(styleButton(item, pick)));
  group.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const here = [...group.children].findIndex((node) => node.getAttribute("aria-checked") === "true");
    pick(list[(here + step + list.length) % list.length].key);
  });
  return group;
}

function models(list, choose) {
  const label = el("label", "models");
  label.appendChild(el("span", "models-label", "Written by"));
  const select = el("select");
  for (const item of list) {
    const option = el("option", undefined, item.label);
    option.value = item.key;
    option.selected = item.current;
    select.appendChild(option);
  }
  select.addEventListener("change", () => choose(select.value));
  label.appendChild(select);
  return label;
}

export default function ({ data, parentElement, setStateValue }) {
  const root = rootIn(parentElement, "div", "manner");
  const send = teller(setStateValue);
  const hadFocus = root.getRootNode().activeElement?.getAttribute("role") === "radio";
  const parts = [styles(data.styles, (key) => send("style", key))];
  if (data.models.length) parts.push(models(data.models, (key) => send("model", key)));
  root.replaceChildren(...parts);
  if (hadFocus) root.querySelector('[aria-checked="true"]')?.focus();
}
