// Package samples holds the pictures of the page's gallery: drawings made for
// it, as SVG and as the JPEG files rendered from them, and one photograph.
// README.md says where each comes from and how it was made.
//
// It is for the server; the page fetches samples.json and the pictures.
package samples

import (
	"embed"
	"encoding/json"
	"fmt"
)

// Files holds samples.json and the pictures it lists, all at the top.
//
//go:embed samples.json *.jpg
var Files embed.FS

// Sample is one picture of the gallery.
type Sample struct {
	ID      string `json:"id"`               // short, unique, of lower-case letters
	File    string `json:"file"`             // the picture, in Files
	Source  string `json:"source,omitempty"` // the drawing it was rendered from; a photograph has none
	Title   string `json:"title"`
	TitleKo string `json:"title_ko"`
	Label   string `json:"label"` // what it shows, as a class of CIFAR-10
	Origin  string `json:"origin"`
	Licence string `json:"licence"`
}

// List returns the gallery in the order shown.
func List() ([]Sample, error) {
	data, err := Files.ReadFile("samples.json")
	if err != nil {
		return nil, fmt.Errorf("samples: %w", err)
	}
	var list []Sample
	if err := json.Unmarshal(data, &list); err != nil {
		return nil, fmt.Errorf("samples: samples.json: %w", err)
	}
	return list, nil
}
