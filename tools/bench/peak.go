package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
)

// adapterPeak is the most that small kernels got out of the adapter, a second.
type adapterPeak struct {
	MulAdds float64 `json:"mul_adds"`
	Bytes   float64 `json:"bytes"`
}

// dispatch is one of a network's in a profile.
type dispatch struct {
	Layer, Kernel  string
	MS             float64
	MulAdds, Bytes float64 // of the layer, with its first dispatch
}

// share is what all layers of a network that run on the same kernels get out
// of the adapter.
type share struct {
	Work    string  `json:"work"`
	Kernel  string  `json:"kernel"`
	MS      float64 `json:"ms"`
	OfTime  float64 `json:"of_time"`    // of the network's time
	OfMath  float64 `json:"of_math"`    // of the adapter's peak of multiply-adds
	OfBytes float64 `json:"of_bytes"`   // of its bandwidth
	GMulAdd float64 `json:"g_mul_adds"` // a second
	GBytes  float64 `json:"g_bytes"`    // a second
}

// shares sums profiles up by kernel, the longest first. Of several profiles of
// the same network every dispatch counts with its shortest time.
func shares(work string, peak adapterPeak, profiles [][]dispatch) []share {
	var all []share
	var mulAdds, bytes []float64
	index := map[string]int{}
	total := 0.0
	steps := profiles[0]
	for i := 0; i < len(steps); {
		kernel, ms, first := steps[i].Kernel, 0.0, i
		for ; i < len(steps) && steps[i].Layer == steps[first].Layer; i++ {
			best := steps[i].MS
			for _, p := range profiles {
				best = min(best, p[i].MS)
			}
			ms += best
			if i > first {
				kernel += " + " + steps[i].Kernel
			}
		}
		k, ok := index[kernel]
		if !ok {
			k = len(all)
			index[kernel] = k
			all = append(all, share{Work: work, Kernel: kernel})
			mulAdds, bytes = append(mulAdds, 0), append(bytes, 0)
		}
		all[k].MS += ms
		mulAdds[k] += steps[first].MulAdds
		bytes[k] += steps[first].Bytes
		total += ms
	}
	for k := range all {
		s := &all[k]
		if s.MS > 0 {
			s.OfTime = s.MS / total
			s.GMulAdd, s.GBytes = mulAdds[k]/s.MS/1e6, bytes[k]/s.MS/1e6
			s.OfMath, s.OfBytes = s.GMulAdd*1e9/peak.MulAdds, s.GBytes*1e9/peak.Bytes
		}
	}
	slices.SortStableFunc(all, func(a, b share) int {
		if a.MS > b.MS {
			return -1
		}
		return 1
	})
	return all
}

// benchPeak measures the adapter and every network's kernels against it.
func benchPeak(p plan, folder string) (adapterPeak, string, []share, error) {
	var peak adapterPeak
	all, err := works(webgpu)
	if err != nil {
		return peak, "", nil, err
	}
	url, stop, err := serve(folder, all)
	if err != nil {
		return peak, "", nil, err
	}
	defer stop()
	c, err := openChromium(url + "?" + webgpu)
	if err != nil {
		return peak, "", nil, err
	}
	defer c.close()
	var where string
	if err := c.call(&where, "start"); err != nil {
		return peak, "", nil, err
	}
	if err := c.call(&peak, "peak"); err != nil {
		return peak, "", nil, err
	}
	var rows []share
	for _, w := range all {
		if !p.wants(w) {
			continue
		}
		s, err := c.open(w, webgpu)
		if err != nil {
			return peak, "", nil, err
		}
		profiles := make([][]dispatch, p.rounds)
		for i := range profiles {
			if err := c.call(&profiles[i], "profile", s.(inPage).id, w.batch); err != nil {
				return peak, "", nil, fmt.Errorf("%s: %w", w, err)
			}
		}
		if err := s.close(); err != nil {
			return peak, "", nil, err
		}
		rows = append(rows, shares(w.String(), peak, profiles)...)
	}
	return peak, where + " in " + c.version, rows, nil
}

// printPeak writes the shares as a table for a terminal.
func printPeak(out io.Writer, h header, peak adapterPeak, rows []share) error {
	fmt.Fprintf(out, "%s, %s.\nWebGPU %s: at most %.1f G multiply-adds and %.1f GB a second.\n"+
		"What the layers need at least, to the time of their kernels.\n\n", h.Date, h.Machine, h.Engines[0], peak.MulAdds/1e9, peak.Bytes/1e9)
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "work\tkernel\tms\tof the time\tG multiply-adds/s\tof the peak\tGB/s\tof the peak")
	for _, r := range rows {
		fmt.Fprintf(t, "%s\t%s\t%.3f\t%.0f %%\t%.1f\t%.0f %%\t%.1f\t%.0f %%\n",
			r.Work, r.Kernel, r.MS, 100*r.OfTime, r.GMulAdd, 100*r.OfMath, r.GBytes, 100*r.OfBytes)
	}
	return t.Flush()
}
