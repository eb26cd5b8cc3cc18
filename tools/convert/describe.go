package convert

import (
	"fmt"
	"maps"
	"strings"

	"regnetlens/infer/arch"
	"regnetlens/tools/dataset"
	"regnetlens/weights"
)

// CIFAR10 lists the classes of CIFAR-10 in their official order.
var CIFAR10 = dataset.CIFAR10

// RecordOf returns the architecture that a safetensors file's metadata state,
// nil where they do not.
func RecordOf(metadata map[string]string) (*arch.Record, error) {
	s, ok := metadata[weights.KeyPrefix+"arch"]
	if !ok {
		return nil, nil
	}
	r, err := arch.Parse([]byte(s))
	if err != nil {
		return nil, fmt.Errorf("convert: %w", err)
	}
	return &r, nil
}

// Describe says of a converted network what its file's metadata say, with or
// without the prefix of ours; where they are silent, what is known of every
// network of its mapping: the input's size and normalisation, and CIFAR-10's
// classes. What neither knows stays empty. Accuracies are not taken over: they
// were measured on another file. ignored lists the keys without our prefix that
// say something else than ours would.
func Describe(r *Result, metadata map[string]string) (m weights.Model, ignored []string, err error) {
	ours := map[string]string{weights.KeyPrefix + "arch": r.Arch.String()}
	for k, v := range metadata {
		if strings.HasPrefix(k, weights.KeyPrefix) && k != weights.KeyPrefix+"accuracy" && k != weights.KeyPrefix+"arch" {
			ours[k] = v
		}
	}
	for _, keys := range foreignKeys {
		if !takeForeign(ours, metadata, keys) {
			ignored = append(ignored, keys...)
		}
	}
	if m, err = weights.ParseMetadata(ours); err != nil {
		return weights.Model{}, nil, fmt.Errorf("convert: %w", err)
	}
	m.Wire = weights.Wire{} // it is of another file, too
	if m.Title == "" {
		m.Title = title(r.Arch)
	}
	if family, _ := byName(r.Mapping); family.known != nil {
		family.known.complete(&m)
	}
	return m, ignored, nil
}

// foreignKeys are the metadata that other people's files may have under our
// names without our prefix. Those of a list say something together only.
var foreignKeys = [][]string{
	{"mean", "std"}, {"id"}, {"title"}, {"classes"}, {"input"}, {"dataset"}, {"licence"}, {"trained"}, {"recipe"},
}

// takeForeign adds a file's own keys to ours, and reports whether they could be
// read. Ours win, and a file without them is no failure.
func takeForeign(ours, metadata map[string]string, keys []string) bool {
	with := maps.Clone(ours)
	for _, k := range keys {
		if v, ok := metadata[k]; ok && ours[weights.KeyPrefix+k] == "" {
			with[weights.KeyPrefix+k] = v
		}
	}
	if len(with) == len(ours) {
		return true
	}
	if _, err := weights.ParseMetadata(with); err != nil {
		return false
	}
	maps.Copy(ours, with)
	return true
}

// complete fills in what a model does not say.
func (k *known) complete(m *weights.Model) {
	if m.Input == 0 {
		m.Input = k.input
	}
	if m.Std == [3]float32{} {
		m.Mean, m.Std = k.mean, k.std
	}
	if m.Classes == nil && len(k.classes) == m.Arch.Classes {
		m.Classes = k.classes
	}
}

// title is the customary name of a network: "SE-RegNet-20 (LSTM)".
func title(r arch.Record) string {
	name := fmt.Sprintf("ResNet-%d", r.Depth())
	if r.Regulator != arch.RegulatorNone {
		name = fmt.Sprintf("RegNet-%d (%s)", r.Depth(), strings.ToUpper(r.Regulator.String()))
	}
	if r.SE > 0 {
		name = "SE-" + name
	}
	return name
}
