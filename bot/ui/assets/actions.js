// The quiet row under an answer: copy it, share it, ask again, say whether it was good.

function copying(root, text, label, name, what) {
  const node = button("quiet copying", text, async () => {
    node.style.width ||= `${node.offsetWidth}px`;
    node.textContent = (await copyText(what())) ? "Copied" : "Not copied";
    root.heard.textContent = node.textContent;
    setTimeout(() => (node.textContent = text), 1600);
  });
  node.setAttribute("aria-label", label);
  node.title = label;
  node.dataset.place = name;
  return node;
}

function thumb(root, node, turn, verdict) {
  const mark = button("quiet thumb", undefined, () => {
    const next = turn.verdict === verdict ? "" : verdict;
    node.asking = next;
    node.unseen = Boolean(next);
    root.send("judge", { no: turn.no, verdict: next, reason: "" });
  });
  mark.appendChild(el("span", "drawing"));
  const label = verdict === "good" ? "Good answer" : "Bad answer";
  mark.setAttribute("aria-label", label);
  mark.title = label;
  mark.setAttribute("aria-pressed", String(turn.verdict === verdict));
  mark.dataset.verdict = verdict;
  mark.dataset.place = verdict;
  return mark;
}

// Kept on the turn's node, so that what is being typed outlasts a new drawing.
function reasonForm(root, node, turn) {
  const form = el("form", "reason");
  const field = el("input", "field");
  const label = node.asking === "good" ? "What was good (optional)" : "What was wrong (optional)";
  field.placeholder = label;
  field.setAttribute("aria-label", label);
  field.maxLength = 1000;
  field.value = node.draft || "";
  field.dataset.place = "reason";
  field.addEventListener("input", () => (node.draft = field.value));
  const send = button("quiet", "Send", () => {});
  send.type = "submit";
  send.dataset.place = "send";
  form.append(field, send);
  // On a phone it would open behind the input at the bottom.
  if (node.unseen) requestAnimationFrame(() => form.scrollIntoView({ block: "nearest" }));
  node.unseen = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    root.send("judge", { no: turn.no, verdict: node.asking, reason: field.value });
    node.asking = node.draft = "";
    const thanks = el("p", "thanks", "Thank you. It is kept with this answer.");
    root.heard.textContent = thanks.textContent;
    form.replaceChildren(thanks);
    node.querySelector('.thumb[aria-pressed="true"]')?.focus({ preventScroll: true });
  });
  return form;
}

function actions(root, node, turn) {
  const part = el("div", "actions");
  const row = part.appendChild(el("div", "row"));
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", "What to do with this answer");
  if (turn.copy) row.appendChild(copying(root, "Copy", "Copy with sources", "copy", () => turn.copy));
  if (turn.link) {
    const link = () => new URL(turn.link, location.href).href;
    row.appendChild(copying(root, "Share", "Copy a link to this conversation", "share", link));
  }
  const again = button("quiet", turn.error ? "Try again" : "Ask again", () => root.send("again", turn.no));
  again.dataset.place = "again";
  row.appendChild(again);
  if (turn.error || !turn.copy) return part;
  row.append(thumb(root, node, turn, "good"), thumb(root, node, turn, "bad"));
  if (node.asking && node.asking === turn.verdict) part.appendChild(reasonForm(root, node, turn));
  return part;
}
