// Package pool runs the same function on several threads without allocating.
package pool

import (
	"sync"
	"sync/atomic"
)

// Pool is a set of waiting goroutines. It is used by one goroutine at a time.
type Pool struct {
	threads int
	wake    chan struct{}
	done    sync.WaitGroup
	next    atomic.Int64
	n       int
	f       func(i, thread int)
	ids     atomic.Int64
}

// New starts threads-1 goroutines; the caller of [Pool.Run] is the last one.
func New(threads int) *Pool {
	p := &Pool{threads: max(1, threads), wake: make(chan struct{})}
	for range p.threads - 1 {
		go func() {
			for range p.wake {
				p.work(int(p.ids.Add(1)))
				p.done.Done()
			}
		}()
	}
	return p
}

// Threads is how many work at once.
func (p *Pool) Threads() int { return p.threads }

// Run calls f(i, thread) for every i in 0..n-1, each once, on any of the
// threads; thread, in 0..Threads()-1, is never used twice at the same time.
// It returns when all calls have. Pass the same f each time: a new closure
// would be an allocation.
func (p *Pool) Run(n int, f func(i, thread int)) {
	p.n, p.f = n, f
	p.next.Store(0)
	p.ids.Store(0)
	helpers := min(p.threads, n) - 1
	p.done.Add(max(0, helpers))
	for range helpers {
		p.wake <- struct{}{}
	}
	p.work(0)
	p.done.Wait()
}

func (p *Pool) work(thread int) {
	for i := int(p.next.Add(1)) - 1; i < p.n; i = int(p.next.Add(1)) - 1 {
		p.f(i, thread)
	}
}

// Close ends the goroutines.
func (p *Pool) Close() { close(p.wake) }
