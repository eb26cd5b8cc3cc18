package weights

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
)

//go:generate go run regnetlens/tools/regnet card models

//go:embed models/catalogue.json
var catalogue []byte

// Catalogue lists the shipped models, sorted by id. It is generated from the
// files' own metadata; the page's programs carry it, but none of the weights.
func Catalogue() ([]Model, error) {
	var models []Model
	if err := json.Unmarshal(catalogue, &models); err != nil {
		return nil, fmt.Errorf("weights: the catalogue cannot be read: %w", err)
	}
	return models, nil
}

// Opening are the ids of the models that the page opens with, as A and B: a
// plain network, and one like it with a regulator. Of all others a visitor loads
// what is chosen.
var Opening = [2]string{"resnet-20", "regnet-20-lstm"}

// Lookup finds a shipped model by its id.
func Lookup(id string) (Model, error) {
	models, err := Catalogue()
	if err != nil {
		return Model{}, err
	}
	var ids []string
	for _, m := range models {
		if m.ID == id {
			return m, nil
		}
		ids = append(ids, m.ID)
	}
	return Model{}, fmt.Errorf("weights: no model %q; there are %s", id, strings.Join(ids, ", "))
}
