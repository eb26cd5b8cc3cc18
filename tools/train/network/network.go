// Package network is how training names its networks: "regnet-20-lstm" is an
// architecture.
package network

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"

	"regnetlens/infer/arch"
)

// Network is one that was named.
type Network struct {
	Record    arch.Record
	ID, Title string
}

// nameForm is a network's name: family, depth, regulator, and the stages that
// have one where not all do.
var nameForm = regexp.MustCompile(`^(se-)?(resnet|regnet)-(\d+)(?:-(rnn|gru|lstm))?(?:-stage([1-9]))?$`)

// Help explains the names on the command line.
const Help = `a name such as resnet-20, regnet-20-lstm, se-regnet-56-gru, regnet-20-lstm-stage2 or (224 × 224) regnet-50-lstm; or a file with an architecture record in JSON`

// Parse turns a name, or a file with a record, into an architecture for so many
// classes, and a title. Depths 6n + 2 are the paper's networks for CIFAR; 18, 34 and 50 with
// the large stem those for ImageNet.
func Parse(name string, classes int) (Network, error) {
	if strings.HasSuffix(name, ".json") {
		r, err := readRecord(name, classes)
		return Network{r, "custom", "Custom network"}, err
	}
	m := nameForm.FindStringSubmatch(name)
	if m == nil || (m[2] == "regnet") != (m[4] != "") || m[5] != "" && m[4] == "" {
		return Network{}, fmt.Errorf("%q is no network: want %s", name, Help)
	}
	se, family, cell, stage := m[1] != "", m[2], m[4], m[5]
	depth, err := strconv.Atoi(m[3])
	if err != nil {
		return Network{}, err
	}
	r, ok := plainRecord(depth, classes)
	if !ok {
		return Network{}, fmt.Errorf("%q: there is no network of %d layers, but of 8, 14, 20, 26, … and 18, 34, 50", name, depth)
	}
	title := map[string]string{"resnet": "ResNet", "regnet": "RegNet"}[family] + "-" + m[3]
	if se {
		r.SE = 16
		title = "SE-" + title
	}
	if cell != "" {
		if r.Regulator, err = arch.ParseRegulator(cell); err != nil {
			return Network{}, err
		}
		title += " (" + strings.ToUpper(cell) + ")"
	}
	if stage != "" {
		r.RegulatedStages = []int{int(stage[0] - '0')}
		title = strings.TrimSuffix(title, ")") + ", stage " + stage + " only)"
	}
	return Network{r, name, title}, r.Validate()
}

// readRecord reads an architecture from a file; without a number of classes it
// has that of the data.
func readRecord(file string, classes int) (arch.Record, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return arch.Record{}, err
	}
	var probe map[string]any
	if err := json.Unmarshal(b, &probe); err == nil && probe["classes"] == nil {
		probe["classes"] = classes
		if b, err = json.Marshal(probe); err != nil {
			return arch.Record{}, err
		}
	}
	return arch.Parse(b)
}

// plainRecord is the ResNet of a depth; false where there is none.
func plainRecord(depth, classes int) (arch.Record, bool) {
	r := arch.Record{Shortcut: arch.ShortcutProjection, Classes: classes, Block: arch.BlockBasic}
	if blocks := map[int][]int{18: {2, 2, 2, 2}, 34: {3, 4, 6, 3}, 50: {3, 4, 6, 3}}[depth]; blocks != nil {
		r.Stem, r.StemWidth, r.Widths, r.Blocks = arch.StemImageNet, 64, []int{64, 128, 256, 512}, blocks
		if depth == 50 {
			r.Block = arch.BlockBottleneck
		}
		return r, true
	}
	n := (depth - 2) / 6
	r.Stem, r.StemWidth, r.Widths, r.Blocks = arch.StemCIFAR, 16, []int{16, 32, 64}, []int{n, n, n}
	return r, n >= 1 && depth == 6*n+2
}
