//go:build js

package gpu

import (
	"errors"
	"fmt"
	"syscall/js"
)

// Target is what a draw covers: a canvas or a texture.
type Target struct {
	Width, Height int
	Format        string // of the pixels

	v       js.Value // GPUCanvasContext or GPUTexture
	texture bool
}

// NewTexture makes a target of 8-bit RGBA that can be read back.
func (d *Device) NewTexture(width, height int) *Target {
	const format = "rgba8unorm"
	const copySrc, renderAttachment = 0x01, 0x10
	v := d.v.Call("createTexture", map[string]any{
		"size": []any{width, height}, "format": format, "usage": copySrc | renderAttachment,
	})
	return &Target{Width: width, Height: height, Format: format, v: v, texture: true}
}

// NewCanvas configures an HTMLCanvasElement or OffscreenCanvas, of its present
// size, for the device.
func (d *Device) NewCanvas(canvas js.Value) (*Target, error) {
	t := &Target{Width: canvas.Get("width").Int(), Height: canvas.Get("height").Int()}
	err := try(func() { t.v = canvas.Call("getContext", "webgpu") })
	if err == nil && !t.v.Truthy() {
		err = errors.New("it has a context of another kind")
	}
	if err == nil {
		t.Format = webGPU().Call("getPreferredCanvasFormat").String()
		err = try(func() {
			t.v.Call("configure", map[string]any{"device": d.v, "format": t.Format, "alphaMode": "premultiplied"})
		})
	}
	if err != nil {
		return nil, fmt.Errorf("gpu: the canvas can't be painted on: %w", err)
	}
	return t, nil
}

// BytesPerRow of a downloaded texture: a multiple of 256.
func (t *Target) BytesPerRow() int { return (4*t.Width + 255) &^ 255 }

// Destroy gives a texture back, or lets go of a canvas.
func (t *Target) Destroy() {
	if t.texture {
		t.v.Call("destroy")
	} else {
		t.v.Call("unconfigure")
	}
}
