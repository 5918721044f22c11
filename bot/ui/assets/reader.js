// One article, set to be read, with the cited sentences lit and the open one in view.

const NARROW = matchMedia("(max-width: 1099px)");

function step(root, text, name, target) {
  if (!target) {
    const off = el("span", "step-link off", text);
    off.setAttribute("aria-hidden", "true");
    return off;
  }
  const node = link("step-link", target.href);
  node.textContent = text;
  node.setAttribute("aria-label", name);
  onPlainClick(node, () => root.send("open", { article: target.article, span: target.span }));
  return node;
}

function tools(root, view) {
  const row = el("div", "tools");
  const walk = el("div", "walk");
  if (view.walk.place) {
    walk.append(
      step(root, "←", "Previous citation", view.walk.before),
      el("span", "place", `Citation ${view.walk.place}`),
      step(root, "→", "Next citation", view.walk.after),
    );
  }
  const close = button("close", "Close", () => root.send("open", { article: "", span: "" }));
  close.title = "Close (Esc)";
  row.append(walk, close);
  return row;
}

function alsoIn(root, places) {
  const line = el("p", "also", "The same text is also in ");
  places.forEach((place, i) => {
    if (i) line.append("; ");
    const node = link("place-link", place.href);
    node.textContent = place.name;
    onPlainClick(node, () => root.send("open", { article: place.article, span: "" }));
    line.appendChild(node);
  });
  return line;
}

function story(root, view) {
  const line = el("p", "of-story");
  const node = line.appendChild(link("place-link", `./coverage?story=${view.article}`));
  node.textContent = view.story;
  onPlainClick(node, () => root.send("story", { article: view.article }));
  return line;
}

function history(sets) {
  const details = el("details", "history");
  const count = sets.length === 1 ? "once" : `${sets.length} times`;
  details.appendChild(el("summary", "", `Updated ${count}: what changed`));
  for (const set of sets) {
    details.appendChild(el("h3", "label", set.when));
    const list = details.appendChild(el("ul", "changes"));
    for (const change of set.changes) {
      const item = list.appendChild(el("li", ""));
      item.append(el("strong", "", `${change.kind}: `));
      item.appendChild(el(change.kind === "Added" ? "ins" : "del", "", change.text));
    }
  }
  return details;
}

// What to do with the article: read it where it was published, ask about it, hand it on.
function doings(root, view) {
  const row = el("p", "doings");
  if (view.original) {
    const away = row.appendChild(link("original", view.original));
    away.textContent = `Read the original at ${view.host}`;
    away.target = "_blank";
    away.rel = "noopener noreferrer";
  }
  if (view.about) {
    row.appendChild(
      button("doing", "Ask about this article", () => {
        root.send("about", { over: NARROW.matches });
        document.querySelector('[data-testid="stChatInputTextArea"]')?.focus();
      }),
    );
  }
  if (!view.share) return row;
  const share = button("doing", "Copy link", async () => {
    const copied = await copyText(new URL(view.share, location.href).href);
    share.textContent = copied ? "Copied" : "Not copied";
    setTimeout(() => (share.textContent = "Copy link"), 1600);
  });
  share.title = view.span ? "Copy a link to the lit sentence" : "Copy a link to this article";
  row.appendChild(share);
  return row;
}

function heading(root, view) {
  const head = el("header", "head");
  if (view.kicker) head.appendChild(el("p", "kicker", view.kicker));
  const title = el("h2", "title", view.title || "Article");
  title.id = "title";
  head.appendChild(title);
  // A day does not break over two lines.
  const days = [view.published, view.updated].map((day) => day.replaceAll(" ", "\u00a0"));
  const facts = [view.byline && `By ${view.byline}`, ...days].filter(Boolean);
  if (facts.length) head.appendChild(el("p", "facts", facts.join(" · ")));
  head.appendChild(doings(root, view));
  if (view.also_in.length) head.appendChild(alsoIn(root, view.also_in));
  if (view.story) head.appendChild(story(root, view));
  if (view.history.length) head.appendChild(history(view.history));
  if (view.notice) head.appendChild(el("p", "notice", view.notice));
  return head;
}

function paragraph(pieces) {
  const node = el("p");
  for (const piece of pieces) {
    if (piece.lit) node.appendChild(el("mark", `lit ${piece.lit}`, piece.text));
    else node.append(piece.text);
  }
  return node;
}

function captions(list) {
  const aside = el("aside", "captions");
  aside.setAttribute("aria-label", "Captions and credits");
  aside.appendChild(el("h3", "label", "Captions and credits"));
  list.forEach((caption) => aside.appendChild(el("p", "", caption)));
  return aside;
}

// Only the reader scrolls: scrollIntoView would move the chat behind it too.
function show(root, moved) {
  const scroller = root.getRootNode().host.closest(".st-key-reader");
  const lit = root.querySelector("mark.here");
  if (!scroller) return;
  let top = 0;
  const at = lit?.getBoundingClientRect();
  // With the headline, where both are in view.
  if (at && scroller.scrollTop + at.bottom > scroller.clientHeight * 0.7) {
    top = scroller.scrollTop + at.top - Math.max(96, (scroller.clientHeight - at.height) / 2.5);
  }
  scroller.scrollTo({ top, behavior: moved && !calm() ? "smooth" : "auto" });
}

// Over the chat, on a narrow screen, the keyboard stays inside.
function keepFocusInside(root, event) {
  const stops = [...root.querySelectorAll("a[href], button, summary")];
  const active = root.getRootNode().activeElement;
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (active === edge || (event.shiftKey && active === root)) {
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0]).focus();
  }
}

export default function ({ data: view, parentElement, setStateValue }) {
  const root = rootIn(parentElement, "div", "reader");
  const isFirst = !root.drawn;
  const now = JSON.stringify(view);
  const place = `${view.article} ${view.span}`;
  root.send = teller(setStateValue);
  if (root.drawn !== now) {
    const body = el("div", "body");
    view.paragraphs.forEach((pieces) => body.appendChild(paragraph(pieces)));
    const focused = root.getRootNode().activeElement?.getAttribute?.("aria-label");
    root.replaceChildren(tools(root, view), heading(root, view), body);
    if (view.captions.length) root.appendChild(captions(view.captions));
    const again = focused && root.querySelector(`.tools [aria-label="${focused}"]`);
    const moved = root.shown !== place;
    // Not while somebody writes a question beside it.
    if (focused || moved) (again || root).focus({ preventScroll: true });
    root.shown = place;
    if (moved) requestAnimationFrame(() => show(root, !isFirst));
    root.drawn = now;
  }
  if (!isFirst) return root.cleanup;

  root.tabIndex = -1;
  root.setAttribute("aria-labelledby", "title");
  root.setAttribute("role", NARROW.matches ? "dialog" : "complementary");
  if (NARROW.matches) root.setAttribute("aria-modal", "true");
  root.focus({ preventScroll: true });
  const onKey = (event) => {
    if (event.key === "Escape") root.send("open", { article: "", span: "" });
    if (event.key === "Tab" && NARROW.matches) keepFocusInside(root, event);
  };
  document.addEventListener("keydown", onKey);
  root.cleanup = () => document.removeEventListener("keydown", onKey);
  return root.cleanup;
}
