// Ball on the curve: steps of gradient descent, with the learning rate as a slider.

const WIDTH = 460, HEIGHT = 290;
const ROOM = { left: 46, right: 12, top: 12, bottom: 38 }; // for the names of the axes
const FAR = 1000; // a weight beyond that is not followed

export default {
  render({ model, el }) {
    // [name, coefficients of 1, w, w² …] each; [lowest, highest] weight of the picture.
    const curves = model.get("curves"), [low, high] = model.get("between");
    const state = { curve: curves[0], rate: 0.2, start: 0, steps: 3 };
    const words = spoken();
    const table = make("table", { class: "cnn-grid", "aria-label": "steps" });
    const axes = svg("g", { style: "pointer-events:none" });
    // What leaves the picture is cut off, above and beside the axes.
    const inside = svg("svg", { x: ROOM.left, y: 0, width: WIDTH - ROOM.left, height: HEIGHT - ROOM.bottom,
      viewBox: `${ROOM.left} 0 ${WIDTH - ROOM.left} ${HEIGHT - ROOM.bottom}`, overflow: "hidden", role: "none" });
    const chart = chartOf(WIDTH, HEIGHT, {
      style: "touch-action:pan-y;cursor:pointer",
      onpointerdown: (event) => startAt(event),
      onpointermove: (event) => { if (event.isPrimary && event.buttons & 1) startAt(event); },
    }, axes, inside);

    const powers = (coefficients, weight) =>
      coefficients.reduceRight((sum, coefficient) => sum * weight + coefficient, 0);
    const loss = (weight) => powers(state.curve[1], weight);
    const slope = (weight) => powers(state.curve[1].slice(1).map((c, i) => c * (i + 1)), weight);

    // All weights on the way, the start first.
    function way() {
      const weights = [state.start];
      while (weights.length <= state.steps && Math.abs(weights.at(-1)) <= FAR) {
        weights.push(weights.at(-1) - state.rate * slope(weights.at(-1)));
      }
      return weights;
    }

    const grounds = Array.from({ length: 201 }, (_, i) => low + (i / 200) * (high - low));
    const highest = () => Math.max(...grounds.map(loss));
    const x = (weight) => ROOM.left + ((weight - low) / (high - low)) * (WIDTH - ROOM.left - ROOM.right);
    const y = (height) => HEIGHT - ROOM.bottom - (height / highest()) * (HEIGHT - ROOM.top - ROOM.bottom);

    function line(look, places) {
      const at = places.map(([weight, height]) => [x(weight), y(height)]);
      return svg("polyline", { points: chartPoints(at), style: look });
    }

    const label = (left, top, anchor, words, more = {}) =>
      svg("text", { x: left, y: top, "text-anchor": anchor, ...more }, words);

    function drawAxes() {
      const parts = [line("stroke-width:1", [[low, highest()], [low, 0], [high, 0]])];
      for (let weight = low; weight <= high; weight++) {
        parts.push(label(x(weight), HEIGHT - ROOM.bottom + 15, "middle", text(weight)));
      }
      parts.push(label(x((low + high) / 2), HEIGHT - 6, "middle", "weight"));
      for (const share of [0, 0.5, 1]) {
        parts.push(label(ROOM.left - 6, y(share * highest()) + 4, "end", text(share * highest())));
      }
      const middle = y(highest() * 0.75);
      parts.push(label(12, middle, "middle", "loss", { transform: `rotate(-90 12 ${middle})` }));
      axes.replaceChildren(...parts);
    }

    function drawWay(weights) {
      const last = weights.at(-1), reach = 0.9;
      const tangent = [-reach, reach].map((far) => [last + far, loss(last) + far * slope(last)]);
      const balls = weights.map((weight, step) => svg("circle", {
        cx: x(weight), cy: y(loss(weight)), r: step === weights.length - 1 ? 9 : 4,
        style: "fill:var(--brown);stroke:var(--ground);stroke-width:1.5",
      }));
      inside.replaceChildren(
        line("stroke:var(--blue);stroke-width:3", grounds.map((weight) => [weight, loss(weight)])),
        line("stroke:var(--brown);stroke-width:1.5;stroke-dasharray:4 3",
          weights.map((weight) => [weight, loss(weight)])),
        line("stroke:var(--ink);stroke-width:2", tangent), ...balls);
    }

    function fillTable(weights) {
      const head = ["step", "weight", "loss", "slope"].map((name) =>
        make("th", { scope: "col", style: "padding:0 8px;text-align:right" }, name));
      const rows = weights.map((weight, step) => make("tr", {},
        ...[step, weight, loss(weight), slope(weight)].map((value) => make("td", {
          style: "min-width:0;height:21px;padding:0 8px;text-align:right",
        }, text(value)))));
      table.replaceChildren(make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows));
    }

    function verdict(weights) {
      const [before, last] = weights.slice(-2);
      if (weights.some((weight) => weight < low || weight > high)) {
        return "The ball has left the picture: the learning rate is too large here.";
      }
      if (weights.length === 1) return "This is the start.";
      const change = loss(last) - loss(before);
      if (Math.abs(change) < 1e-9) return "The last step left the loss as it was.";
      return change < 0 ? "The last step lowered the loss." : "The last step raised the loss.";
    }

    function draw() {
      const weights = way(), last = weights.at(-1), n = weights.length - 1;
      drawAxes();
      drawWay(weights);
      fillTable(weights);
      chart.setAttribute("aria-label", `${state.curve[0]}, loss over the weight. The ball is at ` +
        `weight ${text(last)}, loss ${text(loss(last))}. Click to move the start.`);
      words.textContent = `After ${n} step${n === 1 ? "" : "s"} at a learning rate of ${text(state.rate)}: ` +
        `weight ${text(last)}. ${verdict(weights)} The next weight would be ${text(last)} − ` +
        `${text(state.rate)} · ${bracketed(slope(last))} = ${text(last - state.rate * slope(last))}.`;
    }

    function startAt(event) {
      const [across] = placeOn(chart, event);
      const share = (across * WIDTH - ROOM.left) / (WIDTH - ROOM.left - ROOM.right);
      state.start = between(Math.round(2 * (low + share * (high - low))) / 2, low, high);
      start.set(state.start);
      draw();
    }

    function go(number) {
      state.steps = between(number, 0, Number(steps.input.max));
      steps.set(state.steps);
      draw();
    }

    const set = (name) => (value) => { state[name] = value; draw(); };
    const names = curves.map(([name]) => name);
    const curve = choice("curve", names, names[0], (name) => {
      state.curve = curves[names.indexOf(name)];
      draw();
    });
    const rate = slider("learning rate", { min: 0.05, max: 1.2, step: 0.05, value: state.rate }, set("rate"));
    const start = slider("start", { min: low, max: high, step: 0.5, value: state.start }, set("start"));
    const steps = slider("steps", { min: 0, max: 10, value: state.steps }, set("steps"));
    frame(el, "Ball on the curve", row(curve.row, rate.row, start.row), row(steps.row,
      button("one step more", () => go(state.steps + 1)), button("back to the start", () => go(0))),
      row(chart, make("div", {}, table)), words);
    draw();
  },
};
