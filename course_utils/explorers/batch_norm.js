// Batch-norm view: the numbers of one channel before, normalised, and after γ and β.

const WIDTH = 245, HEIGHT = 150;

// A histogram over low … high, with a line at 0; `counts` lie evenly from `first` to `last`.
// Heights are logarithms: most numbers are those of the background, and would hide all others.
function histogram(name, { first, last, counts, mean }, low, high) {
  const ends = [Math.min(first, last), Math.max(first, last)].map(text);
  const { canvas, pen } = canvasOf(WIDTH, HEIGHT, {
    role: "img", "aria-label": `${name}: from ${ends[0]} to ${ends[1]}, mean ${text(mean)}`,
  });
  const x = (value) => ((value - low) / (high - low)) * WIDTH;
  const most = Math.log1p(Math.max(...counts)), step = (last - first) / counts.length;
  pen.fillStyle = "#2166ac";
  counts.forEach((count, i) => {
    const height = (Math.log1p(count) / most) * (HEIGHT - 22);
    const [a, b] = [x(first + i * step), x(first + (i + 1) * step)].sort((one, other) => one - other);
    pen.fillRect(a, HEIGHT - 16 - height, Math.max(1, b - a - 0.5), height);
  });
  pen.strokeStyle = "#b8008a";
  pen.strokeRect(x(0), 0, 0, HEIGHT - 16);
  pen.fillStyle = "#1a1a1a";
  pen.font = "11px system-ui";
  for (const [value, align] of [[low, "left"], [0, "center"], [high, "right"]]) {
    pen.textAlign = align;
    pen.fillText(text(value), x(value), HEIGHT - 3);
  }
  return titled(name, canvas);
}

export default {
  render({ model, el }) {
    const layers = model.get("layers"); // [name, eps, channels]; a channel: see widgets.py
    const state = { layer: 0, channel: 0, mode: "train", weight: 1, bias: 0 };
    const pictures = make("div", { class: "cnn-row" });
    const words = spoken();

    function draw() {
      const [, eps, channels] = layers[state.layer];
      const [first, last, counts, batch, running, weight, bias] = channels[state.channel];
      const [mean, variance] = state.mode === "train" ? batch : running;
      const normalise = (value) => (value - mean) / Math.sqrt(variance + eps);
      const scale = (value) => state.weight * normalise(value) + state.bias;
      const through = (change) => ({ first: change(first), last: change(last), counts, mean: change(batch[0]) });
      const steps = [through((value) => value), through(normalise), through(scale)];
      const ends = steps.flatMap((one) => [one.first, one.last]);
      const low = Math.min(...ends, -1), high = Math.max(...ends, 1);
      const names = ["before", `normalised, ${state.mode} mode`, "after γ and β"];
      pictures.replaceChildren(...steps.map((one, i) => histogram(names[i], one, low, high)));
      const whose = state.mode === "train" ? "the batch" : "the running averages";
      words.textContent = `Mean ${text(mean)} and variance ${text(variance)}, of ${whose}. ` +
        `y = ${text(state.weight)} · x̂ + ${bracketed(state.bias)}; the mean of y is ${text(scale(batch[0]))}. ` +
        `Learned: γ = ${text(weight)}, β = ${text(bias)}. (The bars' heights are on a log scale.)`;
    }

    // γ and β as the network learned them.
    function learned() {
      const channel = layers[state.layer][2][state.channel];
      [state.weight, state.bias] = channel.slice(5);
      weight.set(state.weight);
      bias.set(state.bias);
      draw();
    }

    const set = (name, then) => (value) => { state[name] = value; then(); };
    const names = layers.map(([name]) => name);
    const layer = choice("layer", names, names[0], (name) => {
      state.layer = names.indexOf(name);
      state.channel = 0;
      channel.input.max = layers[state.layer][2].length - 1;
      channel.set(0);
      learned();
    });
    const channel = slider("channel", { min: 0, max: layers[0][2].length - 1, value: 0 }, set("channel", learned));
    const mode = choice("mode", ["train", "eval"], "train", set("mode", draw));
    const weight = slider("γ", { min: -3, max: 3, step: 0.1, value: 1 }, set("weight", draw));
    const bias = slider("β", { min: -3, max: 3, step: 0.1, value: 0 }, set("bias", draw));
    frame(el, "Batch-norm view", row(layer.row, channel.row, mode.row),
      row(weight.row, bias.row, button("as learned", learned)), pictures, words);
    learned();
  },
};
