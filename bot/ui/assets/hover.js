// The quote behind a mark, shown beside it while the mark is hovered or focused.

function hoverCard(root) {
  const card = el("div", "hover");
  card.id = "hover";
  card.setAttribute("role", "tooltip");
  card.hidden = true;
  root.appendChild(card);
  let leaving = 0;

  const hide = () => {
    card.hidden = true;
  };
  const show = (mark, source) => {
    clearTimeout(leaving);
    card.replaceChildren(
      quoteOf("p", "hover-quote", source),
      el("p", "hover-title", source.title),
      el("p", "hover-about", source.about),
    );
    card.hidden = false;
    const frame = root.getBoundingClientRect();
    const at = mark.getBoundingClientRect();
    const left = at.left - frame.left - 24;
    card.style.left = `${Math.max(0, Math.min(left, frame.width - card.offsetWidth))}px`;
    const above = at.top - card.offsetHeight - 8;
    const top = above > 64 ? above : at.bottom + 8;
    card.style.top = `${top - frame.top}px`;
  };
  const leave = () => {
    clearTimeout(leaving);
    leaving = setTimeout(hide, 160);
  };
  card.addEventListener("mouseenter", () => clearTimeout(leaving));
  card.addEventListener("mouseleave", leave);
  root.dismissHover = () => {
    const shown = !card.hidden;
    hide();
    return shown;
  };

  return (mark, source) => {
    mark.setAttribute("aria-describedby", card.id);
    mark.addEventListener("mouseenter", () => show(mark, source));
    mark.addEventListener("focus", () => {
      if (!root.quietFocus && mark.matches(":focus-visible")) show(mark, source);
    });
    mark.addEventListener("mouseleave", leave);
    mark.addEventListener("blur", leave);
    mark.addEventListener("click", hide);
  };
}
