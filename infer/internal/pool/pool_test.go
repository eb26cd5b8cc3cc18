package pool

import (
	"sync/atomic"
	"testing"
)

func TestRun(t *testing.T) {
	for _, threads := range []int{0, 1, 3} {
		p := New(threads)
		for _, n := range []int{0, 1, 2, 100} {
			counts := make([]atomic.Int32, n)
			busy := make([]atomic.Bool, p.Threads())
			p.Run(n, func(i, thread int) {
				if busy[thread].Swap(true) {
					t.Errorf("thread %d is used twice at once", thread)
				}
				counts[i].Add(1)
				busy[thread].Store(false)
			})
			for i := range counts {
				if c := counts[i].Load(); c != 1 {
					t.Errorf("%d threads: item %d of %d ran %d times", threads, i, n, c)
				}
			}
		}
		p.Close()
	}
}

func TestRunAllocatesNothing(t *testing.T) {
	p := New(2)
	defer p.Close()
	var sum atomic.Int64
	f := func(i, _ int) { sum.Add(int64(i)) }
	if n := testing.AllocsPerRun(100, func() { p.Run(8, f) }); n != 0 {
		t.Errorf("%g allocations", n)
	}
}
