//go:build !js

package picture

import (
	"image/gif"

	"golang.org/x/image/bmp"
	"golang.org/x/image/webp"
)

// more are the formats that a browser reads by itself.
var more = []format{
	{"GIF", "GIF8?a", header(gif.DecodeConfig), gif.Decode},
	{"WebP", "RIFF????WEBP", webpConfig, webp.Decode},
	{"BMP", "BM????\x00\x00\x00\x00", header(bmp.DecodeConfig), bmp.Decode},
}
