package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	training "regnetlens/tools/train/run"
)

// version says which program this is.
func version() string {
	commit := training.Commit // "make regnet" fills it in
	if info, ok := debug.ReadBuildInfo(); ok && commit == "" {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				commit = s.Value
			}
		}
	}
	if commit == "" {
		commit = "unknown"
	}
	return fmt.Sprintf("regnet, commit %.12s, %s, %s/%s", commit, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
