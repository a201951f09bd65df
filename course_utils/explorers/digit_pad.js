// Digit pad: draw with mouse, finger or keys; the network's reading follows while you draw.

const PAD = 280, INK = 22, SEEN = 140; // pixels on the screen
const STEP = 10; // pixels that an arrow key moves the pen
const PATIENCE = 3000, REST = 60; // milliseconds: for an answer; between questions of one stroke
const CENTRE = 14; // where MNIST has its centre of mass, in rows and columns from 0

// As MNIST was made: the ink's box into 20 × 20, its centre of mass into the middle of 28 × 28.
function centred(ink) {
  let left = PAD, right = -1, top = PAD, bottom = -1;
  for (let y = 0; y < PAD; y++) {
    for (let x = 0; x < PAD; x++) {
      if (ink[4 * (y * PAD + x)] < 32) continue;
      left = Math.min(left, x); right = Math.max(right, x);
      top = Math.min(top, y); bottom = Math.max(bottom, y);
    }
  }
  if (right < 0) return null;
  const box = { left, top, width: right - left + 1, height: bottom - top + 1 };
  const scale = 20 / Math.max(box.width, box.height);
  return moved(shrunk(ink, box, Math.max(1, Math.round(box.width * scale)),
    Math.max(1, Math.round(box.height * scale))));
}

// The mean of the pixels that each small one covers, as torch's adaptive_avg_pool2d.
function shrunk(ink, { left, top, width, height }, columns, rows) {
  const values = [];
  for (let r = 0; r < rows; r++) {
    const from = Math.floor(r * height / rows), to = Math.ceil((r + 1) * height / rows);
    for (let c = 0; c < columns; c++) {
      const start = Math.floor(c * width / columns), end = Math.ceil((c + 1) * width / columns);
      let total = 0;
      for (let y = top + from; y < top + to; y++) {
        for (let x = left + start; x < left + end; x++) total += ink[4 * (y * PAD + x)];
      }
      values.push(Math.round(total / ((to - from) * (end - start))));
    }
  }
  return { columns, rows, values };
}

function moved({ columns, rows, values }) {
  let total = 0, sumX = 0, sumY = 0;
  values.forEach((value, i) => {
    total += value;
    sumX += value * (i % columns);
    sumY += value * Math.floor(i / columns);
  });
  // No ink is lost at the rim, however lopsided the digit.
  const place = (mass, side) => between(Math.round(CENTRE - mass / total), 0, 28 - side);
  const shiftX = place(sumX, columns), shiftY = place(sumY, rows);
  const pixels = new Uint8Array(784);
  values.forEach((value, i) => {
    pixels[28 * (Math.floor(i / columns) + shiftY) + (i % columns) + shiftX] = value;
  });
  return pixels;
}

function barOf(digit) {
  const fill = make("div", { style: "height:14px;width:0;background:#2166ac" });
  const share = make("span", { style: "display:inline-block;width:6em" }, "");
  const element = make("div", { style: "display:flex;align-items:center;gap:6px" }, String(digit),
    make("div", { style: "width:120px;border:1px solid #767676" }, fill), share);
  return { element, fill, share };
}

export default {
  render({ model, el }) {
    const state = {
      down: false, penDown: false, x: PAD / 2, y: PAD / 2, pixels: null,
      waiting: false, resting: 0, changed: false, number: -1, sent: "", timer: 0,
    };
    const pad = make("canvas", {
      width: PAD, height: PAD, tabindex: 0, role: "application", ...KEEPS_KEYS,
      style: "border:1px solid #595959;touch-action:none;background:#000;cursor:crosshair",
      "aria-label": "Drawing pad. Draw with the pointer; or move with the arrow keys, press space " +
        "to put the pen down or up, and Delete to clear.",
    });
    const pen = pad.getContext("2d", { willReadFrequently: true });
    const seen = make("canvas", {
      width: 28, height: 28, role: "img", "aria-label": "What the network sees, 28 × 28 pixels",
      style: `width:${SEEN}px;height:${SEEN}px;image-rendering:pixelated;border:1px solid #595959`,
    });
    const cursor = make("div", {
      "aria-hidden": "true",
      style: "position:absolute;width:14px;height:14px;margin:-8px 0 0 -8px;border:2px solid #fff;" +
        "outline:2px solid #b8008a;border-radius:50%;pointer-events:none;display:none",
    });
    const bars = [...Array(10)].map((_, digit) => barOf(digit));
    const words = spoken();
    const kept = make("span", { role: "status" });

    function clear() {
      pen.fillStyle = "#000";
      pen.fillRect(0, 0, PAD, PAD);
      seen.getContext("2d").fillRect(0, 0, 28, 28);
      bars.forEach(({ fill, share }) => { fill.style.width = "0"; share.textContent = ""; });
      clearTimeout(state.timer);
      clearTimeout(state.resting);
      Object.assign(state, {
        pixels: null, penDown: false, waiting: false, resting: 0, changed: false, number: -1, sent: "",
      });
      words.textContent = "Draw a digit.";
      showCursor();
    }

    function line(fromX, fromY, toX, toY) {
      pen.fillStyle = pen.strokeStyle = "#fff";
      pen.lineWidth = INK;
      pen.lineCap = pen.lineJoin = "round";
      pen.beginPath();
      if (fromX === toX && fromY === toY) { // a line without length leaves no ink
        pen.arc(toX, toY, INK / 2, 0, 2 * Math.PI);
        pen.fill();
      } else {
        pen.moveTo(fromX, fromY);
        pen.lineTo(toX, toY);
        pen.stroke();
      }
      ask();
    }

    function moveTo(x, y, drawing) {
      if (drawing) line(state.x, state.y, x, y);
      [state.x, state.y] = [x, y];
    }

    const at = (event) => {
      const box = pad.getBoundingClientRect();
      return [(event.clientX - box.left - 1) * PAD / (box.width - 2), (event.clientY - box.top - 1) * PAD / (box.height - 2)];
    };

    pad.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || !event.isPrimary) return;
      event.preventDefault();
      pad.focus({ preventScroll: true });
      pad.setPointerCapture(event.pointerId);
      state.down = true;
      [state.x, state.y] = at(event);
      line(state.x, state.y, state.x, state.y);
      showCursor();
    });
    pad.addEventListener("pointermove", (event) => {
      if (!state.down || !event.isPrimary) return;
      moveTo(...at(event), true);
      showCursor();
    });
    for (const name of ["pointerup", "pointercancel"]) {
      pad.addEventListener(name, (event) => { if (event.isPrimary) lift(); });
    }
    pad.addEventListener("keydown", (event) => {
      const step = stepOf(event);
      if (step) {
        moveTo(between(state.x + step[1] * STEP, 0, PAD), between(state.y + step[0] * STEP, 0, PAD), state.penDown);
      } else if (event.key === " ") {
        state.penDown = !state.penDown;
        if (state.penDown) line(state.x, state.y, state.x, state.y);
      } else if (event.key === "Delete" || event.key === "Backspace") {
        clear();
      } else return;
      event.preventDefault();
      event.stopPropagation();
      showCursor();
    });
    pad.addEventListener("focus", showCursor);
    pad.addEventListener("blur", showCursor);

    function showCursor() {
      cursor.style.display = document.activeElement === pad ? "block" : "none";
      cursor.style.left = `${state.x + 1}px`;
      cursor.style.top = `${state.y + 1}px`;
      cursor.style.background = state.penDown ? "#b8008a" : "transparent";
    }

    function showSeen() {
      const canvas = seen.getContext("2d"), data = canvas.createImageData(28, 28);
      state.pixels.forEach((value, i) => data.data.set([value, value, value, 255], 4 * i));
      canvas.putImageData(data, 0, 0);
    }

    const asText = (pixels) => btoa(String.fromCharCode(...pixels));

    // One question at a time, and a rest after each answer while the stroke goes on: so the way is
    // free when the pen is lifted.
    function ask() {
      state.pixels = centred(pen.getImageData(0, 0, PAD, PAD).data);
      if (!state.pixels) return;
      showSeen();
      if (state.waiting || state.resting) { state.changed = true; return; }
      const sent = asText(state.pixels);
      if (sent === state.sent) return;
      state.number = (model.get("asked")[0] ?? 0) + 1;
      Object.assign(state, { sent, waiting: true });
      model.set("asked", [state.number, sent]);
      model.save_changes();
      clearTimeout(state.timer);
      state.timer = setTimeout(() => {
        words.textContent = "No answer yet: the kernel is busy, or was restarted. Then run the cell again.";
      }, PATIENCE);
    }

    function answer() {
      const [number, shares, problem] = model.get("reading");
      if (number !== state.number) return;
      clearTimeout(state.timer);
      state.waiting = false;
      if (problem) words.textContent = problem;
      else showShares(shares);
      if (state.down) state.resting = setTimeout(askAgain, REST);
      else askAgain();
    }

    function askAgain() {
      clearTimeout(state.resting);
      state.resting = 0;
      if (state.changed) { state.changed = false; ask(); }
    }

    function lift() {
      state.down = false;
      askAgain();
    }

    function showShares(shares) {
      const best = shares.indexOf(Math.max(...shares));
      bars.forEach(({ fill, share }, digit) => {
        fill.style.width = `${100 * shares[digit]}%`;
        fill.style.background = digit === best ? "#b35806" : "#2166ac";
        share.textContent = `${Math.round(100 * shares[digit])} %${digit === best ? " most" : ""}`;
      });
      words.textContent = `The network reads a ${best}, with a share of ${Math.round(100 * shares[best])} %.`;
    }

    function keep() {
      if (!state.pixels) { words.textContent = "Draw a digit first."; return; }
      model.set("kept", [...model.get("kept"), [asText(state.pixels), Number(label.select.value)]]);
      model.save_changes();
      showKept();
    }

    function showKept() {
      const { length } = model.get("kept");
      kept.textContent = length ? `${length} kept` : "";
    }

    const label = choice("it is a", [...Array(10).keys()].map(String), "0", () => {});
    frame(el, "Digit pad",
      row(
        titled("draw here", make("div", { style: `position:relative;width:${PAD + 2}px` }, pad, cursor)),
        titled("what the network sees", seen),
        titled("share of each digit", ...bars.map(({ element }) => element))),
      row(button("clear", clear), label.row, button("keep it", keep), kept), words);
    clear();
    showKept();
    model.on("change:reading", answer);
    return () => {
      clearTimeout(state.timer);
      clearTimeout(state.resting);
      model.off("change:reading", answer);
    };
  },
};
