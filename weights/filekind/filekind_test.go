package filekind

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"regnetlens/weights/sharedtest"
)

// zipOf is an archive whose first entry has a name.
func zipOf(name string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	w.Create(name)
	w.Close()
	return b.Bytes()
}

func tarOf(name string) []byte {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	w.WriteHeader(&tar.Header{Name: name, Size: 3})
	w.Write([]byte("abc"))
	w.Close()
	return b.Bytes()
}

func gzipped() []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte("abc"))
	w.Close()
	return b.Bytes()
}

func samples() map[string]Kind {
	return map[string]Kind{
		"": Empty,
		"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n": LFSPointer,
		"/annex/objects/SHA256E-s12--4d7a.safetensors\n":                         AnnexPointer,
		string(tarOf("plain.pt")):                                                Tar,
		string(zipOf("archive/data.pkl")):                                        TorchZip,
		string(zipOf("model/byteorder")):                                         TorchZip,
		string(zipOf("x/data/0")):                                                TorchZip,
		string(zipOf("a.npy")):                                                   NumPyArchive,
		string(zipOf("photos/cat.jpg")):                                          Zip,
		"PK\x05\x06" + strings.Repeat("\x00", 18):                                Zip,
		"PK\x03\x04":                     Zip,
		string(gzipped()):                Gzip,
		"BZh91AY&SY":                     Bzip2,
		"\x28\xb5\x2f\xfd\x04":           Zstd,
		"\xfd7zXZ\x00\x00":               XZ,
		"\x80\x02}q\x00.":                Pickle,
		"\x80\x05\x95\x0b\x00":           Pickle,
		"\x80\x02" + string(torchNumber): TorchStream,
		"\x80\x04\x95\r\x00\x00\x00\x00\x00\x00\x00" + string(torchNumber):       TorchStream,
		"\x80\x02}q\x01(U\x0bbatch_labelq\x02U\x15training batch 1 of 5":         CIFARPython,
		"\x80\x02}q\x01(U\tfilenamesq\x02]q":                                     CIFARPython,
		"\x02\x00\x00\x00\x00\x00\x00\x00{}":                                     Safetensors,
		"\x08\x08\x12\x07pytorch":                                                ONNX,
		"\x89HDF\r\n\x1a\n":                                                      HDF5,
		"<!DOCTYPE html>\n<html>":                                                HTML,
		"\n <!-- x --><HTML lang=en>":                                            HTML,
		"<svg xmlns='http://www.w3.org/2000/svg'/>":                              SVG,
		"<?xml version='1.0'?><svg>":                                             SVG,
		"<?xml version='1.0'?><Error><Code>AccessDenied":                         XML,
		`{"message": "Not Found"}`:                                               JSON,
		"\xef\xbb\xbfhello, world":                                               Text,
		"한국어로 쓴 글":                                                               Text,
		strings.Repeat("한", HeadSize):                                            Text,
		"\xff\xd8\xff\xe0":                                                       JPEG,
		"RIFF\x10\x00\x00\x00WEBPVP8 ":                                           WebP,
		"\x00\x00\x00\x1cftypavif":                                               AVIF,
		"\x00\x00\x00\x18ftypheic":                                               HEIC,
		"\x00\x00\x00\x18ftypmp42":                                               Video,
		"BM\x36\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00\x01": BMP,
		"\x00\x01\x02\x03":                                                       Unknown,
		"Rar!\x1a\x07\x01\x00":                                                   RAR,
		"\xc3\x28 not UTF-8":                                                     Unknown,
		"\x7fELF\x02\x01\x01":                                                    Program,
	}
}

func TestOf(t *testing.T) {
	for head, want := range samples() {
		if got := Of([]byte(head)); got != want {
			t.Errorf("%.40q is taken for %q, want %q", head, got, want)
		}
	}
}

// Files that others made.
func TestCases(t *testing.T) {
	for file, want := range map[string]Kind{
		"legacy.pth": TorchStream, "legacy_p4.pth": TorchStream, "list.pt": TorchZip, "model.pth.tar": Tar,
		"st64.safetensors": Safetensors, "i_nan.st": Safetensors, "base.png": PNG, "lossy.webp": WebP, "small.gif": GIF,
		"565.bmp": BMP, "trunc.jpg": JPEG, "README.md": Text,
	} {
		b, err := os.ReadFile(sharedtest.Path(t, "cases", file))
		if err != nil {
			t.Fatal(err)
		}
		if got := Of(b); got != want {
			t.Errorf("%s is taken for %q, want %q", file, got, want)
		}
	}
	for _, pattern := range []string{"../models/*.safetensors"} {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			if b, err := os.ReadFile(file); err != nil || Of(b) != Safetensors {
				t.Errorf("%s is taken for %q, %v", file, Of(b), err)
			}
		}
	}
}

func FuzzOf(f *testing.F) {
	for head := range samples() {
		f.Add([]byte(head))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if Of(b) == "" || Of(b) != Of(b[:min(len(b), HeadSize)]) {
			t.Fatalf("%q", Of(b))
		}
	})
}
