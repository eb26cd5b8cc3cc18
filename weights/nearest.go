//go:build !js

package weights

import (
	"fmt"
	"strings"
)

// didYouMean proposes the model whose id is nearest to a mistyped one, if one
// is near.
func didYouMean(id string) string {
	models, err := Catalogue()
	if err != nil {
		return ""
	}
	best, meant := len(id)/2, "" // more than half of it wrong is another word
	for _, m := range models {
		if d := editDistance(strings.ToLower(id), m.ID); d < best {
			best, meant = d, m.ID
		}
	}
	if meant == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", meant)
}

// editDistance is the number of bytes to insert, remove or change that makes a
// into b (Levenshtein).
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := corner
			if a[i] != b[j] {
				change++
			}
			corner = row[j+1]
			row[j+1] = min(change, row[j]+1, corner+1)
		}
	}
	return row[len(b)]
}
