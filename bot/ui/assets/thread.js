// The turns of a conversation: drawn, kept up to date, and brought into view.

const PARTS = ".short, .sentence, .answer > section, .answer > details, .answer > .actions";

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
    const held = root.getRootNode().activeElement;
    const place = node.contains(held) && held.dataset.place;
    fill(root, node, turn);
    root.quietFocus = true;
    if (place) node.querySelector(`[data-place="${place}"]`)?.focus({ preventScroll: true });
    root.quietFocus = false;
    if (node.wasBusy) arrive(root, node, turn, before);
    node.drawn = now;
    node.wasBusy = Boolean(turn.step);
  }
  return isNew ? node : null;
}

function lightOpen(root, open) {
  const lit = [...root.querySelectorAll(".mark[aria-current]")].at(-1);
  for (const node of root.querySelectorAll("[data-article]")) {
    const here = open.article && node.dataset.article === open.article && node.dataset.span === open.span;
    if (here) node.setAttribute("aria-current", "true");
    else node.removeAttribute("aria-current");
  }
  // Back to where the reader was opened from; to its mark if it was open when the page was loaded.
  if (root.wasOpen && !open.article) {
    root.quietFocus = true;
    const from = root.lastOpened ? root.querySelector(root.lastOpened) : lit;
    from?.focus({ preventScroll: true });
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

// One mark on or back from the one that is open; the first of the last answer if none is.
function walk(root, step) {
  const marks = [...root.querySelectorAll(".mark")];
  const opened = root.lastOpened && root.querySelector(root.lastOpened);
  const open = marks.filter((mark) => mark.hasAttribute("aria-current"));
  const at = marks.indexOf(open.includes(opened) ? opened : open.at(-1));
  const last = [...root.querySelectorAll(":scope > .turn")].findLast((t) => t.querySelector(".mark"));
  const next = at < 0 ? last?.querySelector(".mark") : marks[at + step];
  next?.click();
}

// When an article opens beside the thread its lines break anew: what was read stays where it was.
function keepStill(root) {
  const scroller = document.querySelector(".stMain");
  let width = root.clientWidth;
  let seen = null;
  const note = () => {
    const parts = [...root.querySelectorAll(".question, .sentence, .card")];
    const opened = root.lastOpened && root.querySelector(root.lastOpened);
    const inView = (node) => node.getBoundingClientRect().top >= 64;
    const node = opened && onScreen(opened) ? opened : parts.find(inView);
    seen = node && { node, top: node.getBoundingClientRect().top };
  };
  const observer = new ResizeObserver(() => {
    if (root.clientWidth !== width && seen?.node.isConnected) {
      scroller.scrollTop += seen.node.getBoundingClientRect().top - seen.top;
    }
    width = root.clientWidth;
    note();
  });
  observer.observe(root);
  scroller?.addEventListener("scroll", note, { passive: true });
  return {
    disconnect: () => {
      observer.disconnect();
      scroller?.removeEventListener("scroll", note);
    },
  };
}

function onScreen(node) {
  const { top, bottom } = node.getBoundingClientRect();
  return bottom > 64 && top < innerHeight;
}

export default function ({ data, parentElement, setStateValue }) {
  const root = rootIn(parentElement, "section", "thread");
  const isFirst = !root.describe;
  root.send = teller(setStateValue);
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
  };
  const onWalk = (event) => walk(root, event.detail);
  const still = keepStill(root);
  // Before other listeners, so that one Esc dismisses one thing.
  document.addEventListener("keydown", onKey, { capture: true });
  document.addEventListener("coverage:walk", onWalk);
  root.cleanup = () => {
    document.removeEventListener("keydown", onKey, { capture: true });
    document.removeEventListener("coverage:walk", onWalk);
    still.disconnect();
  };
  return root.cleanup;
}
