package measure

import "math"

// Wilson are the ends of the 95 % interval of a share, after Wilson (1927):
// where the share of very many may well lie when so many of these are right.
func Wilson(right, of int) (low, high float64) {
	const z = 1.959964
	n := float64(of)
	share := float64(right) / n
	middle := (share + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(share*(1-share)/n+z*z/(4*n*n))
	return max(0, middle-half), min(1, middle+half)
}
