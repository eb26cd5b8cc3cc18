// Package models holds the weight files that are shipped, a model card beside
// each and the catalogue of all. The cards and the catalogue are generated:
// "regnet card weights/models"; what they say of accuracy, "regnet card --measure"
// writes into the files.
//
// Only native programs import this package. The page fetches the weights.
package models

import "embed"

// Files holds the weight files.
//
//go:embed *.safetensors
var Files embed.FS
