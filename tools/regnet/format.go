package main

import (
	"path/filepath"
	"strings"
)

// format is a kind of file that this program writes.
type format string

const (
	formatONNX        format = "onnx"
	formatSafetensors format = "safetensors"
)

// formatOfExtension tells what a file's name promises. An empty format is one
// that this program does not write: a file of ours under such a name would be
// taken for something else by everything that opens it.
var formatOfExtension = map[string]format{
	".onnx": formatONNX, ".safetensors": formatSafetensors, ".st": formatSafetensors,
	".pt": "", ".pth": "", ".th": "", ".ckpt": "", ".pkl": "", ".pickle": "", ".npy": "", ".npz": "", ".h5": "",
	".keras": "", ".pb": "", ".tflite": "", ".gguf": "", ".tar": "", ".gz": "", ".tgz": "", ".xz": "", ".zst": "",
	".bz2": "", ".zip": "", ".md": "", ".json": "", ".txt": "", ".csv": "", ".html": "", ".toml": "", ".yaml": "",
	".jpg": "", ".jpeg": "", ".png": "", ".gif": "", ".webp": "", ".bmp": "",
}

// chooseFormat returns the format of a file to write: what was asked for, else
// what the name promises, else the usual one. asked is empty where nothing
// was. A name that promises another format than what is written is an error.
func chooseFormat(name string, asked, usual format) (format, error) {
	extension := strings.ToLower(filepath.Ext(name))
	promised, known := formatOfExtension[extension]
	if name == stdio || !known {
		if asked == "" {
			return usual, nil
		}
		return asked, nil
	}
	switch {
	case promised == "":
		return "", usage("-o %s: %q is not the extension of a file that is written here (.onnx or .safetensors)", name, extension)
	case asked != "" && asked != promised:
		return "", usage("-o %s is a file of %s by its name, but %s would be written: change the name or the format", name, promised, asked)
	}
	return promised, nil
}
