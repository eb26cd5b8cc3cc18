//go:build js

// Command wasm is everything of this project that runs in a browser, as one
// file. Where there is a document it is the page's program (package app),
// elsewhere a worker's (package worker). They share nothing when they run; they
// share a file because most of either is Go's runtime and its library, which
// would otherwise be fetched twice: one file is 1.1 MB on the wire, two were 1.7.
package main

import (
	"regnetlens/ui/app"
	"regnetlens/wasm/browser"
	"regnetlens/wasm/worker"
)

func main() {
	if browser.Document().Truthy() {
		app.Main()
	} else {
		worker.Main()
	}
}
