package learn

import (
	"fmt"
	"runtime"
)

// Options of a learner.
type Options struct {
	Batch     int     // most pictures of one pass
	Threads   int     // 0 means all cores
	Smoothing float64 // share of each label's mass that goes to all classes evenly
	Optimizer Optimizer
}

// Validate returns an error that names the first field that cannot be.
func (o Options) Validate() error {
	switch {
	case o.Batch < 1:
		return fmt.Errorf("learn: a batch of %d is not at least 1", o.Batch)
	case o.Threads < 0:
		return fmt.Errorf("learn: %d threads", o.Threads)
	case !(o.Smoothing >= 0 && o.Smoothing < 1):
		return fmt.Errorf("learn: a smoothing of %g is not within 0 to 1", o.Smoothing)
	}
	return o.Optimizer.Validate()
}

// Workers is the number of threads that are meant, at least 1.
func (o Options) Workers() int {
	if o.Threads > 0 {
		return o.Threads
	}
	return runtime.GOMAXPROCS(0)
}
