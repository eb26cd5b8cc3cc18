//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package kernel

import (
	"sync"
	"time"
)

// PeakFlops measures the processor's arithmetic: fused multiply-adds of the
// widest vectors that the products here use, on values that stay in registers,
// in operations a second (two for each lane), on so many threads at once. It
// takes some 0.2 s.
func PeakFlops(threads int) float64 {
	const columns = Panel
	// A product with rows of one panel and a long sum: eight rows of sums in
	// registers, B in the first-level cache.
	const rows, depth = 8, 256
	work := func() (flops float64) {
		a, b, c := Alloc(rows*depth), Alloc(depth*columns), Alloc(rows*columns)
		for i := range a {
			a[i] = float32(i%7) / 8
		}
		for i := range b {
			b[i] = float32(i%5) / 8
		}
		for start := time.Now(); time.Since(start) < 200*time.Millisecond; {
			for range 64 {
				PlainTiles(At(a, 0), depth*4, At(b, 0), At(c, 0), columns*4, rows, 1, depth)
			}
			flops += 64 * 2 * rows * depth * columns
		}
		return flops
	}
	return together(threads, work)
}

// PeakBandwidth measures the memory: an array of 64 MB added to another, which
// hardly a cache holds, in bytes read and written a second, on so many
// threads at once.
func PeakBandwidth(threads int) float64 {
	const n = 16 << 20
	dst, a := Alloc(n), Alloc(n)
	for i := range a {
		a[i], dst[i] = 1, 2
	}
	next := make(chan int, threads)
	each := n / threads / Lanes * Lanes
	for i := range threads {
		next <- i * each
	}
	work := func() (bytes float64) {
		at := <-next
		for start := time.Now(); time.Since(start) < 200*time.Millisecond; {
			AddTo(At(dst, at), At(a, at), each)
			bytes += 3 * 4 * float64(each)
		}
		return bytes
	}
	return together(threads, work)
}

// together runs work on threads at once and returns what they do in a second.
func together(threads int, work func() float64) float64 {
	var (
		wait  sync.WaitGroup
		mu    sync.Mutex
		total float64
	)
	start := time.Now()
	for range threads {
		wait.Go(func() {
			done := work()
			mu.Lock()
			defer mu.Unlock()
			total += done
		})
	}
	wait.Wait()
	return total / time.Since(start).Seconds()
}
