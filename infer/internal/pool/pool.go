// Package pool runs the same function on several threads without allocating.
package pool

import (
	"runtime"
	"sync/atomic"
)

// Pool is a set of waiting goroutines. It is used by one goroutine at a time.
type Pool struct {
	helpers []*helper
	closed  atomic.Bool

	// The run under way.
	n       int
	f       func(i, thread int)
	next    atomic.Int64
	working atomic.Int32 // helpers that are not done
}

// helper is a goroutine that waits for its number to change: first awake, since
// the layers of a network follow each other within microseconds and waking
// takes longer than many of them, then asleep.
type helper struct {
	runs   atomic.Uint32
	asleep atomic.Bool
	wake   chan struct{}
}

// A waiting goroutine looks spins times before it sleeps, some 50 µs, and
// lets others run now and then.
const (
	spins      = 1 << 15
	yieldEvery = 1 << 7
)

// New starts threads-1 goroutines; the caller of [Pool.Run] is the last one.
func New(threads int) *Pool {
	p := &Pool{}
	for i := 1; i < threads; i++ {
		h := &helper{wake: make(chan struct{}, 1)}
		p.helpers = append(p.helpers, h)
		go func() {
			for seen := uint32(0); ; seen++ {
				h.wait(seen)
				if p.closed.Load() {
					return
				}
				p.work(i)
				p.working.Add(-1)
			}
		}()
	}
	return p
}

// wait returns when runs is no longer seen.
func (h *helper) wait(seen uint32) {
	for {
		for i := range spins {
			if h.runs.Load() != seen {
				return
			}
			if i%yieldEvery == yieldEvery-1 {
				runtime.Gosched()
			}
		}
		h.asleep.Store(true)
		if h.runs.Load() != seen && h.asleep.CompareAndSwap(true, false) {
			return // called in between, by one who thought it awake
		}
		<-h.wake
		if h.runs.Load() != seen {
			return
		}
		// The one who woke it had called it before, and was held up until what
		// it was called for was done: that call is over.
	}
}

// call changes runs.
func (h *helper) call() {
	h.runs.Add(1)
	if h.asleep.CompareAndSwap(true, false) {
		h.wake <- struct{}{}
	}
}

// Threads is how many work at once.
func (p *Pool) Threads() int { return len(p.helpers) + 1 }

// Run calls f(i, thread) for every i in 0..n-1, each once, on any of the
// threads; thread, in 0..Threads()-1, is never used twice at the same time.
// It returns when all calls have. Pass the same f each time: a new closure
// would be an allocation.
func (p *Pool) Run(n int, f func(i, thread int)) {
	p.n, p.f = n, f
	p.next.Store(0)
	helpers := p.helpers[:max(0, min(len(p.helpers), n-1))]
	p.working.Store(int32(len(helpers)))
	for _, h := range helpers {
		h.call()
	}
	p.work(0)
	for i := 0; p.working.Load() > 0; i++ {
		if i%yieldEvery == yieldEvery-1 {
			runtime.Gosched()
		}
	}
}

func (p *Pool) work(thread int) {
	for i := int(p.next.Add(1)) - 1; i < p.n; i = int(p.next.Add(1)) - 1 {
		p.f(i, thread)
	}
}

// Close ends the goroutines.
func (p *Pool) Close() {
	p.closed.Store(true)
	for _, h := range p.helpers {
		h.call()
	}
}
