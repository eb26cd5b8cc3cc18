//go:build !js

package picture

import "image/gif"

// more are the formats that a browser reads by itself.
var more = []format{
	{"GIF", "GIF8?a", ofBytes(gif.DecodeConfig), decodeGIF, nil},
	{"WebP", "RIFF????WEBP", webpConfig, decodeWebP, webpOrientation},
	{"BMP", "BM????\x00\x00\x00\x00", bmpConfig, decodeBMP, nil},
}
