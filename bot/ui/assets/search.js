// A search field that tells what stands in it as soon as the typing pauses.

const PAUSE = 250;

export default function ({ data, parentElement, setStateValue }) {
  const root = rootIn(parentElement, "div", "search");
  root.send = teller(setStateValue);
  if (!root.field) {
    const label = el("label", "label", data.label);
    root.field = el("input", "field");
    root.field.type = "search";
    root.field.id = "words";
    root.field.autocomplete = "off";
    root.field.spellcheck = false;
    root.field.placeholder = "Words, or a “phrase” in quotation marks";
    label.htmlFor = "words";
    root.told = data.words;
    root.field.value = data.words;
    const tell = () => {
      clearTimeout(root.pause);
      if (root.field.value === root.told) return;
      root.told = root.field.value;
      root.send("typed", { words: root.told });
    };
    root.field.addEventListener("input", () => {
      clearTimeout(root.pause);
      root.pause = setTimeout(tell, PAUSE);
    });
    root.field.addEventListener("keydown", (event) => event.key === "Enter" && tell());
    root.append(label, root.field);
  }
  // What is being typed goes before what the page still knows.
  if (data.words !== root.told && root.field.value === root.told) {
    root.told = data.words;
    root.field.value = data.words;
  }
}
