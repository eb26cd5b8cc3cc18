package run

import (
	"fmt"
	"os"
	"path/filepath"
)

// lockFile is held by the process whose run a folder is.
const lockFile = ".lock"

// lock makes the folder this process's own until unlock is called or the
// process ends, however it ends: two trainings in one folder would write over
// each other's checkpoints.
func lock(dir string) (unlock func(), err error) {
	f, err := os.OpenFile(filepath.Join(dir, lockFile), os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, fmt.Errorf("run: %w", err)
	}
	if err := exclude(f); err != nil {
		f.Close()
		return nil, fmt.Errorf("run: %s is another process's run at this moment", dir)
	}
	return func() { f.Close() }, nil
}
