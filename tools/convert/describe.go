package convert

import (
	"fmt"
	"strings"

	"regnetlens/infer/arch"
	"regnetlens/weights"
)

// CIFAR10 lists the classes of CIFAR-10 in their usual, alphabetical order.
var CIFAR10 = []string{"airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"}

// The mean and standard deviation of ImageNet's pixels, by which both
// published families normalise their pictures.
var (
	imageNetMean = [3]float32{0.485, 0.456, 0.406}
	imageNetStd  = [3]float32{0.229, 0.224, 0.225}
)

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
// without the prefix of ours, and what is known of every network of its
// mapping: the input's size and normalisation, and CIFAR-10's classes. What
// neither knows stays empty. Accuracies are not taken over: they were measured
// on another file.
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
	if r.Mapping == "spec" {
		return m, nil
	}
	m.Mean, m.Std, m.Input = imageNetMean, imageNetStd, 224
	if r.Mapping == "akamaster" {
		m.Input = 32
		if r.Arch.Classes == len(CIFAR10) {
			m.Classes = CIFAR10
		}
	}
	return m, nil
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
