// Package kernels holds the WebGPU backend's compute shaders, one story a
// file, and a record of each ([Kernel]). A kernel's file begins with the comment on its tiling; the weights'
// layout is in conv.wgsl and cell.wgsl, the activations' in common.wgsl.
package kernels

import (
	"cmp"
	"embed"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"sync"
)

//go:embed *.wgsl
var files embed.FS

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

// Source is the kernel's complete WGSL: a module with the entry point main, or,
// to draw maps, vertex and fragment.
func (k *Kernel) Source() (string, error) {
	var b strings.Builder
	if k.Subgroups {
		b.WriteString("enable subgroups;\n")
	}
	if k.F16 {
		b.WriteString("enable f16;\n")
	}
	for _, f := range append(slices.Clone(k.under), cmp.Or(k.file, k.Name)) {
		text, err := files.ReadFile(f + ".wgsl")
		if err != nil {
			return "", fmt.Errorf("kernels: %w", err)
		}
		b.Write(text)
	}
	return b.String(), nil
}
