// Package kernels holds the WebGPU backend's compute shaders, one story a
// file. A kernel's file begins with the comment on its tiling; the weights'
// layout is in conv.wgsl and cell.wgsl, the activations' in common.wgsl.
package kernels

import (
	"embed"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"sync"
)

//go:embed *.wgsl
var files embed.FS

// parts lists, for every kernel, the files that its own text stands on.
var parts = map[string][]string{
	"conv_direct": {"common", "conv"}, "conv_quad": {"common", "conv"},
	"conv_tile": {"common", "conv", "single"}, "conv_tile_half": {"common", "conv", "half"},
	"conv3x3_quad": {"common", "conv"}, "conv3x3_winograd": {"common", "conv"}, "conv3x3_winograd4": {"common", "conv"},
	"rnn": {"common", "cell"}, "gru_gates": {"common", "cell"}, "gru_state": {"common", "cell"},
	"rnn_tile":       {"common", "cell", "cell_tile"},
	"gru_gates_tile": {"common", "cell", "cell_tile"}, "gru_state_tile": {"common", "cell", "cell_tile"},
	"lstm": {"common", "cell"}, "lstm_quad": {"common", "cell"},
	"maxpool": {"common"}, "shortcut": {"common"},
	"squeeze": {"common"}, "excite": {"common"}, "head": {"common"},
	"peak_math": {"common"}, "peak_copy": {"common"},
	"extent": {"map"}, "paint": {"map"},
}

// Names lists the kernels.
func Names() []string {
	var names []string
	for n := range parts {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// Version tells apart programs whose kernels differ in any way: a digest of
// all files.
var Version = sync.OnceValue(func() string {
	digest := fnv.New64a()
	entries, _ := files.ReadDir(".") // can't fail: the files are in the program
	for _, e := range entries {
		text, _ := files.ReadFile(e.Name())
		fmt.Fprintf(digest, "%s %d\n%s", e.Name(), len(text), text)
	}
	return fmt.Sprintf("%016x", digest.Sum64())
})

// NeedsSubgroups tells whether a kernel runs only on devices with the feature
// "subgroups".
func NeedsSubgroups(name string) bool { return strings.HasSuffix(name, "_quad") }

// NeedsF16 tells whether a kernel runs only on devices with the feature
// "shader-f16".
func NeedsF16(name string) bool { return strings.HasSuffix(name, half) }

// half ends the name of a kernel that is another one's text in half precision.
const half = "_half"

// Source is a kernel's complete WGSL: a module with the entry point main, or,
// to draw maps, vertex and fragment.
func Source(name string) (string, error) {
	under, ok := parts[name]
	if !ok {
		return "", fmt.Errorf("kernels: there is no kernel %q", name)
	}
	var b strings.Builder
	if NeedsSubgroups(name) {
		b.WriteString("enable subgroups;\n")
	}
	if NeedsF16(name) {
		b.WriteString("enable f16;\n")
	}
	for _, f := range append(slices.Clone(under), strings.TrimSuffix(name, half)) {
		text, err := files.ReadFile(f + ".wgsl")
		if err != nil {
			return "", fmt.Errorf("kernels: %w", err)
		}
		b.Write(text)
	}
	return b.String(), nil
}
