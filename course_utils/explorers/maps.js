// Feature maps on the page. Where maps can hold negative numbers, blue is negative, orange positive
// and the colour of the page 0; else black is 0.

const MOST = 255; // steps of colour on each side of 0
const LINE = asPixel([118, 118, 118, 255]);
const STEPS_OF_COLOUR = [...Array(2 * MOST + 1)].map((_, i) => i - MOST);
const SIGNED_COLOURS = STEPS_OF_COLOUR.map((step) => asPixel(signedInk(step, MOST)));
const GREY_COLOURS = STEPS_OF_COLOUR.map((step) => asPixel([...greyColour(step, MOST), 255]));

// A pixel's four bytes in one number, so that they are written at once.
function asPixel(bytes) {
  return new Uint32Array(Uint8Array.from(bytes).buffer)[0];
}

function largestOf(...all) {
  let largest = 1e-9;
  for (const values of all) {
    for (const value of values) largest = Math.max(largest, Math.abs(value));
  }
  return largest;
}

// A canvas for maps of one layer side by side, `across` in a line, each so many pixels wide on the
// screen; `drawMaps` fills it.
function canvasForMaps({ channels, height, width }, across, shown, attributes) {
  const lines = Math.ceil(channels / across), columns = Math.min(channels, across);
  const canvas = make("canvas", {
    width: columns * (width + 1) - 1, height: lines * (height + 1) - 1, ...attributes,
    style: `width:${Math.round((columns * (width + 1) - 1) * shown / width)}px;max-width:100%;` +
      `height:auto;image-rendering:pixelated;${attributes.style ?? ""}`,
  });
  return canvas;
}

// All maps on one scale: the full colour stands for `largest`, in either sign. A grey line parts them.
function drawMaps(canvas, { channels, height, width, values }, signed, largest = largestOf(values)) {
  const pen = canvas.getContext("2d"), picture = pen.createImageData(canvas.width, canvas.height);
  const pixels = new Uint32Array(picture.data.buffer);
  const colours = signed ? SIGNED_COLOURS : GREY_COLOURS, scale = MOST / largest;
  const across = (canvas.width + 1) / (width + 1);
  let place = 0;
  for (let c = 0; c < channels; c++) {
    const top = Math.floor(c / across) * (height + 1), left = (c % across) * (width + 1);
    for (let y = 0; y <= height && top + y < canvas.height; y++) {
      for (let x = 0; x <= width && left + x < canvas.width; x++) {
        const within = x < width && y < height;
        const step = within ? Math.round(between(values[place++] * scale, -MOST, MOST)) : NaN;
        pixels[(top + y) * canvas.width + left + x] = colours[step + MOST] ?? LINE;
      }
    }
  }
  pen.putImageData(picture, 0, 0);
}

const oneOf = ({ height, width, values }, channel) =>
  mapsOf(values.subarray(channel * height * width, (channel + 1) * height * width), 1, height, width);
