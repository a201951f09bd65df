// Receptive-field explorer: pick an output of any layer, and see what it sees, layer by layer.

const MAP_SIDE = 128; // pixels on the screen

export default {
  render({ model, el }) {
    const networks = model.get("networks"); // [name, layers of {name, kernel, stride, padding, side}]
    const image = model.get("image"); // rows of numbers from 0 to 1
    const state = { layers: networks[0][1], layer: 0, row: 0, column: 0, back: 0 };
    const maps = make("div", { class: "cnn-row" });
    const words = spoken();
    let canvases = [];

    // From one output back to the image: first and last row (or column) that is seen, by layer.
    function seen(place) {
      let range = [place, place];
      const ranges = [range];
      for (let index = state.layer; index > 0; index--) {
        const { kernel, stride, padding } = state.layers[index];
        const last = state.layers[index - 1].side - 1;
        range = [Math.max(0, range[0] * stride - padding),
          Math.min(last, range[1] * stride - padding + kernel - 1)];
        ranges.unshift(range);
      }
      return ranges;
    }

    // Side length of what one output of the chosen layer sees, padding included.
    const fieldSize = () => state.layers.slice(1, state.layer + 1)
      .reduceRight((size, { kernel, stride }) => (size - 1) * stride + kernel, 1);

    function buildMaps() {
      canvases = state.layers.map((layer, index) => {
        const { canvas, pen } = canvasOf(MAP_SIDE, MAP_SIDE, {
          tabindex: 0, role: "application", ...KEEPS_KEYS, style: "touch-action:none;cursor:crosshair",
          onpointerdown: (event) => {
            if (event.button !== 0 || !event.isPrimary) return;
            canvas.focus({ preventScroll: true });
            canvas.setPointerCapture(event.pointerId);
            pickAt(event);
          },
          onpointermove: (event) => { if (event.isPrimary && event.buttons & 1) pickAt(event); },
          onkeydown: (event) => pickByKey(event, index),
        });
        const pickAt = (event) => {
          const [across, down] = placeOn(canvas, event).map((share) => Math.floor(share * layer.side));
          pick(index, down, across);
        };
        return { canvas, pen };
      });
      maps.replaceChildren(...state.layers.map(({ name, side }, index) =>
        titled(`${name}: ${side} × ${side}`, canvases[index].canvas)));
    }

    function drawMap(index, rows, columns) {
      const { name, side } = state.layers[index], cell = MAP_SIDE / side;
      const { canvas, pen } = canvases[index];
      const place = rows ? `Rows ${rows[0]} to ${rows[1]}, columns ${columns[0]} to ${columns[1]} are marked. ` : "";
      canvas.setAttribute("aria-label", `${name}, ${side} × ${side}. ${place}Arrow keys pick an output.`);
      pen.clearRect(0, 0, MAP_SIDE, MAP_SIDE); // the ground of the view is that of a map
      if (index === 0) drawImage(pen, cell);
      pen.strokeStyle = "#767676";
      pen.lineWidth = 0.5;
      for (let line = 0; line <= side; line++) {
        pen.strokeRect(line * cell, 0, 0, MAP_SIDE);
        pen.strokeRect(0, line * cell, MAP_SIDE, 0);
      }
      if (rows) mark(pen, rows, columns, cell);
    }

    function mark(pen, rows, columns, cell) {
      const box = [columns[0] * cell, rows[0] * cell,
        (columns[1] - columns[0] + 1) * cell, (rows[1] - rows[0] + 1) * cell];
      pen.fillStyle = "rgba(217, 95, 2, 0.35)";
      pen.fillRect(...box);
      pen.lineWidth = 5;
      pen.strokeStyle = "#fff";
      pen.strokeRect(...box);
      pen.lineWidth = 3;
      pen.strokeStyle = "#b8008a";
      pen.strokeRect(...box);
    }

    function drawImage(pen, cell) {
      image.forEach((line, y) => line.forEach((value, x) => {
        pen.fillStyle = `rgb(${greyColour(value, 1).join(",")})`;
        pen.fillRect(x * cell, y * cell, cell, cell);
      }));
    }

    function pick(layer, r, c) {
      const { side } = state.layers[layer];
      Object.assign(state, { layer, row: between(r, 0, side - 1), column: between(c, 0, side - 1), back: layer });
      back.input.max = layer;
      back.set(layer);
      draw();
    }

    function pickByKey(event, index) {
      const step = stepOf(event);
      if (!step) return;
      if (state.layer === index) pick(index, state.row + step[0], state.column + step[1]);
      else pick(index, 0, 0);
    }

    function draw() {
      const rows = seen(state.row), columns = seen(state.column);
      const first = state.layer - state.back;
      state.layers.forEach((_, index) => {
        if (index >= first && index <= state.layer) drawMap(index, rows[index], columns[index]);
        else drawMap(index);
      });
      const { name } = state.layers[state.layer], size = fieldSize();
      const [top, bottom] = rows[first], [left, right] = columns[first];
      const inside = bottom - top + 1 === size && right - left + 1 === size;
      words.textContent = `One output of ${name} sees ${size} × ${size} pixels of the image. ` +
        `The one in row ${state.row}, column ${state.column} goes back to rows ${top} to ` +
        `${bottom} and columns ${left} to ${right} of ${first > 0 ? state.layers[first].name : "the image"}` +
        (first > 0 || inside ? "." : "; the rest of its field is padding.");
    }

    function useNetwork(name) {
      state.layers = networks.find((one) => one[0] === name)[1];
      buildMaps();
      const last = state.layers.length - 1, middle = Math.floor(state.layers[last].side / 2);
      pick(last, middle, middle);
    }

    const names = networks.map(([name]) => name);
    const back = slider("layers back", { min: 0, max: 1, value: 0 },
      (value) => { state.back = value; draw(); });
    frame(el, "Receptive-field explorer",
      row(choice("network", names, names[0], useNetwork).row, back.row), maps, words);
    useNetwork(names[0]);
  },
};
