"""Times training steps of one network in PyTorch, in rounds. Reads a job from
the first line of standard input as JSON, {record, params: {name: shape}, batch,
size, threads, device, bfloat16, compile}, warms up and prints {"version": …}.
Then every further line is a number of steps to take, and is answered by
{"seconds": …}.
"""

import json
import os
import sys
import time

import torch
import torch.nn.functional as F

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from regnet import Network  # noqa: E402


def prepare(job):
    """One training step as a function, and one that waits for the device."""
    if job["threads"]:
        torch.set_num_threads(job["threads"])
    device = torch.device(job["device"])
    if device.type == "cuda":
        torch.backends.cudnn.benchmark = True
        torch.backends.cuda.matmul.allow_tf32 = True
        torch.backends.cudnn.allow_tf32 = True
    p, trained = {}, []
    for name, shape in job["params"].items():
        t = torch.ones(shape, device=device)
        if len(shape) > 1:
            fan = t[0].numel()
            t.normal_(0, (2 / fan) ** 0.5)
        if not name.endswith((".running_mean", ".running_var")):
            trained.append(t.requires_grad_())
        p[name] = t
    network = Network(job["record"], p)
    network.watch = False
    forward = torch.compile(network.__call__) if job["compile"] else network
    x = torch.randn(job["batch"], 3, job["size"], job["size"], device=device)
    y = torch.randint(0, job["record"]["classes"], (job["batch"],), device=device)
    optimizer = torch.optim.SGD(trained, lr=0.01, momentum=0.9, nesterov=True, weight_decay=5e-4)

    def step():
        optimizer.zero_grad(set_to_none=True)
        with torch.autocast(device.type, torch.bfloat16, enabled=job["bfloat16"]):
            loss = F.cross_entropy(forward(x).float(), y)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 5.0)
        optimizer.step()

    def wait():
        if device.type == "cuda":
            torch.cuda.synchronize()

    return step, wait


def main():
    step, wait = prepare(json.loads(sys.stdin.readline()))
    for _ in range(3):
        step()
    wait()
    print(json.dumps({"version": torch.__version__}), flush=True)
    for line in sys.stdin:
        begin = time.perf_counter()
        for _ in range(int(line)):
            step()
        wait()
        print(json.dumps({"seconds": time.perf_counter() - begin}), flush=True)


if __name__ == "__main__":
    main()
