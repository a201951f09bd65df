// Batch-norm view: the numbers of one channel before, normalised, and after γ and β.

const WIDTH = 260, HEIGHT = 200;
const ROOM = { left: 56, right: 10, top: 20, bottom: 36 }; // for the names of the axes
const BOTTOM = HEIGHT - ROOM.bottom;

const counted = (number) => number.toLocaleString("en");

// Round numbers over low … high, at most six of them; 0 is one.
function ticks(low, high) {
  const rough = (high - low) / 5, ten = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * ten).find((wide) => wide >= rough);
  const first = Math.ceil(low / step), last = Math.floor(high / step);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

// 0, 10, 100 … as far as the tallest bar goes; 1 would lie on 0.
function countsUpTo(most) {
  const shown = [0];
  for (let count = 10; count <= most; count *= 10) shown.push(count);
  return shown;
}

// A histogram over low … high, with a line at 0; `counts` lie evenly from `first` to `last`.
// Heights are logarithms: most numbers are those of the background, and would hide all others.
function histogram({ name, unit, first, last, counts, mean }, low, high) {
  const ends = [Math.min(first, last), Math.max(first, last)].map(text);
  const most = Math.max(...counts), step = (last - first) / counts.length;
  const x = (value) => ROOM.left + ((value - low) / (high - low)) * (WIDTH - ROOM.left - ROOM.right);
  const y = (count) => BOTTOM - (Math.log1p(count) / Math.log1p(most)) * (BOTTOM - ROOM.top);
  const label = (left, top, anchor, words) =>
    svg("text", { x: left, y: top, "text-anchor": anchor }, words);
  const across = ticks(low, high).flatMap((value) => [
    svg("line", { x1: x(value), x2: x(value), y1: BOTTOM, y2: BOTTOM + 4 }),
    label(x(value), BOTTOM + 15, "middle", text(value))]);
  const up = countsUpTo(most).flatMap((count) => [
    svg("line", { x1: ROOM.left - 4, x2: ROOM.left, y1: y(count), y2: y(count) }),
    label(ROOM.left - 7, y(count) + 4, "end", counted(count))]);
  const bars = counts.map((count, i) => {
    const [a, b] = [x(first + i * step), x(first + (i + 1) * step)].sort((one, other) => one - other);
    return `M${a.toFixed(2)} ${BOTTOM}V${y(count).toFixed(2)}h${Math.max(1, b - a - 0.5).toFixed(2)}V${BOTTOM}Z`;
  });
  const corner = [[ROOM.left, ROOM.top], [ROOM.left, BOTTOM], [WIDTH - ROOM.right, BOTTOM]];
  return titled(name, chartOf(WIDTH, HEIGHT, {
    "aria-label": `${name}: from ${ends[0]} to ${ends[1]}, mean ${text(mean)}; the tallest bar holds ${counted(most)}`,
  },
  svg("path", { d: bars.join(""), style: "fill:var(--blue)" }),
  svg("polyline", { points: chartPoints(corner) }), ...across, ...up,
  svg("line", { x1: x(0), x2: x(0), y1: ROOM.top, y2: BOTTOM, style: "stroke:var(--mark)" }),
  label(2, 11, "start", "how many (log scale)"),
  label((ROOM.left + WIDTH - ROOM.right) / 2, HEIGHT - 4, "middle", unit)));
}

export default {
  render({ model, el }) {
    const layers = model.get("layers"); // [name, eps, shape, channels]; a channel: see batch_norm.py
    const state = { layer: 0, channel: 0, mode: "train", weight: 1, bias: 0 };
    const pictures = make("div", { class: "cnn-row" });
    const words = spoken();
    const sizes = make("p", { class: "cnn-words" });

    function draw() {
      const [, eps, [images, height, width], channels] = layers[state.layer];
      const [first, last, counts, batch, running, weight, bias] = channels[state.channel];
      const [mean, variance] = state.mode === "train" ? batch : running;
      const normalise = (value) => (value - mean) / Math.sqrt(variance + eps);
      const scale = (value) => state.weight * normalise(value) + state.bias;
      const through = (name, unit, change) => (
        { name, unit, first: change(first), last: change(last), counts, mean: change(batch[0]) });
      const steps = [
        through("before", "x, a number of the channel", (value) => value),
        through(`normalised, ${state.mode} mode`, "x̂, in standard deviations", normalise),
        through("after γ and β", "y = γ · x̂ + β", scale),
      ];
      const ends = steps.flatMap((one) => [one.first, one.last]);
      const low = Math.min(...ends, -1), high = Math.max(...ends, 1);
      pictures.replaceChildren(...steps.map((one) => histogram(one, low, high)));
      const whose = state.mode === "train" ? "the batch" : "the running averages";
      words.textContent = `Mean ${text(mean)} and variance ${text(variance)}, of ${whose}. ` +
        `y = ${text(state.weight)} · x̂ + ${bracketed(state.bias)}; the mean of y is ${text(scale(batch[0]))}. ` +
        `Learned: γ = ${text(weight)}, β = ${text(bias)}.`;
      sizes.textContent = `Each picture counts the same ${counted(images * height * width)} numbers, of ` +
        `${counted(images)} images with ${height} × ${width} each, in ${counts.length} bars.`;
    }

    // γ and β as the network learned them.
    function learned() {
      const channel = layers[state.layer][3][state.channel];
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
      channel.input.max = layers[state.layer][3].length - 1;
      channel.set(0);
      learned();
    });
    const channel = slider("channel", { min: 0, max: layers[0][3].length - 1, value: 0 }, set("channel", learned));
    const mode = choice("mode", ["train", "eval"], "train", set("mode", draw));
    const weight = slider("γ", { min: -3, max: 3, step: 0.1, value: 1 }, set("weight", draw));
    const bias = slider("β", { min: -3, max: 3, step: 0.1, value: 0 }, set("bias", draw));
    frame(el, "Batch-norm view", row(layer.row, channel.row, mode.row),
      row(weight.row, bias.row, button("as learned", learned)), pictures, words, sizes);
    learned();
  },
};
