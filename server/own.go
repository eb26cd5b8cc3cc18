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

// MaxPictures is how many pictures of a folder the gallery offers: the first
// by name.
const MaxPictures = 500

// CountPictures counts the pictures in a folder, those in folders within it
// and hidden ones not among them.
func CountPictures(dir fs.FS) (int, error) {
	names, err := pictureNames(dir)
	return len(names), err
}

// AddPictures offers the pictures of a folder in the gallery, up to
// MaxPictures, and returns how many it offers. They are read from the folder
// when they are asked for, as are their thumbnails.
func (s *Site) AddPictures(dir fs.FS) (int, error) {
	names, err := pictureNames(dir)
	if err != nil {
		return 0, err
	}
	names = names[:min(len(names), MaxPictures)]
	list := []session.Sample{}
	for i, name := range names {
		at := (&url.URL{Path: ownFolder + name}).String()
		list = append(list, session.Sample{
			ID:        "yours-" + strconv.Itoa(i+1),
			Title:     strings.TrimSuffix(name, path.Ext(name)),
			URL:       at,
			Thumbnail: at + "?" + thumbnailQuery,
		})
	}
	b, err := json.Marshal(list)
	if err != nil {
		return 0, fmt.Errorf("server: the pictures: %w", err)
	}
	s.own = newOwnPictures(dir, names)
	s.files[session.OwnSamples] = &file{mime: typeOf(session.OwnSamples), forms: map[string]form{"": newForm(b)}}
	return len(list), nil
}

// pictureNames lists the pictures in a folder by their names, sorted.
func pictureNames(dir fs.FS) ([]string, error) {
	entries, err := fs.ReadDir(dir, ".")
	if err != nil {
		return nil, fmt.Errorf("server: the pictures: %w", err)
	}
	var names []string
	for _, e := range entries {
		name := e.Name()
		if e.IsDir() || strings.HasPrefix(name, ".") || !strings.HasPrefix(typeOf(name), "image/") || path.Ext(name) == ".svg" {
			continue
		}
		names = append(names, name)
	}
	return names, nil
}
