package convert

import (
	"regexp"
	"strconv"
	"strings"

	"regnetlens/infer/arch"
)

// mapping knows one way to name a ResNet's parameters.
type mapping struct {
	name string
	// sign is a tensor that this mapping's networks have and the others' do
	// not.
	sign string
	// foreign translates a parameter's name of ours to the mapping's.
	foreign func(ours string) string
	// infer finds the architecture out.
	infer func(t tensors, o Options) (arch.Record, error)
}

// mappings in the order in which "auto" tries them.
var mappings = []mapping{
	{name: "spec", sign: "conv0.weight", foreign: func(ours string) string { return ours }, infer: inferSpec},
	{name: "akamaster", sign: "linear.weight", foreign: akamasterLayout.foreign, infer: akamasterLayout.infer},
	{name: "torchvision", sign: "fc.weight", foreign: torchvisionLayout.foreign, infer: torchvisionLayout.infer},
}

// akamasterLayout: the CIFAR-10 ResNets of the widely used repository
// "pytorch_resnet_cifar10", whose shortcuts are of option A and have no
// parameters.
var akamasterLayout = layout{
	stem: arch.StemCIFAR, shortcut: arch.ShortcutPad, fc: "linear",
}

// torchvisionLayout: torchvision's ResNets for ImageNet, whose bottleneck
// blocks have their stride on the 3×3 convolution.
var torchvisionLayout = layout{
	stem: arch.StemImageNet, shortcut: arch.ShortcutProjection, fc: "fc",
	proj: "downsample.0", bnProj: "downsample.1", bottleneckStride: arch.StrideConv2,
}

// layout is the common pattern of plain ResNets: conv1, bn1, then
// layer<s>.<t>.{conv,bn}<n> with stages from 1 and blocks from 0, then the
// classifier.
type layout struct {
	stem             arch.Stem
	shortcut         arch.Shortcut
	bottleneckStride arch.BottleneckStride
	fc               string // the classifier
	proj, bnProj     string // the shortcut's convolution and norm
}

var blockName = regexp.MustCompile(`^stage(\d+)\.block(\d+)\.(\w+)\.(.*)$`)

// foreign translates "stage2.block1.bn_proj.bias" to "layer2.0.downsample.1.bias".
func (l layout) foreign(ours string) string {
	if rest, ok := strings.CutPrefix(ours, "conv0."); ok {
		return "conv1." + rest
	}
	if rest, ok := strings.CutPrefix(ours, "bn0."); ok {
		return "bn1." + rest
	}
	if rest, ok := strings.CutPrefix(ours, "fc."); ok {
		return l.fc + "." + rest
	}
	m := blockName.FindStringSubmatch(ours)
	if m == nil {
		return ours
	}
	t, _ := strconv.Atoi(m[2])
	part := m[3]
	switch part {
	case "proj":
		part = l.proj
	case "bn_proj":
		part = l.bnProj
	}
	return "layer" + m[1] + "." + strconv.Itoa(t-1) + "." + part + "." + m[4]
}
