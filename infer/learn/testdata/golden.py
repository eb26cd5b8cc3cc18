#!/usr/bin/env python3
"""Makes the golden training steps beside this file, one for each network in
infer/testdata: loss, logits, gradients and running statistics after one pass
forward and backward in training mode.

Computed by tools/train/peer/regnet.py, in double precision. Needs PyTorch
(Debian: python3-torch) and nothing else:

    python3 infer/learn/testdata/golden.py
"""

import glob
import json
import os
import struct
import sys

import torch
import torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../../../tools/train/peer"))
from regnet import Network  # noqa: E402
WEIGHTS = os.path.join(HERE, "../../testdata")
SMOOTHING = 0.1


def read(path):
    with open(path, "rb") as f:
        (n,) = struct.unpack("<Q", f.read(8))
        header = json.loads(f.read(n))
        data = f.read()
    meta = header.pop("__metadata__")
    tensors = {}
    for name, e in header.items():
        assert e["dtype"] == "F32"
        begin, end = e["data_offsets"]
        flat = torch.frombuffer(bytearray(data[begin:end]), dtype=torch.float32)
        tensors[name] = flat.reshape(e["shape"])
    return meta, tensors


def write(path, tensors):
    header, blobs, at = {}, [], 0
    for name in sorted(tensors):
        t = tensors[name].detach().to(torch.float32).contiguous()
        blob = t.numpy().astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(t.shape), "data_offsets": [at, at + len(blob)]}
        blobs.append(blob)
        at += len(blob)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text + b"".join(blobs))


def main():
    for path in sorted(glob.glob(os.path.join(WEIGHTS, "*.safetensors"))):
        meta, tensors = read(path)
        record = json.loads(meta["regnet.arch"])
        # A value at a ReLU's corner would take another side in single
        # precision, and with it another gradient: of many inputs the one whose
        # values keep furthest away is taken.
        inputs = (draw(record, seed) for seed in range(40))
        margin, _, out = max((step(record, tensors, x, seed) for seed, x in enumerate(inputs)), key=lambda r: r[:2])
        write(os.path.join(HERE, os.path.basename(path)), out)
        print(os.path.basename(path), "loss", float(out["loss"]), "margin", margin)


def draw(record, seed):
    torch.manual_seed(seed)
    size = 12 if record["stem"] == "cifar" else 64
    return torch.randn(3, 3, size, size)


def step(record, tensors, x, seed):
    skip = lambda k: k in ("input", "logits") or k.startswith("tap/")
    p = {k: v.double() for k, v in tensors.items() if not skip(k)}
    stats = [k for k in p if k.endswith((".running_mean", ".running_var"))]
    for k in p:
        p[k].requires_grad_(k not in stats)
    labels = torch.tensor([1, 5, 9])
    network = Network(record, p)
    logits = network(x.double())
    loss = F.cross_entropy(logits, labels, label_smoothing=SMOOTHING)
    loss.backward()
    out = {"input": x, "labels": labels, "loss": loss, "logits": logits}
    out.update({"stat/" + k: p[k] for k in stats})
    # What the network never reads has no gradient: zero.
    out.update({"grad/" + k: v.grad if v.grad is not None else torch.zeros_like(v)
                for k, v in p.items() if k not in stats})
    return network.margin, seed, out


if __name__ == "__main__":
    main()
