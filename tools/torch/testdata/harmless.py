"""Writes harmless-2.pt to harmless-5.pt: the tensors of {"state_dict": {"a": [1, 2], "b": [3]}}
and, beside them, the values that training scripts save, as each of Python's
pickle protocols writes them. It needs neither PyTorch nor NumPy: a pickle
holds their names only, and stand-ins of those names are made here.

    python3 harmless.py
"""
import argparse
import collections
import datetime
import decimal
import io
import pathlib
import pickle
import struct
import sys
import types
import uuid
import zipfile


def stand_in(module, name, reduce=None):
    """A class that the pickle names module.name."""
    parts = module.split(".")
    for i in range(len(parts)):
        sys.modules.setdefault(".".join(parts[: i + 1]), types.ModuleType(parts[i]))
    cls = type(name, (object,), {"__module__": module, "__init__": lambda self, *args: None})
    if reduce:
        cls.__reduce_ex__ = lambda self, protocol: reduce
    setattr(sys.modules[module], name, cls)
    return cls


def function(module, name):
    cls = stand_in(module, name)
    return cls


FloatStorage = stand_in("torch", "FloatStorage")
rebuild = function("torch._utils", "_rebuild_tensor_v2")
Size = stand_in("torch", "Size")
device = stand_in("torch", "device")
dtype = stand_in("torch", "float32")
np_dtype = stand_in("numpy", "dtype")
scalar = function("numpy.core.multiarray", "scalar")
AttributeDict = type("AttributeDict", (dict,), {"__module__": "pytorch_lightning.utilities.parsing"})
stand_in("pytorch_lightning.utilities.parsing", "AttributeDict")
sys.modules["pytorch_lightning.utilities.parsing"].AttributeDict = AttributeDict


class Reduced:
    """A value that is pickled as a call."""

    def __init__(self, call, *args):
        self.call, self.args = call, args

    def __reduce_ex__(self, protocol):
        return self.call, self.args


class Storage:
    def __init__(self, key, values):
        self.key, self.values = key, values


class Pickler(pickle.Pickler):
    def persistent_id(self, value):
        if isinstance(value, Storage):
            return ("storage", FloatStorage, value.key, "cpu", len(value.values))
        return None


def tensor(storage, offset, size):
    return Reduced(rebuild, storage, offset, size, (1,), False, collections.OrderedDict())


storage = Storage("0", [1.0, 2.0, 3.0])
numbers = collections.defaultdict(list)
numbers["loss"].append(0.5)
value = {
    "state_dict": collections.OrderedDict(a=tensor(storage, 0, (2,)), b=tensor(storage, 2, (1,))),
    "epoch": 3,
    "best": Reduced(scalar, Reduced(np_dtype, "f8", False, True), struct.pack("<d", 0.9)),
    "args": argparse.Namespace(lr=0.1, names=["x"]),
    "history": numbers,
    "counter": collections.Counter("aab"),
    "queue": collections.deque([1, 2]),
    "size": Reduced(Size, (1, 2)),
    "device": Reduced(device, "cuda", 0),
    "dtype": dtype,
    "seen": {1, 2},
    "frozen": frozenset("x"),
    "raw": b"\x00\xff",
    "array": bytearray(b"ab"),
    "complex": 1j,
    "when": datetime.datetime(2020, 1, 2, tzinfo=datetime.timezone.utc),
    "took": datetime.timedelta(seconds=3),
    "path": pathlib.PurePosixPath("/data"),
    "price": decimal.Decimal("1.5"),
    "id": uuid.UUID(int=1),
    "big": 1 << 100,
    "hyper_parameters": AttributeDict(width=4),
    "range": range(3),
    "none": None,
}

for protocol in (2, 3, 4, 5):
    program = io.BytesIO()
    Pickler(program, protocol).dump(value)
    with zipfile.ZipFile(f"harmless-{protocol}.pt", "w") as archive:
        for name, content in (("data.pkl", program.getvalue()), ("data/0", struct.pack("<3f", *storage.values))):
            archive.writestr(zipfile.ZipInfo("harmless/" + name), content)
