"""Writes small HDF5 files: types.h5 with everything that is read, and some that point elsewhere or to themselves, which are refused.

Ran with h5py 3.7 and numpy 1.24 of Debian 12.
"""
import pathlib

import h5py
import numpy as np

here = pathlib.Path(__file__).parent


def write(name, **options):
    return h5py.File(here / f"{name}.h5", "w", **options)


with write("types") as file:
    file.attrs["bytes"] = b"fixed"
    file.attrs["text"] = "größer"
    file.attrs["number"] = 5
    file.attrs["list0"] = [b"a", b"bc"]
    file.attrs["list1"] = ["d"]
    file.attrs["nothing"] = []
    group = file.create_group("group/inner")
    group["single"] = np.arange(6, dtype="f4").reshape(2, 3) / 3
    group["double"] = np.arange(4, dtype="f8") / 3
    group["half"] = np.arange(4, dtype="f2") / 3
    group["big"] = np.arange(3, dtype=">f4")
    group["whole"] = np.arange(3)
    group["scalar"] = 3.5
    group["empty"] = np.ones((0, 3), "f4")
    group.create_dataset("packed", data=np.arange(1200, dtype="f4").reshape(30, 40), compression="gzip", shuffle=True, chunks=(7, 9))
    file.create_dataset("skipped/values", data=np.ones(5, "f4"))

with write("external_link") as file:
    file["x"] = h5py.ExternalLink("types.h5", "/group")

with write("external_link_dense", libver="latest") as file:
    for i in range(20):
        file[f"y{i}"] = np.ones(3, "f4")
    file["x"] = h5py.ExternalLink("types.h5", "/group")

with write("soft_link") as file:
    file["inner/y"] = np.ones(3, "f4")
    file["inner/x"] = h5py.SoftLink("/inner/y")

with write("external_values") as file:
    file.create_dataset("x", (4,), "f4", external=[("make.py", 0, 16)])

with write("virtual", libver="latest") as file:
    layout = h5py.VirtualLayout((4,), "f4")
    layout[:] = h5py.VirtualSource("types.h5", "group/inner/double", (4,))
    file.create_virtual_dataset("x", layout)

with write("loop") as file:
    file.create_group("a")["b"] = file["/"]
