package bench

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"regnetlens/infer/learn"
)

// Passes are the parts of a step, each with its shortest time so far.
type Passes []learn.PassTime

// Add takes in the times of one step.
func (p *Passes) Add(times []learn.PassTime) {
	if len(*p) != len(times) {
		*p = slices.Clone(times)
		return
	}
	for i, t := range times {
		(*p)[i].Seconds = min((*p)[i].Seconds, t.Seconds)
	}
}

// Peak is what the machine does at most, a second, with as many threads as were
// timed. Zero: not measured.
type Peak struct {
	Flops float64 `json:"flops"` // additions and multiplications, in float32
	Bytes float64 `json:"bytes"` // read and written
}

// Share is what the passes of one kind, within a stage, get out of the machine:
// those of one name that do the same work in every block.
type Share struct {
	Network  string  `json:"network"`
	Threads  int     `json:"threads"`
	Kind     string  `json:"kind"` // "stage1 conv1"; of a single pass its own name
	Backward bool    `json:"backward"`
	Passes   int     `json:"passes"`
	MS       float64 `json:"ms"`       // of a step, all of them together
	OfTime   float64 `json:"of_time"`  // of all passes
	GFlops   float64 `json:"gflops"`   // a second, as direct convolution would need them
	OfFlops  float64 `json:"of_flops"` // of the peak; Winograd's form needs less and can pass 1
	GBytes   float64 `json:"gbytes"`   // a second, if no cache helped
	OfBytes  float64 `json:"of_bytes"` // of the peak; caches can pass 1
}

// Shares sums passes up, forward and backward apart, the longest first.
func (p Passes) Shares(network string, threads int, peak Peak) []Share {
	type kind struct {
		name     string
		backward bool
		mulAdds  int64 // a stage's first block does other work
	}
	var list []Share
	var kinds []kind
	index := map[kind]int{}
	flops, bytes := map[kind]float64{}, map[kind]float64{}
	total := 0.0
	for _, t := range p {
		k := kind{t.Peers, t.Backward, t.MulAdds}
		i, ok := index[k]
		if !ok {
			i = len(list)
			index[k] = i
			kinds = append(kinds, k)
			list = append(list, Share{Network: network, Threads: threads, Kind: t.Name, Backward: k.backward})
		} else {
			list[i].Kind = k.name
		}
		list[i].Passes++
		list[i].MS += 1e3 * t.Seconds
		flops[k] += 2 * float64(t.MulAdds)
		bytes[k] += float64(t.Bytes)
		total += 1e3 * t.Seconds
	}
	for i, k := range kinds {
		s := &list[i]
		if s.MS > 0 {
			s.OfTime = s.MS / total
			s.GFlops, s.GBytes = flops[k]/s.MS/1e6, bytes[k]/s.MS/1e6
		}
		if peak.Flops > 0 && peak.Bytes > 0 {
			s.OfFlops, s.OfBytes = s.GFlops*1e9/peak.Flops, s.GBytes*1e9/peak.Bytes
		}
	}
	slices.SortStableFunc(list, func(a, b Share) int { return cmp.Compare(b.MS, a.MS) })
	return list
}

// WriteShares writes them as a Markdown table.
func WriteShares(out io.Writer, list []Share) {
	fmt.Fprintln(out, "| Network | Part | | Passes | ms | of the time | GFLOP/s | of peak | GB/s | of peak |\n|---|---|---|--:|--:|--:|--:|--:|--:|--:|")
	for _, s := range list {
		way := "forward"
		if s.Backward {
			way = "backward"
		}
		fmt.Fprintf(out, "| %s | %s | %s | %d | %.2f | %.1f %% | %.0f | %s | %.1f | %s |\n",
			s.Network, s.Kind, way, s.Passes, s.MS, 100*s.OfTime, s.GFlops, percent(s.OfFlops), s.GBytes, percent(s.OfBytes))
	}
}

// percent writes a share, "–" for none.
func percent(v float64) string {
	if v == 0 {
		return "–"
	}
	return fmt.Sprintf("%.0f %%", 100*v)
}
