// Package fetch loads weight files in the page, with progress and an integrity
// check. Load exists for GOOS=js only.
package fetch
