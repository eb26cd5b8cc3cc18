package measure

import "gonum.org/v1/gonum/mathext"

// McNemar is McNemar's exact test, two-sided: how often two classifiers that are
// equally good would differ at least so much in how many pictures only the one
// and only the other gets right. It is the sign test: the two tails of a
// binomial distribution at one half, which are incomplete beta functions.
func McNemar(one, other int) float64 {
	few, many := min(one, other), max(one, other)
	if few == many {
		return 1
	}
	return min(1, 2*mathext.RegIncBeta(float64(many), float64(few+1), 0.5))
}
