// The field of a guess: a number to type. From a field that can be written into JupyterLab takes no
// commands, so that Shift+Enter would do nothing: the focus goes to the frame around it first.

const isCommand = ({ key, ctrlKey, metaKey, shiftKey, altKey }) =>
  key === "Enter" ? ctrlKey || metaKey || shiftKey || altKey
    : (ctrlKey || metaKey) && key.toLowerCase() === "s";

export default {
  render({ model, el }) {
    const input = document.createElement("input");
    Object.assign(input, { type: "text", placeholder: "type a number", value: model.get("value") });
    input.setAttribute("data-lm-suppress-shortcuts", "true");
    input.style.cssText = "font:inherit;width:12em;padding:2px 6px;color:inherit;" +
      "background:transparent;border:1px solid #767676;border-radius:2px";
    input.addEventListener("input", () => {
      model.set("value", input.value);
      model.save_changes();
    });
    const frame = document.createElement("label");
    frame.tabIndex = -1;
    frame.style.outline = "none";
    frame.append("Guess: ", input);
    frame.addEventListener("keydown", (event) => {
      if (event.target !== input) return;
      if (event.key === "Escape") frame.focus();
      if (!isCommand(event)) return;
      event.preventDefault();
      event.stopPropagation();
      frame.focus();
      frame.dispatchEvent(new KeyboardEvent(event.type, event));
    });
    const shown = () => { if (input.value !== model.get("value")) input.value = model.get("value"); };
    model.on("change:value", shown);
    el.replaceChildren(frame);
    return () => model.off("change:value", shown);
  },
};
