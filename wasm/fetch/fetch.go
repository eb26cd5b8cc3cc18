//go:build js

package fetch

import (
	"context"
	"encoding/hex"
	"fmt"
	"syscall/js"

	"regnetlens/wasm/browser"
	"regnetlens/weights"
)

// Load fetches the weights of model m (as weights.Lookup gives it), in their form
// for the page, from a URL, checks them against the catalogue's size and SHA-256,
// and parses them. progress, which may be nil, is called with the bytes there so
// far, from 0 to m.Wire.Bytes. Load blocks its goroutine, so it must not be called in an event
// handler; when ctx ends, so does the transfer. The error wraps one of the
// above where it can.
func Load(ctx context.Context, url string, m weights.Model, progress func(loaded, total int64)) (*weights.Weights, error) {
	if progress == nil {
		progress = func(int64, int64) {}
	}
	b, err := get(ctx, url, m.Wire.Bytes, progress)
	if err == nil {
		err = check(ctx, b, m.Wire.SHA256)
	}
	if ctx.Err() != nil {
		return nil, fmt.Errorf("weights of %s: %w", m.ID, ctx.Err())
	}
	if err != nil {
		return nil, fmt.Errorf("weights of %s: %w", m.ID, err)
	}
	return weights.ParseTrusted(m, b)
}

// get reads exactly size bytes from a URL.
func get(ctx context.Context, url string, size int64, progress func(loaded, total int64)) ([]byte, error) {
	controller := browser.New("AbortController")
	stop := context.AfterFunc(ctx, func() { controller.Call("abort") })
	defer stop()
	response, err := browser.Await(ctx, requested(url, controller.Get("signal")))
	if err != nil {
		return nil, fmt.Errorf("%w (%v)", ErrNetwork, err)
	}
	if !response.Get("ok").Bool() {
		controller.Call("abort")
		return nil, fmt.Errorf("%w (status %d)", ErrStatus, response.Get("status").Int())
	}
	reader := response.Get("body").Call("getReader")
	b := make([]byte, size)
	loaded := int64(0)
	progress(0, size)
	for {
		chunk, err := browser.Await(ctx, reader.Call("read"))
		if err != nil {
			return nil, fmt.Errorf("%w (%v)", ErrNetwork, err)
		}
		if chunk.Get("done").Bool() {
			break
		}
		value := chunk.Get("value")
		n := int64(value.Length())
		if loaded+n > size {
			controller.Call("abort")
			return nil, fmt.Errorf("%w (more than %d bytes)", ErrIntegrity, size)
		}
		js.CopyBytesToGo(b[loaded:], value)
		loaded += n
		progress(loaded, size)
	}
	if loaded != size {
		return nil, fmt.Errorf("%w (%d of %d bytes)", ErrIntegrity, loaded, size)
	}
	return b, nil
}

// requested is the promise of a response: the one that was asked for before
// there was a program, the first time.
func requested(url string, signal js.Value) js.Value {
	if early := browser.Get("regnetFetched"); early.Truthy() {
		browser.Set("regnetFetched", js.Null())
		if early.Get("url").String() == url {
			return early.Get("response")
		}
	}
	return browser.Call("fetch", url, map[string]any{"signal": signal})
}

// check compares the SHA-256 of b with sum, in hexadecimal. Where it can the
// browser does the sum, ten times as fast.
func check(ctx context.Context, b []byte, sum string) error {
	got, err := digest(ctx, b)
	if err != nil {
		return err
	}
	if hex.EncodeToString(got[:]) != sum {
		return fmt.Errorf("%w (its checksum differs)", ErrIntegrity)
	}
	return nil
}

func digest(ctx context.Context, b []byte) (sum [32]byte, err error) {
	subtle := browser.Property(browser.Get("crypto"), "subtle")
	if subtle.IsUndefined() {
		return sum256(b), nil
	}
	digest, err := browser.Await(ctx, subtle.Call("digest", "SHA-256", browser.Array(b)))
	if err != nil {
		return sum, fmt.Errorf("the checksum could not be taken: %w", err)
	}
	return [32]byte(browser.Bytes(digest)), nil
}
