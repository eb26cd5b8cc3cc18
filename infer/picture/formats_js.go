//go:build js

package picture

import "image"

// more are the formats that a browser reads by itself. Those that carry their
// accuracy's numbers (JPEG and PNG) are read by the same code everywhere.
var more = []format{foreign("GIF", "GIF8?a"), foreign("WebP", "RIFF????WEBP"), foreign("BMP", "BM????\x00\x00\x00\x00")}

func foreign(name, magic string) format {
	return format{
		name, magic,
		func([]byte) (image.Config, error) { return image.Config{}, ErrBrowser },
		func([]byte) (image.Image, error) { return nil, ErrBrowser },
		nil,
	}
}
