// Package sharedtest finds data that tests use but the repository does not
// hold: data sets, published checkpoints, photographs.
package sharedtest

import (
	"os"
	"path/filepath"
	"testing"
)

// Path returns the path of a file or folder inside the shared data: the folder
// named by the environment variable REGNET_SHARED or, without it, the folder
// "shared" beside the repository. Where it is missing, the test is skipped
// and says what it would have read.
func Path(t testing.TB, elem ...string) string {
	t.Helper()
	inside := filepath.Join(elem...)
	root, err := folder()
	if err != nil {
		t.Skipf("skipped, %s is not here: %v", inside, err)
	}
	path := filepath.Join(root, inside)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("skipped, %s is not here: %v", inside, err)
	}
	return path
}

// folder looks for the shared data, from the working folder upwards.
func folder() (string, error) {
	if dir := os.Getenv("REGNET_SHARED"); dir != "" {
		return dir, nil
	}
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			shared := filepath.Join(filepath.Dir(dir), "shared")
			if _, err := os.Stat(shared); err == nil {
				return shared, nil
			}
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", os.ErrNotExist
		}
		dir = parent
	}
}
