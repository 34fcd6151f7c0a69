"""Writes Keras' own formats, laid out as Keras lays them out, from the cases that make.mjs computed with TensorFlow.js.

Ran with h5py 3.7 and numpy 1.24 of Debian 12, after `node make.mjs`. The definition of hard_sigmoid that Keras 3 has is none of
TensorFlow.js': hard_sigmoid_3.json is computed here, with numpy in double precision.
"""
import io
import json
import pathlib
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
    config = {"seed": None} if name != "Zeros" else {}
    return {"module": "keras.initializers", "class_name": name, "config": config, "registered_name": None} if version == 3 else {"class_name": name, "config": config}


def layer_config(layer, version):
    kind = layer["type"]
    dtype = {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}, "registered_name": None} if version == 3 else "float32"
    config = {"name": layer["name"], "trainable": True, "dtype": dtype}
    if kind == "TimeDistributed":
        return {**config, "layer": wrapped(layer["layer"], version)}
    if kind == "Dropout":
        return {**config, "rate": layer["rate"], "seed": None, "noise_shape": None}
    if kind == "Activation":
        return {**config, "activation": layer["activation"]}
    config.update(units=layer["units"], activation=layer["activation"], use_bias=layer["use_bias"])
    for part in ["kernel", "bias"] + (["recurrent"] if kind == "LSTM" else []):
        config[f"{part}_initializer"] = initializer({"kernel": "GlorotUniform", "recurrent": "Orthogonal", "bias": "Zeros"}[part], version)
        config[f"{part}_regularizer"] = config[f"{part}_constraint"] = None
    config["activity_regularizer"] = None
    if kind == "Dense":
        return {**config, "quantization_config": None} if version == 3 else config
    config.update(
        recurrent_activation=layer["recurrent_activation"], unit_forget_bias=True, dropout=0.0, recurrent_dropout=0.0,
        return_sequences=layer["return_sequences"], return_state=False, go_backwards=False, stateful=False, unroll=False)
    config.update({"zero_output_for_mask": False, "seed": None} if version == 3 else {"implementation": 2, "time_major": False})
    return config


def wrapped(layer, version):
    config = {"class_name": layer["type"], "config": layer_config(layer, version)}
    return {"module": "keras.layers", **config, "registered_name": None, "build_config": {"input_shape": [None, 1]}} if version == 3 else config


def cudnn_config(config):
    return {k: v for k, v in config.items() if k not in (
        "activation", "recurrent_activation", "use_bias", "dropout", "recurrent_dropout", "implementation", "unroll", "time_major")}


def model_config(case, version):
    shape = [None, case["steps"], case["features"]]
    key = "batch_shape" if version == 3 else "batch_input_shape"
    inputs = {"class_name": "InputLayer", "config": {key: shape, "dtype": "float32", "sparse": False, "ragged": False, "name": "input_layer"}}
    layers = [wrapped(layer, version) for layer in case["layers"]]
    if case["name"] == "cudnn":
        for layer in layers:
            if layer["class_name"] == "LSTM":
                layer.update(class_name="CuDNNLSTM", config=cudnn_config(layer["config"]))
    if not case.get("functional"):
        config = {"name": "sequential", "layers": [inputs] + layers}
        if version == 3:
            config.update(trainable=True, dtype="float32", build_input_shape=shape)
        return {"class_name": "Sequential", "config": config}
    chain = [inputs] + layers
    for i, layer in enumerate(chain):
        name = layer["name"] = layer["config"]["name"]
        before = chain[i - 1]["config"]["name"]
        if i == 0:
            layer["inbound_nodes"] = []
        elif version == 3:
            tensor = {"class_name": "__keras_tensor__", "config": {"shape": shape, "dtype": "float32", "keras_history": [before, 0, 0]}}
            layer["inbound_nodes"] = [{"args": [tensor], "kwargs": {"training": False, "mask": None} if layer["class_name"] == "LSTM" else {}}]
        else:
            layer["inbound_nodes"] = [[[before, 0, 0, {}]]]
    ends = (["input_layer", 0, 0], [name, 0, 0])
    ends = ends if version == 3 else ([ends[0]], [ends[1]])
    return {"class_name": "Functional", "config": {"name": "functional", "trainable": True, "layers": chain, "input_layers": ends[0], "output_layers": ends[1]}}


# Keras 3's groups: by class and counter, whatever the layers are called.

def snake(kind):
    return {"LSTM": "lstm", "TimeDistributed": "time_distributed"}.get(kind, kind.lower())


def groups(file, case, root="layers", named=False):
    counters = {}
    for layer in case["layers"]:
        kind = layer["type"]
        count = counters[kind] = counters.get(kind, -1) + 1
        group = f"{root}/{snake(kind)}" + (f"_{count}" if count else "")
        own = file.create_group(group + "/vars")
        if named:
            own.attrs["name"] = layer["name"]
        inner = {"LSTM": "cell/vars", "TimeDistributed": "layer/vars"}.get(kind, "vars")
        for i, tensor in enumerate(case["parameters"].get(layer["name"], [])):
            file[f"{group}/{inner}/{i}"] = tensor
        if kind == "Dropout":
            file[f"{group}/seed_generator/vars/0"] = np.array([7, 0], np.uint32)


def weights_file(case, **options):
    data = io.BytesIO()
    with h5py.File(data, "w") as file:
        groups(file, case, **options)
        if case.get("functional"):
            file["optimizer/vars/0"] = np.int64(3)
            file["optimizer/vars/1"] = np.ones((4, 24), np.float32)
    return data.getvalue()


def write_keras(name, case, version="3.5.0", **options):
    config = {"module": "keras", **model_config(case, 3 if version[0] == "3" else 2), "registered_name": None, "build_config": {"input_shape": None}}
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
            inner = "lstm_cell/" if layer["type"] == "LSTM" else ""
            if case["name"] == "cudnn" and layer["type"] == "LSTM":
                tensors, inner = cudnn_tensors(*tensors), ""
            parts = ["kernel", "recurrent_kernel", "bias"] if layer["type"] == "LSTM" else ["kernel", "bias"]
            paths = [f"{layer['name']}/{inner}{part}{suffix}" for part, _ in zip(parts, tensors)]
            names(group, "weight_names", paths, chunk if paths else None)
            for path, tensor in zip(paths, tensors):
                group[path] = tensor
        if case.get("functional"):
            file["optimizer_weights/Adam/iterations:0"] = np.int64(3)
            file["optimizer_weights/Adam/first/kernel/m:0"] = np.ones((4, 24), np.float32)


def hard_sigmoid_3(case):
    hard = lambda z: np.clip(z / 6 + 0.5, 0, 1)
    kernel, recurrent, bias = (t.astype(np.float64) for t in case["parameters"]["lstm"])
    h = c = np.zeros(len(recurrent))
    for x in np.array(case["input"], np.float32).astype(np.float64).reshape(case["steps"], -1):
        i, f, g, o = np.split(x @ kernel + h @ recurrent + bias, 4)
        c = hard(f) * c + hard(i) * np.tanh(g)
        h = hard(o) * np.tanh(c)
    kernel, bias = (t.astype(np.float64) for t in case["parameters"]["dense"])
    return [float(v) for v in h @ kernel + bias]


cases = {path.stem: load(path.stem) for path in here.glob("*.json") if path.stem != "hard_sigmoid_3"}

for name in ["lstm_dense", "stack", "no_bias", "time_distributed", "every_step", "functional"]:
    write_keras(name, cases[name], named=name in ("stack", "functional"))
write_keras("hard_sigmoid_3", cases["hard_sigmoid"])
(here / "hard_sigmoid_3.json").write_text(json.dumps({"input": cases["hard_sigmoid"]["input"], "output": hard_sigmoid_3(cases["hard_sigmoid"])}))
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
