"""The networks of an architecture record in PyTorch, in training mode: an
implementation of its own, after the papers (arXiv 1512.03385, 2101.00590,
1709.01507), to hold the project's against. Needs PyTorch and nothing else.
"""

import torch
import torch.nn.functional as F


class Network:
    """The network of an architecture record over a dict of tensors."""

    def __init__(self, record, p):
        self.r, self.p = record, p
        self.margin = 1.0  # the smallest magnitude in front of a ReLU
        self.watch = True  # keep it up to date

    def relu(self, x):
        if self.watch:
            self.margin = min(self.margin, float(x.detach().abs().min()))
        return F.relu(x)

    def bn(self, x, name):
        return F.batch_norm(
            x, self.p[name + ".running_mean"], self.p[name + ".running_var"],
            self.p[name + ".weight"], self.p[name + ".bias"], training=True, momentum=0.1, eps=1e-5)

    def conv_bn(self, x, conv, bn, stride=1):
        w = self.p[conv + ".weight"]
        return self.bn(F.conv2d(x, w, stride=stride, padding=w.shape[2] // 2), bn)

    def gate(self, name, x, h):
        n = x.shape[1]
        pairs = torch.stack([x, h], dim=2).flatten(1, 2)  # X_0, H_0, X_1, H_1, …
        u = F.conv2d(pairs, self.p[name + ".fuse.weight"], groups=n)
        return F.conv2d(u, self.p[name + ".conv.weight"], self.p[name + ".conv.bias"], padding=1, groups=n)

    def cell(self, s, x, h, c):
        g = lambda k, h: self.gate(f"stage{s}.cell.gates.{k}", x, h)
        kind = self.r["regulator"]
        if kind == "rnn":
            return torch.tanh(g("h", h)), c
        if kind == "gru":
            z, r = torch.sigmoid(g("z", h)), torch.sigmoid(g("r", h))
            return (1 - z) * h + z * torch.tanh(g("h", r * h)), c
        i, f, o = (torch.sigmoid(g(k, h)) for k in "ifo")
        c = f * c + i * torch.tanh(g("g", h))
        return o * torch.tanh(c), c

    def shortcut(self, x, name, width, stride):
        if x.shape[1] == width and stride == 1:
            return x
        if self.r["shortcut"] == "projection":
            return self.conv_bn(x, name + ".proj", name + ".bn_proj", stride)
        new = width - x.shape[1]
        return F.pad(x[:, :, ::stride, ::stride], (0, 0, 0, 0, new // 2, new - new // 2))

    def block(self, s, t, x, state):
        name, n = f"stage{s}.block{t}", self.r["widths"][s - 1]
        bottleneck = self.r["block"] == "bottleneck"
        stride = 2 if s > 1 and t == 1 else 1
        late = self.r.get("bottleneck_stride") == "conv2"
        i = self.relu(self.conv_bn(x, name + ".conv1", name + ".bn1", 1 if late else stride))
        regulated = self.r["regulator"] != "none" and (not self.r["regulated_stages"] or s in self.r["regulated_stages"])
        if regulated:
            h, c = state or (torch.zeros_like(i), torch.zeros_like(i))
            h, c = self.cell(s, i, h, c)
            h = self.relu(self.bn(h, name + ".bn_h"))
            state = (h, c)
        m = i
        if bottleneck:
            m = self.relu(self.conv_bn(m, name + ".conv2", name + ".bn2", stride if late else 1))
        if regulated:
            m = self.relu(self.conv_bn(torch.cat([m, h], 1), name + ".mix", name + ".bn_mix"))
        last, width = ("3", 4 * n) if bottleneck else ("2", n)
        r = self.conv_bn(m, name + ".conv" + last, name + ".bn" + last)
        if self.r["se"]:
            fc = lambda k, v: F.linear(v, self.p[f"{name}.se.{k}.weight"], self.p[f"{name}.se.{k}.bias"])
            gain = torch.sigmoid(fc("fc2", self.relu(fc("fc1", r.mean((2, 3))))))
            r = r * gain[:, :, None, None]
        return self.relu(self.shortcut(x, name, width, stride) + r), state

    def __call__(self, x):
        if self.r["stem"] == "cifar":
            x = self.relu(self.conv_bn(x, "conv0", "bn0"))
        else:
            x = F.max_pool2d(self.relu(self.conv_bn(x, "conv0", "bn0", 2)), 3, 2, 1)
        for s, blocks in enumerate(self.r["blocks"], 1):
            state = None
            for t in range(1, blocks + 1):
                x, state = self.block(s, t, x, state)
        return F.linear(x.mean((2, 3)), self.p["fc.weight"], self.p["fc.bias"])
