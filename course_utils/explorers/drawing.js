// A drawing as the network gets it. Nothing here needs a page.

const CENTRE = 14; // where MNIST has its centre of mass, in rows and columns from 0

// As MNIST was made: the ink's box into 20 × 20, its centre of mass into the middle of 28 × 28.
// `ink` is side × side pixels of four bytes each, as a canvas gives them; null without any ink.
export function centred(ink, side) {
  let left = side, right = -1, top = side, bottom = -1;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if (ink[4 * (y * side + x)] < 32) continue;
      left = Math.min(left, x); right = Math.max(right, x);
      top = Math.min(top, y); bottom = Math.max(bottom, y);
    }
  }
  if (right < 0) return null;
  const box = { left, top, width: right - left + 1, height: bottom - top + 1 };
  const scale = 20 / Math.max(box.width, box.height);
  return moved(shrunk(ink, side, box, Math.max(1, Math.round(box.width * scale)),
    Math.max(1, Math.round(box.height * scale))));
}

// The mean of the pixels that each small one covers, as torch's adaptive_avg_pool2d.
function shrunk(ink, side, { left, top, width, height }, columns, rows) {
  const values = [];
  for (let r = 0; r < rows; r++) {
    const from = Math.floor(r * height / rows), to = Math.ceil((r + 1) * height / rows);
    for (let c = 0; c < columns; c++) {
      const start = Math.floor(c * width / columns), end = Math.ceil((c + 1) * width / columns);
      let total = 0;
      for (let y = top + from; y < top + to; y++) {
        for (let x = left + start; x < left + end; x++) total += ink[4 * (y * side + x)];
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
  const place = (mass, length) =>
    Math.max(0, Math.min(28 - length, Math.round(CENTRE - mass / total)));
  const shiftX = place(sumX, columns), shiftY = place(sumY, rows);
  const pixels = new Uint8Array(784);
  values.forEach((value, i) => {
    pixels[28 * (Math.floor(i / columns) + shiftY) + (i % columns) + shiftX] = value;
  });
  return pixels;
}
