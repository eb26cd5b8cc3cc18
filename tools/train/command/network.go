package command

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"

	"regnetlens/infer/arch"
	"regnetlens/tools/train/device"
)

// architecture is a network that was asked for.
type architecture struct {
	record    arch.Record
	id, title string
	config    device.Config // where a recipe is known
}

// nameForm is a network's name: family, depth, regulator, and the stages that
// have one where not all do.
var nameForm = regexp.MustCompile(`^(se-)?(resnet|regnet)-(\d+)(?:-(rnn|gru|lstm))?(?:-stage([1-9]))?$`)

// networkHelp explains nameForm on the command line.
const networkHelp = `a name such as resnet-20, regnet-20-lstm, se-regnet-56-gru, regnet-20-lstm-stage2 or (224 × 224) regnet-50-lstm; or a file with an architecture record in JSON`

// parseNetwork turns the argument of "regnet train" into an architecture and a
// title. Depths 6n + 2 are the paper's networks for CIFAR; 18, 34 and 50 with
// the large stem those for ImageNet.
func parseNetwork(name string, classes int) (architecture, error) {
	if strings.HasSuffix(name, ".json") {
		b, err := os.ReadFile(name)
		if err != nil {
			return architecture{}, err
		}
		var probe map[string]any
		if err := json.Unmarshal(b, &probe); err == nil && probe["classes"] == nil {
			probe["classes"] = classes
			if b, err = json.Marshal(probe); err != nil {
				return architecture{}, err
			}
		}
		r, err := arch.Parse(b)
		return architecture{record: r, id: "custom", title: "Custom network"}, err
	}
	m := nameForm.FindStringSubmatch(name)
	if m == nil || (m[2] == "regnet") != (m[4] != "") || m[5] != "" && m[4] == "" {
		return architecture{}, fmt.Errorf("%q is no network: want %s", name, networkHelp)
	}
	depth, err := strconv.Atoi(m[3])
	if err != nil {
		return architecture{}, err
	}
	r := arch.Record{Shortcut: arch.ShortcutProjection, Classes: classes}
	large := map[int][]int{18: {2, 2, 2, 2}, 34: {3, 4, 6, 3}, 50: {3, 4, 6, 3}}
	switch {
	case large[depth] != nil:
		r.Stem, r.StemWidth, r.Block = arch.StemImageNet, 64, arch.BlockBasic
		r.Widths, r.Blocks = []int{64, 128, 256, 512}, large[depth]
		if depth == 50 {
			r.Block = arch.BlockBottleneck
		}
	case depth >= 8 && (depth-2)%6 == 0:
		n := (depth - 2) / 6
		r.Stem, r.StemWidth, r.Block = arch.StemCIFAR, 16, arch.BlockBasic
		r.Widths, r.Blocks = []int{16, 32, 64}, []int{n, n, n}
	default:
		return architecture{}, fmt.Errorf("%q: there is no network of %d layers, but of 8, 14, 20, 26, … and 18, 34, 50", name, depth)
	}
	if m[4] != "" {
		if r.Regulator, err = arch.ParseRegulator(m[4]); err != nil {
			return architecture{}, err
		}
	}
	if m[1] != "" {
		r.SE = 16
	}
	if m[5] != "" {
		r.RegulatedStages = []int{int(m[5][0] - '0')}
	}
	title := map[string]string{"resnet": "ResNet", "regnet": "RegNet"}[m[2]] + "-" + m[3]
	if m[1] != "" {
		title = "SE-" + title
	}
	if m[4] != "" {
		title += " (" + strings.ToUpper(m[4])
		if m[5] != "" {
			title += ", stage " + m[5] + " only"
		}
		title += ")"
	}
	return architecture{record: r, id: name, title: title}, r.Validate()
}
