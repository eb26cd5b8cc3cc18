//go:build unix

package run

import (
	"os"

	"golang.org/x/sys/unix"
)

// exclude makes a file this process's own until it is closed.
func exclude(f *os.File) error { return unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) }
