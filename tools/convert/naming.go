package convert

import (
	"regexp"
	"strconv"
	"strings"
)

// A ResNet's parts have customary names, and the many implementations differ
// in which of them they use. So names are not looked up in a table for each
// implementation: every customary name of a part is translated to ours, in any
// combination.
//
//	stem        conv1, bn1; conv, bn; conv1.0, conv1.1; stem.0, stem.1
//	blocks      layer1.0, layers.0.0, stage1.0, stages.0.0, conv2_x.0
//	in a block  conv1, bn1, …; residual_function.0, .1, .3, .4
//	shortcut    shortcut.0, .1; downsample.0, .1; skip, identity_downsample
//	classifier  fc, linear, classifier, head, also as the last of a sequence
//
// and those of Hugging Face's ResNets, which share none of them.

// wrapperPrefixes are what wrappers and surrounding modules put before every
// name, alone or stacked.
var wrapperPrefixes = []string{
	"module.", "_orig_mod.", "model.", "backbone.", "net.", "network.", "resnet.", "_forward_module.", "_fsdp_wrapped_module.",
}

// unwrap takes the wrappers' prefixes off a name.
func unwrap(name string) string {
	for again := true; again; {
		again = false
		for _, p := range wrapperPrefixes {
			if rest, ok := strings.CutPrefix(name, p); ok && rest != "" {
				name, again = rest, true
			}
		}
	}
	return name
}

// counters are the buffers that training keeps and no network needs.
func isCounter(name string) bool {
	return name == "num_batches_tracked" || strings.HasSuffix(name, ".num_batches_tracked") || name == "n_averaged"
}

const field = `\.(weight|bias|running_mean|running_var)$`

var (
	stemConv   = regexp.MustCompile(`^(?:conv1|conv1\.0|conv1\.conv|stem\.0|stem\.conv1?)` + field)
	stemNorm   = regexp.MustCompile(`^(?:bn1|norm1|conv1\.1|conv1\.bn|stem\.1|stem\.bn1?|stem\.norm1?)` + field)
	plainConv  = regexp.MustCompile(`^conv` + field)
	plainNorm  = regexp.MustCompile(`^bn` + field)
	inBlock    = regexp.MustCompile(`^(?:layers?|stages?|blocks?)[._]?(\d+)\.(\d+)\.(.+)` + field)
	inBlockX   = regexp.MustCompile(`^conv(\d+)_x\.(\d+)\.(.+)` + field)
	classifier = regexp.MustCompile(`^(fc|linear|classifier|head|last_linear|output)(?:\.fc|\.\d+)?` + field)

	embedder = regexp.MustCompile(`^embedder\.embedder\.(convolution|normalization)` + field)
	encoder  = regexp.MustCompile(`^encoder\.stages\.(\d+)\.layers\.(\d+)\.(shortcut|layer\.\d)\.(convolution|normalization)` + field)
)

// partsOfBlock are the names of a block's parts.
var partsOfBlock = map[string]string{
	"conv1": "conv1", "conv2": "conv2", "conv3": "conv3", "bn1": "bn1", "bn2": "bn2", "bn3": "bn3",
	"norm1": "bn1", "norm2": "bn2", "norm3": "bn3",
	"residual_function.0": "conv1", "residual_function.1": "bn1", "residual_function.3": "conv2", "residual_function.4": "bn2",
	"residual_function.6": "conv3", "residual_function.7": "bn3",
	"shortcut.convolution": "proj", "shortcut.normalization": "bn_proj",
	"layer.0.convolution": "conv1", "layer.0.normalization": "bn1", "layer.1.convolution": "conv2", "layer.1.normalization": "bn2",
	"layer.2.convolution": "conv3", "layer.2.normalization": "bn3",
}

func init() {
	for _, shortcut := range []string{"shortcut", "downsample", "skip", "identity_downsample", "residual", "projection"} {
		for conv, norm := range map[string]string{"0": "1", "conv": "bn", "conv1": "bn1"} {
			partsOfBlock[shortcut+"."+conv], partsOfBlock[shortcut+"."+norm] = "proj", "bn_proj"
		}
	}
}

// place is a block's by the numbers that a file gives it.
type place struct{ stage, block int }

// namer translates a file's names.
type namer struct {
	first     place // the lowest numbers, which are the first stage and block
	yunjey    bool  // the stem is "conv" and "bn": elsewhere "bn" is a last norm
	isHugging bool
}

func newNamer(names []string) namer {
	n := namer{first: place{1 << 30, 1 << 30}}
	for _, name := range names {
		n.yunjey = n.yunjey || name == "conv.weight"
		n.isHugging = n.isHugging || embedder.MatchString(name)
		if p, _, _, ok := blockPart(name); ok {
			n.first.stage, n.first.block = min(n.first.stage, p.stage), min(n.first.block, p.block)
		}
	}
	return n
}

// blockPart takes apart the name of something in a block.
func blockPart(name string) (p place, part, rest string, ok bool) {
	m := inBlock.FindStringSubmatch(name)
	if m == nil {
		m = inBlockX.FindStringSubmatch(name)
	}
	if h := encoder.FindStringSubmatch(name); h != nil {
		m = []string{name, h[1], h[2], h[3] + "." + h[4], h[5]}
	}
	if m == nil {
		return place{}, "", "", false
	}
	stage, err1 := strconv.Atoi(m[1])
	block, err2 := strconv.Atoi(m[2])
	part, known := partsOfBlock[m[3]]
	return place{stage, block}, part, m[4], err1 == nil && err2 == nil && known
}

// ours is our name of a file's unwrapped name, false where it has none.
func (n namer) ours(name string) (string, bool) {
	if p, part, rest, ok := blockPart(name); ok {
		stage, block := p.stage-n.first.stage+1, p.block-n.first.block+1
		return blockName(stage, block) + "." + part + "." + rest, true
	}
	for _, r := range []struct {
		pattern *regexp.Regexp
		to      string
		when    bool
	}{
		{stemConv, "conv0", true}, {stemNorm, "bn0", true},
		{plainConv, "conv0", n.yunjey}, {plainNorm, "bn0", n.yunjey},
	} {
		if m := r.pattern.FindStringSubmatch(name); m != nil && r.when {
			return r.to + "." + m[1], true
		}
	}
	if m := embedder.FindStringSubmatch(name); m != nil {
		return map[string]string{"convolution": "conv0", "normalization": "bn0"}[m[1]] + "." + m[2], true
	}
	if m := classifier.FindStringSubmatch(name); m != nil {
		return "fc." + m[2], true
	}
	return "", false
}

func blockName(stage, block int) string {
	return "stage" + strconv.Itoa(stage) + ".block" + strconv.Itoa(block)
}

var ourBlock = regexp.MustCompile(`^stage(\d+)\.block(\d+)\.(\w+)\.(.*)$`)

// customary is the name that most implementations give to what is ours: for a
// message about something that a file does not have.
func customary(ours string) string {
	if rest, ok := strings.CutPrefix(ours, "conv0."); ok {
		return "conv1." + rest
	}
	if rest, ok := strings.CutPrefix(ours, "bn0."); ok {
		return "bn1." + rest
	}
	m := ourBlock.FindStringSubmatch(ours)
	if m == nil {
		return ours
	}
	block, _ := strconv.Atoi(m[2]) // a number by the pattern
	part := m[3]
	switch part {
	case "proj":
		part = "downsample.0"
	case "bn_proj":
		part = "downsample.1"
	}
	return "layer" + m[1] + "." + strconv.Itoa(block-1) + "." + part + "." + m[4]
}
