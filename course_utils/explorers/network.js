// The forward pass of a network over typed arrays, as torch does it in eval mode. Nothing here
// needs a page, so that it can be tried anywhere. Maps are { channels, height, width, values },
// the values channel by channel, row by row.

const AT_ONCE = 8; // channels that a convolution sums side by side: each input is read once for all

// Float32 numbers, least significant byte first, as every processor with a browser has them.
export function floats(base64) {
  return new Float32Array(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)).buffer);
}

export function mapsOf(values, channels, height, width) {
  return { channels, height, width, values };
}

// A network from its description: what Python's network.py gives. Each layer gets its numbers.
export function unpacked({ input, layers, weights }) {
  const all = floats(weights);
  let from = 0;
  const next = (count) => all.subarray(from, from += count);
  return {
    input,
    layers: layers.map((layer) => {
      const own = { ...layer };
      for (const [name, count] of layer.holds) own[name] = next(count);
      return own.kind === "conv" ? { ...own, packed: packed(own) } : own;
    }),
  };
}

// The weights in the order in which `convolved` reads them: AT_ONCE channels for each tap.
// As the sums, in 64 bits: then no weight is converted each time that it is read.
function packed({ weight, outputs }) {
  const taps = weight.length / outputs;
  const order = new Float64Array(Math.ceil(outputs / AT_ONCE) * AT_ONCE * taps);
  for (let o = 0; o < outputs; o++) {
    const start = Math.floor(o / AT_ONCE) * AT_ONCE * taps + o % AT_ONCE;
    for (let tap = 0; tap < taps; tap++) order[start + AT_ONCE * tap] = weight[o * taps + tap];
  }
  return order;
}

// The maps after each layer, in order; after the `last` of them (or all) it stops.
export function forward(network, image, last = network.layers.length - 1) {
  const after = [];
  let maps = image;
  for (const layer of network.layers.slice(0, last + 1)) {
    maps = STEPS[layer.kind](maps, layer);
    after.push(maps);
  }
  return after;
}

export function softmax(logits) {
  const largest = Math.max(...logits);
  const powers = Array.from(logits, (logit) => Math.exp(logit - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

// What each channel of the maps adds to one output channel of a convolution: maps again.
export function summands(maps, layer, output) {
  const { outputs, channels, kernel: [rows, columns], weight } = layer;
  if (output >= outputs) throw new RangeError(`There are ${outputs} channels.`);
  const { height, width } = sizeAfter(maps, layer), spread = padded(maps, layer.padding, 0);
  const values = new Float32Array(channels * height * width);
  let place = 0;
  for (let c = 0; c < channels; c++) {
    const taps = (output * channels + c) * rows * columns;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const corner = cornerOf(spread, layer, y, x) + c * spread.height * spread.width;
        let sum = 0;
        for (let r = 0; r < rows; r++) {
          for (let k = 0; k < columns; k++) {
            sum += weight[taps + r * columns + k] * spread.values[corner + r * spread.width + k];
          }
        }
        values[place++] = sum;
      }
    }
  }
  return mapsOf(values, channels, height, width);
}

const STEPS = {
  conv: convolved,
  pool: pooled,
  norm: normed,
  dense,
  relu: (maps) => ({ ...maps, values: maps.values.map((value) => (value < 0 ? 0 : value)) }),
  flatten: ({ values }) => mapsOf(values, values.length, 1, 1),
  same: (maps) => maps, // dropout, which does nothing in eval mode
};

function sizeAfter({ height, width }, { kernel, stride, padding }) {
  const [rows, columns] = [height, width].map((side, i) =>
    Math.floor((side + 2 * padding[i] - kernel[i]) / stride[i]) + 1);
  return { height: rows, width: columns };
}

const cornerOf = (spread, { stride }, y, x) => y * stride[0] * spread.width + x * stride[1];

// The maps with a rim of one number around each.
function padded(maps, [above, left], rim) {
  if (!above && !left) return maps;
  const { channels } = maps, height = maps.height + 2 * above, width = maps.width + 2 * left;
  const values = new Float32Array(channels * height * width).fill(rim);
  for (let c = 0; c < channels; c++) {
    for (let y = 0; y < maps.height; y++) {
      const from = (c * maps.height + y) * maps.width;
      const line = maps.values.subarray(from, from + maps.width);
      values.set(line, (c * height + y + above) * width + left);
    }
  }
  return mapsOf(values, channels, height, width);
}

function convolved(maps, layer) {
  const { outputs, bias, packed: weights } = layer;
  const { height, width } = sizeAfter(maps, layer), spread = padded(maps, layer.padding, 0);
  const taps = tapsOf(spread, layer), each = height * width;
  const values = new Float32Array(outputs * each), source = spread.values;
  for (let first = 0; first < outputs; first += AT_ONCE) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const corner = cornerOf(spread, layer, y, x);
        let weight = first * taps.length;
        let s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        for (let tap = 0; tap < taps.length; tap++, weight += AT_ONCE) {
          const value = source[corner + taps[tap]];
          s0 += value * weights[weight];
          s1 += value * weights[weight + 1];
          s2 += value * weights[weight + 2];
          s3 += value * weights[weight + 3];
          s4 += value * weights[weight + 4];
          s5 += value * weights[weight + 5];
          s6 += value * weights[weight + 6];
          s7 += value * weights[weight + 7];
        }
        const sums = [s0, s1, s2, s3, s4, s5, s6, s7], place = y * width + x;
        for (let i = 0; i < AT_ONCE && first + i < outputs; i++) {
          values[(first + i) * each + place] = sums[i] + (bias ? bias[first + i] : 0);
        }
      }
    }
  }
  return mapsOf(values, outputs, height, width);
}

// How far from a window's corner each of its numbers lies, channel by channel.
function tapsOf(spread, { channels, kernel: [rows, columns] }) {
  const taps = new Int32Array(channels * rows * columns);
  let tap = 0;
  for (let c = 0; c < channels; c++) {
    for (let r = 0; r < rows; r++) {
      for (let k = 0; k < columns; k++) taps[tap++] = (c * spread.height + r) * spread.width + k;
    }
  }
  return taps;
}

function pooled(maps, layer) {
  const { kernel: [rows, columns] } = layer;
  const { height, width } = sizeAfter(maps, layer);
  const spread = padded(maps, layer.padding, -Infinity);
  const values = new Float32Array(maps.channels * height * width);
  let place = 0;
  for (let c = 0; c < maps.channels; c++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const corner = cornerOf(spread, layer, y, x) + c * spread.height * spread.width;
        let largest = -Infinity;
        for (let r = 0; r < rows; r++) {
          for (let k = 0; k < columns; k++) {
            const value = spread.values[corner + r * spread.width + k];
            if (value > largest) largest = value;
          }
        }
        values[place++] = largest;
      }
    }
  }
  return mapsOf(values, maps.channels, height, width);
}

// Batch norm with its running averages.
function normed(maps, { mean, variance, weight, bias, eps }) {
  const each = maps.height * maps.width, values = new Float32Array(maps.values.length);
  for (let c = 0; c < maps.channels; c++) {
    const scale = (weight ? weight[c] : 1) / Math.sqrt(variance[c] + eps);
    const shift = (bias ? bias[c] : 0) - mean[c] * scale;
    for (let i = c * each; i < (c + 1) * each; i++) values[i] = maps.values[i] * scale + shift;
  }
  return { ...maps, values };
}

function dense({ values: inputs }, { outputs, weight, bias }) {
  const values = new Float32Array(outputs);
  let place = 0;
  for (let o = 0; o < outputs; o++) {
    let sum = 0;
    for (let i = 0; i < inputs.length; i++) sum += inputs[i] * weight[place++];
    values[o] = sum + (bias ? bias[o] : 0);
  }
  return mapsOf(values, outputs, 1, 1);
}

// What each layer gives to look at: { index, name, words, channels …, signed }; dropout gives
// nothing new, and from the first layer on that lays maps flat there are none.
export function layersOfMaps({ layers }) {
  const found = [];
  let block = 0, signed = false;
  for (const [index, { kind, name }] of layers.entries()) {
    if (!WORDS[kind]) {
      if (kind === "same") continue;
      break;
    }
    if (kind === "conv") block += 1;
    if (kind === "conv" || kind === "norm") signed = true;
    if (kind === "relu") signed = false;
    found.push({ index, name, block, words: WORDS[kind], signed });
  }
  return found;
}

const WORDS = { conv: "convolution", norm: "batch norm", pool: "max pooling", relu: "ReLU" };

// The last of each block: all that stands between one convolution and the next is a block.
export function endsOfBlocks(network) {
  const all = layersOfMaps(network);
  const ends = all.filter(({ block }, i) => block && block !== all[i + 1]?.block);
  return ends.map((end) => ({
    ...end,
    name: `block ${end.block}`,
    words: all.filter(({ block }) => block === end.block).map(({ words }) => words).join(", "),
  }));
}
