//go:build js

package worker

import (
	"errors"
	"fmt"
	"image"
	"syscall/js"

	"regnetlens/infer/picture"
)

// decode reads a picture file; what package picture leaves to the browser, the
// browser reads.
func decode(data []byte) (image.Image, error) {
	img, err := picture.Decode(data)
	if !errors.Is(err, picture.ErrBrowser) {
		return img, err
	}
	array := js.Global().Get("Uint8Array").New(len(data))
	js.CopyBytesToJS(array, data)
	bitmap, err := awaited(js.Global().Call("createImageBitmap", js.Global().Get("Blob").New([]any{array}),
		map[string]any{"colorSpaceConversion": "none"}))
	if err != nil {
		return nil, fmt.Errorf("this picture cannot be read, it is broken or cut short: %w", err)
	}
	defer bitmap.Call("close")
	width, height := bitmap.Get("width").Int(), bitmap.Get("height").Int()
	if width > picture.MaxPixels/height {
		return nil, fmt.Errorf("this picture of %d × %d pixels is over the limit of %d Mpx", width, height, picture.MaxPixels>>20)
	}
	context := js.Global().Get("OffscreenCanvas").New(width, height).Call("getContext", "2d")
	context.Call("drawImage", bitmap, 0, 0)
	pixels := context.Call("getImageData", 0, 0, width, height).Get("data")
	out := image.NewNRGBA(image.Rect(0, 0, width, height))
	js.CopyBytesToGo(out.Pix, pixels)
	return out, nil
}

// awaited waits for a promise, however long it takes.
func awaited(promise js.Value) (js.Value, error) {
	value, refused := make(chan js.Value, 1), make(chan error, 1)
	kept := js.FuncOf(func(_ js.Value, args []js.Value) any { value <- args[0]; return nil })
	broken := js.FuncOf(func(_ js.Value, args []js.Value) any {
		refused <- errors.New(args[0].Call("toString").String())
		return nil
	})
	defer kept.Release()
	defer broken.Release()
	promise.Call("then", kept, broken)
	select {
	case v := <-value:
		return v, nil
	case err := <-refused:
		return js.Undefined(), err
	}
}
