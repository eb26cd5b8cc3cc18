package results

import (
	"fmt"
	"strings"

	"gonum.org/v1/gonum/stat"
)

// Row is a network of a table.
type Row struct {
	Network string
	Paper   float64 // the paper's test error, %; 0 where it has none
	Plain   string  // the network that it is set beside; "" for none
}

// Of are the results of a network, in the order of the file.
func Of(all []Result, network string) []Result {
	var out []Result
	for _, r := range all {
		if r.Network == network {
			out = append(out, r)
		}
	}
	return out
}

// Markdown is a table of test errors: the paper's, ours as mean ± deviation over
// the seeds, and what a network gains over its plain one on the same pictures.
func Markdown(rows []Row, all []Result) (string, error) {
	var b strings.Builder
	b.WriteString("| Network | Parameters | Paper, % | Ours, % | Seeds | Epochs | Gain over the plain one, points (95 % interval) | p |\n|---|---|---|---|---|---|---|---|\n")
	for _, row := range rows {
		runs := Of(all, row.Network)
		paper := "–"
		if row.Paper > 0 {
			paper = fmt.Sprintf("%.2f", row.Paper)
		}
		if len(runs) == 0 {
			fmt.Fprintf(&b, "| %s | | %s | not run | 0 | | | |\n", row.Network, paper)
			continue
		}
		gain, err := gain(Of(all, row.Plain), runs)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "| %s | %.3f M | %s | %s | %d | %d | %s |\n", runs[0].Title, float64(runs[0].Parameters)/1e6, paper, Spread(errorsOf(runs)), len(runs), len(runs[0].Epochs), gain)
	}
	return b.String(), nil
}

// BlocksMarkdown is a table of what was measured at the blocks: how often the
// answer is right when it is read there, and how similar neighbouring blocks of
// one stage are; both in the mean of the seeds. Networks without a run have no
// row.
func BlocksMarkdown(rows []Row, all []Result) string {
	var b strings.Builder
	head := ""
	for _, row := range rows {
		runs := Of(all, row.Network)
		if len(runs) == 0 {
			continue
		}
		columns, cells := "| Network |", "| "+runs[0].Title+" |"
		for i, block := range runs[0].Blocks {
			if block.Top1 > 0 {
				columns += " read after " + block.Place.String() + ", % |"
				cells += fmt.Sprintf(" %.2f |", 100*mean(runs, func(r Result) float64 { return r.Blocks[i].Top1 }))
			}
		}
		columns += " CKA of neighbours |"
		if columns != head { // the first, or a network of other blocks
			head = columns
			b.WriteString(columns + "\n" + strings.Repeat("|---", strings.Count(columns, "|")-1) + "|\n")
		}
		fmt.Fprintf(&b, "%s %.3f |\n", cells, mean(runs, neighbours))
	}
	return b.String()
}

// neighbours is the mean similarity of a run's blocks to those before them in
// the same stage.
func neighbours(r Result) float64 {
	var values []float64
	for _, b := range r.Blocks {
		if b.Place.Block > 1 {
			values = append(values, b.CKA)
		}
	}
	return stat.Mean(values, nil)
}

func mean(runs []Result, value func(Result) float64) float64 {
	sum := 0.0
	for _, r := range runs {
		sum += value(r)
	}
	return sum / float64(len(runs))
}

// gain is a network's over its plain one, as two cells.
func gain(plain, runs []Result) (string, error) {
	c, err := Compare(plain, runs)
	if err != nil || c.Seeds == 0 {
		return "|", err
	}
	p := fmt.Sprintf("%.3f", c.P)
	if c.P < 0.001 {
		p = "< 0.001"
	}
	return signed(fmt.Sprintf("%+.2f (%+.2f to %+.2f) | %s", c.Gain, c.Low, c.High, p)), nil
}

// signed has minus signs as they are printed.
func signed(s string) string { return strings.ReplaceAll(s, "-", "−") }

// errorsOf are the test errors of runs, %.
func errorsOf(runs []Result) []float64 {
	var out []float64
	for _, r := range runs {
		out = append(out, 100*(1-r.Top1()))
	}
	return out
}

// Spread is the mean and the sample standard deviation of at least one value,
// "8.10 ± 0.12", without a deviation for one.
func Spread(v []float64) string {
	if len(v) == 1 {
		return fmt.Sprintf("%.2f", v[0])
	}
	mean, deviation := stat.MeanStdDev(v, nil)
	return fmt.Sprintf("%.2f ± %.2f", mean, deviation)
}
