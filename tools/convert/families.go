package convert

import "regexp"

// otherFamilies are networks that are told by a name of a tensor and that the
// engine does not run.
var otherFamilies = []struct {
	sign *regexp.Regexp
	what string
}{
	{regexp.MustCompile(`denseblock\d|denselayer\d|^dense\d+\.\d+\.|^trans\d+\.`), "a DenseNet"},
	{regexp.MustCompile(`relative_position_bias_table`), "a Swin transformer"},
	{regexp.MustCompile(`cls_token|class_token|patch_embed|pos_embed|encoder\.layers\.encoder_layer|attention\.self\.query|\.attn\.qkv`), "a vision transformer"},
	{regexp.MustCompile(`[iI]nception|^Mixed_\d|branch1x1|^a3\.b1\.`), "an Inception network or GoogLeNet"},
	{regexp.MustCompile(`dwconv|\.gamma$|layer_scale$`), "a ConvNeXt"},
	{regexp.MustCompile(`_expand_conv|_depthwise_conv|conv_pw\b|conv_dw\b|\.block\.\d+\.\d+\.weight`), "an EfficientNet or MobileNet"},
	{regexp.MustCompile(`^features\.\d+\.conv\.`), "a MobileNet"},
	{regexp.MustCompile(`\.(squeeze|expand1x1|expand3x3)\.weight$`), "a SqueezeNet"},
	{regexp.MustCompile(`trunk_output`), "a RegNet of Radosavovic et al. (another network of that name)"},
	{regexp.MustCompile(`\.branch[12]\.\d`), "a ShuffleNet"},
	{regexp.MustCompile(`^block\d\.layer\.\d+\.|convShortcut`), "a Wide ResNet with pre-activation"},
	{regexp.MustCompile(`^features\.\d+\.(weight|bias)$`), "a VGG network or AlexNet"},
	{regexp.MustCompile(`\.(se|se_module|SE)\.|^layer\d+\.\d+\.fc[12]?\.`), "a ResNet with squeeze and excitation under names that are not known here"},
	{regexp.MustCompile(`^layer\d+\.\d+\.(downsample|shortcut)\.2\.`), "a ResNet-D, with an average pool in its shortcuts"},
	{regexp.MustCompile(`^conv1\.[3-9]\.weight$`), "a ResNet with a stem of several convolutions"},
}

// otherFamily names the network that a file's tensors are of, "" where they
// may be a ResNet's.
func otherFamily(t tensors) string {
	for _, f := range otherFamilies {
		for _, name := range t.all {
			if f.sign.MatchString(name) {
				return f.what
			}
		}
	}
	// A norm in front of the first convolution of a block and none behind the
	// stem.
	if t.has("conv0.weight") && !t.has("bn0.weight") && t.has(blockName(1, 1)+".bn1.weight") {
		return "a ResNet with pre-activation"
	}
	return ""
}
