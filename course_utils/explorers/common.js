// What all views share: elements, labelled controls, grids of numbers, canvases, charts, colours.

function make(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

// An element of a chart. CSS gives its colours, so they follow the theme without drawing again.
function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children);
  return element;
}

// JupyterLab takes single keys as shortcuts unless the focused element itself says no.
const NO_SHORTCUTS = "data-lm-suppress-shortcuts";
const KEEPS_KEYS = { [NO_SHORTCUTS]: "true" };

// Saving, and running a cell: Ctrl+S, ⌘S, and Enter with Shift, Ctrl, ⌘ or Alt.
function isCommand({ key, ctrlKey, metaKey, shiftKey, altKey }) {
  return key === "Enter" ? ctrlKey || metaKey || shiftKey || altKey
    : (ctrlKey || metaKey) && key.toLowerCase() === "s";
}

// These go on to JupyterLab from a control that keeps its keys, too: nobody knows where the focus
// is, Ctrl+S would save the browser's page, and Shift+Enter would press a button once more.
function handCommandsOn(event) {
  const control = event.target;
  if (!isCommand(event) || !control.hasAttribute(NO_SHORTCUTS) || !control.closest(".jp-Notebook")) return;
  control.removeAttribute(NO_SHORTCUTS);
  const taken = !control.dispatchEvent(new KeyboardEvent(event.type, event));
  control.setAttribute(NO_SHORTCUTS, "true");
  if (taken) event.preventDefault();
}

// A slider with its name and its value beside it; `changed` gets the number.
function slider(name, { min, max, step = 1, value }, changed) {
  const shown = make("output", { "aria-live": "off" }, String(value));
  const input = make("input", {
    type: "range", min, max, step, value, ...KEEPS_KEYS, "aria-label": name,
    oninput: () => {
      shown.textContent = text(Number(input.value));
      changed(Number(input.value));
    },
  });
  const set = (number) => {
    input.value = number;
    shown.textContent = text(Number(number));
  };
  const row = make("label", { class: "cnn-control" }, make("span", {}, name), input, shown);
  return { row, input, set };
}

function choice(name, options, value, changed) {
  const items = options.map((option) =>
    make("option", { value: option, selected: option === value }, option));
  const select = make("select", {
    ...KEEPS_KEYS, "aria-label": name, onchange: () => changed(select.value),
  }, ...items);
  return { row: make("label", { class: "cnn-control" }, make("span", {}, name), select), select };
}

function button(name, pressed) {
  return make("button", { type: "button", ...KEEPS_KEYS, onclick: pressed }, name);
}

function row(...children) {
  return make("div", { class: "cnn-row" }, ...children);
}

// No heading: whoever jumps from heading to heading wants those of the lesson.
function titled(title, ...children) {
  return make("div", {}, make("div", { class: "cnn-title" }, title), ...children);
}

// A line of words that a screen reader reads out when it changes.
function spoken(words = "") {
  return make("p", { class: "cnn-words", "aria-live": "polite" }, words);
}

// At most two decimals, a real minus sign, and no −0.
function text(number) {
  const rounded = Math.round(number * 100) / 100;
  return String(Object.is(rounded, -0) ? 0 : rounded).replace("-", "−");
}

const bracketed = (number) => (text(number).startsWith("−") ? `(${text(number)})` : text(number));

const LIGHT = { zero: [255, 255, 255], negative: [31, 95, 168], positive: [217, 95, 2] };
const DARK = { zero: [17, 17, 17], negative: [94, 160, 232], positive: [230, 120, 30] };

// Blue for negative, white for zero, orange for positive; in the dark, zero is dark.
function signedColour(value, largest, { zero, negative, positive } = LIGHT) {
  const share = largest > 0 ? Math.max(-1, Math.min(1, value / largest)) : 0;
  return mix(zero, share < 0 ? negative : positive, Math.abs(share));
}

// The same as red, green, blue and opacity: on a canvas, zero lets the ground of the view through.
function signedInk(value, largest) {
  const share = largest > 0 ? Math.max(-1, Math.min(1, value / largest)) : 0;
  return [...(share < 0 ? LIGHT.negative : LIGHT.positive), Math.round(255 * Math.abs(share))];
}

// From black to white, as the digits are drawn.
function greyColour(value, largest) {
  const share = largest > 0 ? Math.max(0, Math.min(1, value / largest)) : 0;
  return mix([0, 0, 0], [255, 255, 255], share);
}

function mix(from, to, share) {
  return from.map((start, i) => Math.round(start + (to[i] - start) * share));
}

// Black or white, whichever has the higher contrast (WCAG 2).
function inkOn(rgb) {
  const [r, g, b] = rgb.map((c) => c / 255).map((c) =>
    c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#000" : "#fff";
}

// The colour of a cell, and of the text on it, in a light and in a dark theme.
function paint(element, light, dark = light) {
  const css = (rgb) => `rgb(${rgb.join(",")})`;
  element.style.background = `light-dark(${css(light)}, ${css(dark)})`;
  element.style.color = `light-dark(${inkOn(light)}, ${inkOn(dark)})`;
}

function paintSigned(element, value, largest) {
  paint(element, signedColour(value, largest), signedColour(value, largest, DARK));
}

// A chart with its text for screen readers; it shrinks with a narrow page.
function chartOf(width, height, attributes, ...children) {
  return svg("svg", {
    viewBox: `0 0 ${width} ${height}`, role: "img", class: "cnn-chart", ...attributes,
    style: `width:${width}px;${attributes.style ?? ""}`,
  }, ...children);
}

const chartPoints = (places) => places.map(([x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`).join(" ");

// Where on an element an event is: the shares of its width and of its height, from 0 to 1.
function placeOn(element, event) {
  const box = element.getBoundingClientRect();
  return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
}

// A canvas as sharp as the screen; `pen` draws in CSS pixels. It shrinks with a narrow page.
function canvasOf(width, height, attributes = {}) {
  const ratio = Math.max(1, window.devicePixelRatio || 1);
  const canvas = make("canvas", {
    width: Math.round(width * ratio), height: Math.round(height * ratio), ...attributes,
    style: `width:${width}px;max-width:100%;height:auto;${attributes.style ?? ""}`,
  });
  const pen = canvas.getContext("2d");
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  return { canvas, pen };
}

// A table of rows × columns cells; `cell(row, column)` makes each. Without `operable` it is for
// reading only.
function grid(name, rows, columns, cell, operable = true) {
  const body = [];
  for (let r = 0; r < rows; r++) {
    const cells = [];
    for (let c = 0; c < columns; c++) cells.push(cell(r, c));
    body.push(make("tr", { role: operable ? "row" : null }, ...cells));
  }
  const role = operable ? "grid" : null;
  return make("table", { role, "aria-label": name, class: "cnn-grid" }, ...body);
}

// A cell that can be hovered, clicked, and reached by the arrow keys; `selected` gets its place.
function pickable(r, c, label, selected) {
  const cell = make("td", {
    role: "gridcell", tabindex: -1, "aria-label": label, ...KEEPS_KEYS,
    onpointerenter: () => selected(r, c),
    onpointerdown: () => selected(r, c),
    onfocus: () => selected(r, c),
    onkeydown: (event) => moveByKey(event, cell),
  });
  return cell;
}

// Mark one cell of a grid as the chosen one: the only one that Tab stops at.
function choose(cell, before) {
  if (before) {
    before.classList.remove("chosen");
    before.removeAttribute("aria-selected");
    before.setAttribute("tabindex", -1);
  }
  cell.classList.add("chosen");
  cell.setAttribute("aria-selected", "true");
  cell.setAttribute("tabindex", 0);
}

const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

// The step of an arrow key, or nothing; the page must not use the key as well.
function stepOf(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return undefined;
  if (MOVES[event.key]) {
    event.preventDefault();
    event.stopPropagation();
  }
  return MOVES[event.key];
}

function moveByKey(event, cell) {
  const step = stepOf(event);
  if (!step) return;
  const line = cell.parentElement;
  const next = line.closest("table").rows[line.rowIndex + step[0]]?.cells[cell.cellIndex + step[1]];
  const target = next?.hasAttribute("tabindex") ? next : next?.querySelector("input");
  if (!target) return;
  (cell.querySelector("input") ?? cell).tabIndex = -1;
  target.tabIndex = 0;
  target.focus();
  target.select?.();
}

// Size after a window has moved over `size` numbers; 0 where no window fits.
function outputSize(size, kernel, stride, padding, dilation = 1) {
  const room = size + 2 * padding - dilation * (kernel - 1) - 1;
  return room < 0 ? 0 : Math.floor(room / stride) + 1;
}

const between = (value, low, high) => Math.max(low, Math.min(high, value));

// Light or dark is what JupyterLab and its HTML, Colab, VS Code or Sphinx say on the page; elsewhere
// the page's own color-scheme holds. Text and ground always come from the same of the two.
const STYLE = `
.cnn-view { --ground: light-dark(#fff, #111); --ink: light-dark(#1a1a1a, #ececec);
  --line: light-dark(#767676, #8c8c8c); --faint: light-dark(#e3e3e3, #333);
  --field: light-dark(#f2f2f2, #2b2b2b); --mark: light-dark(#b8008a, #ff7ad9);
  --focus: light-dark(#0a58ca, #8ab8ff); --blue: light-dark(#2166ac, #5ea0e8);
  --brown: light-dark(#b45309, #f0913a);
  font: 14px/1.4 system-ui, sans-serif; background: var(--ground); color: var(--ink);
  padding: 10px; border: 1px solid var(--line); border-radius: 4px; max-width: 60em;
  box-sizing: border-box; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
:is([data-jp-theme-light="true"], [data-theme="light"], .vscode-light) .cnn-view {
  color-scheme: light; }
:is([data-jp-theme-light="false"], [data-theme="dark"], [theme="dark"], .vscode-dark, .vscode-high-contrast) .cnn-view {
  color-scheme: dark; }
@media print { .cnn-view { color-scheme: light !important; } }
.cnn-title { margin: 0 0 4px; font-weight: bold; }
.cnn-row { display: flex; flex-wrap: wrap; gap: 18px; align-items: flex-start; margin: 8px 0; }
.cnn-row > * { max-width: 100%; }
.cnn-control { display: inline-flex; flex-wrap: wrap; gap: 6px; align-items: center; }
.cnn-control output { min-width: 2em; }
.cnn-view button, .cnn-view select { font: inherit; color: var(--ink); background: var(--field);
  border: 1px solid var(--line); border-radius: 3px; padding: 2px 8px; }
.cnn-view button, .cnn-view select, .cnn-view input[type="range"] { min-height: 24px; }
.cnn-view div:has(> table.cnn-grid) { overflow-x: auto; margin: -10px; padding: 10px; }
.cnn-view table.cnn-grid { border-collapse: collapse; margin: 0; color: var(--ink); }
.cnn-view table.cnn-grid tr { background: var(--ground); }
.cnn-view table.cnn-grid td { min-width: 36px; height: 30px; padding: 0 5px; position: relative;
  text-align: center; white-space: nowrap; border: 1px solid var(--line); font-size: 12px;
  box-sizing: border-box; color: var(--ink); }
.cnn-view table.cnn-grid input { position: absolute; inset: 0; width: 100%; height: 100%;
  padding: 0; border: 0; box-sizing: border-box; text-align: center; font: inherit;
  background: transparent; color: inherit; }
.cnn-view table.cnn-grid .width { visibility: hidden; }
.cnn-view table.cnn-grid td.padding { background-color: var(--faint); border-style: dashed; }
.cnn-view table.cnn-grid td.in-window, .cnn-view table.cnn-grid td.chosen {
  outline: 3px solid var(--mark); outline-offset: -3px;
  box-shadow: inset 0 0 0 4px var(--ground); }
.cnn-view table.cnn-grid td.winner { font-weight: bold; text-decoration: underline;
  padding-top: 6px; }
.cnn-view table.cnn-grid td.winner::after { content: "★"; position: absolute; top: 4px; right: 5px;
  font-size: 9px; line-height: 1; }
.cnn-view table.cnn-grid td:focus-visible, .cnn-view :focus-visible {
  outline: 3px solid var(--focus); outline-offset: 1px; box-shadow: 0 0 0 6px var(--ground); }
.cnn-view input[aria-invalid="true"] { text-decoration: underline wavy; }
.cnn-chart { display: block; max-width: 100%; height: auto; }
.cnn-chart text { font: 11px system-ui, sans-serif; fill: var(--ink); }
.cnn-chart polyline, .cnn-chart line { fill: none; stroke: var(--line); }
.cnn-words { font-variant-numeric: tabular-nums; margin: 4px 0; overflow-wrap: anywhere; }
`;

// The frame of a view, with its own style and a name for screen readers.
function frame(el, name, ...children) {
  const attributes = { class: "cnn-view", role: "group", "aria-label": name, onkeydown: handCommandsOn };
  el.replaceChildren(make("div", attributes, make("style", {}, STYLE), ...children));
}
