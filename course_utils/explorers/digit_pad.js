// Digit pad: draw with mouse, finger or keys; the network's reading and its feature maps follow the
// pen. All is computed here (network.js); Python only gets the drawings.

const PAD = 280, INK = 22, SEEN = 140; // pixels on the screen
const STEP = 10; // pixels that an arrow key moves the pen
const SAID = 200, PATIENCE = 3000; // milliseconds: between two readings in words; for Python to answer
const MAP = 28, ACROSS = 16; // pixels on the screen; maps in a line
const CHOOSE = "choose", BLOCKS = "the end of each block", LAYERS = "every layer", NONE = "none";

function barOf(digit) {
  const fill = make("div", { style: "height:14px;transform:scaleX(0);transform-origin:left;background:var(--blue)" });
  const share = make("span", { style: "display:inline-block;width:6em" }, "");
  const element = make("div", { style: "display:flex;align-items:center;gap:6px" }, String(digit),
    make("div", { style: "width:120px;border:1px solid var(--line)" }, fill), share);
  return { element, fill, share };
}

export default {
  render({ model, el }) {
    const state = {
      down: false, penDown: false, x: PAD / 2, y: PAD / 2,
      pixels: null, after: [], shares: [], frame: 0, saying: 0, waiting: 0, kept: model.get("kept"),
    };
    const description = model.get("network"), network = unpacked(description);
    const python = Boolean(model.save_changes); // none behind an exported page
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

    const mapsPlace = make("div", { class: "cnn-maps" });
    let pictures = []; // [canvas, which layer] of the maps that are shown

    function clear() {
      pen.fillStyle = "#000";
      pen.fillRect(0, 0, PAD, PAD);
      seen.getContext("2d").fillRect(0, 0, 28, 28);
      bars.forEach(({ fill, share }) => { fill.style.transform = "scaleX(0)"; share.textContent = ""; });
      cancelAnimationFrame(state.frame);
      Object.assign(state, { pixels: null, after: [], shares: [], penDown: false, frame: 0 });
      pictures.forEach(([canvas]) => canvas.getContext("2d").clearRect(0, 0, canvas.width, canvas.height));
      tell("Draw a digit.");
      showCursor();
    }

    function tell(sentence) {
      clearTimeout(state.saying);
      state.saying = 0;
      words.textContent = sentence;
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
      state.frame ||= requestAnimationFrame(read);
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
    pad.addEventListener("keyup", finish);
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

    // The whole way of a drawing, once a frame however often the pen moves.
    function read() {
      state.frame = 0;
      state.pixels = centred(pen.getImageData(0, 0, PAD, PAD).data, PAD);
      if (!state.pixels) return;
      showSeen();
      const values = Float32Array.from(state.pixels, (value) => value / 255);
      state.after = forward(network, mapsOf(values, 1, 28, 28));
      state.shares = softmax(state.after.at(-1).values);
      showShares(state.shares);
      showMaps();
      state.saying ||= setTimeout(say, SAID);
    }

    function say() {
      const { shares } = state, best = shares.indexOf(Math.max(...shares));
      tell(`The network reads a ${best}, with a share of ${Math.round(100 * shares[best])} %.`);
    }

    const asText = (pixels) => btoa(String.fromCharCode(...pixels));

    function send(name, value) {
      model.set(name, value);
      model.save_changes();
    }

    function lift() {
      state.down = false;
      finish();
    }

    // What was drawn up to here is read, and goes to Python.
    function finish() {
      if (state.frame) {
        cancelAnimationFrame(state.frame);
        read();
      }
      if (python && state.pixels) send("drawing", asText(state.pixels));
    }

    function showShares(shares) {
      const best = shares.indexOf(Math.max(...shares));
      bars.forEach(({ fill, share }, digit) => {
        fill.style.transform = `scaleX(${shares[digit]})`;
        fill.style.background = `var(--${digit === best ? "brown" : "blue"})`;
        const said = `${Math.round(100 * shares[digit])} %${digit === best ? " most" : ""}`;
        if (share.textContent !== said) share.textContent = said; // a new text is laid out again
      });
    }

    // Which layers' maps are shown, each layer in one picture.
    function placeMaps(which) {
      const shown = { [BLOCKS]: endsOfBlocks, [LAYERS]: layersOfMaps, [NONE]: () => [] }[which](network);
      const sizes = forward(network, mapsOf(new Float32Array(784), 1, 28, 28));
      pictures = shown.map((layer) => {
        const maps = sizes[layer.index];
        const title = `${layer.name}, after ${layer.words}: ${maps.channels} maps of ${maps.height} × ${maps.width}`;
        return [canvasForMaps(maps, ACROSS, MAP, { role: "img", "aria-label": title }), layer, title];
      });
      mapsPlace.replaceChildren(...pictures.map(([canvas, , title]) => titled(title, canvas)));
      if (shown.length) {
        mapsPlace.append(make("p", { class: "cnn-words" }, "The maps fill as you draw. " +
          "Black is 0, white the largest number of the layer." +
          (shown.some(({ signed }) => signed)
            ? ` Where numbers can be negative, orange is positive, blue negative, the ground of the view 0.` : "")));
      }
      showMaps();
    }

    function showMaps() {
      if (!state.after.length) return;
      for (const [canvas, { index, signed }] of pictures) drawMaps(canvas, state.after[index], signed);
    }

    function keep() {
      finish();
      if (!state.pixels) { tell("Draw a digit first."); return; }
      if (label.select.value === CHOOSE) {
        tell("Choose which digit it is first; then keep it.");
        label.select.focus();
        return;
      }
      const digit = Number(label.select.value);
      state.kept = [...state.kept, [asText(state.pixels), digit]];
      clear();
      label.select.value = CHOOSE;
      showKept();
      if (!python) return;
      clearTimeout(state.waiting);
      state.waiting = setTimeout(() => {
        kept.textContent += ". Python has not taken it: the kernel is busy, or was restarted. Then run the cell again.";
      }, PATIENCE);
      send("kept", state.kept);
    }

    function showKept() {
      const { length } = state.kept;
      if (!length) return;
      kept.textContent = `kept as ${state.kept.at(-1)[1]}; ${length} kept${python ? "" : " on this page only"}`;
    }

    function taken() {
      clearTimeout(state.waiting);
      showKept();
    }

    const label = choice("it is a", [CHOOSE, ...[...Array(10).keys()].map(String)], CHOOSE, () => {});
    const maps = choice("feature maps", [BLOCKS, LAYERS, NONE], BLOCKS, placeMaps);
    frame(el, "Digit pad",
      row(
        titled("draw here", make("div", { style: `position:relative;width:${PAD + 2}px` }, pad, cursor)),
        make("div", { class: "cnn-row", style: "flex:1 1 14em;margin:0" },
          titled("what the network sees", seen),
          titled("share of each digit",
            make("div", { class: "cnn-bars" }, ...bars.map(({ element }) => element))))),
      row(button("clear", clear), label.row, button("keep it", keep), kept), words,
      row(maps.row), mapsPlace,
      make("p", { class: "cnn-words" }, `The network travels with this view: ${description.size}.`));
    placeMaps(BLOCKS);
    clear();
    showKept();
    model.on?.("change:taken", taken);
    return () => {
      cancelAnimationFrame(state.frame);
      clearTimeout(state.saying);
      clearTimeout(state.waiting);
      model.off?.("change:taken", taken);
    };
  },
};
