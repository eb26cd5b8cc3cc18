package server

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// The place of the user's own pictures: a list for the gallery, and the files.
// The build puts an empty list there.
const (
	OwnList   = "samples/own.json"
	ownFolder = "samples/own/"
)

// Own is one entry of the list.
type Own struct {
	Title string `json:"title"` // the file's name without its ending
	URL   string `json:"url"`   // below the page's root
}

// AddPictures offers the pictures of a folder in the gallery. It returns how
// many there are.
func (s *Site) AddPictures(dir fs.FS) (int, error) {
	entries, err := fs.ReadDir(dir, ".")
	if err != nil {
		return 0, fmt.Errorf("server: the pictures: %w", err)
	}
	list := []Own{}
	for _, e := range entries {
		name := e.Name()
		if e.IsDir() || !strings.HasPrefix(typeOf(name), "image/") || path.Ext(name) == ".svg" {
			continue
		}
		f, err := readForm(dir, name)
		if err != nil {
			return 0, fmt.Errorf("server: the pictures: %w", err)
		}
		s.files[ownFolder+name] = &file{mime: typeOf(name), forms: map[string]form{"": f}}
		list = append(list, Own{strings.TrimSuffix(name, path.Ext(name)), ownFolder + name})
	}
	b, err := json.Marshal(list)
	if err != nil {
		return 0, fmt.Errorf("server: the pictures: %w", err)
	}
	s.files[OwnList] = &file{mime: typeOf(OwnList), forms: map[string]form{"": newForm(b)}}
	return len(list), nil
}
