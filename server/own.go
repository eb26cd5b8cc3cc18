package server

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"strconv"
	"strings"

	"regnetlens/ui/session"
)

// ownFolder is where the user's own pictures are, below the page. Their list
// is beside it, at session.OwnSamples; the build puts an empty one there.
const ownFolder = "samples/own/"

// AddPictures offers the pictures of a folder in the gallery. It returns how
// many there are.
func (s *Site) AddPictures(dir fs.FS) (int, error) {
	entries, err := fs.ReadDir(dir, ".")
	if err != nil {
		return 0, fmt.Errorf("server: the pictures: %w", err)
	}
	list := []session.Sample{}
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
		list = append(list, session.Sample{
			ID:    "yours-" + strconv.Itoa(len(list)+1),
			Title: strings.TrimSuffix(name, path.Ext(name)),
			URL:   (&url.URL{Path: ownFolder + name}).String(),
		})
	}
	b, err := json.Marshal(list)
	if err != nil {
		return 0, fmt.Errorf("server: the pictures: %w", err)
	}
	s.files[session.OwnSamples] = &file{mime: typeOf(session.OwnSamples), forms: map[string]form{"": newForm(b)}}
	return len(list), nil
}
