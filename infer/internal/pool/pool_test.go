package pool

import (
	"runtime"
	"sync/atomic"
	"testing"
	"time"
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

// A caller may be held up between calling a helper and looking whether it has to
// be woken, while the helper sees the call, does its work and falls asleep. Being
// woken then is not another call.
func TestLateWake(t *testing.T) {
	h := &helper{wake: make(chan struct{}, 1)}
	h.runs.Store(1) // the call, which was answered
	returned := make(chan struct{})
	go func() {
		h.wait(1)
		close(returned)
	}()
	fallAsleep := func() {
		t.Helper()
		for start := time.Now(); !h.asleep.Load(); runtime.Gosched() {
			select {
			case <-returned:
				t.Fatal("it went to work without a call")
			default:
			}
			if time.Since(start) > time.Minute {
				t.Fatal("it does not fall asleep")
			}
		}
	}
	fallAsleep()
	if !h.asleep.CompareAndSwap(true, false) { // as call does, late
		t.Fatal("somebody else has woken it")
	}
	h.wake <- struct{}{}
	fallAsleep()
	h.call()
	<-returned
}
