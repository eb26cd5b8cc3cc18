#!/usr/bin/env python3
"""Makes golden.json beside this file: the answers read off the blocks and the
likeness of the blocks' outputs, from the taps of infer/testdata, which an
independent PyTorch implementation wrote.

Straight from the definitions, in double precision, with NumPy alone:

    python3 infer/measure/testdata/golden.py
"""

import json
import os
import re
import struct

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
FILES = os.path.join(HERE, "../../testdata")


def read(name):
    with open(os.path.join(FILES, name + ".safetensors"), "rb") as f:
        (n,) = struct.unpack("<Q", f.read(8))
        header = json.loads(f.read(n))
        data = f.read()
    header.pop("__metadata__")
    return {k: np.frombuffer(data[slice(*e["data_offsets"])], "<f4").reshape(e["shape"]).astype(float) for k, e in header.items()}


def outputs(tensors):
    names = [k for k in tensors if re.fullmatch(r"tap/stage\d+\.block\d+\.o", k)]
    return [tensors[k] for k in sorted(names, key=lambda k: [int(v) for v in re.findall(r"\d+", k)])]


def readout(tensors):
    w, b = tensors["fc.weight"], tensors["fc.bias"]
    rows = []
    for o in outputs(tensors):
        if o.shape[1] == w.shape[1]:
            logits = o.mean(axis=(2, 3)) @ w.T + b
            e = np.exp(logits - logits.max(axis=1, keepdims=True))
            rows.append(e / e.sum(axis=1, keepdims=True))
    return np.stack(rows, axis=1).tolist()  # [pictures, blocks, classes]


def pooled(m, h, w):  # [C, H, W] to [C, h, w], as AdaptiveAvgPool2d
    out = np.zeros((m.shape[0], h, w))
    for y in range(h):
        for x in range(w):
            rows = slice(y * m.shape[1] // h, -((-(y + 1) * m.shape[1]) // h))
            columns = slice(x * m.shape[2] // w, -((-(x + 1) * m.shape[2]) // w))
            out[:, y, x] = m[:, rows, columns].mean(axis=(1, 2))
    return out


def kernel(m):  # places × places, centred on both sides
    x = m.reshape(m.shape[0], -1).T
    h = np.eye(len(x)) - 1 / len(x)
    return h @ (x @ x.T) @ h


def hsic(x, y):
    h, w = min(x.shape[1], y.shape[1]), min(x.shape[2], y.shape[2])
    k, l = kernel(pooled(x, h, w)), kernel(pooled(y, h, w))
    return np.array([(k * l).sum(), (k * k).sum(), (l * l).sum()]) / (h * w) ** 2


def likeness(xs, ys):
    """Per pair: cosine of each picture (None: shapes differ), CKA of each picture, CKA of all, mean cosine."""
    cosine, single, batch = [], [], []
    for x in xs:
        for y in ys:
            terms = [hsic(a, b) for a, b in zip(x, y)]
            cka = [t[0] / np.sqrt(t[1] * t[2]) for t in terms]
            t = np.sum(terms, axis=0)
            single.append(cka)
            batch.append(t[0] / np.sqrt(t[1] * t[2]))
            same = x.shape == y.shape
            cosine.append([(a * b).sum() / np.linalg.norm(a) / np.linalg.norm(b) for a, b in zip(x, y)] if same else None)
    mean = [None if c is None else float(np.mean(c)) for c in cosine]
    return {"cosine": cosine, "cka": single, "batch": batch, "mean": mean}


def main():
    a, b, wide = read("resnet"), read("regnet-lstm"), read("regnet-bottleneck-lstm")
    golden = {
        "readout": {"resnet": readout(a), "regnet-lstm": readout(b)},
        "likeness": {
            "resnet": likeness(outputs(a), outputs(a)),
            "regnet-lstm": likeness(outputs(b), outputs(b)),
            "resnet regnet-lstm": likeness(outputs(a), outputs(b)),
            "regnet-bottleneck-lstm": likeness(outputs(wide), outputs(wide)),
        },
    }
    rounded = json.loads(json.dumps(golden), parse_float=lambda s: float(f"{float(s):.8g}"))
    with open(os.path.join(HERE, "golden.json"), "w") as f:
        json.dump(rounded, f, separators=(",", ":"))
        f.write("\n")


if __name__ == "__main__":
    main()
