// Writes keras.json: random networks over the options of Keras' LSTM, computed by TensorFlow.js.
import { writeFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');

const CASES = 220;

const ACTIVATIONS = ['tanh', 'sigmoid', 'hardSigmoid', 'relu', 'relu6', 'elu', 'selu', 'softplus', 'softsign', 'linear', 'swish'];
const MERGES = ['concat', 'sum', 'mul', 'ave'];

// Every gate (i, f, c, o) has its own offset, so that exchanged gates change the result.
const BIAS_OFFSET = [-0.3, 0.6, 0.2, 0.1];

// Seeded by a text, so that adding a case leaves all the others as they are.
function generator(text) {
  let s = 2166136261;
  for (const ch of text) s = Math.imul(s ^ ch.charCodeAt(0), 16777619);
  const uniform = () => {
    s ^= s << 13; s ^= s >>> 17; s ^= s << 5;
    return (s >>> 0) / 4294967296;
  };
  // The first numbers of similar texts are similar.
  for (let i = 0; i < 20; i++) uniform();
  const below = (limit) => Math.floor(uniform() * limit);
  return {
    below,
    chance: (probability) => uniform() < probability,
    pick: (values) => values[below(values.length)],
    // At most three decimals within +-size; short decimals keep the file small.
    number: (size) => Math.round((2 * uniform() - 1) * size * 1000) / 1000,
  };
}

const fill = (count, f) => Float32Array.from({ length: count }, (_, i) => f(i));

// The shortest decimal that reads back as the same float32.
function shortest(value) {
  for (let digits = 1; ; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
}
const plain = (values) => Array.from(values, shortest);

function topology(random) {
  const counts = {};
  const named = (type) => {
    const n = counts[type] = (counts[type] ?? -1) + 1;
    return n ? `${type}_${n}` : type;
  };

  const dense = (sequence) => {
    const activation = random.pick([...ACTIVATIONS, 'softmax']);
    const options = {
      name: named('dense'), units: activation === 'softmax' ? 2 + random.below(3) : 1 + random.below(4),
      activation, useBias: random.chance(0.7), kernelInitializer: 'zeros',
    };
    const layer = tf.layers.dense(options);
    return sequence && random.chance(0.5) ? tf.layers.timeDistributed({ name: named('time_distributed'), layer }) : layer;
  };

  const masked = random.chance(0.22);
  const input = 1 + random.below(5);
  const steps = masked ? 3 + random.below(5) : 1 + random.below(7);
  // The first layer holds the input's shape, with the steps or without.
  let first = { inputShape: [random.chance(0.5) ? steps : null, input] };
  const shape = () => {
    const result = first;
    first = {};
    return result;
  };

  const recurrent = (returnSequences) => {
    const options = {
      name: named('lstm'), units: random.pick([1, 2, 2, 3, 3, 3, 4, 5 + random.below(5)]), returnSequences,
      activation: random.chance(0.3) ? 'tanh' : random.pick(ACTIVATIONS),
      recurrentActivation: random.chance(0.3) ? 'sigmoid' : random.pick(ACTIVATIONS),
      useBias: random.chance(0.75), unitForgetBias: random.chance(0.5), goBackwards: random.chance(masked ? 0.5 : 0.2),
      kernelInitializer: 'zeros', recurrentInitializer: 'zeros', biasInitializer: 'zeros',
    };
    if (random.chance(0.65)) return tf.layers.lstm({ ...options, ...shape() });
    const layer = tf.layers.lstm(options);
    return tf.layers.bidirectional({ name: named('bidirectional'), layer, mergeMode: random.pick(MERGES), ...shape() });
  };

  const mask = masked ? tf.layers.masking({ name: 'masking', maskValue: random.pick([0, -1]), ...shape() }) : null;
  const layers = mask ? [mask] : [];
  const depth = random.pick([1, 1, 1, 1, 2, 2, 3]);
  const sequences = random.chance(0.5);
  for (let n = 1; n <= depth; n++) {
    layers.push(recurrent(n < depth || sequences));
    if (n < depth && random.chance(0.3)) layers.push(dense(true));
  }
  for (let n = random.below(3); n > 0; n--) layers.push(dense(sequences));
  return { model: tf.sequential({ name: 'sequential', layers }), mask, input, steps };
}

function weights(layer, random) {
  const isDense = (layer.layer ?? layer).getClassName() === 'Dense';
  // Large ones, for the activations to leave their middle; small ones, for the unbounded to stay small.
  const gain = random.pick(isDense ? [1, 4, 12, 40] : [0.6, 1.2, 1.2, 1.2, 2, 4]);
  return layer.weights.map(({ shape }) => {
    const [rows] = shape;
    const offset = (i) => (isDense ? 0.15 : BIAS_OFFSET[Math.floor(4 * i / rows)]);
    const value = shape.length === 2
      ? () => random.number(gain / Math.sqrt(rows))
      : (i) => offset(i) + random.number(isDense ? 0.3 + 0.2 * gain : 0.3);
    return tf.tensor(fill(shape.reduce((a, b) => a * b), value), shape);
  });
}

function inputs({ input, steps, mask }, random) {
  const x = fill(steps * input, () => random.number(1.5));
  if (!mask) return x;
  const { maskValue } = mask;
  // Steps at the start, in the middle, at the end or anywhere, but never all of them.
  const kind = random.below(4);
  const [from, to] = [[0, 1], [1, steps - 1], [steps - 1, steps], [0, steps]][kind];
  const hidden = new Set([from + random.below(to - from)]);
  for (let t = 0; t < steps; t++) {
    if (kind < 3 ? t >= from && t < to && random.chance(0.3) : random.chance(0.5)) hidden.add(t);
  }
  if (kind === 0 && steps > 3 && random.chance(0.5)) hidden.add(1);
  if (kind === 2 && steps > 3 && random.chance(0.5)) hidden.add(steps - 2);
  if (hidden.size === steps) hidden.delete(random.below(steps));
  for (let t = 0; t < steps; t++) {
    if (hidden.has(t)) x.fill(maskValue, t * input, (t + 1) * input);
    // A step is masked only if all its values are the mask's.
    else if (input > 1 && random.chance(0.3)) x[t * input + random.below(input)] = maskValue;
  }
  return x;
}

// Whether other weights give another output.
function matters(weight, { mask, input, steps }, x, compute, y) {
  const valid = Array.from({ length: steps }, (_, t) => x.subarray(t * input, (t + 1) * input))
    .filter((values) => !mask || values.some((v) => v !== mask.maskValue)).length;
  // In one step from a state of zeros, these do nothing.
  if (valid === 1 && weight.originalName.endsWith('/recurrent_kernel')) return true;
  return tf.tidy(() => {
    const held = weight.read().clone();
    weight.write(tf.mul(tf.reverse(held), -0.6));
    const other = compute();
    weight.write(held);
    return y.some((v, i) => !(Math.abs(v - other[i]) < 0.002));
  });
}

async function saved(model) {
  let artifacts;
  await model.save(tf.io.withSaveHandler(async (a) => { artifacts = a; return {}; }));
  let at = 0;
  const held = artifacts.weightSpecs.map(({ name, shape }) => {
    const data = new Float32Array(artifacts.weightData, at, shape.reduce((a, b) => a * b));
    at += data.byteLength;
    return { name, shape, data: plain(data) };
  });
  return { model: artifacts.modelTopology, weights: held };
}

async function run(name) {
  const made = topology(generator(name));
  const { model, mask, input, steps } = made;
  const outputs = tf.model({ inputs: model.inputs, outputs: model.layers.map((l) => l.output) });
  const compute = (x) => tf.tidy(() =>
    [outputs.predict(tf.tensor(x, [1, steps, input]))].flat().map((t) => t.dataSync()));

  for (let attempt = 0; ; attempt++) {
    const random = generator(`${name}/${attempt}`);
    for (const layer of model.layers) tf.tidy(() => layer.setWeights(weights(layer, random)));
    const x = inputs(made, random);
    const all = compute(x);
    const y = all.at(-1);
    // Nothing large,
    if (all.some((values) => !values.every((v) => Math.abs(v) < 10))) continue;
    // no output that rests on the last bits of its input or on none at all,
    const near = compute(x.map((v) => (mask && v === mask.maskValue ? v : v * 1.001))).at(-1);
    const change = Math.max(...y.map((v, i) => Math.abs(v - near[i])));
    if (!(change > 1e-6 && change < 0.02)) continue;
    // and no weights that are dead or saturated, which would prove nothing.
    if (!model.weights.every((w) => matters(w, made, x, () => compute(x).at(-1), y))) continue;
    const result = { name, source: `tfjs ${tf.version.tfjs}`, steps, ...await saved(model), x: plain(x), y: plain(y) };
    model.dispose();
    return JSON.stringify(result);
  }
}

const lines = [];
for (let n = 0; n < CASES; n++) lines.push(await run(`random_${String(n).padStart(3, '0')}`));
writeFileSync(new URL('keras.json', import.meta.url), `[\n${lines.join(',\n')}\n]\n`);
console.log(`keras.json: ${lines.length} cases`);
