// Links that open an article: the marks in an answer and the cards under it.

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
