//go:build !unix

package atomicfile

import (
	"io/fs"
	"os"
)

// keepOwnership gives a new file the permissions of the one it replaces.
func keepOwnership(f *os.File, _ fs.FileInfo, mode fs.FileMode) error { return f.Chmod(mode) }
