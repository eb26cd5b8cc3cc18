package dataset

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
)

// LeftOut counts files of the data that are no part of the dataset.
type LeftOut struct {
	Kind  string `json:"kind"` // as it stands in "3 …": "hidden files"
	Files int    `json:"files"`
	First string `json:"first"` // the first of them by name
}

// The kinds of what is left out, beside those by extension.
const (
	leftHidden    = "hidden files"
	leftLoose     = "pictures without a folder of their class"
	leftUnsplit   = "pictures outside of the splits"
	leftUnlisted  = "pictures that the list does not name"
	leftLinks     = "links in an archive"
	leftBroken    = "links that lead nowhere"
	leftCircle    = "links that lead in a circle"
	leftSpecial   = "pipes, devices and the like"
	leftEncrypted = "encrypted files"
)

// leftOver collects what is left out.
type leftOver map[string]*LeftOut

func (l leftOver) add(kind, name string) {
	c := l[kind]
	if c == nil {
		c = &LeftOut{Kind: kind, First: name}
		l[kind] = c
	}
	c.Files++
	c.First = min(c.First, name)
}

// addOther leaves a file out that is neither a picture nor anything else that
// is looked for.
func (l leftOver) addOther(name string) {
	extension := strings.ToLower(path.Ext(name))
	switch {
	case isHidden(name):
		l.add(leftHidden, name)
	case extension == "":
		l.add("files without an extension", name)
	default:
		l.add(extension+" files", name)
	}
}

// list returns the kinds, the most frequent first.
func (l leftOver) list() []LeftOut {
	var all []LeftOut
	for _, c := range l {
		all = append(all, *c)
	}
	slices.SortFunc(all, func(a, b LeftOut) int {
		return cmp.Or(cmp.Compare(b.Files, a.Files), strings.Compare(a.Kind, b.Kind))
	})
	return all
}

// isHidden reports whether a file, or a folder on the way to it, begins with a
// dot.
func isHidden(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") {
			return true
		}
	}
	return false
}

// isPicture reports whether a file is one by its name.
func isPicture(name string) bool {
	return slices.Contains(extensions, strings.ToLower(path.Ext(name)))
}

// inWords lists what there is instead of pictures.
func (l leftOver) inWords() string {
	var words []string
	for _, c := range l.list() {
		words = append(words, fmt.Sprintf("%d %s", c.Files, c.Kind))
	}
	if words == nil {
		return ""
	}
	return "; there are " + strings.Join(words[:min(len(words), 4)], ", ")
}
