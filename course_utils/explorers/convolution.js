// Convolution explorer: move the window, edit image and filter, change stride, padding, dilation.

const FILTERS = {
  "horizontal edge": [[1, 1, 1], [0, 0, 0], [-1, -1, -1]],
  "vertical edge": [[1, 0, -1], [1, 0, -1], [1, 0, -1]],
  "sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
  "add all": [[1, 1, 1], [1, 1, 1], [1, 1, 1]],
  "2×2": [[1, 0], [2, -1]],
};

const copy = (rows) => rows.map((line) => [...line]);
const MADE_OF = { image: "pixel", filter: "weight" };

// The number that was typed; NaN where it is none. The start of one is undefined.
function typedNumber(words) {
  const plain = words.trim().replace("−", "-").replace(",", ".");
  if (/^[+-]?\.?$/.test(plain)) return undefined;
  const number = /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : NaN;
  return Number.isFinite(number) ? number : NaN;
}

const paintGrey = (cell, value, largest) => paint(cell, greyColour(value, largest));
const largestOf = (rows) => Math.max(1, ...rows.flat().map(Math.abs));

export default {
  render({ model, el }) {
    const names = Object.keys(FILTERS);
    const state = {
      image: copy(model.get("image")), filter: copy(FILTERS[names[0]]),
      stride: 1, padding: 0, dilation: 1, row: 0, column: 0,
    };
    const places = { image: make("div"), filter: make("div"), products: make("div"), output: make("div") };
    const formula = make("p", { class: "cnn-words" });
    const sum = spoken();
    const refused = make("p", { class: "cnn-words", role: "status" });
    let imageCells = [], outputCells = [];

    const pixelAt = (y, x) => state.image[y - state.padding]?.[x - state.padding];

    // The pixels under the filter when it stands at (r, c) of the output; padding counts as 0.
    function windowAt(r, c) {
      return state.filter.flatMap((weights, i) => weights.map((weight, j) => {
        const y = r * state.stride + i * state.dilation;
        const x = c * state.stride + j * state.dilation;
        return { y, x, pixel: pixelAt(y, x) ?? 0, weight };
      }));
    }

    const answerAt = (r, c) =>
      windowAt(r, c).reduce((total, { pixel, weight }) => total + pixel * weight, 0);

    // An editable number; a text that is no number is refused in words, and the old one stays.
    function numberCell(values, r, c, name, colour) {
      const td = make("td", { role: "gridcell" });
      const width = make("span", { class: "width", "aria-hidden": "true" }); // as wide as the text
      const input = make("input", {
        type: "text", inputmode: "decimal", ...KEEPS_KEYS,
        "aria-label": `${name} row ${r}, column ${c}`, tabindex: r + c === 0 ? 0 : -1,
        onkeydown: (event) => moveByKey(event, td),
        onblur: () => {
          if (typedNumber(input.value) === undefined) refuse();
          show();
        },
        oninput: () => {
          width.textContent = input.value;
          const value = typedNumber(input.value);
          if (Number.isNaN(value)) refuse();
          if (!Number.isFinite(value)) return;
          input.removeAttribute("aria-invalid");
          refused.textContent = "";
          values[r][c] = value;
          colour(td, value, largestOf(values));
          drawOutput();
        },
      });

      function show() {
        input.value = width.textContent = text(values[r][c]);
        input.removeAttribute("aria-invalid");
      }

      function refuse() {
        const typed = input.value.trim() ? `“${input.value}” is` : "An empty field is";
        input.setAttribute("aria-invalid", "true");
        refused.textContent = `${typed} no number. The ${MADE_OF[name]} in row ${r}, column ${c} of the ` +
          `${name} stays ${text(values[r][c])}.`;
      }

      show();
      td.append(width, input);
      colour(td, values[r][c], largestOf(values));
      return td;
    }

    function drawImage() {
      const { image, padding } = state;
      imageCells = [];
      const table = grid("image", image.length + 2 * padding, image[0].length + 2 * padding, (y, x) => {
        const cell = pixelAt(y, x) === undefined
          ? make("td", { role: "gridcell", class: "padding" }, "0")
          : numberCell(image, y - padding, x - padding, "image", paintGrey);
        (imageCells[y] ??= [])[x] = cell;
        return cell;
      });
      places.image.replaceChildren(titled("image", table));
    }

    function drawFilter() {
      const { filter } = state;
      places.filter.replaceChildren(titled("filter", grid("filter", filter.length, filter[0].length,
        (i, j) => numberCell(filter, i, j, "filter", paintSigned))));
    }

    function drawOutput() {
      const { image, filter, stride, padding, dilation } = state;
      const height = outputSize(image.length, filter.length, stride, padding, dilation);
      const width = outputSize(image[0].length, filter[0].length, stride, padding, dilation);
      formula.replaceChildren(sizeText("height", image.length, filter.length, height), make("br"),
        sizeText("width", image[0].length, filter[0].length, width));
      outputCells = [];
      if (!height || !width) {
        places.output.replaceChildren(titled("output", "No window fits."));
        places.products.replaceChildren();
        sum.textContent = "";
        imageCells.flat().forEach((cell) => cell.classList.remove("in-window"));
        return;
      }
      const answers = [...Array(height)].map((_, r) => [...Array(width)].map((_, c) => answerAt(r, c)));
      const largest = largestOf(answers);
      places.output.replaceChildren(titled(`output ${height} × ${width}`,
        grid("output", height, width, (r, c) => {
          const label = `output row ${r}, column ${c}: ${text(answers[r][c])}`;
          const cell = pickable(r, c, label, select);
          cell.append(text(answers[r][c]));
          paintSigned(cell, answers[r][c], largest);
          (outputCells[r] ??= [])[c] = cell;
          return cell;
        })));
      select(between(state.row, 0, height - 1), between(state.column, 0, width - 1));
    }

    function sizeText(name, size, kernel, result) {
      const { stride, padding, dilation } = state;
      if (!result) return `${name}: the filter covers ${dilation * (kernel - 1) + 1}, and there are ${size + 2 * padding}`;
      return `${name} = ⌊(${size} + 2·${padding} − ${dilation}·(${kernel} − 1) − 1) / ${stride}⌋ + 1 = ${result}`;
    }

    function select(r, c) {
      choose(outputCells[r][c], outputCells[state.row]?.[state.column]);
      [state.row, state.column] = [r, c];
      const under = windowAt(r, c);
      imageCells.flat().forEach((cell) => cell.classList.remove("in-window"));
      under.forEach(({ y, x }) => imageCells[y][x].classList.add("in-window"));
      showProducts(under);
      const terms = under.map(({ pixel, weight }) => `${text(pixel)}·${bracketed(weight)}`);
      sum.textContent = `row ${r}, column ${c}: ${terms.join(" + ")} = ${text(answerAt(r, c))}`;
    }

    function showProducts(under) {
      const columns = state.filter[0].length;
      const products = under.map(({ pixel, weight }) => pixel * weight);
      const largest = Math.max(1, ...products.map(Math.abs));
      places.products.replaceChildren(titled("pixel · weight",
        grid("products", state.filter.length, columns, (i, j) => {
          const product = products[i * columns + j];
          const cell = make("td", {}, text(product));
          paintSigned(cell, product, largest);
          return cell;
        }, false)));
    }

    function drawAll() {
      drawImage();
      drawFilter();
      drawOutput();
    }

    const set = (name, draw) => (value) => { state[name] = value; draw(); };
    const controls = [
      slider("stride", { min: 1, max: 3, value: 1 }, set("stride", drawOutput)),
      slider("padding", { min: 0, max: 2, value: 0 }, set("padding", drawAll)),
      slider("dilation", { min: 1, max: 3, value: 1 }, set("dilation", drawOutput)),
    ];
    const chosen = choice("filter", names, names[0], (name) => {
      state.filter = copy(FILTERS[name]);
      drawAll();
    });
    const reset = button("reset numbers", () => {
      refused.textContent = "";
      state.image = copy(model.get("image"));
      state.filter = copy(FILTERS[chosen.select.value]);
      drawAll();
    });
    frame(el, "Convolution explorer",
      row(chosen.row, ...controls.map((control) => control.row), reset),
      row(places.image, places.filter, places.products, places.output), refused, formula, sum);
    drawAll();
  },
};
