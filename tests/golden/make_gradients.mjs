// Writes gradients.json: losses and gradients with Keras semantics, computed by TensorFlow.js, of what PyTorch doesn't have: ways of merging
// directions, masked steps, layers that go backwards.
import { writeFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');

const merges = { Concat: 'concat', Sum: 'sum', Mul: 'mul', Average: 'ave' };
const bidirectional = (units, merge, sequences = false) => ({ kind: 'both', units, merge, sequences });
const lstm = (units, options = {}) => ({ kind: 'lstm', units, ...options });
const dense = (units, activation = 'linear') => ({ kind: 'dense', units, activation });

// [name, inputs, steps, layers, loss, the value of masked steps]
const cases = [];
for (const merge of Object.keys(merges)) {
  cases.push([`Last${merge}`, 3, 5, [bidirectional(4, merge), dense(2)], 'MeanSquared']);
  cases.push([`Every${merge}`, 2, 6, [bidirectional(9, merge, true), dense(3, 'tanh')], 'MeanSquared']);
  cases.push([`Stacked${merge}`, 3, 4, [bidirectional(3, merge, true), bidirectional(5, merge)], 'MeanSquared']);
  cases.push([`Masked${merge}`, 3, 5, [bidirectional(4, merge), dense(2)], 'MeanSquared', -1]);
}
cases.push(
  ['MaskedLast', 2, 7, [lstm(6), dense(2)], 'MeanSquared', 0],
  ['MaskedEvery', 3, 6, [lstm(5, { sequences: true }), dense(2, 'sigmoid')], 'MeanSquared', -1],
  ['MaskedStack', 2, 6, [lstm(9, { sequences: true }), lstm(4), dense(3, 'softmax')], 'CrossEntropy', 0],
  ['Backwards', 3, 6, [lstm(7, { goBackwards: true }), dense(2)], 'MeanSquared'],
  ['BackwardsEvery', 2, 5, [lstm(3, { goBackwards: true, sequences: true }), dense(2)], 'MeanSquared'],
  ['BackwardsTwice', 2, 5, [lstm(4, { goBackwards: true, sequences: true }), lstm(3, { goBackwards: true })], 'MeanSquared'],
  ['Classes', 2, 5, [bidirectional(4, 'Mul'), dense(4, 'softmax')], 'CrossEntropy'],
);

// Seeded by the case name, so that adding a case leaves all the others as they are. A sum of uniforms is exact on every machine.
function generator(name) {
  let s = 2166136261;
  for (const ch of name) s = Math.imul(s ^ ch.charCodeAt(0), 16777619);
  const uniform = () => {
    s ^= s << 13; s ^= s >>> 17; s ^= s << 5;
    return (s >>> 0) / 4294967296;
  };
  return { uniform, normal: () => Array.from({ length: 12 }, uniform).reduce((sum, one) => sum + one, -6) };
}

function kerasLayer({ kind, units, activation, merge, sequences = false, goBackwards = false }) {
  if (kind === 'dense') return tf.layers.dense({ units, activation });
  // The weights are replaced anyway, and the orthogonal default is slow.
  const recurrent = () => tf.layers.lstm({
    units, returnSequences: sequences, goBackwards, recurrentActivation: 'sigmoid', recurrentInitializer: 'zeros',
  });
  return kind === 'both' ? tf.layers.bidirectional({ layer: recurrent(), mergeMode: merges[merge] }) : recurrent();
}

const capital = (word) => word[0].toUpperCase() + word.slice(1);

function attribute({ kind, units, activation, merge, sequences, goBackwards }, first) {
  const options = [...first, `Units = ${units}`];
  if (kind === 'dense') return `[Dense(${[...options, `Activation = Activation.${capital(activation)}`].join(', ')})]`;
  if (sequences) options.push('ReturnSequences = true');
  if (goBackwards) options.push('Direction = LstmDirection.GoBackwards');
  if (kind === 'both') options.push(`Direction = LstmDirection.Bidirectional, Merge = MergeMode.${merge}`);
  return `[Lstm(${options.join(', ')})]`;
}

// The shortest decimal that reads back as the same float32.
function shortest(value) {
  for (let digits = 1; ; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
}
const plain = (values) => Array.from(values, shortest);
const fill = (count, f) => Float32Array.from({ length: count }, (_, i) => f(i));

function run([name, inputs, steps, specs, loss, maskValue]) {
  const { normal, uniform } = generator(name);
  const input = tf.input({ shape: [steps, inputs] });
  let values = maskValue === undefined ? input : tf.layers.masking({ maskValue }).apply(input);
  const layers = specs.map(kerasLayer);
  for (const layer of layers) {
    values = layer.apply(values);
    layer.setWeights(layer.getWeights().map((w) => {
      const fanIn = w.shape.length > 1 ? w.shape[0] : 4;
      return tf.tensor(fill(w.size, () => 1.2 * normal() / Math.sqrt(fanIn)), w.shape);
    }));
  }
  const model = tf.model({ inputs: input, outputs: values });
  const weights = layers.flatMap((layer) => layer.trainableWeights);
  const every = values.shape.length === 3;
  const outputs = values.shape[values.shape.length - 1];
  const rows = every ? steps : 1;

  const x = fill(steps * inputs, () => 0.8 * normal());
  const reads = Array.from({ length: steps }, () => true);
  if (maskValue !== undefined) {
    for (const step of [1, steps - 1]) {
      reads[step] = false;
      x.fill(maskValue, step * inputs, (step + 1) * inputs);
    }
  }
  let y = fill(rows * outputs, () => 0.5 * normal());
  if (loss === 'CrossEntropy') {
    const which = Math.floor(uniform() * outputs);
    y = fill(outputs, (i) => (i === which ? 1 : 0));
  }

  // The mean over the rows of steps that count, and over the outputs; of classes that over the rows.
  const counted = every ? reads.map((one) => (one ? 1 : 0)) : [1];
  const share = 1 / counted.reduce((sum, one) => sum + one);
  const weight = tf.tensor(counted.map((one) => one * share), [rows, 1]);
  const f = () => {
    const out = model.apply(tf.tensor(x, [1, steps, inputs])).reshape([rows, outputs]);
    const target = tf.tensor(y, [rows, outputs]);
    const errors = loss === 'MeanSquared' ? out.sub(target).square().div(outputs) : out.log().mul(target).neg();
    return errors.mul(weight).sum();
  };
  const { value, grads } = tf.variableGrads(f, weights.map((w) => w.val));
  const gradient = weights.flatMap((w) => Array.from(grads[w.val.name].dataSync()));
  const parameters = weights.flatMap((w) => Array.from(w.read().dataSync()));
  const first = [`Input = ${inputs}`, `Steps = ${steps}`];
  const attributes = specs.map((spec, i) => attribute(spec, i === 0 ? first : [])).join(' ');
  return {
    name, source: `tfjs ${tf.version.tfjs}`, layers: attributes + (maskValue === undefined ? '' : ` [Masking(Value = ${maskValue})]`),
    inputs, outputs, steps, every, loss, parameters: plain(parameters), x: plain(x), y: plain(y), value: shortest(value.dataSync()[0]), gradient: plain(gradient),
  };
}

writeFileSync('gradients.json', `[\n${cases.map((one) => JSON.stringify(run(one))).join(',\n')}\n]\n`);
