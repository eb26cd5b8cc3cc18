package page

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
)

// assets are the page's files by the names they have in the sources.
type assets map[string]asset

// asset is one file before it has its final name.
type asset struct {
	content []byte
	part    string // what it counts to in the report; "" does not count
	fixed   bool   // keeps its name
	text    bool   // may refer to others as asset:NAME
	// onDemand says that hardly anybody wants it: the service worker does not
	// keep it.
	onDemand bool
}

// file is one file of the built page.
type file struct {
	name     string
	content  []byte
	part     string
	onDemand bool
}

// reference is how one asset names another in its text.
var reference = regexp.MustCompile(`asset:[a-zA-Z0-9_./-]+`)

// link gives every asset its final name, puts the names in where others refer
// to them, and returns the files sorted by name. An asset's hash covers the
// names it refers to, so a change travels up to index.html.
func (a assets) link() ([]file, error) {
	l := linker{assets: a, done: map[string]file{}, open: map[string]bool{}}
	for name := range a {
		if _, err := l.file(name); err != nil {
			return nil, err
		}
	}
	var files []file
	for _, f := range l.done {
		files = append(files, f)
	}
	slices.SortFunc(files, func(a, b file) int { return strings.Compare(a.name, b.name) })
	return files, nil
}

type linker struct {
	assets assets
	done   map[string]file
	open   map[string]bool // being linked: meeting one again is a circle
}

func (l *linker) file(name string) (file, error) {
	if f, ok := l.done[name]; ok {
		return f, nil
	}
	a, ok := l.assets[name]
	if !ok {
		return file{}, fmt.Errorf("there is no asset %q", name)
	}
	if l.open[name] {
		return file{}, fmt.Errorf("asset %q refers to itself through others", name)
	}
	l.open[name] = true
	f := file{name, a.content, a.part, a.onDemand}
	if a.text {
		var failed error
		f.content = reference.ReplaceAllFunc(a.content, func(ref []byte) []byte {
			target, err := l.file(strings.TrimPrefix(string(ref), "asset:"))
			if err != nil {
				failed = fmt.Errorf("%s: %w", name, err)
			}
			return []byte(target.name)
		})
		if failed != nil {
			return file{}, failed
		}
	}
	if !a.fixed {
		sum := sha256.Sum256(f.content)
		ext := path.Ext(name)
		f.name = strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext
	}
	l.done[name] = f
	return f, nil
}
