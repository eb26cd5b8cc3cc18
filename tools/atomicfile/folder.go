package atomicfile

import (
	"errors"
	"io/fs"
	"os"
)

// ReplaceFolder puts a finished folder in another's place. What was there
// stays until the new one stands; if that fails, it comes back.
func ReplaceFolder(fresh, path string) error {
	target, err := follow(path)
	if err != nil {
		return err
	}
	old := target + ".old"
	if err := os.RemoveAll(old); err != nil {
		return err
	}
	err = os.Rename(target, old)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return named(err, path)
	}
	if err := os.Rename(fresh, target); err != nil {
		return named(errors.Join(err, os.Rename(old, target)), path)
	}
	return os.RemoveAll(old)
}
