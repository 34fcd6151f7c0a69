"""Writes Keras' own formats, laid out as Keras lays them out, from the cases that make.mjs computed with TensorFlow.js.

Ran with h5py 3.7 and numpy 1.24 of Debian 12, after `node make.mjs`. The definition of hard_sigmoid that Keras 3 has is none of
TensorFlow.js': hard_sigmoid_3.json is computed here, with numpy in double precision. So are keras_masked_rows.json, as rows of masked steps
behind a Bidirectional layer are zero in Keras alone, and own_backward.json, with a backward layer of its own, which TensorFlow.js doesn't have,
masked_mean.json, as TensorFlow.js averages masked steps, too, and last_steps.json.
"""
import io
import json
import pathlib
import re
import zipfile

import h5py
import numpy as np

here = pathlib.Path(__file__).parent


def load(name):
    case = json.loads((here / f"{name}.json").read_text())
    case["parameters"] = {
        layer: [np.array(t["values"], np.float32).reshape(t["shape"]) for t in tensors] for layer, tensors in case["parameters"].items()
    }
    return case


# The configuration of a layer, as Keras 3 and as Keras 2 write it.

def initializer(name, version):
    config = {} if name in ("Zeros", "Ones") else {"seed": None}
    return {"module": "keras.initializers", "class_name": name, "config": config, "registered_name": None} if version == 3 else {"class_name": name, "config": config}


def layer_config(layer, version, shape):
    kind = layer["type"]
    dtype = {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}, "registered_name": None} if version == 3 else "float32"
    config = {"name": layer["name"], "trainable": True, "dtype": dtype}
    if kind == "TimeDistributed":
        return {**config, "layer": wrapped(layer["layer"], version, shape[:1] + shape[2:])}
    if kind == "Dropout":
        return {**config, "rate": layer["rate"], "seed": None, "noise_shape": None}
    if kind == "Activation":
        return {**config, "activation": layer["activation"]}
    if kind == "Bidirectional":
        return {**config, "merge_mode": layer["merge_mode"], **halves(layer, version, shape)}
    if kind not in ("LSTM", "Dense"):
        own = {key: value for key, value in layer.items() if key not in ("type", "name", "of")}
        if version == 3 and kind == "LeakyReLU":
            own = {"negative_slope": own["alpha"]}
        if kind == "BatchNormalization":
            for part, start in {"beta": "Zeros", "gamma": "Ones", "moving_mean": "Zeros", "moving_variance": "Ones"}.items():
                own[f"{part}_initializer"] = initializer(start, version)
            own.update({f"{part}_{kind}": None for part in ("beta", "gamma") for kind in ("regularizer", "constraint")})
            own["axis"] = -1 if version == 3 else [len(shape) - 1]
        if kind == "Embedding":
            own.update(embeddings_initializer=initializer("RandomUniform", version), embeddings_regularizer=None, embeddings_constraint=None, activity_regularizer=None)
            own.update({} if version == 3 else {"input_length": None})
        if kind == "LayerNormalization":
            for part, start in {"beta": "Zeros", "gamma": "Ones"}.items():
                own.update({f"{part}_initializer": initializer(start, version), f"{part}_regularizer": None, f"{part}_constraint": None})
            own["axis"] = -1 if version == 3 else [len(shape) - 1]
        if kind in ("Flatten", "GlobalAveragePooling1D", "GlobalMaxPooling1D"):
            own["data_format"] = "channels_last"
        if kind.startswith("Global"):
            own["keepdims"] = False
        if version == 3 and kind == "ReLU":
            own = {"max_value": None, "negative_slope": 0.0, "threshold": 0.0, **own}
        return {**config, **own}
    config.update(units=layer["units"], activation=layer["activation"], use_bias=layer["use_bias"])
    for part in ["kernel", "bias"] + (["recurrent"] if kind == "LSTM" else []):
        config[f"{part}_initializer"] = initializer({"kernel": "GlorotUniform", "recurrent": "Orthogonal", "bias": "Zeros"}[part], version)
        config[f"{part}_regularizer"] = config[f"{part}_constraint"] = None
    config["activity_regularizer"] = None
    if kind == "Dense":
        return {**config, "quantization_config": None} if version == 3 else config
    config.update(
        recurrent_activation=layer["recurrent_activation"], unit_forget_bias=True, dropout=0.0, recurrent_dropout=0.0,
        return_sequences=layer["return_sequences"], return_state=False, go_backwards=layer.get("go_backwards", False), stateful=False, unroll=False)
    config.update({"zero_output_for_mask": layer.get("zero_output_for_mask", False), "seed": None} if version == 3 else {"implementation": 2, "time_major": False})
    return config


def halves(layer, version, shape):
    """Keras 2 has the layer as it was given; Keras 3 has both that it made of it."""
    inner = layer["layer"]
    if version == 2:
        return {"layer": wrapped(inner, version, shape)}
    zero = {"zero_output_for_mask": inner["return_sequences"]}
    forward = {**inner, **zero, "name": "forward_" + inner["name"]}
    backward = layer.get("backward_layer") or {**inner, **zero, "name": "backward_" + inner["name"], "go_backwards": not inner.get("go_backwards", False)}
    return {"layer": wrapped(forward, version, shape), "backward_layer": wrapped(backward, version, shape)}


def wrapped(layer, version, shape):
    """A layer with its class, and the shape that it reads, which Keras 3 notes."""
    config = {"class_name": layer["type"], "config": layer_config(layer, version, shape)}
    return {"module": "keras.layers", **config, "registered_name": None, "build_config": {"input_shape": shape}} if version == 3 else config


def output_shape(layer, shape):
    kind = layer["type"]
    if kind == "LSTM":
        return shape[:2 if layer["return_sequences"] else 1] + [layer["units"]]
    if kind == "Bidirectional":
        *front, units = output_shape(layer["layer"], shape)
        return front + [units + layer.get("backward_layer", layer["layer"])["units"] if layer["merge_mode"] == "concat" else units]
    if kind == "Embedding":
        return shape + [layer["output_dim"]]
    if kind == "Reshape":
        return shape[:1] + layer["target_shape"]
    if kind == "Flatten" and len(shape) == 3:
        return [shape[0], shape[1] * shape[2]]
    if kind.startswith("Global"):
        return [shape[0], shape[2]]
    if kind == "RepeatVector":
        return [shape[0], layer["n"], shape[1]]
    if kind == "Cropping1D":
        return [shape[0], shape[1] - layer["cropping"][0], shape[2]]
    if kind in ("Dense", "TimeDistributed"):
        return shape[:-1] + [layer.get("layer", layer)["units"]]
    return shape


def cudnn_config(config):
    return {k: v for k, v in config.items() if k not in (
        "activation", "recurrent_activation", "use_bias", "dropout", "recurrent_dropout", "implementation", "unroll", "time_major")}


def model_config(case, version):
    shape = [None, case["steps"]] + ([] if "ids" in case else [case["features"]])
    key = "batch_shape" if version == 3 else "batch_input_shape"
    inputs = {"class_name": "InputLayer", "config": {key: shape, "dtype": "float32", "sparse": False, "ragged": False, "name": "input_layer"}}
    shapes = [shape]
    for layer in case["layers"]:
        shapes.append(output_shape(layer, shapes[-1]))
    layers = [wrapped(layer, version, [read for _ in layer["of"]] if "of" in layer else read) for layer, read in zip(case["layers"], shapes)]
    if case["name"].startswith("cudnn"):
        for layer in layers + [layer["config"].get("layer", {}) for layer in layers]:
            if layer.get("class_name") == "LSTM":
                layer.update(class_name="CuDNNLSTM", config=cudnn_config(layer["config"]))
    if not case.get("functional"):
        config = {"name": "sequential", "layers": [inputs] + layers}
        if version == 3:
            config.update(trainable=True, dtype="float32", build_input_shape=shape)
        return {"class_name": "Sequential", "config": config}
    chain = [inputs] + layers
    for i, layer in enumerate(chain):
        name = layer["name"] = layer["config"]["name"]
        before = ([None] + case["layers"])[i].get("of", [chain[i - 1]["config"]["name"]]) if i else []
        if i == 0:
            layer["inbound_nodes"] = []
        elif version == 3:
            tensors = [
                {"class_name": "__keras_tensor__", "config": {"shape": shapes[i - 1], "dtype": "float32", "keras_history": [one, 0, 0]}} for one in before]
            layer["inbound_nodes"] = [{"args": tensors if len(tensors) == 1 else [tensors], "kwargs": {"training": False, "mask": None} if layer["class_name"] == "LSTM" else {}}]
        else:
            layer["inbound_nodes"] = [[[one, 0, 0, {}] for one in before]]
    two = chain[-1]["config"].get("merge_mode", "") is None
    ends = (["input_layer", 0, 0], [[name, 0, 0], [name, 0, 1]] if two else [name, 0, 0])
    ends = ends if version == 3 else ([ends[0]], ends[1] if two else [ends[1]])
    return {"class_name": "Functional", "config": {"name": "functional", "trainable": True, "layers": chain, "input_layers": ends[0], "output_layers": ends[1]}}


# Keras 3's groups: by class and counter, whatever the layers are called.

def snake(kind):
    return re.sub("([a-z])([A-Z])", r"\1_\2", re.sub("(.)([A-Z][a-z]+)", r"\1_\2", kind)).lower()


def groups(file, case, root="layers", named=False):
    counters = {}
    for layer in case["layers"]:
        kind = layer["type"]
        count = counters[kind] = counters.get(kind, -1) + 1
        group = f"{root}/{snake(kind)}" + (f"_{count}" if count else "")
        own = file.create_group(group + "/vars")
        if named:
            own.attrs["name"] = layer["name"]
        inner = {"LSTM": ["cell/vars"], "TimeDistributed": ["layer/vars"], "Bidirectional": ["forward_layer/cell/vars", "backward_layer/cell/vars"]}.get(kind, ["vars"])
        tensors = case["parameters"].get(layer["name"], [])
        count = len(tensors) // len(inner)
        for i, tensor in enumerate(tensors):
            file[f"{group}/{inner[i // count]}/{i % count}"] = tensor
        if kind == "Dropout":
            file[f"{group}/seed_generator/vars/0"] = np.array([7, 0], np.uint32)


def weights_file(case, **options):
    data = io.BytesIO()
    with h5py.File(data, "w") as file:
        groups(file, case, **options)
        if case.get("name") in ("functional", "two_outputs"):
            file["optimizer/vars/0"] = np.int64(3)
            file["optimizer/vars/1"] = np.ones((4, 24), np.float32)
    return data.getvalue()


def write_keras(name, case, version="3.5.0", **options):
    config = {"module": "keras", **model_config(case, 3 if version[0] == "3" else 2), "registered_name": None}
    if config["class_name"] == "Functional":
        config.update(module="keras.src.models.functional", registered_name="Functional", build_config={"input_shape": None})
    else:
        config["build_config"] = {"input_shape": config["config"].get("build_input_shape")}
    with zipfile.ZipFile(here / f"{name}.keras", "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, data in [
            ("metadata.json", json.dumps({"keras_version": version, "date_saved": "2024-09-01@12:00:00"})),
            ("config.json", json.dumps(config)),
            ("model.weights.h5", weights_file(case, **options)),
        ]:
            archive.writestr(zipfile.ZipInfo(entry, (2024, 9, 1, 12, 0, 0)), data, zipfile.ZIP_DEFLATED)


# Keras 2's groups: by the layers' names, with lists of names in attributes.

def names(group, attribute, values, chunk=None):
    values = [value.encode() for value in values]
    if chunk is None:
        group.attrs[attribute] = values
    else:
        for i in range(0, len(values), chunk):
            group.attrs[f"{attribute}{i // chunk}"] = values[i:i + chunk]


def cudnn_tensors(kernel, recurrent, bias):
    """The inverse of what Keras does to a CuDNNLSTM's tensors when an LSTM loads them."""
    gates = lambda matrix, f: np.hstack([f(gate) for gate in np.hsplit(matrix, 4)])
    share = np.linspace(-1, 2, len(bias)).astype(np.float32)
    return [
        gates(kernel, lambda k: k.T.reshape(k.shape)), gates(recurrent, lambda k: k.T),
        np.concatenate([share * bias, bias - share * bias]).astype(np.float32),
    ]


def parts_of(layer):
    if layer["type"] == "BatchNormalization":
        return [part for part, has in (("gamma", layer["scale"]), ("beta", layer["center"]), ("moving_mean", True), ("moving_variance", True)) if has]
    if layer["type"] == "LayerNormalization":
        return [part for part, has in (("gamma", layer["scale"]), ("beta", layer["center"])) if has]
    if layer["type"] == "Embedding":
        return ["embeddings"]
    return {"Normalization": ["mean", "variance", "count"]}.get(layer["type"], ["kernel", "bias"])


def write_h5(name, case, version, chunk=None, suffix=":0", alone=False):
    with h5py.File(here / f"{name}.h5", "w") as file:
        weights = file
        if not alone:
            file.attrs["keras_version"] = version.encode()
            file.attrs["backend"] = b"tensorflow"
            file.attrs["model_config"] = json.dumps(model_config(case, 3 if version[0] == "3" else 2)).encode()
            weights = file.create_group("model_weights")
        weights.attrs["backend"] = b"tensorflow"
        weights.attrs["keras_version"] = version.encode()
        names(weights, "layer_names", [layer["name"] for layer in case["layers"]], chunk)
        for layer in case["layers"]:
            group = weights.create_group(layer["name"])
            tensors = case["parameters"].get(layer["name"], [])
            is_lstm = layer["type"] in ("LSTM", "Bidirectional")
            cell = "lstm_cell/" if is_lstm and not case["name"].startswith("cudnn") else ""
            parts = ["kernel", "recurrent_kernel", "bias"] if is_lstm else parts_of(layer)
            inner = [f"forward_{layer['layer']['name']}/", f"{layer.get('backward_layer', {}).get('name') or 'backward_' + layer['layer']['name']}/"] if layer["type"] == "Bidirectional" else [""]
            count = len(tensors) // len(inner)
            if is_lstm and not cell:
                tensors = [tensor for at in range(0, len(tensors), count) for tensor in cudnn_tensors(*tensors[at:at + count])]
            paths = [f"{layer['name']}/{half}{cell}{part}{suffix}" for half in inner for part in parts[:count]]
            names(group, "weight_names", paths, chunk if paths else None)
            for path, tensor in zip(paths, tensors):
                group[path] = tensor
        if case["name"] in ("functional", "two_outputs"):
            file["optimizer_weights/Adam/iterations:0"] = np.int64(3)
            file["optimizer_weights/Adam/first/kernel/m:0"] = np.ones((4, 24), np.float32)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm(x, tensors, gate=sigmoid, act=np.tanh, backwards=False, mask=None):
    """The hidden state after each step, in the order in which they are read; a masked step's is zero, and changes nothing."""
    kernel, recurrent, bias = (t.astype(np.float64) for t in tensors)
    h, c, rows = np.zeros(len(recurrent)), np.zeros(len(recurrent)), []
    for t in range(len(x))[::-1] if backwards else range(len(x)):
        if mask is not None and mask[t]:
            rows.append(np.zeros(len(recurrent)))
            continue
        i, f, g, o = np.split(x[t] @ kernel + h @ recurrent + bias, 4)
        c = gate(f) * c + gate(i) * act(g)
        h = gate(o) * act(c)
        rows.append(h)
    return np.array(rows)


def both(x, tensors, act=np.tanh, mask=None):
    return np.concatenate([lstm(x, tensors[:3], mask=mask), lstm(x, tensors[3:], act=act, backwards=True, mask=mask)[::-1]], 1)


def dense(x, tensors):
    kernel, bias = (t.astype(np.float64) for t in tensors)
    return x @ kernel + bias


def input_of(case):
    return np.array(case["input"], np.float32).astype(np.float64).reshape(case["steps"], -1)


def expect(name, case, output):
    (here / f"{name}.json").write_text(json.dumps({"input": case["input"], "output": [float(v) for v in np.ravel(output)]}))


def hard_sigmoid_3(case):
    hidden = lstm(input_of(case), case["parameters"]["lstm"], gate=lambda z: np.clip(z / 6 + 0.5, 0, 1))
    return dense(hidden[-1], case["parameters"]["dense"])


COMPUTED = ["hard_sigmoid_3", "keras_masked_rows", "own_backward", "normalization", "masked_mean", "last_steps"]
cases = {path.stem: load(path.stem) for path in here.glob("*.json") if path.stem not in COMPUTED}

for name in ["lstm_dense", "stack", "no_bias", "time_distributed", "every_step", "functional"]:
    write_keras(name, cases[name], named=name in ("stack", "functional"))
write_keras("hard_sigmoid_3", cases["hard_sigmoid"])
expect("hard_sigmoid_3", cases["hard_sigmoid"], hard_sigmoid_3(cases["hard_sigmoid"]))
write_keras("keras_2_13", cases["hard_sigmoid"], "2.13.1", root="_layer_checkpoint_dependencies")

write_h5("lstm_dense", cases["lstm_dense"], "2.4.0")
write_h5("stack", cases["stack"], "2.2.4-tf", chunk=2)
write_h5("hard_sigmoid", cases["hard_sigmoid"], "2.2.4")
write_h5("time_distributed", cases["time_distributed"], "2.11.0")
write_h5("cudnn", cases["cudnn"], "2.2.4")
write_h5("functional", cases["functional"], "2.7.0")
write_h5("no_bias", cases["no_bias"], "3.3.3", suffix="")

for name in ["lstm_dense", "stack", "every_step"]:
    (here / f"{name}.weights.h5").write_bytes(weights_file(cases[name]))
write_h5("weights_of_keras_2", cases["lstm_dense"], "2.4.0", alone=True)

square = {"layers": [{"type": "LSTM", "name": "lstm"}, {"type": "Dense", "name": "dense"}], "parameters": {
    "lstm": [np.ones((3, 12), np.float32), np.ones((3, 12), np.float32), np.ones(12, np.float32)],
    "dense": [np.ones((3, 3), np.float32), np.ones(3, np.float32)]}}
(here / "open_order.weights.h5").write_bytes(weights_file(square))

for name in ["bidirectional", "merge_modes", "two_outputs", "go_backwards", "masking", "scaled", "residual", "residual_rows", "layer_normalization", "embedding"]:
    write_keras(name, cases[name])
for name in ["mean_over_time", "max_over_time", "flattened", "autoencoder"]:
    write_keras(name, cases[name])
    write_h5(name, cases[name], "2.11.0")
write_h5("bidirectional", cases["bidirectional"], "2.11.0")
write_h5("merge_modes", cases["merge_modes"], "2.7.0")
write_h5("two_outputs", cases["two_outputs"], "2.11.0")
write_h5("embedding", cases["embedding"], "2.11.0")
write_h5("layer_normalization", cases["layer_normalization"], "2.11.0")
write_h5("residual", cases["residual"], "2.11.0")
write_h5("residual_rows", cases["residual_rows"], "2.7.0")
write_h5("scaled", cases["scaled"], "2.11.0")
write_h5("cudnn_both", cases["cudnn_both"], "2.2.4")
write_h5("activations", cases["activations"], "2.11.0")
both_weights = {"layers": cases["cudnn_both"]["layers"], "parameters": cases["cudnn_both"]["parameters"]}
(here / "bidirectional.weights.h5").write_bytes(weights_file(both_weights))

case = cases["masked_rows"]
write_keras("masked_rows", case)
x = input_of(case)
expect("keras_masked_rows", case, dense(both(x, case["parameters"]["bidirectional"], mask=(x == 0).all(1)), case["parameters"]["dense"]))

# Keras 3 has the threshold as an option of ReLU, no name for the approximation of gelu, and a layer may stand in the place of a function.
case = json.loads(json.dumps({key: value for key, value in cases["activations"].items() if key != "parameters"}))
case["parameters"] = cases["activations"]["parameters"]
changed = []
for layer in case["layers"]:
    if layer["type"] == "LeakyReLU":
        changed[-1]["activation"] = {**wrapped(layer, 3, None)}
        continue
    if layer["type"] == "ThresholdedReLU":
        layer = {"type": "ReLU", "name": layer["name"], "threshold": layer["theta"]}
    if layer.get("activation") == "gelu_new":
        layer["activation"] = {"module": "keras.activations", "class_name": "gelu", "config": {"approximate": True}, "registered_name": None}
    changed.append({**layer, **({"activation": "silu"} if layer.get("activation") == "swish" else {})})
case["layers"] = changed
write_keras("activations", case)

# A backward layer of another size and with another activation.
random = np.random.default_rng(9)
tensors = lambda *shapes: [(random.standard_normal(shape) * 0.6).astype(np.float32) for shape in shapes]
layer = {**cases["bidirectional"]["layers"][0]["layer"], "units": 4}
case = {
    "name": "own_backward", "steps": 5, "features": 2, "input": tensors(10)[0].tolist(),
    "layers": [
        {"type": "Bidirectional", "name": "bidirectional", "merge_mode": "concat", "layer": layer,
         "backward_layer": {**layer, "name": "own", "units": 3, "activation": "relu", "go_backwards": True}},
        {"type": "Dense", "name": "dense", "units": 2, "activation": "linear", "use_bias": True}],
    "parameters": {"bidirectional": tensors((2, 16), (4, 16), 16, (2, 12), (3, 12), 12), "dense": tensors((7, 2), 2)},
}
write_keras("own_backward", case)
write_h5("own_backward", case, "3.3.3", suffix="")
expect("own_backward", case, dense(both(input_of(case), case["parameters"]["bidirectional"], act=lambda z: np.maximum(z, 0)), case["parameters"]["dense"]))

# Normalization, which TensorFlow.js doesn't have: with what it has found of data, of one feature far from zero, with stated numbers for all features,
# and the other way round, in the units of the data.
random = np.random.default_rng(11)
x = (np.array([1013.25, 20, 0.25]) + np.array([7.5, 4, 0.125]) * random.standard_normal((6, 3))).astype(np.float32)
found = [np.array([1013.25, 20, 0.25], np.float32), np.array([56.25, 16, 0], np.float32), np.int64(1000)]
back = [np.array([-1.25, 2], np.float32), np.array([0.5, 2.25], np.float32), np.int64(1000)]
x[:, 2] = 0.25
plain = {key: value for key, value in cases["lstm_dense"]["layers"][0].items() if key != "units"}
case = {
    "name": "normalization", "steps": 6, "features": 3, "input": x.flatten().tolist(),
    "layers": [
        {"type": "Normalization", "name": "scaled", "axis": [-1], "mean": None, "variance": None, "invert": False},
        {**plain, "name": "lstm", "units": 4},
        {"type": "Flatten", "name": "flatten"},
        {"type": "Normalization", "name": "stated", "axis": [], "mean": 0.25, "variance": 0.0625, "invert": False},
        {"type": "Dense", "name": "dense", "units": 2, "activation": "tanh", "use_bias": True},
        {"type": "Normalization", "name": "back", "axis": [-1], "mean": None, "variance": None, "invert": True}],
    "parameters": {"scaled": found, "lstm": tensors((3, 16), (4, 16), 16), "dense": tensors((4, 2), 2), "back": back},
}
for layer in case["layers"]:
    if layer["type"] == "Normalization" and layer["axis"]:
        layer["axis"] = {"class_name": "__tuple__", "items": [-1]}
write_keras("normalization", case)
for layer, rank in zip(case["layers"], [3, 3, 2, 2, 2, 2]):
    if layer["type"] == "Normalization":
        layer["axis"] = [rank - 1] if layer["axis"] else None
write_h5("normalization", case, "2.11.0")
deviation = np.maximum(np.sqrt(found[1].astype(np.float64)), 1e-7)
hidden = lstm((x.astype(np.float64) - found[0]) / deviation, case["parameters"]["lstm"])[-1]
head = np.tanh(dense((hidden - 0.25) / 0.25, case["parameters"]["dense"]))
expect("normalization", case, back[0] + head * np.sqrt(back[1].astype(np.float64)))

# What TensorFlow.js computes otherwise or not at all: a mean that leaves masked steps out, and the last steps alone.
random = np.random.default_rng(12)
returned = {**cases["masking"]["layers"][3], "name": "lstm", "units": 4}
x = tensors((6, 2))[0]
x[[1, 4]] = 0
case = {
    "name": "masked_mean", "steps": 6, "features": 2, "input": x.flatten().tolist(),
    "layers": [
        {"type": "Masking", "name": "masking", "mask_value": 0.0}, returned, {"type": "GlobalAveragePooling1D", "name": "pooled"},
        {"type": "Dense", "name": "dense", "units": 2, "activation": "linear", "use_bias": True}],
    "parameters": {"lstm": tensors((2, 16), (4, 16), 16), "dense": tensors((4, 2), 2)},
}
write_keras("masked_mean", case)
write_h5("masked_mean", case, "2.11.0")
expect("masked_mean", case, dense(lstm(x[[0, 2, 3, 5]].astype(np.float64), case["parameters"]["lstm"]).mean(0), case["parameters"]["dense"]))

x = tensors((6, 2))[0]
case = {
    "name": "last_steps", "steps": 6, "features": 2, "input": x.flatten().tolist(),
    "layers": [
        returned, {"type": "Cropping1D", "name": "cropped", "cropping": [4, 0]},
        {"type": "Dense", "name": "dense", "units": 3, "activation": "linear", "use_bias": True}],
    "parameters": {"lstm": tensors((2, 16), (4, 16), 16), "dense": tensors((4, 3), 3)},
}
write_keras("last_steps", case)
write_h5("last_steps", case, "2.11.0")
expect("last_steps", case, dense(lstm(x.astype(np.float64), case["parameters"]["lstm"])[4:], case["parameters"]["dense"]))
