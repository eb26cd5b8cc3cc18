// Package filekind tells by its first bytes what kind of file something is, so
// that a file of the wrong kind is named instead of misread. Names and
// extensions are not looked at.
package filekind

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf8"
)

// HeadSize is how many bytes [Of] looks at, at most.
const HeadSize = 1024

// Kind is a kind of file. Its text says what it is, as it stands in "it is …".
type Kind string

// The kinds that are told apart.
const (
	Unknown      Kind = "of a kind that is not known here"
	Empty        Kind = "empty"
	Safetensors  Kind = "a safetensors file"
	LFSPointer   Kind = `a Git LFS pointer, not the file itself ("git lfs pull" fetches that)`
	AnnexPointer Kind = `a git-annex pointer, not the file itself ("git annex get" fetches that)`
	TorchZip     Kind = "a PyTorch checkpoint"
	TorchStream  Kind = "a PyTorch checkpoint of the older format"
	CIFARPython  Kind = "a file of CIFAR's Python version"
	Pickle       Kind = "a Python pickle"
	NumPy        Kind = "a NumPy array"
	NumPyArchive Kind = "an archive of NumPy arrays"
	ONNX         Kind = "an ONNX model"
	HDF5         Kind = "an HDF5 file, as Keras writes them"
	GGUF         Kind = "a GGUF file"
	TFLite       Kind = "a TensorFlow Lite model"
	Tar          Kind = "a tar archive"
	Zip          Kind = "a zip archive"
	Gzip         Kind = "compressed with gzip"
	XZ           Kind = "compressed with xz"
	Bzip2        Kind = "compressed with bzip2"
	Zstd         Kind = "compressed with zstd"
	SevenZip     Kind = "a 7z archive"
	RAR          Kind = "a RAR archive"
	HTML         Kind = "an HTML page (the download was perhaps answered with a page instead of the file)"
	SVG          Kind = "an SVG drawing"
	XML          Kind = "an XML file"
	JSON         Kind = "a JSON file"
	Text         Kind = "text"
	JPEG         Kind = "a JPEG picture"
	PNG          Kind = "a PNG picture"
	GIF          Kind = "a GIF picture"
	WebP         Kind = "a WebP picture"
	BMP          Kind = "a BMP picture"
	TIFF         Kind = "a TIFF picture"
	HEIC         Kind = "a HEIC picture"
	AVIF         Kind = "an AVIF picture"
	JPEGXL       Kind = "a JPEG XL picture"
	PSD          Kind = "a Photoshop picture"
	PDF          Kind = "a PDF document"
	Video        Kind = "a video"
	Program      Kind = "a program"
)

// magics are the bytes that files of a kind begin with, at an offset.
var magics = []struct {
	at    int
	bytes string
	kind  Kind
}{
	{0, "version https://git-lfs.github.com/spec/", LFSPointer},
	{0, "/annex/objects/", AnnexPointer},
	{0, "\x93NUMPY", NumPy},
	{0, "\x89HDF\r\n\x1a\n", HDF5},
	{0, "GGUF", GGUF},
	{4, "TFL3", TFLite},
	{257, "ustar", Tar},
	{0, "\x1f\x8b", Gzip},
	{0, "\xfd7zXZ\x00", XZ},
	{0, "BZh", Bzip2},
	{0, "\x28\xb5\x2f\xfd", Zstd},
	{0, "7z\xbc\xaf\x27\x1c", SevenZip},
	{0, "Rar!\x1a\x07", RAR},
	{0, "\xff\xd8\xff", JPEG},
	{0, "\x89PNG\r\n\x1a\n", PNG},
	{0, "GIF87a", GIF},
	{0, "GIF89a", GIF},
	{8, "WEBP", WebP},
	{0, "II*\x00", TIFF},
	{0, "MM\x00*", TIFF},
	{4, "ftypheic", HEIC},
	{4, "ftypheix", HEIC},
	{4, "ftypmif1", HEIC},
	{4, "ftypavif", AVIF},
	{4, "ftypavis", AVIF},
	{4, "ftyp", Video},
	{0, "\x1aE\xdf\xa3", Video},
	{0, "\x00\x00\x00\x0cJXL \r\n\x87\n", JPEGXL},
	{0, "\xff\x0a", JPEGXL},
	{0, "8BPS", PSD},
	{0, "%PDF-", PDF},
	{0, "\x7fELF", Program},
}

// Of tells what kind of file begins with these bytes. The whole file may be
// given, or its first HeadSize bytes.
func Of(head []byte) Kind {
	head = head[:min(len(head), HeadSize)]
	if len(head) == 0 {
		return Empty
	}
	for _, m := range magics {
		if len(head) > m.at && strings.HasPrefix(string(head[m.at:]), m.bytes) {
			return m.kind
		}
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return zipKind(head)
	case bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return Zip // without entries
	case head[0] == 0x80 && len(head) > 1 && head[1] >= 2 && head[1] <= 5:
		return pickleKind(head)
	case IsSafetensors(head):
		return Safetensors
	case isONNX(head):
		return ONNX
	case bytes.HasPrefix(head, []byte("BM")) && len(head) > 18 && head[6]|head[7]|head[8]|head[9]|head[16]|head[17] == 0:
		return BMP
	}
	return textKind(head)
}

// IsSafetensors reports whether a file begins as a safetensors file does: the
// length of a header of at most 100 MB, and the header's brace.
func IsSafetensors(head []byte) bool {
	return len(head) > 8 && binary.LittleEndian.Uint64(head) <= 100_000_000 && head[8] == '{'
}

// zipKind looks at the name of the archive's first entry.
func zipKind(head []byte) Kind {
	const name = 30
	if len(head) < name {
		return Zip
	}
	first := string(head[name:min(len(head), name+int(binary.LittleEndian.Uint16(head[26:])))])
	_, inside, nested := strings.Cut(first, "/")
	switch {
	case strings.HasSuffix(first, ".npy"):
		return NumPyArchive
	case nested && (inside == "data.pkl" || inside == "byteorder" || inside == "version" ||
		strings.HasPrefix(inside, "data/") || strings.HasPrefix(inside, ".format_version") || strings.HasPrefix(inside, ".data/")):
		return TorchZip
	}
	return Zip
}

// torchNumber is what the first pickle of a stream of torch.save holds:
// 0x1950a86a20f9469cfc6c.
var torchNumber = []byte("\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.")

func pickleKind(head []byte) Kind {
	if bytes.Contains(head[:min(len(head), 32)], torchNumber) {
		return TorchStream
	}
	for _, key := range []string{"batch_label", "label_names", "coarse_labels", "filenames"} {
		if bytes.Contains(head, []byte(key)) {
			return CIFARPython
		}
	}
	return Pickle
}

// isONNX recognises the protocol buffer of a model: its first field is the
// version of the format, a small number, and the next a producer, an operator
// set or the graph.
func isONNX(head []byte) bool {
	return len(head) > 3 && head[0] == 0x08 && head[1] > 0 && head[1] < 32 &&
		(head[2] == 0x12 || head[2] == 0x1a || head[2] == 0x3a || head[2] == 0x42)
}

func textKind(head []byte) Kind {
	text := bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	// The head may end within a character.
	for cut := 0; cut < utf8.UTFMax && len(text) > cut && !utf8.Valid(text[:len(text)-cut]); cut++ {
		if utf8.Valid(text[:len(text)-cut-1]) {
			text = text[:len(text)-cut-1]
			break
		}
	}
	if !utf8.Valid(text) || bytes.ContainsFunc(text, func(r rune) bool { return r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\f' && r != 0x1b }) {
		return Unknown
	}
	text = bytes.ToLower(bytes.TrimSpace(text))
	switch {
	case bytes.HasPrefix(text, []byte("<!doctype html")), bytes.HasPrefix(text, []byte("<html")), bytes.Contains(text, []byte("<html")) && text[0] == '<':
		return HTML
	case bytes.HasPrefix(text, []byte("<svg")), bytes.HasPrefix(text, []byte("<?xml")) && bytes.Contains(text, []byte("<svg")):
		return SVG
	case bytes.HasPrefix(text, []byte("<?xml")):
		return XML
	case bytes.HasPrefix(text, []byte("{")), bytes.HasPrefix(text, []byte("[")):
		return JSON
	}
	return Text
}
