package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"regnetlens/tools/train/device"
	"regnetlens/tools/train/plugin"
)

// trainLine is a whole command line for training.
func trainLine(kind string) []string {
	return []string{"train", "resnet-8", "--data=d", "--dir=r", "--set", "batch=6", "--set=epochs=1", "--test", "a=b", "--seed", "2", "--resume", "--device", kind}
}

func execute(args ...string) error {
	cmd := newRootCommand()
	cmd.SetArgs(args)
	return cmd.Execute()
}

// Ctrl-C leaves a training that can go on, and says so.
func TestTrainInterrupted(t *testing.T) {
	data, cache := t.TempDir(), t.TempDir()
	for i, class := range []string{"ant", "bee"} {
		for n := range 4 {
			dir := filepath.Join(data, "train", class)
			if err := os.MkdirAll(dir, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprint(n, ".png")), drawing(t, 8, 8, 4*i+n), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	train := func(ctx context.Context, dir string, more ...string) (int, string) {
		var stdout, stderr bytes.Buffer
		args := []string{"train", "resnet-8", "--data", data, "--cache", cache, "--dir", dir, "--set", "size=8", "--batch", "4", "--epochs", "1", "--device", "simd"}
		return run(ctx, append(args, more...), &stdout, &stderr), stderr.String()
	}
	if code, said := train(t.Context(), t.TempDir()); code != 0 {
		t.Fatal(said)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	dir := t.TempDir()
	if code, said := train(ctx, dir); code != statusInterrupt || said != "regnet: "+dir+": stopped; --resume goes on\n" {
		t.Errorf("exit code %d, %q", code, said)
	}
	if code, said := train(t.Context(), dir, "--resume"); code != 0 {
		t.Error(said)
	}
}

// A mistake in the command line is told as one.
func TestTrainUsage(t *testing.T) {
	for _, args := range [][]string{{"train"}, {"train", "resnet-8", "--dir", "d"}, {"bench", "train"}, {"sweep", "a", "b", "--data", "d", "--dir", "d"}, {"plot"}, {"bench", "nothing"}} {
		var stdout, stderr bytes.Buffer
		code := run(t.Context(), args, &stdout, &stderr)
		if said := stderr.String(); code != statusUsage || strings.Count(said, "\n") != 1 || !strings.Contains(said, "--help") || strings.Contains(said, `\n`) {
			t.Errorf("%q: exit code %d, %q", args, code, said)
		}
	}
}

// XLA's devices are another program's, which gets the same command line.
func TestXLAIsStarted(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("PATH", dir)
	if err := execute(trainLine("cuda")...); err == nil || !strings.Contains(err.Error(), "make trainer") {
		t.Fatalf("without the program: %v", err)
	}
	program := filepath.Join(dir, xlaName)
	if err := os.WriteFile(program, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	defer func(was func(string, []string) error) { becomeXLA = was }(becomeXLA)
	var got []string
	becomeXLA = func(p string, args []string) error {
		got = append([]string{p}, args...)
		return os.ErrProcessDone // this process stays
	}
	for _, kind := range []string{"cuda", "cpu", "go"} {
		if err := execute(trainLine(kind)...); err != os.ErrProcessDone {
			t.Fatal(err)
		}
		want := []string{program, xlaName, "train", "--data=d", "--device=" + kind, "--dir=r", "--resume=true", "--seed=2", "--set=batch=6", "--set=epochs=1", "--test=a=b", "--", "resnet-8"}
		if !slices.Equal(got, want) {
			t.Errorf("started %q, want %q", got, want)
		}
	}
	if err := execute("runtime", "install", "cpu", "--help"); err != os.ErrProcessDone {
		t.Fatal(err)
	}
	if want := []string{program, xlaName, "runtime", "install", "cpu", "--help"}; !slices.Equal(got, want) {
		t.Errorf("started %q, want %q", got, want)
	}
	got = nil
	if err := execute(trainLine("simd")...); err == nil || !strings.Contains(err.Error(), "--data") || got != nil {
		t.Errorf("simd is this program's: %v, started %q", err, got)
	}
	if err := execute(trainLine("tpu")...); err == nil || !strings.Contains(err.Error(), "tpu") {
		t.Errorf("an unknown device: %v", err)
	}
}

// auto is CUDA only where a GPU, the program and a plugin are; what is missing
// beside a GPU is said.
func TestAuto(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("PATH", dir)
	t.Setenv(plugin.Env, "")
	t.Setenv("XDG_CACHE_HOME", dir)
	defer func(was func() bool) { hasGPU = was }(hasGPU)
	gpu := false
	hasGPU = func() bool { return gpu }
	check := func(path string, want device.Kind, word string) {
		t.Helper()
		if kind, why := autoKind(path); kind != want || !strings.Contains(why, word) || (why == "") != (word == "") {
			t.Errorf("%s, %q; want %s, %q", kind, why, want, word)
		}
	}
	check("", device.SIMD, "")
	gpu = true
	check("", device.SIMD, xlaName)
	if err := os.WriteFile(filepath.Join(dir, xlaName), []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	check("", device.SIMD, "no XLA plugin")
	so := filepath.Join(dir, "plugin.so")
	if err := os.WriteFile(so, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	check(so, device.CUDA, "")
}
