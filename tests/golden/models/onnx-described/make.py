#!/usr/bin/python3
"""Adds to models of the other folders what onnx knows of the types and shapes of all their values (value_info).

Ran with onnx 1.12 (Debian 12).
"""
from pathlib import Path

import onnx
from onnx import shape_inference

HERE = Path(__file__).parent

for name in ("onnx-pytorch/hidden", "onnx-pytorch/bidirectional-dynamic", "onnx-nodes/keras", "onnx-nodes/reshape"):
    model = shape_inference.infer_shapes(onnx.load(str(HERE.parent / (name + ".onnx"))), strict_mode=True)
    assert len(model.graph.value_info) > 3
    onnx.save(model, str(HERE / (name.replace("/", "-")[5:] + ".onnx")))
