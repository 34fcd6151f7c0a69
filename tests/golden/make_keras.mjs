// Writes keras.json: golden vectors with Keras semantics, computed by TensorFlow.js.
import { writeFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');

const lstm = (units, options = {}) => ({
  type: 'lstm', units, activation: 'tanh', recurrent_activation: 'sigmoid',
  use_bias: true, return_sequences: false, ...options,
});
const seq = (units, options = {}) => lstm(units, { return_sequences: true, ...options });
const dense = (units, activation = 'linear', use_bias = true) => ({ type: 'dense', units, activation, use_bias });
const act = (activation, recurrent_activation = 'sigmoid') => ({ activation, recurrent_activation });
const noBias = { use_bias: false };
const hard = 'hard_sigmoid_02';

// [name, input, steps, layers, options]
// "scale" multiplies the weights: 4 saturates the gates, 0.5 keeps unbounded activations small.
// "state" also records the final state, "initial" starts from a state other than zero.
const cases = [
  ['lstm1_on_4x1', 1, 4, [lstm(1)]],
  ['lstm3_on_4x1', 1, 4, [lstm(3)]],
  ['lstm3_on_4x2', 2, 4, [lstm(3)]],
  ['lstm2_one_step', 3, 1, [lstm(2)], { state: true }],
  ['lstm1_40_steps', 1, 40, [lstm(1)]],
  ['lstm5', 4, 7, [lstm(5)], { state: true }],
  ['lstm7_sequences', 5, 9, [seq(7)], { state: true }],
  ['lstm8', 8, 12, [lstm(8)], { initial: true }],
  ['lstm9_sequences', 3, 11, [seq(9)], { initial: true }],
  ['lstm16', 7, 20, [lstm(16)]],
  ['lstm17', 6, 13, [lstm(17)], { initial: true }],
  ['lstm20_sequences', 2, 10, [seq(20)]],
  ['lstm31', 1, 25, [lstm(31)]],
  ['lstm33', 9, 5, [lstm(33)], { state: true }],
  ['lstm40', 12, 40, [lstm(40)]],
  ['lstm3_no_bias', 2, 6, [lstm(3, noBias)]],
  ['lstm8_no_bias_sequences', 3, 8, [seq(8, noBias)]],
  ['lstm9_saturated', 4, 15, [lstm(9)], { scale: 4, state: true }],
  ['lstm16_saturated_sequences', 10, 12, [seq(16)], { scale: 4 }],
  ['lstm5_hard_sigmoid_gates', 3, 10, [lstm(5, act('tanh', hard))]],
  ['lstm7_hard_sigmoid_gates_saturated', 3, 14, [lstm(7, act('tanh', hard))], { scale: 4 }],
  ['lstm4_sigmoid_tanh_gates', 2, 8, [lstm(4, act('sigmoid', 'tanh'))]],
  ['lstm6_relu', 3, 9, [seq(6, act('relu'))], { scale: 0.5 }],
  ['lstm5_linear', 2, 9, [lstm(5, act('linear'))], { scale: 0.5 }],
  ['lstm3_hard_sigmoid_relu_gates', 2, 6, [seq(3, act(hard, 'relu'))], { scale: 0.5 }],
  ['lstm3_tanh_linear_gates', 2, 6, [seq(3, act('tanh', 'linear'))], { scale: 0.5 }],
  ['lstm8_relu_hard_sigmoid_gates', 4, 7, [lstm(8, act('relu', hard))], { scale: 0.5 }],
  ['lstm7_sigmoid_sigmoid_no_bias', 4, 7, [seq(7, { ...act('sigmoid'), ...noBias })]],
  ['lstm8_dense1', 1, 24, [lstm(8), dense(1)]],
  ['lstm20_dense3_sigmoid', 11, 10, [lstm(20), dense(3, 'sigmoid')]],
  ['lstm9_heads', 3, 10, [lstm(9), dense(7, 'relu'), dense(5, 'tanh'), dense(2, hard)]],
  ['lstm5_dense_on_every_step', 2, 8, [seq(5), dense(3, 'tanh')]],
  ['lstm7_heads_on_every_step', 3, 6, [seq(7), dense(5, 'relu'), dense(2, 'linear', false)]],
  ['dense_in_front', 4, 8, [dense(6, 'relu'), lstm(5), dense(1)]],
  ['two_dense_in_front_sequences', 3, 5, [dense(5, 'tanh'), dense(4, 'sigmoid', false), seq(3)]],
  ['stack_2', 2, 12, [seq(8), lstm(5)]],
  ['stack_2_sequences', 3, 9, [seq(5), seq(7)]],
  ['stack_3_dense', 5, 10, [seq(16), seq(9), lstm(3), dense(2)]],
  ['stack_3_sequences_no_bias', 2, 7, [seq(3, noBias), seq(5), seq(2, noBias)]],
  ['stack_dense_between', 3, 9, [seq(9), dense(4, 'relu'), lstm(8), dense(2, 'tanh')]],
  ['stack_everything', 4, 11, [dense(5, 'tanh'), seq(7, act('tanh', hard)), dense(6, hard), seq(3), dense(4, 'relu'), dense(2)]],
  ['stack_2_growing_saturated', 6, 16, [seq(3), lstm(20), dense(4, 'sigmoid')], { scale: 4 }],
];

// Seeded by the case name, so that adding a case leaves all the others as they are.
function generator(name) {
  let s = 2166136261;
  for (const ch of name) s = Math.imul(s ^ ch.charCodeAt(0), 16777619);
  const uniform = () => {
    s ^= s << 13; s ^= s >>> 17; s ^= s << 5;
    return (s >>> 0) / 4294967296;
  };
  // A sum of uniforms is exact on every machine; Box-Muller would hang on its log and cos.
  return () => {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += uniform();
    return sum;
  };
}

const fill = (count, f) => Float32Array.from({ length: count }, (_, i) => f(i));

// Every gate has its own spread and offset, so that exchanged gates change the result.
const spread = [1.0, 0.7, 1.3, 0.85];
const weightOffset = [0.15, -0.1, 0.25, -0.2];
const biasOffset = [-0.3, 0.6, 0.2, 0.1];

function lstmWeights(normal, input, units, useBias, scale) {
  const gate = (i) => Math.floor((i % (4 * units)) / units);
  const matrix = (rows) => fill(rows * 4 * units, (i) =>
    scale / Math.sqrt(rows) * (0.5 * spread[gate(i)] * normal() + weightOffset[gate(i)]));
  const weights = [[matrix(input), [input, 4 * units]], [matrix(units), [units, 4 * units]]];
  if (useBias) weights.push([fill(4 * units, (i) => biasOffset[gate(i)] + 0.2 * scale * normal()), [4 * units]]);
  return weights;
}

function denseWeights(normal, input, units, useBias) {
  const weights = [[fill(input * units, () => (0.8 * normal() + 0.3) / Math.sqrt(input)), [input, units]]];
  if (useBias) weights.push([fill(units, () => 0.1 + 0.2 * normal()), [units]]);
  return weights;
}

const kerasName = (activation) => (activation === hard ? 'hardSigmoid' : activation);

function kerasLayer(spec) {
  const { units, use_bias: useBias } = spec;
  const activation = kerasName(spec.activation);
  if (spec.type === 'dense') return tf.layers.dense({ units, activation, useBias });
  return tf.layers.lstm({
    units, activation, useBias, recurrentActivation: kerasName(spec.recurrent_activation),
    returnSequences: spec.return_sequences, returnState: true,
    // The weights are replaced anyway, and the orthogonal default is slow.
    recurrentInitializer: 'zeros',
  });
}

// The shortest decimal that reads back as the same float32.
function shortest(value) {
  for (let digits = 1; ; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
}
const plain = (values) => Array.from(values, shortest);

function run([name, input, steps, specs, { scale = 1, state = false, initial = false } = {}]) {
  const normal = generator(name);
  const parameters = [];
  const layers = specs.map(kerasLayer);
  const inputs = [tf.input({ shape: [steps, input] })];
  const feed = [];
  let values = inputs[0];
  const states = [];
  const initialState = [];

  const x = fill(steps * input, (i) => 0.3 + 0.2 * (i % input) / input + 0.8 * normal());
  feed.push(tf.tensor(x, [1, steps, input]));

  specs.forEach((spec, n) => {
    const width = values.shape[values.shape.length - 1];
    if (spec.type === 'dense') {
      values = layers[n].apply(values);
    } else {
      let options;
      if (initial) {
        const start = [fill(spec.units, () => 0.2 + 0.4 * normal()), fill(spec.units, () => -0.3 + 0.7 * normal())];
        initialState.push(start.map(plain));
        const symbols = start.map(() => tf.input({ shape: [spec.units] }));
        inputs.push(...symbols);
        feed.push(...start.map((s) => tf.tensor(s, [1, spec.units])));
        options = { initialState: symbols };
      }
      const [out, ...last] = layers[n].apply(values, options);
      values = out;
      states.push(...last);
    }
    const weights = spec.type === 'lstm'
      ? lstmWeights(normal, width, spec.units, spec.use_bias, scale)
      : denseWeights(normal, width, spec.units, spec.use_bias);
    layers[n].setWeights(weights.map(([data, shape]) => tf.tensor(data, shape)));
    // Read back from the layer: the order in the file is then the framework's own.
    for (const w of layers[n].getWeights()) parameters.push(...w.dataSync());
  });

  const model = tf.model({ inputs, outputs: [values, ...states] });
  const [y, ...last] = model.predict(feed).map((t) => plain(t.dataSync()));
  const result = {
    name, source: `tfjs ${tf.version.tfjs}`, input, steps, layers: specs,
    parameters: plain(parameters), x: plain(x), y,
  };
  if (initial) result.initial = initialState;
  if (initial || state) result.final = specs.filter((s) => s.type === 'lstm').map((_, n) => last.slice(2 * n, 2 * n + 2));
  return JSON.stringify(result);
}

const lines = cases.map((c) => tf.tidy(() => run(c)));
writeFileSync(new URL('keras.json', import.meta.url), `[\n${lines.join(',\n')}\n]\n`);
console.log(`keras.json: ${lines.length} cases`);
