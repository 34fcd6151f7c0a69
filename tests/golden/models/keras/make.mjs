// Writes <case>.json (layers, parameters, input and what TensorFlow.js computes), and tfjs/<case>/model.json with weights.bin as
// TensorFlow.js saves a model. Ran with @tensorflow/tfjs 4.22.0 (CPU back end), node 20. Afterwards make.py writes Keras' own formats.
//   (cd ../.. && npm ci) && node make.mjs && /usr/bin/python3 make.py
import { mkdirSync, writeFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');

const lstm = (name, units, options = {}) => ({
  type: 'LSTM', name, units, activation: 'tanh', recurrent_activation: 'sigmoid', use_bias: true, return_sequences: false, ...options,
});
const dense = (name, units, activation = 'linear', options = {}) => ({ type: 'Dense', name, units, activation, use_bias: true, ...options });
const each = (name, layer) => ({ type: 'TimeDistributed', name, layer });
const both = (name, layer, merge_mode = 'concat') => ({ type: 'Bidirectional', name, layer, merge_mode });
const sequences = { return_sequences: true };
const backwards = { go_backwards: true };
const plain_layer = (type, name, options = {}) => ({ type, name, ...options });

const layer_normalization = (name, options = {}) => plain_layer('LayerNormalization', name, { axis: -1, epsilon: 0.001, center: true, scale: true, ...options });
const normalization = (name, options = {}) => plain_layer('BatchNormalization', name, { axis: -1, momentum: 0.99, epsilon: 0.001, center: true, scale: true, ...options });

const cases = [
  { name: 'lstm_dense', input: 3, steps: 6, layers: [lstm('lstm', 5), dense('dense', 2)] },
  {
    name: 'stack', input: 2, steps: 5,
    layers: [lstm('lstm', 7, sequences), lstm('lstm_1', 4), dense('dense', 3, 'relu'), dense('dense_1', 1)],
  },
  { name: 'hard_sigmoid', input: 3, steps: 7, scale: 3, layers: [lstm('lstm', 5, { recurrent_activation: 'hard_sigmoid' }), dense('dense', 2)] },
  { name: 'no_bias', input: 3, steps: 5, layers: [lstm('lstm', 4, { use_bias: false }), dense('dense', 2, 'tanh', { use_bias: false })] },
  {
    name: 'time_distributed', input: 3, steps: 6,
    layers: [each('time_distributed', dense('dense', 4, 'tanh')), lstm('lstm', 6), dense('dense_1', 2, 'sigmoid')],
  },
  { name: 'cudnn', input: 3, steps: 6, layers: [lstm('cu_dnnlstm', 5, sequences), lstm('cu_dnnlstm_1', 4), dense('dense', 2)] },
  { name: 'every_step', input: 2, steps: 6, layers: [lstm('lstm', 5, sequences), dense('dense', 4, 'relu'), each('time_distributed', dense('dense_1', 3))] },
  {
    name: 'functional', input: 4, steps: 5, functional: true,
    layers: [
      lstm('first', 6, sequences), { type: 'Dropout', name: 'dropout', rate: 0.5 }, lstm('second', 3),
      dense('head', 2), { type: 'Activation', name: 'activation', activation: 'tanh' },
    ],
  },
  {
    name: 'bidirectional', input: 3, steps: 6,
    layers: [
      both('bidirectional', lstm('lstm', 4, sequences)), both('bidirectional_1', lstm('lstm_1', 3, { activation: 'relu' }), 'sum'), dense('dense', 3, 'softmax'),
    ],
  },
  {
    name: 'merge_modes', input: 2, steps: 5,
    layers: [
      both('bidirectional', lstm('lstm', 4, { ...sequences, ...backwards, use_bias: false }), 'mul'), both('bidirectional_1', lstm('lstm_1', 3, sequences), 'ave'),
      each('time_distributed', dense('dense', 2)),
    ],
  },
  { name: 'two_outputs', input: 2, steps: 4, functional: true, layers: [both('bidirectional', lstm('lstm', 3, sequences), null)] },
  {
    name: 'go_backwards', input: 3, steps: 6,
    layers: [lstm('lstm', 4, { ...sequences, ...backwards }), dense('dense', 3, 'sigmoid'), lstm('lstm_1', 3, { ...sequences, ...backwards })],
  },
  { name: 'cudnn_both', input: 3, steps: 5, layers: [both('bidirectional', lstm('cu_dnnlstm', 4, sequences)), dense('dense', 2)] },
  {
    // Steps 0, 3 and 4 of 6 are masked.
    name: 'masking', input: 2, steps: 6, masked: [0, 3, 4],
    layers: [
      plain_layer('Masking', 'masking', { mask_value: -1.5 }), both('bidirectional', lstm('lstm', 4, sequences)), dense('dense', 3, 'tanh'), lstm('lstm_1', 3, sequences),
    ],
  },
  { name: 'masked_rows', input: 2, steps: 6, masked: [0, 3, 4], layers: [plain_layer('Masking', 'masking', { mask_value: 0 }), both('bidirectional', lstm('lstm', 4, sequences)), dense('dense', 2)] },
  {
    name: 'activations', input: 2, steps: 5,
    layers: [
      lstm('lstm', 4, { ...sequences, activation: 'swish', recurrent_activation: 'softsign' }), lstm('lstm_1', 4, { ...sequences, activation: 'softplus', recurrent_activation: 'relu6' }),
      dense('dense', 4, 'elu'), dense('dense_1', 4, 'selu'), dense('dense_2', 4), plain_layer('LeakyReLU', 'leaky_re_lu', { alpha: 0.125 }),
      dense('dense_3', 4), plain_layer('ReLU', 're_lu', { max_value: 6 }), dense('dense_4', 4), plain_layer('ELU', 'elu', { alpha: 1 }),
      dense('dense_5', 4), plain_layer('ThresholdedReLU', 'thresholded_re_lu', { theta: 0.25 }), dense('dense_6', 4, 'gelu'), dense('dense_7', 4, 'gelu_new'),
      dense('dense_8', 4), plain_layer('ReLU', 're_lu_1'), dense('dense_9', 3), plain_layer('Softmax', 'softmax', { axis: -1 }),
    ],
  },
  {
    // In front of an LSTM, between two, between a Dense layer and its activation, behind an activation, and at the end; and a shape that changes nothing.
    name: 'scaled', input: 3, steps: 5,
    layers: [
      plain_layer('Rescaling', 'rescaling', { scale: 0.75, offset: -0.25 }), lstm('front', 4, sequences), normalization('first'), both('bidirectional', lstm('lstm', 3, { use_bias: false })),
      dense('dense', 4), normalization('second', { epsilon: 0.01, center: false }), plain_layer('Activation', 'activation', { activation: 'relu' }),
      normalization('third', { scale: false }), plain_layer('Activation', 'activation_1', { activation: 'tanh' }), dense('dense_1', 6, 'tanh'),
      plain_layer('Rescaling', 'rescaling_1', { scale: -2.5, offset: 1.5 }), plain_layer('Reshape', 'reshape', { target_shape: [3, 2] }),
    ],
  },
  // One row of all steps, or all steps of one row.
  { name: 'mean_over_time', input: 3, steps: 6, layers: [lstm('lstm', 5, sequences), plain_layer('GlobalAveragePooling1D', 'pooled'), dense('dense', 2)] },
  {
    name: 'max_over_time', input: 2, steps: 5,
    layers: [both('bidirectional', lstm('lstm', 4, sequences)), dense('dense', 3, 'tanh'), plain_layer('GlobalMaxPooling1D', 'pooled'), dense('dense_1', 2)],
  },
  { name: 'flattened', input: 2, steps: 4, layers: [lstm('lstm', 3, sequences), plain_layer('Flatten', 'flatten'), dense('dense', 2, 'sigmoid')] },
  {
    name: 'autoencoder', input: 2, steps: 5,
    layers: [lstm('encoder', 4), plain_layer('RepeatVector', 'repeat', { n: 5 }), lstm('decoder', 3, sequences), each('time_distributed', dense('dense', 2))],
  },
  {
    // Residual sums: of an LSTM's output and its input, around two layers, and around Dense layers behind the last LSTM.
    name: 'residual', input: 4, steps: 5, functional: true,
    layers: [
      lstm('first', 4, sequences), plain_layer('Add', 'add', { of: ['first', 'input_layer'] }), lstm('second', 4, sequences), lstm('third', 4),
      dense('head', 6, 'relu'), dense('head_1', 4), plain_layer('Add', 'add_1', { of: ['third', 'head_1'] }), dense('scores', 3, 'log_softmax'),
    ],
  },
  {
    name: 'residual_rows', input: 3, steps: 4, functional: true,
    layers: [
      both('bidirectional', lstm('lstm', 2, sequences)), lstm('lstm_1', 4, sequences), dense('dense', 4, 'tanh'),
      plain_layer('Add', 'add', { of: ['bidirectional', 'lstm_1', 'dense'] }),
    ],
  },
  {
    // At the input, between two LSTMs, without gamma or beta, and before an activation and a scaling.
    name: 'layer_normalization', input: 3, steps: 5,
    layers: [
      layer_normalization('front'), lstm('lstm', 6, sequences), layer_normalization('between', { epsilon: 0.02, center: false }), lstm('lstm_1', 4),
      layer_normalization('after', { scale: false }), plain_layer('Activation', 'activation', { activation: 'tanh' }),
      layer_normalization('last', { center: false, scale: false }), plain_layer('Rescaling', 'rescaling', { scale: 0.5, offset: 2 }), dense('dense', 3, 'sigmoid'),
      layer_normalization('end'), plain_layer('Rescaling', 'rescaling_1', { scale: 3, offset: -1 }),
    ],
  },
  {
    // Ids in, of which 0 is masked: steps 1 and 4.
    name: 'embedding', input: 1, steps: 6, ids: 7, masked: [1, 4],
    layers: [
      plain_layer('Embedding', 'embedding', { input_dim: 7, output_dim: 3, mask_zero: true }), lstm('lstm', 4, sequences), layer_normalization('between'), lstm('lstm_1', 3),
      dense('dense', 2),
    ],
  },
];

// Seeded by the case's name, so that one more case leaves the others as they are.
function generator(name) {
  let s = 2166136261;
  for (const ch of name) s = Math.imul(s ^ ch.charCodeAt(0), 16777619);
  return () => {
    s ^= s << 13; s ^= s >>> 17; s ^= s << 5;
    return (s >>> 0) / 4294967296;
  };
}

const camel = (name) => name.replace(/_(.)/g, (_, c) => c.toUpperCase());

function build({ type, layer, of, ...options }) {
  if (type === 'TimeDistributed') return tf.layers.timeDistributed({ name: options.name, layer: build(layer) });
  if (type === 'Bidirectional') return tf.layers.bidirectional({ name: options.name, layer: build(layer), mergeMode: options.merge_mode });
  const args = Object.fromEntries(Object.entries(options).map(([key, value]) => [camel(key), { hard_sigmoid: 'hardSigmoid', log_softmax: 'logSoftmax' }[value] ?? value]));
  return tf.layers[{ LSTM: 'lstm', ReLU: 'reLU', ELU: 'elu' }[type] ?? type.replace(/^./, (c) => c.toLowerCase()).replace(/D$/, 'd')](args);
}

// The shortest decimal that reads back as the same float32.
function shortest(value) {
  for (let digits = 1; ; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
}
const plain = (values) => Array.from(values, shortest);

function modelOf(c) {
  const layers = c.layers.map(build);
  const input = tf.input({ shape: c.ids ? [c.steps] : [c.steps, c.input], name: 'input_layer' });
  if (c.functional) {
    const values = { input_layer: input };
    const outputs = layers.reduce((at, layer, i) => values[layer.name] = layer.apply(c.layers[i].of?.map((name) => values[name]) ?? at), input);
    return { layers, model: tf.model({ inputs: input, outputs }) };
  }
  const model = tf.sequential();
  model.add(tf.layers.inputLayer({ inputShape: c.ids ? [c.steps] : [c.steps, c.input] }));
  layers.forEach((layer) => model.add(layer));
  return { layers, model };
}

async function save(model, name) {
  await model.save(tf.io.withSaveHandler(async (artifacts) => {
    const { weightSpecs, weightData, ...rest } = artifacts;
    write(name, { ...rest, weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }] }, weightData);
    return { modelArtifactsInfo: {} };
  }));
}

function write(name, json, data) {
  const folder = new URL(`tfjs/${name}/`, import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL('model.json', folder), JSON.stringify(json));
  writeFileSync(new URL('weights.bin', folder), Buffer.from(data));
}

// The same model with its tensors in fewer bits, as the converter of TensorFlow.js writes it. TensorFlow.js itself loads and runs it.
async function quantized(model, x, dtype) {
  let artifacts;
  await model.save(tf.io.withSaveHandler(async (a) => { artifacts = a; return { modelArtifactsInfo: {} }; }));
  const floats = new Float32Array(artifacts.weightData);
  const parts = [];
  let at = 0;
  const specs = artifacts.weightSpecs.map((spec) => {
    const values = floats.subarray(at, at += spec.shape.reduce((a, b) => a * b, 1));
    if (dtype === 'float16') {
      parts.push(Buffer.from(Uint16Array.from(values, half).buffer));
      return { ...spec, quantization: { dtype, original_dtype: 'float32' } };
    }
    const levels = dtype === 'uint8' ? 255 : 65535;
    const min = Math.min(...values);
    const scale = (Math.max(...values) - min) / levels;
    const Type = dtype === 'uint8' ? Uint8Array : Uint16Array;
    parts.push(Buffer.from(Type.from(values, (v) => Math.round((v - min) / scale)).buffer));
    return { ...spec, quantization: { dtype, scale, min, original_dtype: 'float32' } };
  });
  const data = Buffer.concat(parts);
  const { weightSpecs, weightData, ...rest } = artifacts;
  write(dtype, { ...rest, weightsManifest: [{ paths: ['weights.bin'], weights: specs }] }, data);
  const loaded = await tf.loadLayersModel(tf.io.fromMemory({
    ...rest, weightSpecs: specs, weightData: data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength),
  }));
  writeFileSync(new URL(`tfjs/${dtype}/expected.json`, import.meta.url), JSON.stringify({ input: plain(x.dataSync()), output: plain(loaded.predict(x).dataSync()) }));
}

// Cut off, not rounded: any 16 bits will do, as long as they are a number of the range of these weights.
function half(value) {
  const bits = new Uint32Array(Float32Array.of(value).buffer)[0];
  const exponent = ((bits >>> 23) & 255) - 112;
  return exponent <= 0 ? 0 : ((bits >>> 16) & 0x8000) | (exponent << 10) | ((bits >>> 13) & 0x3ff);
}

for (const c of cases) {
  const random = generator(c.name);
  const normal = () => Array.from({ length: 6 }, random).reduce((a, b) => a + b, -3) * 1.4;
  const { layers, model } = modelOf(c);
  const parameters = {};
  for (const layer of layers) {
    const tensors = layer.getWeights().map((w, k) => tf.tensor(
      Float32Array.from({ length: w.size }, (_, i) => (c.scale ?? 1) * (0.45 * normal() + 0.1 * Math.sin(i + 5 * k))).map(
        (value) => layer.getClassName() === 'BatchNormalization' && k === layer.getWeights().length - 1 ? Math.abs(value) + 0.125 : value), w.shape));
    layer.setWeights(tensors);
    parameters[layer.name] = tensors.map((t) => ({ shape: t.shape, values: plain(t.dataSync()) }));
  }
  const values = Float32Array.from({ length: c.steps * c.input }, () => c.ids ? 1 + Math.floor((c.ids - 1) * random()) : 0.2 + 0.9 * normal());
  for (const step of c.masked ?? []) values.fill(c.layers[0].mask_value ?? 0, step * c.input, (step + 1) * c.input);
  const x = tf.tensor(values, c.ids ? [1, c.steps] : [1, c.steps, c.input]);
  const output = [model.predict(x)].flat().flatMap((y) => plain(y.dataSync()));
  writeFileSync(new URL(`${c.name}.json`, import.meta.url), JSON.stringify({ ...c, parameters, input: plain(x.dataSync()), output, features: c.input }));
  if (!c.name.startsWith('cudnn')) await save(model, c.name);
  if (c.name === 'lstm_dense') for (const dtype of ['uint8', 'uint16', 'float16']) await quantized(model, x, dtype);
}
