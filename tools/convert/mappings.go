package convert

import (
	"fmt"

	"regnetlens/infer/arch"
)

// mapping is a family of networks of which more is known than their tensors
// tell.
type mapping struct {
	name string
	// fits reports whether a file is of this family, by its names and what was
	// read off them.
	fits func(t tensors, r arch.Record) bool
	// sign is a tensor that a file of this family has, "" for any.
	sign string
	// known completes what is known of every network of the family.
	known *known
}

// known is what the publishers of a family say of all its networks.
type known struct {
	input     int
	mean, std [3]float32
	classes   []string // of those with as many
}

// The mean and standard deviation of ImageNet's pixels, by which the published
// families normalise their pictures.
var (
	imageNetMean = [3]float32{0.485, 0.456, 0.406}
	imageNetStd  = [3]float32{0.229, 0.224, 0.225}
)

// mappings in the order in which "auto" tries them.
var mappings = []mapping{
	{name: "spec", sign: "conv0.weight", fits: func(t tensors, _ arch.Record) bool { return t.spec }},
	// The ResNets of Hugging Face's library.
	{name: "huggingface", sign: "embedder.embedder.convolution.weight", known: &known{224, imageNetMean, imageNetStd, nil},
		fits: func(t tensors, r arch.Record) bool { return t.hug && r.Stem == arch.StemImageNet }},
	// The CIFAR-10 ResNets of the widely used repository
	// "pytorch_resnet_cifar10", whose shortcuts are of option A and have no
	// parameters.
	{name: "akamaster", sign: "linear.weight", known: &known{32, imageNetMean, imageNetStd, CIFAR10},
		fits: func(t tensors, r arch.Record) bool {
			return t.foreign("linear.weight") && r.Stem == arch.StemCIFAR && r.Shortcut == arch.ShortcutPad
		}},
	// torchvision's ResNets for ImageNet.
	{name: "torchvision", sign: "fc.weight", known: &known{224, imageNetMean, imageNetStd, nil},
		fits: func(t tensors, r arch.Record) bool {
			return t.foreign("fc.weight") && r.Stem == arch.StemImageNet && r.Shortcut == arch.ShortcutProjection
		}},
	// Any other combination of stem, blocks, shortcut and names.
	{name: "resnet", fits: func(t tensors, _ arch.Record) bool { return !t.spec }},
}

// foreign reports whether the file, its wrappers' prefixes taken off, has a
// tensor of that name, and does not use ours.
func (t tensors) foreign(name string) bool {
	for _, n := range t.all {
		if n == name {
			return !t.spec
		}
	}
	return false
}

// Auto is the mapping's name that leaves the choice to the names in the file.
const Auto = "auto"

// Mappings lists the mappings by name.
func Mappings() []string {
	names := make([]string, len(mappings))
	for i, m := range mappings {
		names[i] = m.name
	}
	return names
}

func byName(name string) (mapping, bool) {
	for _, m := range mappings {
		if m.name == name {
			return m, true
		}
	}
	return mapping{}, false
}

// familyOf returns the mapping that a file was read by.
func familyOf(t tensors, r arch.Record) mapping {
	for _, m := range mappings {
		if m.fits(t, r) {
			return m
		}
	}
	return mappings[len(mappings)-1]
}

// asked checks that a file is of the family that somebody asked for.
func asked(name string, t tensors, r arch.Record) (mapping, error) {
	m, _ := byName(name)
	if m.fits(t, r) {
		return m, nil
	}
	return mapping{}, fmt.Errorf("this network (%s stem, %s shortcuts) is not one of them; it is read as %s", r.Stem, r.Shortcut, familyOf(t, r).name)
}
