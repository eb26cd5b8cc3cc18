package results

import (
	"fmt"
	"math"

	"regnetlens/infer/measure"
)

// Comparison is how much more often one network is right than another, on the
// same pictures, over the seeds that both have.
type Comparison struct {
	Seeds    int
	Gained   int     // pictures that only the other gets right, over all seeds
	Lost     int     // that only the first gets right
	Gain     float64 // in accuracy, points of %
	Low      float64 // of its 95 % interval
	High     float64
	P        float64 // McNemar's exact test, two-sided, over the pooled seeds
	pictures int
}

// Compare sets a network's runs beside those of another, seed by seed.
//
// Every picture counts once a seed, as if the seeds were pictures of their own:
// the test reports whether these trained networks differ, not how much another
// seed would change. The interval is Wald's for a difference of paired shares
// (Agresti, Categorical Data Analysis, section 11.1).
func Compare(first, other []Result) (Comparison, error) {
	var c Comparison
	for _, a := range first {
		for _, b := range other {
			if a.Seed != b.Seed {
				continue
			}
			if a.Data != b.Data || a.Pictures != b.Pictures {
				return c, fmt.Errorf("results: %s was measured on %d pictures of %s, %s on %d of %s", a.Network, a.Pictures, a.Data, b.Network, b.Pictures, b.Data)
			}
			c.Seeds++
			c.pictures += a.Pictures
			c.Gained += b.Right.Without(a.Right)
			c.Lost += a.Right.Without(b.Right)
		}
	}
	if c.Seeds == 0 {
		return c, nil
	}
	n, gained, lost := float64(c.pictures), float64(c.Gained), float64(c.Lost)
	gain := (gained - lost) / n
	half := 1.959964 * math.Sqrt((gained+lost)/n-gain*gain) / math.Sqrt(n)
	c.Gain, c.Low, c.High, c.P = 100*gain, 100*(gain-half), 100*(gain+half), measure.McNemar(c.Gained, c.Lost)
	return c, nil
}
