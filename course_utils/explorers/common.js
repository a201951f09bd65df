// What all views share: elements, labelled controls, grids of numbers, canvases, colours.

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
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
const KEEPS_KEYS = { "data-lm-suppress-shortcuts": "true" };

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

function titled(title, ...children) {
  return make("div", {}, make("h4", {}, title), ...children);
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

// Blue for negative, white for zero, orange for positive.
function signedColour(value, largest) {
  const share = largest > 0 ? Math.max(-1, Math.min(1, value / largest)) : 0;
  return mix([255, 255, 255], share < 0 ? [31, 95, 168] : [217, 95, 2], Math.abs(share));
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

function paint(element, rgb) {
  element.style.background = `rgb(${rgb.join(",")})`;
  element.style.color = inkOn(rgb);
}

// A canvas as sharp as the screen; `pen` draws in CSS pixels.
function canvasOf(width, height, attributes = {}) {
  const ratio = Math.max(1, window.devicePixelRatio || 1);
  const canvas = make("canvas", {
    width: Math.round(width * ratio), height: Math.round(height * ratio), ...attributes,
    style: `width:${width}px;height:${height}px;${attributes.style ?? ""}`,
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

// How JupyterLab and exported pages, the web edition, Colab and VS Code say that they are dark.
const DARK = '[data-jp-theme-light="false"], [data-theme="dark"], [theme="dark"], .vscode-dark, ' +
  ".vscode-high-contrast";

const STYLE = `
.cnn-view { font: 14px/1.4 system-ui, sans-serif; background: var(--cnn-ground);
  color: var(--cnn-ink); padding: 10px; border: 1px solid #767676; border-radius: 4px;
  max-width: 60em; box-sizing: border-box; color-scheme: light; --cnn-ground: #fff;
  --cnn-ink: #1a1a1a; --cnn-raised: #f2f2f2; --cnn-bar: #2166ac; --cnn-most: #b35806;
  --cnn-focus: #0a58ca; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
@media screen {
  :is(${DARK}) .cnn-view.cnn-themed { color-scheme: dark; --cnn-ground: #161616;
    --cnn-ink: #ececec; --cnn-raised: #2e2e2e; --cnn-bar: #6aa9ee; --cnn-most: #f0913a;
    --cnn-focus: #8ab8ff; }
}
.cnn-view h4 { margin: 0 0 4px; font-size: 14px; font-weight: bold; color: inherit; }
.cnn-row { display: flex; flex-wrap: wrap; gap: 18px; align-items: flex-start; margin: 8px 0; }
.cnn-control { display: inline-flex; gap: 6px; align-items: center; }
.cnn-control output { min-width: 2em; }
.cnn-view button, .cnn-view select { font: inherit; color: inherit;
  background: var(--cnn-raised); border: 1px solid #767676; border-radius: 3px; padding: 2px 8px; }
.cnn-view button, .cnn-view select, .cnn-view input[type="range"] { min-height: 24px; }
.cnn-view table.cnn-grid { border-collapse: collapse; margin: 0; }
.cnn-view table.cnn-grid tr { background: #fff; }
.cnn-view table.cnn-grid td { width: 36px; min-width: 36px; height: 30px; padding: 0;
  text-align: center; border: 1px solid #767676; font-size: 12px; box-sizing: border-box;
  color: #1a1a1a; }
.cnn-view table.cnn-grid input { width: 34px; height: 28px; padding: 0; border: 0;
  box-sizing: border-box; text-align: center; font: inherit; background: transparent;
  color: inherit; }
.cnn-view table.cnn-grid td.padding { background-color: #e3e3e3; border-style: dashed; }
.cnn-view table.cnn-grid td.in-window, .cnn-view table.cnn-grid td.chosen {
  outline: 3px solid #b8008a; outline-offset: -3px; box-shadow: inset 0 0 0 5px #fff; }
.cnn-view table.cnn-grid td.winner { position: relative; font-weight: bold;
  text-decoration: underline; }
.cnn-view table.cnn-grid td.winner::after { content: "★"; position: absolute; top: 2px; right: 4px;
  font-size: 9px; }
.cnn-view table.cnn-grid td:focus-visible, .cnn-view :focus-visible {
  outline: 3px solid var(--cnn-focus); outline-offset: 1px;
  box-shadow: 0 0 0 6px var(--cnn-ground); }
.cnn-words { font-variant-numeric: tabular-nums; margin: 4px 0; }
`;

// The frame of a view, with its own style and a name for screen readers. A view whose pictures are
// legible on a dark ground is `themed`: it is dark where the page is.
function frame(el, name, ...children) {
  el.replaceChildren(make("div", { class: "cnn-view", role: "group", "aria-label": name },
    make("style", {}, STYLE), ...children));
}

function themedFrame(el, name, ...children) {
  frame(el, name, ...children);
  el.firstElementChild.classList.add("cnn-themed");
}
