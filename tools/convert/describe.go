package convert

import (
	"fmt"
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
// were measured on another file.
func Describe(r *Result, metadata map[string]string) (weights.Model, error) {
	ours := map[string]string{}
	for k, v := range metadata {
		if !strings.Contains(k, ".") {
			ours[weights.KeyPrefix+k] = v
		}
	}
	for k, v := range metadata {
		if strings.HasPrefix(k, weights.KeyPrefix) {
			ours[k] = v
		}
	}
	delete(ours, weights.KeyPrefix+"accuracy")
	ours[weights.KeyPrefix+"arch"] = r.Arch.String()
	m, err := weights.ParseMetadata(ours)
	if err != nil {
		return weights.Model{}, fmt.Errorf("convert: %w", err)
	}
	if m.Title == "" {
		m.Title = title(r.Arch)
	}
	if family, _ := byName(r.Mapping); family.known != nil {
		family.known.complete(&m)
	}
	return m, nil
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
		name = fmt.Sprintf("RegNet-%d (%s)", r.Depth(), strings.ToUpper(string(r.Regulator)))
	}
	if r.SE > 0 {
		name = "SE-" + name
	}
	return name
}
