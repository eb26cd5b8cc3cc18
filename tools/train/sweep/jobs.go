package sweep

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"regnetlens/tools/train/run"
)

// Done reports whether a run's folder holds its weight file.
func Done(dir string, j Job) bool {
	info, err := os.Stat(filepath.Join(dir, j.Folder(), run.ModelFile))
	return err == nil && info.Mode().IsRegular()
}

// Failure is a run that failed.
type Failure struct {
	Job
	Err error
}

// Cores are those that a sweep's runs share.
type Cores struct {
	Count    int // of the machine
	Parallel int // most runs at once
}

// Run takes the jobs that are not done through train, several at once, each
// with its share of the cores: one where there are as many runs as cores, more
// when fewer runs are left. A failed one keeps no other from running. When ctx
// is done no further one begins.
func Run(ctx context.Context, dir string, jobs []Job, c Cores, train func(ctx context.Context, j Job, threads int) error) []Failure {
	jobs = slices.DeleteFunc(slices.Clone(jobs), func(j Job) bool { return Done(dir, j) })
	var (
		wait    sync.WaitGroup
		mu      sync.Mutex
		ended   = sync.NewCond(&mu)
		running int
		free    = c.Count // fewer than none where more runs are asked for than there are cores
		failed  []Failure
	)
	mu.Lock()
	for i, j := range jobs {
		for running >= max(1, c.Parallel) {
			ended.Wait()
		}
		if ctx.Err() != nil {
			break
		}
		// Those that begin now share what is free; the first have the rest.
		sharing := min(max(1, c.Parallel)-running, len(jobs)-i)
		threads := max(1, (free+sharing-1)/sharing)
		running, free = running+1, free-threads
		wait.Go(func() {
			err := train(ctx, j, threads)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				failed = append(failed, Failure{j, err})
			}
			running, free = running-1, free+threads
			ended.Signal()
		})
	}
	mu.Unlock()
	wait.Wait()
	slices.SortFunc(failed, func(a, b Failure) int { return strings.Compare(a.Folder(), b.Folder()) })
	return failed
}
