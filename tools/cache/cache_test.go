package cache

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestListAndClear(t *testing.T) {
	dir := t.TempDir()
	for i, f := range []struct{ name, content string }{
		{"aa" + Extension, `{"regnet_cache":1,"split":"train","size":32,"images":50,"classes":["a"]}` + "\n…"},
		{"bb" + Extension, "broken"},
		{".cc" + Extension + ".12-0.part", "half"},
		{"decoding-123", "half"},
		{"notes.txt", "mine"},
	} {
		path := filepath.Join(dir, f.name)
		if err := os.WriteFile(path, []byte(f.content), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, time.Time{}, time.Unix(int64(1000-i), 0)); err != nil {
			t.Fatal(err)
		}
	}
	all, err := List(dir)
	if err != nil || len(all) != 2 {
		t.Fatalf("%v, %v", all, err)
	}
	if a := all[0]; a.File != "aa"+Extension || a.Split != "train" || a.Size != 32 || a.Images != 50 || a.Broken || a.Bytes == 0 {
		t.Errorf("%+v", a)
	}
	if !all[1].Broken {
		t.Errorf("%+v", all[1])
	}
	files, bytes, err := Clear(dir)
	if err != nil || files != 4 || bytes != all[0].Bytes+6+4+4 {
		t.Errorf("%d files of %d bytes, %v", files, bytes, err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 || left[0].Name() != "notes.txt" {
		t.Errorf("left: %v", left)
	}
	if all, err := List(filepath.Join(dir, "absent")); err != nil || all != nil {
		t.Errorf("a folder that is not there: %v, %v", all, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"split":"train","size":32,"images":50}` + "\n"))
	f.Add([]byte("\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		path := filepath.Join(t.TempDir(), "x"+Extension)
		if err := os.WriteFile(path, content, 0o644); err != nil {
			t.Fatal(err)
		}
		if e, err := read(path); err != nil || e.Bytes != int64(len(content)) {
			t.Errorf("%+v, %v", e, err)
		}
	})
}
