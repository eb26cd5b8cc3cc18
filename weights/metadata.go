package weights

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"regnetlens/infer/arch"
)

// The metadata of a weight file. arch is needed always; without one of the
// others the file still runs on tensors, see [Model.Complete].
const (
	keyArch     = "regnet.arch"     // the architecture record, JSON
	keyID       = "regnet.id"       // text
	keyTitle    = "regnet.title"    // text
	keyClasses  = "regnet.classes"  // JSON list of texts
	keyInput    = "regnet.input"    // a whole number
	keyMean     = "regnet.mean"     // JSON list of three numbers
	keyStd      = "regnet.std"      // JSON list of three numbers
	keyDataset  = "regnet.dataset"  // text
	keyLicence  = "regnet.licence"  // text
	keyTrained  = "regnet.trained"  // text
	keyRecipe   = "regnet.recipe"   // text, TOML
	keyEpochs   = "regnet.epochs"   // JSON list of objects, see [Epoch]
	keyAccuracy = "regnet.accuracy" // JSON list of objects: data, images, top1
	keyWire     = "regnet.wire"     // JSON object, see [Wire]
)

// modelKeys are the keys of a [Model].
var modelKeys = []string{
	keyArch, keyID, keyTitle, keyClasses, keyInput, keyMean, keyStd, keyDataset, keyLicence, keyTrained,
	keyRecipe, keyEpochs, keyAccuracy, keyWire,
}

// KeyPrefix begins every key of ours in a file's metadata.
const KeyPrefix = "regnet."

// ParseMetadata reads and validates a file's metadata.
func ParseMetadata(meta map[string]string) (Model, error) {
	record, ok := meta[keyArch]
	if !ok {
		return Model{}, errors.New("the metadata has no " + keyArch + ": this is no weight file of RegNet Lens (\"regnet import\" makes one)")
	}
	a, err := arch.Parse([]byte(record))
	if err != nil {
		return Model{}, fmt.Errorf("%s: %w", keyArch, err)
	}
	m := Model{
		ID: meta[keyID], Title: meta[keyTitle], Arch: a, Dataset: meta[keyDataset],
		Licence: meta[keyLicence], Trained: meta[keyTrained], Recipe: meta[keyRecipe],
	}
	if s, ok := meta[keyInput]; ok {
		if m.Input, err = strconv.Atoi(s); err != nil || m.Input < 1 {
			return Model{}, fmt.Errorf("%s: %q is no size", keyInput, s)
		}
	}
	if err := parseJSON(meta, keyClasses, &m.Classes); err != nil {
		return Model{}, err
	}
	if err := parseJSON(meta, keyEpochs, &m.Epochs); err != nil {
		return Model{}, err
	}
	if n := len(m.Epochs); n > 0 {
		m.EpochCount = m.Epochs[n-1].Epoch
	}
	if err := parseJSON(meta, keyAccuracy, &m.Accuracy); err != nil {
		return Model{}, err
	}
	if err := parseJSON(meta, keyWire, &m.Wire); err != nil {
		return Model{}, err
	}
	_, hasMean := meta[keyMean]
	_, hasStd := meta[keyStd]
	if hasMean != hasStd {
		return Model{}, fmt.Errorf("%s and %s: one without the other", keyMean, keyStd)
	}
	if hasMean {
		if m.Mean, err = parseRGB(meta, keyMean); err != nil {
			return Model{}, err
		}
		if m.Std, err = parseRGB(meta, keyStd); err != nil {
			return Model{}, err
		}
		if m.Std == [3]float32{} {
			return Model{}, fmt.Errorf("%s: all zero", keyStd)
		}
	}
	return m, m.validate()
}

func parseJSON(meta map[string]string, key string, into any) error {
	s, ok := meta[key]
	if !ok {
		return nil
	}
	if err := json.Unmarshal([]byte(s), into); err != nil {
		return fmt.Errorf("%s: %w", key, err)
	}
	return nil
}

func parseRGB(meta map[string]string, key string) (rgb [3]float32, err error) {
	var list []float32
	if err := parseJSON(meta, key, &list); err != nil {
		return rgb, err
	}
	if len(list) != 3 {
		return rgb, fmt.Errorf("%s: %d numbers, not one for each of R, G, B", key, len(list))
	}
	return [3]float32(list), nil
}

// metadata is the inverse of ParseMetadata: fields without a value are left out.
func (m Model) metadata() (map[string]string, error) {
	meta := map[string]string{keyArch: m.Arch.String()}
	for key, text := range map[string]string{
		keyID: m.ID, keyTitle: m.Title, keyDataset: m.Dataset, keyLicence: m.Licence, keyTrained: m.Trained,
		keyRecipe: m.Recipe,
	} {
		if text != "" {
			meta[key] = text
		}
	}
	values := map[string]any{}
	if m.Classes != nil {
		values[keyClasses] = m.Classes
	}
	if len(m.Epochs) > 0 {
		values[keyEpochs] = m.Epochs
	}
	if len(m.Accuracy) > 0 {
		values[keyAccuracy] = m.Accuracy
	}
	if m.Wire.SHA256 != "" {
		values[keyWire] = m.Wire
	}
	if m.Std != [3]float32{} {
		values[keyMean], values[keyStd] = m.Mean, m.Std
	}
	for key, value := range values {
		b, err := json.Marshal(value)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
		meta[key] = string(b)
	}
	if m.Input != 0 {
		meta[keyInput] = strconv.Itoa(m.Input)
	}
	return meta, nil
}
