// Pixel viewer: zoom into a digit, and read the value of each pixel.

const SIDE = 448; // pixels on the screen

export default {
  render({ model, el }) {
    const images = model.get("images"); // each 28 rows of 28 whole numbers from 0 to 255
    const labels = model.get("labels");
    const state = { image: 0, zoom: 1, row: 14, column: 14, top: 0, left: 0 };
    const words = spoken();
    const { canvas, pen } = canvasOf(SIDE, SIDE, {
      tabindex: 0, role: "application", ...KEEPS_KEYS, style: "cursor:crosshair",
      "aria-label": "The digit. Arrow keys move from pixel to pixel.",
      onpointermove: (event) => pickAt(event),
      onpointerdown: (event) => pickAt(event),
      onkeydown: (event) => {
        const step = stepOf(event);
        if (step) pick(state.row + step[0], state.column + step[1]);
      },
    });

    const side = () => images[0].length;
    const shown = () => Math.ceil(side() / state.zoom); // rows and columns in the window

    function pickAt(event) {
      const [across, down] = placeOn(canvas, event).map((share) => Math.floor(share * shown()));
      pick(state.top + down, state.left + across);
    }

    // The window moves no more than it must to show the chosen pixel.
    function pick(r, c) {
      state.row = between(r, 0, side() - 1);
      state.column = between(c, 0, side() - 1);
      state.top = between(state.top, state.row - shown() + 1, state.row);
      state.left = between(state.left, state.column - shown() + 1, state.column);
      draw();
    }

    function zoomTo(zoom) {
      state.zoom = zoom;
      const most = side() - shown(), half = Math.floor(shown() / 2);
      state.top = between(state.row - half, 0, most);
      state.left = between(state.column - half, 0, most);
      draw();
    }

    function draw() {
      const rows = images[state.image], cell = SIDE / shown();
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      pen.font = `${Math.min(15, cell * 0.45)}px system-ui`;
      for (let r = 0; r < shown(); r++) {
        for (let c = 0; c < shown(); c++) drawPixel(rows, r, c, cell);
      }
      markChosen(cell);
      words.textContent = `label ${labels[state.image]}; row ${state.row}, column ${state.column}: ` +
        `value ${rows[state.row][state.column]}`;
    }

    function drawPixel(rows, r, c, cell) {
      const value = rows[state.top + r][state.left + c];
      const colour = greyColour(value, 255);
      pen.fillStyle = `rgb(${colour.join(",")})`;
      pen.fillRect(c * cell, r * cell, cell, cell);
      if (state.zoom === 1) return; // too small to read
      pen.fillStyle = inkOn(colour);
      pen.fillText(String(value), (c + 0.5) * cell, (r + 0.5) * cell);
    }

    function markChosen(cell) {
      const box = [(state.column - state.left) * cell, (state.row - state.top) * cell, cell, cell];
      pen.lineWidth = 5;
      pen.strokeStyle = "#fff";
      pen.strokeRect(...box);
      pen.lineWidth = 3;
      pen.strokeStyle = "#b8008a";
      pen.strokeRect(...box);
    }

    const image = slider("image", { min: 0, max: images.length - 1, value: 0 },
      (value) => { state.image = value; draw(); });
    const zoom = slider("zoom", { min: 1, max: 4, value: 1 }, zoomTo);
    frame(el, "Pixel viewer", row(image.row, zoom.row), canvas, words);
    draw();
  },
};
