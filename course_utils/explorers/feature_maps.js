// Feature-map browser: one channel of one layer, and how it is added up from the channels before.

const SMALL = 56, LARGE = 224; // pixels on the screen

const numbers = (base64) =>
  new Float32Array(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)).buffer);

function picture(values, side, largest, size, attributes) {
  const canvas = make("canvas", {
    width: side, height: side, ...attributes,
    style: `width:${size}px;height:${size}px;image-rendering:pixelated;border:1px solid #767676`,
  });
  const pen = canvas.getContext("2d"), data = pen.createImageData(side, side);
  values.forEach((value, i) => data.data.set([...signedColour(value, largest), 255], 4 * i));
  pen.putImageData(data, 0, 0);
  return canvas;
}

export default {
  render({ model, el }) {
    const layers = model.get("layers"); // [name, number of channels]
    const images = model.get("images"); // names of the images
    const state = { row: 0, column: 0, side: 1, bias: 0, parts: [], sum: new Float32Array(1) };
    const partsPlace = make("div", { class: "cnn-row", style: "gap:6px" });
    const sumPlace = make("div");
    const range = make("p", { class: "cnn-words" });
    const words = spoken();

    function draw() {
      const [side, bias, partsText, sumText, problem] = model.get("answer");
      if (problem) { words.textContent = problem; return; }
      const all = numbers(partsText), each = side * side;
      const parts = [...Array(all.length / each)].map((_, i) => all.slice(i * each, (i + 1) * each));
      Object.assign(state, { side, bias, parts, sum: numbers(sumText) });
      let largest = 1e-9; // one scale for all pictures, so that they add up to the eye
      for (const values of [all, state.sum]) {
        for (const value of values) largest = Math.max(largest, Math.abs(value));
      }
      partsPlace.replaceChildren(...parts.map((values, i) => make("div", {},
        make("div", { style: "font-size:11px" }, `channel ${i}`),
        picture(values, side, largest, SMALL, { role: "img", "aria-label": `what channel ${i} adds` }))));
      drawSum(largest);
      pick(Math.min(state.row, side - 1), Math.min(state.column, side - 1));
    }

    function drawSum(largest) {
      const { side, bias, parts, sum } = state;
      const placeOf = (offset) => Math.floor(offset * side / LARGE);
      const map = picture(sum, side, largest, LARGE, {
        tabindex: 0, role: "application", ...KEEPS_KEYS,
        "aria-label": "The feature map. Arrow keys move from number to number.",
        onpointermove: (event) => pick(placeOf(event.offsetY), placeOf(event.offsetX)),
        onpointerdown: (event) => pick(placeOf(event.offsetY), placeOf(event.offsetX)),
        onkeydown: (event) => {
          const step = stepOf(event);
          if (step) pick(state.row + step[0], state.column + step[1]);
        },
      });
      const focused = sumPlace.contains(document.activeElement);
      sumPlace.replaceChildren(titled(`sum of the ${parts.length}, plus the bias ${text(bias)}`, map));
      if (focused) map.focus({ preventScroll: true });
      let low = Infinity, high = -Infinity;
      sum.forEach((value) => { low = Math.min(low, value); high = Math.max(high, value); });
      range.textContent = `${side} × ${side} numbers from ${text(low)} to ${text(high)}. ` +
        "Orange is positive, blue negative, white zero.";
    }

    function pick(r, c) {
      const { side, bias, parts, sum } = state;
      [state.row, state.column] = [between(r, 0, side - 1), between(c, 0, side - 1)];
      const place = state.row * side + state.column;
      const terms = parts.map((values) => bracketed(values[place]));
      words.textContent = `Row ${state.row}, column ${state.column}: ${terms.join(" + ")} + bias ` +
        `${bracketed(bias)} = ${text(sum[place])}`;
    }

    function ask(change) {
      model.set("asked", asked.map((value, i) => change[i] ?? value));
      asked = model.get("asked");
      model.save_changes();
    }

    let asked = model.get("asked"); // [layer, channel, image]
    const names = layers.map(([name]) => name);
    const layer = choice("layer", names, names[asked[0]], (name) => {
      const index = names.indexOf(name);
      channel.input.max = layers[index][1] - 1;
      channel.set(0);
      ask([index, 0]);
    });
    const channel = slider("channel", { min: 0, max: layers[asked[0]][1] - 1, value: asked[1] },
      (value) => ask([undefined, value]));
    const image = choice("image", images, images[asked[2]],
      (name) => ask([undefined, undefined, images.indexOf(name)]));
    frame(el, "Feature-map browser", row(layer.row, channel.row, image.row),
      row(make("div", { style: "flex:1;min-width:20em" }, titled("from each channel before", partsPlace)),
        sumPlace), range, words);
    draw();
    model.on("change:answer", draw);
    return () => model.off("change:answer", draw);
  },
};
