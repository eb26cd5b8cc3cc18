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
