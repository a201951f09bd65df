// Dropout view: the mask, what stays and how it is rescaled, in train and in eval mode.

const DROPPED = [105, 105, 105]; // a grey that stands out from white and from black

export default {
  render({ model, el }) {
    const units = model.get("units"); // rows of numbers from 0 to 1
    const state = { p: 0.5, mode: "train", chances: model.get("chances") };
    const places = { units: make("div"), mask: make("div"), output: make("div") };
    const words = spoken();

    const mean = (rows) => rows.flat().reduce((total, value) => total + value, 0) / rows.flat().length;

    function show(place, name, rows, colour) {
      places[place].replaceChildren(titled(name, grid(name, rows.length, rows[0].length, (r, c) => {
        const cell = make("td", {}, text(rows[r][c]));
        colour(cell, rows[r][c]);
        return cell;
      }, false)));
    }

    // PyTorch's rule: a unit is kept where its chance is at least p, and divided by 1 − p.
    function draw() {
      const { p, chances } = state, training = state.mode === "train";
      const mask = chances.map((line) => line.map((chance) => (training && chance < p ? 0 : 1)));
      const scale = training && p < 1 ? 1 / (1 - p) : 1;
      const output = units.map((line, r) => line.map((unit, c) => unit * mask[r][c] * scale));
      const orange = (cell, value) => paintSigned(cell, value, 2);
      const kept = (cell, value) => (value ? paint(cell, LIGHT.zero, DARK.zero) : paint(cell, DROPPED));
      show("units", "units", units, orange);
      show("mask", training ? "mask: 0 is dropped" : "mask: not used", mask, kept);
      show("output", training ? `output: unit · mask / (1 − ${text(p)})` : "output: the unit itself", output, orange);
      const dropped = mask.flat().filter((value) => !value).length;
      const stays = p === 1 ? "Nothing stays." : `What stays is divided by ${text(1 - p)}.`;
      words.textContent = (training
        ? `Train: ${dropped} of ${mask.flat().length} units are dropped. ${stays}`
        : "Eval: nothing is dropped and nothing is scaled.") +
        ` Mean before ${text(mean(units))}, after ${text(mean(output))}.`;
    }

    function newMask() {
      state.chances = units.map((line) => line.map(() => Math.random()));
      draw();
    }

    const set = (name) => (value) => { state[name] = value; draw(); };
    const p = slider("p, the share that is dropped", { min: 0, max: 1, step: 0.1, value: 0.5 }, set("p"));
    const mode = choice("mode", ["train", "eval"], "train", set("mode"));
    frame(el, "Dropout view", row(p.row, mode.row, button("new mask", newMask)),
      row(places.units, places.mask, places.output), words);
    draw();
  },
};
