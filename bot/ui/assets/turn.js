// One turn: the question, the answer with its marks, what else there is to read and to ask.

const LONG_QUESTION = 110;

function leadOf(turn, words, source) {
  const lead = el("span", "lead", words);
  const isSaying = turn.style === "who-said-what" && source;
  if (isSaying) lead.appendChild(el("span", "lead-about", ` \u00b7 ${source.about}`));
  return lead;
}

// Taken out of a sentence, so that its marks never begin a line; a very long one stays and breaks.
function lastWord(part) {
  const end = el("span", "last-word");
  const text = part.lastChild;
  const at = text?.nodeType === Node.TEXT_NODE ? text.data.search(/\S{1,30}$/) : -1;
  if (at > 0 && /\s/.test(text.data[at - 1])) {
    end.textContent = text.data.slice(at);
    text.data = text.data.slice(0, at);
  }
  return end;
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
    const end = part.appendChild(lastWord(part));
    sentence.numbers.forEach((number, j) => {
      const source = turn.sources[number - 1];
      if (source) end.append("\u00a0", markOf(root, source, `mark-${i}${j ? `-${j}` : ""}`));
    });
    place.append(part, " ");
  });
  return block;
}

function work(text) {
  const details = el("details", "work");
  details.append(el("summary", "", "What the model did"), el("pre", "", text));
  return details;
}

// Lines of titles to open, beside the answer and never instead of it.
function more(root, list) {
  const section = cards(root, "Other articles on this", list, "more");
  section.querySelector(".cards").classList.add("plain");
  return section;
}

function related(root, questions, name) {
  const section = el("section", "related");
  section.setAttribute("aria-label", name);
  section.appendChild(el("h3", "label", name));
  const list = section.appendChild(el("ul", "questions"));
  questions.forEach((question, i) => {
    const node = button("ask", question, () => root.send("ask", question));
    node.dataset.place = `related-${i}`;
    list.appendChild(el("li", "")).appendChild(node);
  });
  return section;
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

function step(root, turn) {
  const node = el("p", "step", turn.step);
  const stop = button("quiet stop", "Stop", () => root.send("stop", turn.no));
  stop.dataset.place = "stop"; // keeps the focus while sentences are added
  node.append(stop);
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
  if (turn.reply) answer.appendChild(el("p", "sentences", turn.reply));
  if (turn.declined) answer.appendChild(el("p", "short", turn.declined));
  if (turn.sentences.length) answer.appendChild(sentences(root, turn));
  if (turn.error) answer.appendChild(el("p", "trouble", turn.error)).setAttribute("role", "alert");
  // Where it will say who wrote it: sources that are added below move neither it nor the button.
  if (turn.step) answer.appendChild(step(root, turn));
  if (turn.by) answer.appendChild(el("p", "by", turn.by));
  if (turn.work) answer.appendChild(work(turn.work));
  if (turn.again) answer.appendChild(actions(root, node, turn));
  if (turn.sources.length) answer.appendChild(cards(root, "Sources", turn.sources, "sources"));
  if (turn.nearest.length) {
    answer.appendChild(cards(root, "Nearest articles", turn.nearest, "nearest"));
  }
  if (turn.more.length) answer.appendChild(more(root, turn.more));
  if (turn.related.length) {
    const name = turn.reply ? "Such as" : "Related questions";
    answer.appendChild(related(root, turn.related, name));
  }
  node.appendChild(answer);
  node.setAttribute("aria-busy", turn.step ? "true" : "false");
}
