package atomicfile

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

// Link makes name a second name of a regular file, in the place of what it
// named; on a file system without hard links, or between two of them, a copy.
// A name that is a link stays one no longer: it is the name that is replaced.
func Link(file, name string) error {
	if same(file, name) {
		return nil
	}
	passing, err := beside(name, 0o666)
	if err != nil {
		return named(err, name)
	}
	defer os.Remove(passing.Name()) // fails once it is renamed
	if err := passing.Close(); err != nil {
		return named(err, name)
	}
	// The name is free for a moment; nobody else uses one with this process's
	// number in it.
	if err := os.Remove(passing.Name()); err != nil {
		return named(err, name)
	}
	if hardLink(file, passing.Name()) == nil {
		return named(os.Rename(passing.Name(), name), name)
	}
	return copyFile(file, name)
}

// hardLink is os.Link; tests put one in its place that fails.
var hardLink = os.Link

func copyFile(file, name string) error {
	in, err := os.Open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	return Write(name, func(out *File) error {
		_, err := io.Copy(out.File, in)
		return err
	})
}

func same(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Lstat(b)
	return errA == nil && errB == nil && os.SameFile(infoA, infoB)
}

// named says of which file an error is, instead of its passing name.
func named(err error, path string) error { return (&File{path: path}).rename(err) }

// SameFile reports whether two paths lead to one file, through links of either
// kind. Paths without a file are none.
func SameFile(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	if errors.Is(errA, fs.ErrNotExist) || errors.Is(errB, fs.ErrNotExist) {
		return false
	}
	return errA == nil && errB == nil && os.SameFile(infoA, infoB)
}
