//go:build !js

package weights

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"regnetlens/weights/filekind"
)

// A foreign file is called what it is, a broken one of ours broken.
func TestForeignAndBroken(t *testing.T) {
	whole, err := os.ReadFile("models/resnet-20.safetensors")
	if err != nil {
		t.Fatal(err)
	}
	oversized := append([]byte{}, whole...)
	binary.LittleEndian.PutUint64(oversized, uint64(len(whole)))
	for _, c := range []struct {
		name   string
		file   []byte
		kind   filekind.Kind // empty: one of ours, broken
		phrase string
	}{
		{"a Git LFS pointer", []byte("version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 2\n"), filekind.LFSPointer, "git lfs pull"},
		{"a page", []byte("<!doctype html><title>404"), filekind.HTML, "HTML"},
		{"a checkpoint", []byte("PK\x03\x04" + strings.Repeat("\x00", 22) + "\x10\x00\x00\x00archive/data.pkl"), filekind.TorchZip, "regnet import"},
		{"nothing", nil, filekind.Empty, "empty"},
		{"noise", []byte("\x01\x02\x03\x04\x05\x06\x07\x08\x09"), filekind.Unknown, "not known"},
		{"half of the file", whole[:len(whole)/2], "", "damaged or cut short"},
		{"half of the header", whole[:40], "", "damaged or cut short"},
		{"a header longer than the file", oversized, "", "damaged or cut short"},
	} {
		path := filepath.Join(t.TempDir(), "w.safetensors")
		if err := os.WriteFile(path, c.file, 0o644); err != nil {
			t.Fatal(err)
		}
		_, parsed := Parse(c.file)
		_, opened := Open(path)
		for _, err := range []error{parsed, opened} {
			var foreign *ForeignError
			var broken *BrokenError
			if errors.As(err, &foreign) != (c.kind != "") || errors.As(err, &broken) != (c.kind == "") ||
				foreign != nil && foreign.Kind != c.kind || !strings.Contains(err.Error(), c.phrase) {
				t.Errorf("%s: %v", c.name, err)
			}
		}
	}
	if _, err := Open(t.TempDir()); err == nil || !strings.Contains(err.Error(), "is a folder") {
		t.Errorf("a folder: %v", err)
	}
}
