// Pooling explorer: largest number or mean of each window; the winning pixel has a star.

export default {
  render({ model, el }) {
    const image = model.get("image");
    const state = { kind: "max", size: 2, stride: 2, padding: 0, row: 0, column: 0 };
    const places = { image: make("div"), output: make("div") };
    const formula = make("p", { class: "cnn-words" });
    const words = spoken();
    const largest = Math.max(1, ...image.flat().map(Math.abs));
    let imageCells = [], outputCells = [];

    const pixelAt = (y, x) => image[y - state.padding]?.[x - state.padding];

    // Padding never wins a maximum; for a mean it counts as zeros, as in PyTorch.
    function windowAt(r, c) {
      const pixels = [];
      for (let i = 0; i < state.size; i++) {
        for (let j = 0; j < state.size; j++) {
          const y = r * state.stride + i, x = c * state.stride + j;
          pixels.push({ y, x, value: pixelAt(y, x) ?? (state.kind === "max" ? -Infinity : 0) });
        }
      }
      return pixels;
    }

    function answerAt(r, c) {
      const values = windowAt(r, c).map(({ value }) => value);
      if (state.kind === "max") return Math.max(...values);
      return values.reduce((total, value) => total + value, 0) / values.length;
    }

    function drawImage() {
      const { padding } = state;
      imageCells = [];
      const table = grid("image", image.length + 2 * padding, image[0].length + 2 * padding, (y, x) => {
        const value = pixelAt(y, x);
        const cell = value === undefined
          ? make("td", { class: "padding" }, state.kind === "max" ? "−∞" : "0")
          : make("td", {}, text(value));
        if (value !== undefined) paint(cell, greyColour(value, largest));
        (imageCells[y] ??= [])[x] = cell;
        return cell;
      }, false);
      places.image.replaceChildren(titled("image", table));
    }

    function drawOutput() {
      const { size, stride, padding } = state;
      const height = outputSize(image.length, size, stride, padding);
      const width = outputSize(image[0].length, size, stride, padding);
      formula.replaceChildren(sizeText("height", image.length, height), make("br"),
        sizeText("width", image[0].length, width));
      outputCells = [];
      if (!height || !width) {
        places.output.replaceChildren(titled("output", "No window fits."));
        words.textContent = "";
        return;
      }
      places.output.replaceChildren(titled(`output ${height} × ${width}`,
        grid("output", height, width, (r, c) => {
          const answer = answerAt(r, c);
          const cell = pickable(r, c, `output row ${r}, column ${c}: ${text(answer)}`, select);
          cell.append(text(answer));
          paint(cell, greyColour(answer, largest));
          (outputCells[r] ??= [])[c] = cell;
          return cell;
        })));
      select(between(state.row, 0, height - 1), between(state.column, 0, width - 1));
    }

    function sizeText(name, side, result) {
      const { size, stride, padding } = state;
      if (!result) return `${name}: the window covers ${size}, and there are ${side + 2 * padding}`;
      return `${name} = ⌊(${side} + 2·${padding} − ${size}) / ${stride}⌋ + 1 = ${result}`;
    }

    function select(r, c) {
      choose(outputCells[r][c], outputCells[state.row]?.[state.column]);
      [state.row, state.column] = [r, c];
      const under = windowAt(r, c), answer = answerAt(r, c);
      imageCells.flat().forEach((cell) => cell.classList.remove("in-window", "winner"));
      under.forEach(({ y, x }) => imageCells[y][x].classList.add("in-window"));
      words.textContent = `row ${r}, column ${c}: ` +
        (state.kind === "max" ? maximumText(under, answer) : meanText(under, answer));
    }

    function maximumText(under, answer) {
      const winner = under.find(({ value }) => value === answer);
      imageCells[winner.y][winner.x].classList.add("winner");
      const listed = under.map(({ value }) => (value === -Infinity ? "−∞" : text(value)));
      return `the largest of ${listed.join(", ")} is ${text(answer)}, at row ` +
        `${winner.y - state.padding}, column ${winner.x - state.padding} of the image`;
    }

    function meanText(under, answer) {
      const listed = under.map(({ value }) => text(value));
      return `(${listed.join(" + ")}) / ${listed.length} = ${text(answer)}`;
    }

    function drawAll() {
      const most = Math.floor(state.size / 2); // as PyTorch: at most half a window of padding
      state.padding = Math.min(state.padding, most);
      padding.input.max = most;
      padding.set(state.padding);
      drawImage();
      drawOutput();
    }

    const set = (name) => (value) => { state[name] = value; drawAll(); };
    const kind = choice("kind", ["max", "average"], "max", set("kind"));
    const size = slider("size", { min: 1, max: 4, value: 2 }, set("size"));
    const stride = slider("stride", { min: 1, max: 4, value: 2 }, set("stride"));
    const padding = slider("padding (at most half the size)", { min: 0, max: 1, value: 0 }, set("padding"));
    frame(el, "Pooling explorer",
      row(kind.row, size.row, stride.row, padding.row),
      row(places.image, places.output), formula, words);
    drawAll();
  },
};
