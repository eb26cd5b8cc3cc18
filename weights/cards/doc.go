// Package cards generates what stands beside the weight files of a folder: a
// model card in Markdown for each, and the catalogue of all. Both say only
// what the files' own metadata say. It reads from disk, so it is native only.
package cards
