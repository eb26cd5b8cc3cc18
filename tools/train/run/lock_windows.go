package run

import (
	"os"

	"golang.org/x/sys/windows"
)

// exclude makes a file this process's own until it is closed.
func exclude(f *os.File) error {
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	return windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, new(windows.Overlapped))
}
