package backend

import (
	"fmt"
	"io"
	"time"

	"github.com/gomlx/compute"
	. "github.com/gomlx/gomlx/core/graph"
	"github.com/gomlx/gomlx/core/tensors"

	"regnetlens/tools/train/device"
)

// Doctor writes what the device is, and lets it compute one convolution
// forward and backward, whose results are known.
func (b *Backend) Doctor(out io.Writer) error {
	fmt.Fprintf(out, "kind     %s\n", b.Kind)
	if b.Kind != device.Go {
		fmt.Fprintf(out, "plugin   %s (found by %s)\nversion  %s\n", b.Plugin.Path, b.Plugin.From, b.API)
	}
	for i := range b.NumDevices() {
		fmt.Fprintf(out, "device   %d: %s\n", i, b.DeviceDescription(compute.DeviceNum(i)))
	}
	driver := Driver()
	if driver == "" {
		driver = "none of NVIDIA's"
	}
	fmt.Fprintf(out, "driver   %s\n", driver)
	start := time.Now()
	if err := b.convolve(); err != nil {
		return err
	}
	fmt.Fprintf(out, "check    one convolution, forward and backward: right, compiled and run in %v\n", time.Since(start).Round(time.Millisecond))
	return nil
}

// convolve takes a 4 × 4 picture of ones through a 3 × 3 window of ones. Every
// output counts the neighbours inside, and the gradient of each window's value
// the places where it lies inside.
func (b *Backend) convolve() error {
	ones := func(n int) []float32 {
		v := make([]float32, n)
		for i := range v {
			v[i] = 1
		}
		return v
	}
	out, err := ExecOnceN(b.Backend, func(x, w *Node) []*Node {
		sum := ReduceAllSum(Convolve(x, w).PaddingPerDim([][2]int{{1, 1}, {1, 1}}).Done())
		grads := Gradient(sum, x, w)
		return []*Node{sum, grads[0], grads[1]}
	}, tensors.FromFlatDataAndDimensions(ones(16), 1, 4, 4, 1), tensors.FromFlatDataAndDimensions(ones(9), 3, 3, 1, 1))
	if err != nil {
		return fmt.Errorf("backend: the convolution fails: %w", firstLine(err))
	}
	want := [][]float32{
		{100},
		{4, 6, 6, 4, 6, 9, 9, 6, 6, 9, 9, 6, 4, 6, 6, 4},
		{9, 12, 9, 12, 16, 12, 9, 12, 9},
	}
	for i, w := range want {
		got := tensors.MustCopyFlatData[float32](out[i])
		for j := range w {
			if diff := got[j] - w[j]; diff > 1e-3 || diff < -1e-3 || diff != diff {
				return fmt.Errorf("backend: the convolution is wrong: %v instead of %v", got, w)
			}
		}
	}
	return nil
}
