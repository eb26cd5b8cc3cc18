"""Writes the checkpoints beside it. Needs PyTorch (1.13 wrote those committed)."""
from collections import OrderedDict
import os

import torch

here = os.path.dirname(os.path.abspath(__file__))
ramp = torch.arange(24, dtype=torch.float32)
state = OrderedDict(
    [
        ("module.weight", ramp.reshape(2, 3, 4) / 8),
        ("module.transposed", ramp.reshape(4, 6)[1:3, ::2].t()),  # offset 6, strides 2 and 6
        ("module.shared", ramp[20:]),
        ("module.half", torch.tensor([1.0, -0.5, 65504.0]).half()),
        ("module.bfloat", torch.tensor([[1.0, -3.0]]).bfloat16()),
        ("module.double", torch.tensor(0.1, dtype=torch.float64)),
        ("module.parameter", torch.nn.Parameter(torch.tensor([7.0]))),
        ("module.empty", torch.zeros(0, 3)),
        ("module.num_batches_tracked", torch.tensor(5)),
    ]
)
state._metadata = OrderedDict([("", {"version": 1})])
whole = {"epoch": 3, "best": 91.5, "arch": "tiny", "state_dict": state, "rate": [0.1, None, True]}
for name, value in [("nested", whole), ("plain", state)]:
    for kind, zipped in [("zip", True), ("legacy", False)]:
        torch.save(value, os.path.join(here, f"{name}-{kind}.pt"), _use_new_zipfile_serialization=zipped)


def norm(name, n):
    yield name + ".weight", torch.ones(n)
    yield name + ".bias", torch.zeros(n)
    yield name + ".running_mean", torch.zeros(n)
    yield name + ".running_var", torch.ones(n)
    yield name + ".num_batches_tracked", torch.tensor(1)


def network():
    """A CIFAR ResNet of one block a stage, 2, 4 and 8 channels, ten classes."""
    yield "conv1.weight", torch.full((2, 3, 3, 3), 0.5)
    yield from norm("bn1", 2)
    width = 2
    for stage, out in enumerate([2, 4, 8], 1):
        block = f"layer{stage}.0."
        yield block + "conv1.weight", torch.full((out, width, 3, 3), 0.25)
        yield from norm(block + "bn1", out)
        yield block + "conv2.weight", torch.full((out, out, 3, 3), 0.125)
        yield from norm(block + "bn2", out)
        width = out
    yield "linear.weight", torch.full((10, 8), 0.0625)
    yield "linear.bias", torch.arange(10.0)


state = OrderedDict(("module." + name, value) for name, value in network())
torch.save({"state_dict": state}, os.path.join(here, "akamaster.th"), _use_new_zipfile_serialization=False)
