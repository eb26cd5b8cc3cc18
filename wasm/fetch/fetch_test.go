//go:build js

package fetch

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"syscall/js"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/weights"
	"regnetlens/weights/safetensors"
)

// file is a small weight file in its form for the page, and what the catalogue
// would say of it.
func file(t *testing.T) ([]byte, weights.Model) {
	t.Helper()
	m := weights.Model{ID: "tiny", Arch: arch.Record{
		Stem: arch.StemCIFAR, StemWidth: 8, Block: arch.BlockBasic, Widths: []int{8, 64}, Blocks: []int{1, 1},
		Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorNone, Classes: 2,
	}}
	g, err := m.Arch.Build(1, 1)
	if err != nil {
		t.Fatal(err)
	}
	var tensors []safetensors.Tensor
	for _, p := range g.Params() {
		tensors = append(tensors, safetensors.Tensor{Name: p.Name, DType: safetensors.F32, Shape: p.Shape, Data: make([]float32, p.Len())})
	}
	var b bytes.Buffer
	if err := weights.Encode(&b, m, tensors); err != nil {
		t.Fatal(err)
	}
	full, err := weights.Parse(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	wire, err := weights.EncodeWire(full)
	if err != nil {
		t.Fatal(err)
	}
	m.File, m.Bytes = "tiny.safetensors", int64(b.Len())
	m.Wire = wireOf(wire)
	return wire, m
}

// wireOf is what the catalogue would say of bytes.
func wireOf(b []byte) weights.Wire {
	sum := sha256.Sum256(b)
	return weights.Wire{Bytes: int64(len(b)), SHA256: hex.EncodeToString(sum[:])}
}

// serve starts Node's HTTP server on the loopback. Every path answers with
// what handle gives; a nil body leaves the connection hanging after the
// headers.
func serve(t *testing.T, handle func(path string) (status int, body []byte)) (url string) {
	t.Helper()
	handler := js.FuncOf(func(_ js.Value, args []js.Value) any {
		status, body := handle(args[0].Get("url").String())
		response := args[1]
		response.Call("writeHead", status)
		if body == nil {
			response.Call("write", "x")
			return nil
		}
		array := js.Global().Get("Uint8Array").New(len(body))
		js.CopyBytesToJS(array, body)
		response.Call("end", array)
		return nil
	})
	server := js.Global().Call("require", "http").Call("createServer", handler)
	ready := make(chan bool)
	listening := js.FuncOf(func(js.Value, []js.Value) any { close(ready); return nil })
	server.Call("listen", 0, "127.0.0.1", listening)
	<-ready
	t.Cleanup(func() {
		server.Call("closeAllConnections")
		server.Call("close")
		listening.Release()
		handler.Release()
	})
	return fmt.Sprintf("http://127.0.0.1:%d", server.Call("address").Get("port").Int())
}

func TestLoad(t *testing.T) {
	b, m := file(t)
	url := serve(t, func(string) (int, []byte) { return 200, b })
	var seen []int64
	w, err := Load(context.Background(), url+"/tiny", m, func(loaded, total int64) {
		if total != m.Wire.Bytes {
			t.Errorf("total %d", total)
		}
		seen = append(seen, loaded)
	})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.IsSorted(seen) || seen[0] != 0 || seen[len(seen)-1] != m.Wire.Bytes {
		t.Errorf("progress %v of %d", seen, m.Wire.Bytes)
	}
	if data, _, err := w.Float32("conv0.weight"); err != nil || len(data) != 8*3*9 || w.ID != "tiny" {
		t.Errorf("%d values, %v", len(data), err)
	}
	if _, err := Load(context.Background(), url, m, nil); err != nil {
		t.Errorf("without progress: %v", err)
	}
}

func TestErrors(t *testing.T) {
	b, m := file(t)
	damaged := bytes.Clone(b)
	damaged[len(b)-1] ^= 1
	url := serve(t, func(path string) (int, []byte) {
		switch path {
		case "/damaged":
			return 200, damaged
		case "/short":
			return 200, b[:len(b)-1]
		case "/long":
			return 200, append(bytes.Clone(b), 0)
		case "/broken":
			return 500, []byte("sorry")
		}
		return 404, []byte("not here")
	})
	for at, want := range map[string]error{
		url + "/damaged": ErrIntegrity, url + "/short": ErrIntegrity, url + "/long": ErrIntegrity,
		url + "/absent": ErrStatus, url + "/broken": ErrStatus, "http://127.0.0.1:1/": ErrNetwork,
	} {
		if _, err := Load(context.Background(), at, m, nil); !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", at, err, want)
		}
	}
	other := m
	junk := []byte("this is no weight file")
	other.Wire = wireOf(junk)
	junkURL := serve(t, func(string) (int, []byte) { return 200, junk })
	if _, err := Load(context.Background(), junkURL, other, nil); !errors.Is(err, safetensors.ErrHeaderTooLarge) {
		t.Errorf("a file that is none: %v", err)
	}
}

func TestCancel(t *testing.T) {
	_, m := file(t)
	url := serve(t, func(string) (int, []byte) { return 200, nil })
	ctx, cancel := context.WithCancel(context.Background())
	_, err := Load(ctx, url, m, func(loaded, _ int64) {
		if loaded > 0 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// Without the browser's checksum, as on a page that does not come over https,
// files are checked all the same.
func TestInsecure(t *testing.T) {
	subtle := js.Global().Get("crypto").Get("subtle")
	define := func(v any) {
		js.Global().Get("Object").Call("defineProperty", js.Global().Get("crypto"), "subtle", map[string]any{"value": v, "configurable": true})
	}
	defer define(subtle)
	define(js.Undefined())
	b, m := file(t)
	damaged := bytes.Clone(b)
	damaged[len(b)-1] ^= 1
	url := serve(t, func(path string) (int, []byte) {
		if path == "/damaged" {
			return 200, damaged
		}
		return 200, b
	})
	if _, err := Load(context.Background(), url+"/whole", m, nil); err != nil {
		t.Error(err)
	}
	if _, err := Load(context.Background(), url+"/damaged", m, nil); !errors.Is(err, ErrIntegrity) {
		t.Errorf("a damaged file: %v", err)
	}
}
