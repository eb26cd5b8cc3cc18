// Package atomicfile writes files whole or not at all. Everything in the
// project that replaces a file goes through it: what the command writes,
// checkpoints, caches, the built page, model cards.
//
// A regular file is written beside its place, brought to the disk and then
// renamed, so that a reader finds the old content or the new, and a failure
// leaves the old. Its permissions (and, for root, its owner) stay. What a link
// leads to is replaced, not the link. A device, a pipe or a terminal has no
// content to be replaced: it is written into.
package atomicfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// ErrReadOnly says that the file in the way may not be written by anybody. A
// rename would replace it all the same.
var ErrReadOnly = errors.New("the file is read-only")

// File is a file being written. It is an os.File, so that a header can be
// filled in at the end with WriteAt, where the place is a regular file.
type File struct {
	*os.File
	path     string // as the caller named it, for messages
	target   string // what is replaced: path with its links followed
	inPlace  bool   // a device or a pipe: nothing to rename
	finished bool
}

// Create begins to write a file. The caller ends with Commit, or with Discard,
// which after Commit does nothing and so can be deferred.
func Create(path string) (*File, error) {
	f := &File{path: path, target: path}
	old, err := os.Stat(path)
	if err == nil && old.IsDir() {
		return nil, &fs.PathError{Op: "write", Path: path, Err: errors.New("it is a folder")}
	}
	if err == nil && (!old.Mode().IsRegular() || isOpenFile(path)) {
		f.inPlace = true
		f.File, err = os.OpenFile(path, os.O_WRONLY, 0)
		return f, err
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if f.target, err = follow(path); err != nil {
		return nil, err
	}
	mode := fs.FileMode(0o666) // less the umask
	if old != nil {
		if err := writable(path, old); err != nil {
			return nil, err
		}
		mode = old.Mode().Perm()
	}
	if f.File, err = beside(f.target, mode); err != nil {
		return nil, f.rename(err)
	}
	if old != nil {
		if err := keepOwnership(f.File, old, mode); err != nil {
			f.Discard()
			return nil, f.rename(err)
		}
	}
	return f, nil
}

// Commit puts what was written in the file's place.
func (f *File) Commit() error {
	if f.finished {
		return fs.ErrClosed
	}
	f.finished = true
	if f.inPlace {
		return f.rename(f.Close())
	}
	err := errors.Join(f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), f.target)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return f.rename(err)
}

// Discard gives the writing up; what was in the file's place stays.
func (f *File) Discard() {
	if f.finished {
		return
	}
	f.finished = true
	f.Close()
	if !f.inPlace {
		os.Remove(f.Name())
	}
}

// Write writes a file with a function. An error of the function's comes back
// as it is, and the file is as before.
func Write(path string, write func(f *File) error) error {
	f, err := Create(path)
	if err != nil {
		return err
	}
	defer f.Discard()
	if err := write(f); err != nil {
		return f.rename(err)
	}
	return f.Commit()
}

// WriteBytes writes a file of a known content.
func WriteBytes(path string, content []byte) error {
	return Write(path, func(f *File) error {
		_, err := io.Copy(f.File, bytes.NewReader(content))
		return err
	})
}

// rename puts the name that the caller knows in the place of the passing one.
func (f *File) rename(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return &fs.PathError{Op: p.Op, Path: f.path, Err: p.Err}
	}
	var l *os.LinkError
	if errors.As(err, &l) {
		return &fs.PathError{Op: "write", Path: f.path, Err: l.Err}
	}
	return err
}

// beside creates a file of a passing name in the folder of path. Its name
// begins with a dot, so that a pattern like "*.safetensors" does not find it.
func beside(path string, mode fs.FileMode) (*os.File, error) {
	dir, base := filepath.Split(path)
	for try := 0; ; try++ {
		name := filepath.Join(dir, fmt.Sprintf(".%.40s.%d-%d.part", base, os.Getpid(), try))
		f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, mode)
		if errors.Is(err, fs.ErrExist) && try < 10_000 {
			continue
		}
		return f, err
	}
}

// writable reports by its error whether an existing file may be written: the
// rename that replaces it asks for its folder's permission only.
func writable(path string, info fs.FileInfo) error {
	if info.Mode().Perm()&0o222 == 0 { // root may write it, but nobody is meant to
		return &fs.PathError{Op: "write", Path: path, Err: ErrReadOnly}
	}
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return f.Close()
}

// isOpenFile reports whether a path means a file that a process has open
// ("/dev/stdout", "/proc/self/fd/3"): a new file in its place would be another.
func isOpenFile(path string) bool {
	for range maxLinks {
		path = filepath.Clean(path)
		if strings.HasPrefix(path, "/dev/") || strings.HasPrefix(path, "/proc/") {
			return true
		}
		next, err := os.Readlink(path)
		if err != nil {
			return false
		}
		path = absolute(next, path)
	}
	return false
}

const maxLinks = 40

// follow returns what the last element of path leads to through links, also
// where the last link's target does not exist yet.
func follow(path string) (string, error) {
	for range maxLinks {
		next, err := os.Readlink(path)
		if err != nil {
			return path, nil // no link, or nothing there
		}
		path = absolute(next, path)
	}
	return "", &fs.PathError{Op: "write", Path: path, Err: errors.New("too many links")}
}

func absolute(target, link string) string {
	if filepath.IsAbs(target) {
		return target
	}
	return filepath.Join(filepath.Dir(link), target)
}
