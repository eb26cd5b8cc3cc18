package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// The status tells a wrong command line from a failure, and a signal from both.
func TestStatus(t *testing.T) {
	for _, c := range []struct {
		cause error
		want  int
	}{{signalled{os.Interrupt}, 130}, {signalled{syscall.SIGTERM}, 143}, {nil, 130}} {
		ctx, cancel := context.WithCancelCause(t.Context())
		cancel(c.cause)
		var stdout, stderr bytes.Buffer
		args := []string{"classify", "resnet-20", writeFileOf(t, "p.png", drawing(t, 40, 30, 1))}
		if code := run(ctx, args, &stdout, &stderr); code != c.want || stderr.String() != "regnet: interrupted\n" {
			t.Errorf("%v: status %d, %q", c.cause, code, &stderr)
		}
	}
	for want, args := range map[string][]string{
		`unknown command "clasify" for "regnet"; did you mean "classify"?`: {"clasify"},
		`unknown command "lsit" for "regnet cache"; did you mean "list"?`:  {"cache", "lsit"},
		`models takes no arguments`:                                        {"models", "x"},
		`unknown flag: --nonsense`:                                         {"eval", "--nonsense"},
		`invalid argument "x" for "--top"`:                                 {"classify", "--top", "x"},
		`there is no data set "mnist"`:                                     {"data", "get", "mnist"},
		`is not the extension of a file that is written here`:              {"export", "resnet-20", "-o", "x.pt"},
	} {
		var stdout, stderr bytes.Buffer
		if code := run(t.Context(), args, &stdout, &stderr); code != 2 || !strings.Contains(stderr.String(), want) || stdout.Len() > 0 {
			t.Errorf("%q: status %d, %s%s", args, code, &stderr, &stdout)
		}
	}
}

// Under --json an error is JSON too, on standard error.
func TestErrorsAsJSON(t *testing.T) {
	for want, args := range map[string][]string{
		`no model "resnet-2000"`:  {"info", "resnet-2000", "--json"},
		"needs WEIGHTS":           {"info", "--json"},
		"unknown flag":            {"info", "resnet-20", "--json", "--nonsense"},
		"unknown flag: --nothing": {"info", "--nothing", "--json"},
		"a batch of 0":            {"eval", "resnet-20", ".", "--batch", "0", "--json"},
		"is not there":            {"cache", "list", "--json", "--dir", writeFileOf(t, "is not there", nil)},
	} {
		var stdout, stderr bytes.Buffer
		code := run(t.Context(), args, &stdout, &stderr)
		var f failure
		if err := json.Unmarshal(stderr.Bytes(), &f); err != nil || code == 0 || f.Status != code || !strings.Contains(f.Error, want) || stdout.Len() > 0 {
			t.Errorf("%q: %v, status %d: %s%s", args, err, code, &stderr, &stdout)
		}
	}
}

func TestVersion(t *testing.T) {
	if out := regnet(t, "--version"); !strings.HasPrefix(out, "regnet, commit ") || !strings.Contains(out, "go1.") || strings.Count(out, "\n") != 1 {
		t.Errorf("%q", out)
	}
}

// What a shell is offered.
func TestCompletion(t *testing.T) {
	for _, c := range []struct {
		args []string
		want []string
		not  string
	}{
		{[]string{"info", ""}, []string{"resnet-20", "regnet-20-lstm"}, ""},
		{[]string{"eval", "resnet-20", ""}, []string{"regnet-20-lstm"}, ""},
		{[]string{"classify", "resnet-20", ""}, nil, "regnet-20-lstm"},
		{[]string{"classify", "--backend", ""}, []string{"simd", "gonum"}, ""},
		{[]string{"export", "--format", ""}, []string{"onnx", "safetensors"}, ""},
		{[]string{"export", "--dtype", ""}, []string{"f32", "f16"}, ""},
		{[]string{"import", "--mapping", ""}, []string{"akamaster", "huggingface"}, ""},
		{[]string{"data", "get", ""}, []string{"cifar10", "cifar100"}, ""},
		{[]string{"insp"}, []string{"inspect"}, ""},
	} {
		out, _, err := regnetFrom(t, nil, append([]string{"__complete"}, c.args...)...)
		if err != nil {
			t.Errorf("%q: %v", c.args, err)
		}
		for _, want := range c.want {
			if !strings.Contains("\n"+string(out), "\n"+want) {
				t.Errorf("%q: no %s in %s", c.args, want, out)
			}
		}
		if c.not != "" && strings.Contains(string(out), c.not) {
			t.Errorf("%q: %s in %s", c.args, c.not, out)
		}
	}
}

func TestCache(t *testing.T) {
	dir := t.TempDir()
	header := `{"regnet_cache":1,"source":"x","split":"train","size":32,"images":5000,"classes":["a"],"sha256":""}` + "\n"
	if err := os.WriteFile(filepath.Join(dir, "ab.regnet-cache"), []byte(header), 0o644); err != nil {
		t.Fatal(err)
	}
	if out := regnet(t, "cache", "list", "--dir", dir); !strings.Contains(out, "train") || !strings.Contains(out, "5,000") || !strings.Contains(out, "1 files") {
		t.Errorf("%s", out)
	}
	if got := regnetJSON[cleared](t, "cache", "clear", "--dir", dir); got.Files != 1 || got.Bytes != int64(len(header)) {
		t.Errorf("%+v", got)
	}
	if out := regnet(t, "cache", "list", "--dir", dir, "--json"); out != "[]\n" {
		t.Errorf("%s", out)
	}
	t.Setenv("XDG_CACHE_HOME", dir)
	if out := regnet(t, "cache", "list"); !strings.Contains(out, filepath.Join(dir, "regnet", "data")) {
		t.Errorf("%s", out)
	}
}
