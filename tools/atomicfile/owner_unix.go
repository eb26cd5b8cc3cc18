//go:build unix

package atomicfile

import (
	"io/fs"
	"os"
	"syscall"
)

// keepOwnership gives a new file the permissions of the one it replaces, and
// its owner where this process may.
func keepOwnership(f *os.File, old fs.FileInfo, mode fs.FileMode) error {
	if was, ok := old.Sys().(*syscall.Stat_t); ok && os.Geteuid() == 0 {
		if err := f.Chown(int(was.Uid), int(was.Gid)); err != nil {
			return err
		}
	}
	return f.Chmod(mode) // the umask may have taken some
}
