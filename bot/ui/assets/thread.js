// The turns of a conversation: question, answer with its marks, and the cards of its sources.

const LONG_QUESTION = 110;

function openable(root, node, card) {
  node.dataset.article = card.article;
  node.dataset.span = card.span;
  onPlainClick(node, () => {
    root.lastOpened = `[data-turn="${node.closest(".turn").dataset.turn}"] [data-place="${node.dataset.place}"]`;
    root.send("open", { article: card.article, span: card.span });
  });
  return node;
}

function cardItem(root, card, place) {
  const item = el("li", "source");
  const body = link("card", card.href);
  body.dataset.place = place;
  if (card.number) body.appendChild(el("span", "number", String(card.number)));
  const text = el("span", "card-text");
  text.appendChild(el("span", "card-title", card.title));
  text.appendChild(el("span", "card-about", card.about));
  if (card.quote) text.appendChild(quoteOf("span", "card-quote", card));
  body.appendChild(text);
  item.appendChild(openable(root, body, card));
  return item;
}

function cards(root, label, list, kind) {
  const section = el("section", kind);
  section.setAttribute("aria-label", label);
  section.appendChild(el("h3", "label", label));
  const items = el("ol", "cards");
  list.forEach((card, i) => items.appendChild(cardItem(root, card, `${kind}-${i}`)));
  section.appendChild(items);
  return section;
}

function markOf(root, source, place) {
  const mark = link("mark", source.href);
  mark.append(el("span", "bracket", "["), String(source.number), el("span", "bracket", "]"));
  mark.setAttribute("aria-label", `Source ${source.number}: ${source.title}, ${source.about}`);
  mark.dataset.place = place;
  root.describe(mark, source);
  return openable(root, mark, source);
}

function leadOf(turn, words, source) {
  const lead = el("span", "lead", words);
  const isSaying = turn.style === "who-said-what" && source;
  if (isSaying) lead.appendChild(el("span", "lead-about", ` \u00b7 ${source.about}`));
  return lead;
}

// One paragraph; in a style that lists them a line each, with its day or speaker before it.
function sentences(root, turn) {
  const listed = turn.style !== "brief";
  const block = listed ? el("ul", `sentences listed ${turn.style}`) : el("p", "sentences");
  turn.sentences.forEach((sentence, i) => {
    const place = listed ? block.appendChild(el("li", "item")) : block;
    const first = turn.sources[sentence.numbers[0] - 1];
    if (sentence.lead) place.appendChild(leadOf(turn, sentence.lead, first));
    const isQuote = first && first.quote === sentence.text;
    const part = isQuote ? quoteOf("span", "sentence", first) : el("span", "sentence", sentence.text);
    sentence.numbers.forEach((number, j) => {
      const source = turn.sources[number - 1];
      // No line breaks between a sentence and its marks.
      if (source) part.append("\u2060\u00a0", markOf(root, source, `mark-${i}${j ? `-${j}` : ""}`));
    });
    place.append(part, " ");
  });
  return block;
}

function more(root, list) {
  const details = el("details", "more");
  details.appendChild(el("summary", "", "More articles on this"));
  const items = el("ol", "cards plain");
  list.forEach((card, i) => items.appendChild(cardItem(root, card, `more-${i}`)));
  details.appendChild(items);
  return details;
}

function chips(root, turn) {
  const list = el("ul", "chips");
  list.setAttribute("aria-label", "Narrowed to");
  for (const chip of turn.chips) {
    const node = button("chip", chip.label, () => root.send("without", { no: turn.no, key: chip.key }));
    node.setAttribute("aria-label", `Remove ${chip.label} and ask again`);
    node.appendChild(el("span", "cross", "\u00d7")).setAttribute("aria-hidden", "true");
    list.appendChild(el("li", "")).appendChild(node);
  }
  return list;
}

function work(text) {
  const details = el("details", "work");
  details.append(el("summary", "", "What the model did"), el("pre", "", text));
  return details;
}

function copyButton(turn) {
  const node = button("quiet", "Copy with sources", async () => {
    await navigator.clipboard.writeText(turn.copy);
    node.textContent = "Copied";
    setTimeout(() => (node.textContent = "Copy with sources"), 1600);
  });
  return node;
}

function fill(root, node, turn) {
  const kind = turn.question.length > LONG_QUESTION ? "question long" : "question";
  node.replaceChildren(el("h2", kind, turn.question));
  if (turn.alone) node.appendChild(el("p", "alone", `Understood as: ${turn.alone}`));
  if (turn.chips.length) node.appendChild(chips(root, turn));
  const answer = el("div", "answer");
  if (turn.note) answer.appendChild(el("p", "note", turn.note));
  if (turn.short) answer.appendChild(el("p", "short", turn.short));
  if (turn.declined) answer.appendChild(el("p", "short", turn.declined));
  if (turn.sentences.length) answer.appendChild(sentences(root, turn));
  if (turn.by) answer.appendChild(el("p", "by", turn.by));
  if (turn.work) answer.appendChild(work(turn.work));
  if (turn.sources.length) answer.appendChild(cards(root, "Sources", turn.sources, "sources"));
  if (turn.nearest.length) {
    answer.appendChild(cards(root, "Nearest articles", turn.nearest, "nearest"));
  }
  if (turn.more.length) answer.appendChild(more(root, turn.more));
  if (turn.copy) answer.appendChild(copyButton(turn));
  if (turn.anew) answer.appendChild(button("quiet", "Answer anew", () => root.send("again", turn.no)));
  if (turn.error) {
    const trouble = el("p", "trouble", turn.error);
    trouble.setAttribute("role", "alert");
    answer.append(trouble, button("quiet", "Try again", () => root.send("again", turn.no)));
  }
  node.appendChild(answer);
  if (turn.step) {
    const step = node.appendChild(el("p", "step", turn.step));
    if (turn.stop) step.append(button("quiet stop", "Stop", () => root.send("stop", turn.no)));
  }
  node.setAttribute("aria-busy", turn.step ? "true" : "false");
}

const PARTS = ".short, .sentence, .answer > section, .answer > details, .answer > button";

// What was not there before comes in gently, in the order of reading, and is told to those who hear.
function arrive(root, node, turn, before) {
  const fresh = [...node.querySelectorAll(PARTS)].filter((part) => !before.has(part.textContent));
  fresh.forEach((part, i) => {
    part.classList.add("fresh");
    part.style.setProperty("--i", Math.min(i, 8));
  });
  const answer = [turn.short, ...turn.sentences.map((sentence) => sentence.text)].join(" ");
  root.heard.textContent = turn.step || turn.error || turn.declined || answer;
}

function drawTurn(root, turn) {
  let node = root.querySelector(`:scope > [data-turn="${turn.no}"]`);
  const isNew = !node;
  if (isNew) {
    node = el("article", "turn");
    node.dataset.turn = turn.no;
    root.insertBefore(node, root.querySelector(":scope > .hover"));
  }
  const now = JSON.stringify(turn);
  if (node.drawn !== now) {
    const before = new Set([...node.querySelectorAll(PARTS)].map((part) => part.textContent));
    fill(root, node, turn);
    if (node.wasBusy) arrive(root, node, turn, before);
    node.drawn = now;
    node.wasBusy = Boolean(turn.step);
  }
  return isNew ? node : null;
}

function lightOpen(root, open) {
  for (const node of root.querySelectorAll("[data-article]")) {
    const here = open.article && node.dataset.article === open.article && node.dataset.span === open.span;
    if (here) node.setAttribute("aria-current", "true");
    else node.removeAttribute("aria-current");
  }
  // Back to where the reader was opened from.
  if (root.wasOpen && !open.article && root.lastOpened) {
    root.quietFocus = true;
    root.querySelector(root.lastOpened)?.focus({ preventScroll: true });
    root.quietFocus = false;
  }
  root.wasOpen = Boolean(open.article);
}

// To what was just asked; when the page is loaded, to what is open or was asked last.
function bring(root, added, isFirst) {
  const turns = [...root.querySelectorAll(":scope > .turn")];
  const open = isFirst && root.querySelector("[aria-current]")?.closest(".turn");
  const target = open || added.at(-1);
  if (!target || target === turns[0]) return;
  const behavior = isFirst || calm() ? "auto" : "smooth";
  requestAnimationFrame(() => target.scrollIntoView({ block: "start", behavior }));
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = rootIn(parentElement, "section", "thread");
  const isFirst = !root.describe;
  root.send = setTriggerValue;
  if (isFirst) {
    root.setAttribute("aria-label", "Conversation");
    root.describe = hoverCard(root);
    root.heard = el("p", "heard");
    root.heard.setAttribute("role", "status");
    root.appendChild(root.heard);
  }
  for (const gone of root.querySelectorAll(":scope > .turn")) {
    if (!data.turns.some((turn) => String(turn.no) === gone.dataset.turn)) gone.remove();
  }
  const added = data.turns.map((turn) => drawTurn(root, turn)).filter(Boolean);
  lightOpen(root, data.open);
  bring(root, added, isFirst);

  if (!isFirst) return root.cleanup;

  const onKey = (event) => {
    if (event.key === "Escape" && root.dismissHover()) event.stopPropagation();
    const typing = event.composedPath()[0].closest?.("input, textarea, [contenteditable]");
    if (event.key === "/" && !typing && !event.metaKey && !event.ctrlKey) {
      event.preventDefault();
      document.querySelector('[data-testid="stChatInputTextArea"]')?.focus();
    }
  };
  // Before other listeners, so that one Esc dismisses one thing.
  document.addEventListener("keydown", onKey, { capture: true });
  root.cleanup = () => document.removeEventListener("keydown", onKey, { capture: true });
  return root.cleanup;
}
