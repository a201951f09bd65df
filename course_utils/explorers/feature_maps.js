// Feature-map browser: one channel of one layer, and how it is added up from the channels before.
// All is computed here (network.js).

const SMALL = 48, IMAGE = 112, LARGE = 224; // pixels on the screen
const BORDERED = { style: "border:1px solid var(--line);display:block" };

export default {
  render({ model, el }) {
    const description = model.get("network"), network = unpacked(description);
    const [depth, height, width] = network.input;
    const samples = floats(model.get("samples")), each = depth * height * width;
    const names = model.get("images");
    const convolutions = [...network.layers.keys()].filter((i) => network.layers[i].kind === "conv");
    const layers = convolutions.map((i) => network.layers[i].name);
    const state = {
      layer: convolutions.length - 1, channel: 0, image: 0, row: 0, column: 0,
      before: null, parts: null, sum: null, largest: 1,
    };
    const imagePlace = make("div");
    const partsPlace = make("div", { class: "cnn-row", style: "gap:6px" });
    const sumTitle = make("div", { class: "cnn-title" });
    const map = make("canvas", {
      tabindex: 0, role: "application", ...KEEPS_KEYS,
      "aria-label": "The feature map. Arrow keys move from number to number.",
      style: "image-rendering:pixelated;border:1px solid var(--line);touch-action:manipulation",
      onpointermove: under, onpointerdown: under,
      onkeydown: (event) => {
        const step = stepOf(event);
        if (step) pick(state.row + step[0], state.column + step[1]);
      },
    });
    const mark = make("div", { // around the chosen number
      "aria-hidden": "true",
      style: "position:absolute;box-sizing:border-box;border:2px solid #b8008a;outline:1px solid #fff;" +
        "pointer-events:none",
    });
    const range = make("p", { class: "cnn-words" });
    const words = spoken();

    function picture(maps, size, signed, largest, name) {
      const canvas = canvasForMaps(maps, 1, size, { ...BORDERED, role: "img", "aria-label": name });
      drawMaps(canvas, maps, signed, largest);
      return canvas;
    }

    function imageOf(index) {
      if (index * each < samples.length) return samples.subarray(index * each, (index + 1) * each);
      const drawn = atob(model.get("drawing"));
      return drawn ? Float32Array.from(drawn, (c) => c.charCodeAt(0) / 255) : null;
    }

    // The image, and what the layer is given of it.
    function readImage() {
      const values = imageOf(state.image);
      if (!values) {
        state.before = null;
        imagePlace.replaceChildren();
        partsPlace.replaceChildren();
        words.textContent = "Nothing has been drawn yet. Draw a digit on the pad first.";
        return;
      }
      const image = mapsOf(values, depth, height, width);
      imagePlace.replaceChildren(titled(names[state.image],
        picture(oneOf(image, 0), IMAGE, false, undefined, names[state.image])));
      const index = convolutions[state.layer];
      state.before = index ? forward(network, image, index - 1).at(-1) : image;
      readChannel();
    }

    function readChannel() {
      if (!state.before) return;
      const layer = network.layers[convolutions[state.layer]];
      const bias = layer.bias ? layer.bias[state.channel] : 0;
      const parts = summands(state.before, layer, state.channel);
      const sum = new Float32Array(parts.height * parts.width).fill(bias);
      parts.values.forEach((value, i) => { sum[i % sum.length] += value; });
      // One scale for all summands and their sum, so that they add up to the eye.
      Object.assign(state, { parts, sum, bias, largest: largestOf(parts.values, sum) });
      showParts();
      showSum();
      pick(state.row, state.column);
    }

    function showParts() {
      const { before, parts, largest } = state, brightest = largestOf(before.values);
      const signed = before.values.some((value) => value < 0);
      partsPlace.replaceChildren(...[...Array(parts.channels).keys()].map((c) => make("div", {},
        make("div", { style: "font-size:11px" }, `channel ${c}`),
        picture(oneOf(before, c), SMALL, signed, brightest, `channel ${c}`),
        picture(oneOf(parts, c), SMALL, true, largest, `what channel ${c} adds`))));
    }

    function showSum() {
      const { parts, sum, bias, largest } = state;
      [map.width, map.height] = [parts.width, parts.height];
      const shown = [LARGE, Math.round(LARGE * parts.height / parts.width)];
      [map.style.width, map.style.height] = shown.map((side) => `${side}px`);
      Object.assign(mark.style, {
        width: `${shown[0] / parts.width}px`, height: `${shown[1] / parts.height}px`,
      });
      drawMaps(map, mapsOf(sum, 1, parts.height, parts.width), true, largest);
      sumTitle.textContent = `sum of the ${parts.channels}, plus the bias ${text(bias)}`;
      let low = Infinity, high = -Infinity;
      sum.forEach((value) => { low = Math.min(low, value); high = Math.max(high, value); });
      range.textContent = `${parts.height} × ${parts.width} numbers from ${text(low)} to ${text(high)}. ` +
        `Orange is positive, blue negative, the ground of the view is zero; where nothing is negative, black is zero.`;
    }

    function under(event) {
      if (!state.before) return;
      const { parts } = state;
      pick(Math.floor(event.offsetY * parts.height / map.clientHeight),
        Math.floor(event.offsetX * parts.width / map.clientWidth));
    }

    function pick(r, c) {
      if (!state.before) return;
      const { bias, parts, sum } = state;
      state.row = between(r, 0, parts.height - 1);
      state.column = between(c, 0, parts.width - 1);
      mark.style.left = `${1 + state.column * LARGE / parts.width}px`;
      mark.style.top = `${1 + state.row * parseFloat(mark.style.height)}px`;
      const place = state.row * parts.width + state.column;
      const terms = [...Array(parts.channels).keys()].map((i) => bracketed(parts.values[i * sum.length + place]));
      words.textContent = `Row ${state.row}, column ${state.column}: ${terms.join(" + ")} + bias ` +
        `${bracketed(bias)} = ${text(sum[place])}`;
    }

    const last = (index) => network.layers[convolutions[index]].outputs - 1;
    const layer = choice("layer", layers, layers[state.layer], (name) => {
      state.layer = layers.indexOf(name);
      state.channel = 0;
      channel.input.max = last(state.layer);
      channel.set(0);
      readImage();
    });
    const channel = slider("channel", { min: 0, max: last(state.layer), value: 0 }, (value) => {
      state.channel = value;
      readChannel();
    });
    const image = choice("image", names, names[0], (name) => {
      state.image = names.indexOf(name);
      readImage();
    });
    frame(el, "Feature-map browser", row(layer.row, channel.row, image.row),
      row(imagePlace, make("div", {}, sumTitle, make("div", { style: "position:relative" }, map, mark))), range, words,
      titled("each channel before, and below it what it adds", partsPlace),
      make("p", { class: "cnn-words" }, `With this view travel the network, ${description.size}, ` +
        `and its images, ${model.get("size")}.`));
    readImage();
    const drawn = () => { if (state.image * each >= samples.length) readImage(); };
    model.on?.("change:drawing", drawn);
    return () => model.off?.("change:drawing", drawn);
  },
};
