package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// Commit is the source's commit; "make regnet" fills it in.
var Commit string

// version says which program this is.
func version() string {
	commit := Commit
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
