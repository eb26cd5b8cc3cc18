package atomicfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func put(t *testing.T, path, text string, mode fs.FileMode) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

// holds wants a file's text, and no file of a passing name in its folder.
func holds(t *testing.T, path, want string, files int) {
	t.Helper()
	if b, err := os.ReadFile(path); err != nil || string(b) != want {
		t.Errorf("%s holds %q, %v; want %q", filepath.Base(path), b, err, want)
	}
	if all, _ := os.ReadDir(filepath.Dir(path)); len(all) != files {
		t.Errorf("the folder holds %v, want %d files", all, files)
	}
}

func TestNewFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x")
	old := syscall.Umask(0o027)
	defer syscall.Umask(old)
	if err := WriteBytes(path, []byte("new")); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "new", 1)
	if info, _ := os.Stat(path); info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v, not that of the umask", info.Mode())
	}
}

func TestPermissionsStay(t *testing.T) {
	for _, mode := range []fs.FileMode{0o600, 0o640, 0o755, 0o666} {
		path := filepath.Join(t.TempDir(), "x")
		put(t, path, "old", mode)
		if err := WriteBytes(path, []byte("new")); err != nil {
			t.Fatal(err)
		}
		holds(t, path, "new", 1)
		if info, _ := os.Stat(path); info.Mode().Perm() != mode {
			t.Errorf("mode %v, was %v", info.Mode(), mode)
		}
	}
}

func TestFailureLeavesTheOldFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x")
	put(t, path, "old", 0o644)
	broken := errors.New("broken")
	err := Write(path, func(f *File) error { io.WriteString(f, "half"); return broken })
	if err != broken {
		t.Errorf("error %v", err)
	}
	holds(t, path, "old", 1)

	f, err := Create(path)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(f, "half")
	f.Discard()
	holds(t, path, "old", 1)
	if err := f.Commit(); err == nil {
		t.Error("what was discarded could be committed")
	}
}

func TestReadOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x")
	put(t, path, "old", 0o444)
	if err := WriteBytes(path, []byte("new")); !errors.Is(err, ErrReadOnly) {
		t.Errorf("error %v", err)
	}
	holds(t, path, "old", 1)
}

func TestFolder(t *testing.T) {
	if err := WriteBytes(t.TempDir(), nil); err == nil || !strings.Contains(err.Error(), "it is a folder") {
		t.Errorf("error %v", err)
	}
}

// A link stays a link, and what it leads to is replaced; also through two of
// them, and where there is nothing yet.
func TestLinksAreFollowed(t *testing.T) {
	for _, there := range []bool{true, false} {
		links, target := t.TempDir(), filepath.Join(t.TempDir(), "target")
		if there {
			put(t, target, "old", 0o600)
		}
		first, second := filepath.Join(links, "first"), filepath.Join(links, "second")
		if err := errors.Join(os.Symlink(target, second), os.Symlink("second", first)); err != nil {
			t.Fatal(err)
		}
		if err := WriteBytes(first, []byte("new")); err != nil {
			t.Fatal(err)
		}
		holds(t, target, "new", 1)
		for _, link := range []string{first, second} {
			if info, _ := os.Lstat(link); info.Mode()&fs.ModeSymlink == 0 {
				t.Errorf("%s is no link any more", link)
			}
		}
	}
}

func TestLinkToItself(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x")
	if err := os.Symlink(path, path); err != nil {
		t.Fatal(err)
	}
	if err := WriteBytes(path, nil); err == nil {
		t.Error("no error")
	}
}

func TestDevicesArePutInto(t *testing.T) {
	if err := WriteBytes(os.DevNull, []byte("new")); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode()&fs.ModeDevice == 0 {
		t.Fatalf("%s is %v now, %v", os.DevNull, info.Mode(), err)
	}
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	got := make(chan string)
	go func() { b, _ := os.ReadFile(pipe); got <- string(b) }()
	if err := WriteBytes(pipe, []byte("through")); err != nil {
		t.Fatal(err)
	}
	if text := <-got; text != "through" {
		t.Errorf("through the pipe came %q", text)
	}
	if info, _ := os.Stat(pipe); info.Mode()&fs.ModeNamedPipe == 0 {
		t.Error("the pipe is no pipe any more")
	}
}

// A file that a process has open is written into: one of the same name would be
// another file.
func TestOpenFile(t *testing.T) {
	f, err := os.Create(filepath.Join(t.TempDir(), "x"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	path := fmt.Sprintf("/proc/self/fd/%d", f.Fd())
	if _, err := os.Stat(path); err != nil {
		t.Skip(err)
	}
	if err := WriteBytes(path, []byte("into")); err != nil {
		t.Fatal(err)
	}
	f.Seek(0, io.SeekStart)
	if b, _ := io.ReadAll(f); string(b) != "into" {
		t.Errorf("the open file holds %q", b)
	}
}

// Messages name the file that the caller named.
func TestMessages(t *testing.T) {
	dir := t.TempDir()
	for _, path := range []string{filepath.Join(dir, "no", "x"), filepath.Join(dir, "y")} {
		if filepath.Base(path) == "y" {
			put(t, path, "old", 0o444)
		}
		err := WriteBytes(path, nil)
		if err == nil || !strings.Contains(err.Error(), path) || strings.Contains(err.Error(), ".part") {
			t.Errorf("error %v", err)
		}
	}
	err := Write(filepath.Join(dir, "z"), func(f *File) error { f.Close(); _, err := f.File.Write([]byte("x")); return err })
	if err == nil || strings.Contains(err.Error(), ".part") {
		t.Errorf("error %v", err)
	}
}

func TestWriteAt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x")
	err := Write(path, func(f *File) error {
		io.WriteString(f, "----body")
		_, err := f.WriteAt([]byte("head"), 0)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	holds(t, path, "headbody", 1)
}

// Link gives a second name, or a copy where that cannot be; a third call with
// the same names changes nothing.
func TestLink(t *testing.T) {
	for _, supported := range []bool{true, false} {
		if !supported {
			hardLink = func(string, string) error { return syscall.EPERM }
			defer func() { hardLink = os.Link }()
		}
		dir := t.TempDir()
		file, name := filepath.Join(dir, "step-1"), filepath.Join(dir, "last")
		put(t, file, "one", 0o644)
		put(t, name, "older", 0o644)
		for range 2 {
			if err := Link(file, name); err != nil {
				t.Fatal(err)
			}
			holds(t, name, "one", 2)
		}
		if SameFile(file, name) != supported {
			t.Errorf("hard links %v: same file %v", supported, !supported)
		}
		if err := Link(filepath.Join(dir, "absent"), name); err == nil {
			t.Error("a file that is not there: no error")
		}
		holds(t, name, "one", 2)
	}
}

func TestSameFile(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	put(t, a, "x", 0o644)
	put(t, b, "x", 0o644)
	link := filepath.Join(dir, "link")
	if err := os.Symlink(a, link); err != nil {
		t.Fatal(err)
	}
	if !SameFile(a, link) || !SameFile(a, filepath.Join(dir, ".", "a")) || SameFile(a, b) || SameFile(a, filepath.Join(dir, "none")) {
		t.Error("files are told apart wrongly")
	}
}

func TestReplaceFolder(t *testing.T) {
	dir := t.TempDir()
	target, link := filepath.Join(dir, "page"), filepath.Join(dir, "link")
	if err := os.Symlink("page", link); err != nil {
		t.Fatal(err)
	}
	for round, want := range []string{"first", "second"} {
		fresh := filepath.Join(dir, "page.new")
		if err := os.Mkdir(fresh, 0o755); err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(fresh, "index.html"), want, 0o644)
		if err := ReplaceFolder(fresh, link); err != nil {
			t.Fatal(round, err)
		}
		holds(t, filepath.Join(target, "index.html"), want, 1)
	}
	if err := ReplaceFolder(filepath.Join(dir, "absent"), link); err == nil {
		t.Error("a folder that is not there: no error")
	}
	holds(t, filepath.Join(target, "index.html"), "second", 1)
	if all, _ := os.ReadDir(dir); len(all) != 2 {
		t.Errorf("left: %v", all)
	}
}
