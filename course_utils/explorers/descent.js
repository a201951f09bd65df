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
    const { canvas, pen } = canvasOf(WIDTH, HEIGHT, {
      role: "img", style: "touch-action:pan-y;cursor:pointer",
      onpointerdown: (event) => startAt(event),
      onpointermove: (event) => { if (event.isPrimary && event.buttons & 1) startAt(event); },
    });

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

    function line(colour, width, dashes, points) {
      pen.strokeStyle = colour;
      pen.lineWidth = width;
      pen.setLineDash(dashes);
      pen.beginPath();
      points.forEach(([weight, height]) => pen.lineTo(x(weight), y(height)));
      pen.stroke();
      pen.setLineDash([]);
    }

    function drawAxes() {
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, WIDTH, HEIGHT);
      line("#767676", 1, [], [[low, highest()], [low, 0], [high, 0]]);
      pen.fillStyle = "#1a1a1a";
      pen.font = "12px system-ui";
      pen.textAlign = "center";
      for (let weight = low; weight <= high; weight++) {
        pen.fillText(text(weight), x(weight), HEIGHT - ROOM.bottom + 15);
      }
      pen.fillText("weight", x((low + high) / 2), HEIGHT - 6);
      pen.textAlign = "right";
      for (const share of [0, 0.5, 1]) {
        pen.fillText(text(share * highest()), ROOM.left - 6, y(share * highest()) + 4);
      }
      pen.save();
      pen.rotate(-Math.PI / 2);
      pen.textAlign = "center";
      pen.fillText("loss", -y(highest() * 0.75), 12);
      pen.restore();
    }

    function drawWay(weights) {
      pen.save();
      pen.beginPath();
      pen.rect(ROOM.left, 0, WIDTH - ROOM.left, HEIGHT - ROOM.bottom);
      pen.clip();
      line("#1f5fa8", 3, [], grounds.map((weight) => [weight, loss(weight)]));
      line("#b45309", 1.5, [4, 3], weights.map((weight) => [weight, loss(weight)]));
      const last = weights.at(-1), reach = 0.9;
      line("#1a1a1a", 2, [], [-reach, reach].map((far) => [last + far, loss(last) + far * slope(last)]));
      weights.forEach((weight, step) => {
        pen.beginPath();
        pen.arc(x(weight), y(loss(weight)), step === weights.length - 1 ? 9 : 4, 0, 2 * Math.PI);
        pen.fillStyle = "#b45309";
        pen.fill();
        pen.strokeStyle = "#fff";
        pen.lineWidth = 1.5;
        pen.stroke();
      });
      pen.restore();
    }

    function fillTable(weights) {
      const head = ["step", "weight", "loss", "slope"].map((name) =>
        make("th", { scope: "col", style: "padding:0 8px;text-align:right" }, name));
      const rows = weights.map((weight, step) => make("tr", {},
        ...[step, weight, loss(weight), slope(weight)].map((value) => make("td", {
          style: "width:auto;height:21px;padding:0 8px;text-align:right",
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
      canvas.setAttribute("aria-label", `${state.curve[0]}, loss over the weight. The ball is at ` +
        `weight ${text(last)}, loss ${text(loss(last))}. Click to move the start.`);
      words.textContent = `After ${n} step${n === 1 ? "" : "s"} at a learning rate of ${text(state.rate)}: ` +
        `weight ${text(last)}. ${verdict(weights)} The next weight would be ${text(last)} − ` +
        `${text(state.rate)} · ${bracketed(slope(last))} = ${text(last - state.rate * slope(last))}.`;
    }

    function startAt(event) {
      const share = (event.offsetX - ROOM.left) / (WIDTH - ROOM.left - ROOM.right);
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
      row(canvas, table), words);
    draw();
  },
};
