package results

import (
	"cmp"
	"math"
	"slices"

	"regnetlens/infer/measure"
)

// Group are runs of one network that differ in nothing but the seed.
type Group struct {
	Sweep  string
	Epochs int
	Runs   []Run // by seed
}

// Groups are the runs of a network, by its id, on a data set: those of the most
// epochs first.
func (r *Report) Groups(network, data string) []Group {
	var out []Group
	for _, run := range r.Runs {
		if run.Network != network || run.Data != data {
			continue
		}
		i := slices.IndexFunc(out, func(g Group) bool { return g.Sweep == run.Sweep && g.Epochs == run.Epochs })
		if i < 0 {
			i = len(out)
			out = append(out, Group{Sweep: run.Sweep, Epochs: run.Epochs})
		}
		out[i].Runs = append(out[i].Runs, run)
	}
	for _, g := range out {
		slices.SortFunc(g.Runs, func(a, b Run) int { return cmp.Compare(a.Seed, b.Seed) })
	}
	slices.SortStableFunc(out, func(a, b Group) int { return cmp.Compare(b.Epochs, a.Epochs) })
	return out
}

// Mean is how often the runs are right in the mean, in %.
func (g *Group) Mean() float64 {
	sum := 0.0
	for i := range g.Runs {
		sum += g.Runs[i].Percent()
	}
	return sum / float64(len(g.Runs))
}

// Line are the ends of what is drawn through the mean, in %: the mean less and
// plus the sample standard deviation over the seeds. Of one seed there is none:
// then it is the 95 % interval that the number of test pictures leaves.
func (g *Group) Line() (low, high float64) {
	if len(g.Runs) == 1 {
		low, high = measure.Wilson(g.Runs[0].Right, g.Runs[0].Pictures)
		return 100 * low, 100 * high
	}
	mean, squares := g.Mean(), 0.0
	for i := range g.Runs {
		d := g.Runs[i].Percent() - mean
		squares += d * d
	}
	deviation := math.Sqrt(squares / float64(len(g.Runs)-1))
	return mean - deviation, mean + deviation
}

// Early is how often the answers read off the blocks are right in the mean of
// the runs.
func (g *Group) Early() []Point {
	out := slices.Clone(g.Runs[0].Early)
	for i := range out {
		sum, n := 0.0, 0.0
		for _, run := range g.Runs {
			for _, p := range run.Early {
				if p.Place == out[i].Place {
					sum, n = sum+p.Right, n+1
				}
			}
		}
		out[i].Right = sum / n
	}
	return out
}
