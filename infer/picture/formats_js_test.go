//go:build js

package picture

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"testing"
)

// The formats that the browser reads are told apart from what is no picture.
func TestFormats(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 3, 2))); err != nil {
		t.Fatal(err)
	}
	if img, err := Decode(b.Bytes()); err != nil || img.Bounds().Dx() != 3 {
		t.Errorf("a PNG picture: %v", err)
	}
	for _, head := range []string{"GIF89a", "RIFF\x10\x00\x00\x00WEBPVP8L", "BM\x10\x00\x00\x00\x00\x00\x00\x00"} {
		if _, err := Decode([]byte(head)); !errors.Is(err, ErrBrowser) {
			t.Errorf("%q: %v", head, err)
		}
	}
	if _, err := Decode([]byte("Once upon a time")); !errors.Is(err, ErrFormat) {
		t.Errorf("a text: %v", err)
	}
}
