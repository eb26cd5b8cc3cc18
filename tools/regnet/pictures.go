package main

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"regnetlens/tools/dataset"
)

// picturesOf yields the files that an argument names: a file, the pictures of
// a folder at any depth, or what a pattern fits. An argument that names nothing
// is yielded with its error.
func picturesOf(name string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		if name == stdio {
			yield(name, nil)
			return
		}
		info, err := os.Stat(name)
		if errors.Is(err, fs.ErrNotExist) {
			fit, bad := filepath.Glob(name)
			// As in a shell, a "*" does not stand for the dot of a hidden file.
			fit = slices.DeleteFunc(fit, func(file string) bool { return isHidden(file) && !isHidden(name) })
			if bad != nil || len(fit) == 0 {
				yield(name, err)
				return
			}
			for _, file := range fit {
				if !yieldFile(file, yield) {
					return
				}
			}
			return
		}
		if err != nil {
			yield(name, err)
			return
		}
		if !info.IsDir() {
			yield(name, nil)
			return
		}
		yieldFolder(name, yield)
	}
}

func isHidden(file string) bool { return strings.HasPrefix(filepath.Base(file), ".") }

// yieldFile yields what a pattern fitted: a folder's pictures too.
func yieldFile(file string, yield func(string, error) bool) bool {
	if info, err := os.Stat(file); err == nil && info.IsDir() {
		return yieldFolder(file, yield)
	}
	return yield(file, nil)
}

func yieldFolder(folder string, yield func(string, error) bool) bool {
	files, err := dataset.PictureFiles(folder)
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("%s has no pictures in it", folder)
	}
	if err != nil {
		return yield(folder, err)
	}
	return !slices.ContainsFunc(files, func(file string) bool {
		return !yield(filepath.Join(folder, filepath.FromSlash(file)), nil)
	})
}
