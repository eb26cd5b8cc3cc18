package plot

import (
	"fmt"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"

	"regnetlens/tools/train/results"
)

// Figure draws something of the results of a sweep to a file.
type Figure func(file string, all []results.Result) error

// Figures are the figures by their names on the command line.
var Figures = map[string]Figure{"training": Training, "sizes": ResultSizes, "readout": Readout, "similarity": Similarity}

// Training draws the loss and the accuracy on held-out pictures over the
// epochs, a line for every run.
func Training(file string, all []results.Result) error {
	loss, accuracy := plot.New(), plot.New()
	loss.Title.Text, accuracy.Title.Text = "Training loss", "Accuracy on held-out pictures"
	loss.Y.Label.Text, accuracy.Y.Label.Text = "loss", "%"
	for i, network := range networks(all) {
		for k, r := range results.Of(all, network) {
			var l, a plotter.XYs
			for _, e := range r.Epochs {
				l = append(l, plotter.XY{X: float64(e.Epoch), Y: e.Loss})
				a = append(a, plotter.XY{X: float64(e.Epoch), Y: 100 * e.HeldOut})
			}
			name := r.Title
			if k > 0 { // one entry of the legend for all seeds
				name = ""
			}
			for p, points := range map[*plot.Plot]plotter.XYs{loss: l, accuracy: a} {
				if err := addLine(p, i, name, points); err != nil {
					return err
				}
			}
		}
	}
	for _, p := range []*plot.Plot{loss, accuracy} {
		p.X.Label.Text = "epoch"
		p.Add(plotter.NewGrid())
	}
	loss.Legend.Top = true
	return save(file, 24*vg.Centimeter, 10*vg.Centimeter, loss, accuracy)
}

// ResultSizes draws accuracy against the number of parameters, the paper's
// Fig. 4: a point for every run, a line through the means of a network's.
func ResultSizes(file string, all []results.Result) error {
	var order []string
	groups := map[string]plotter.XYs{}
	for _, network := range networks(all) {
		runs := results.Of(all, network)
		order = append(order, runs[0].Title)
		for _, r := range runs {
			groups[r.Title] = append(groups[r.Title], plotter.XY{X: float64(r.Parameters) / 1e6, Y: 100 * r.Top1()})
		}
	}
	return againstParameters(file, all[0].Data, order, groups)
}

// Readout draws how often the answer is right when it is read after each block
// that it can be read from, the paper's Fig. 1(b): the mean of a network's runs.
func Readout(file string, all []results.Result) error {
	return byBlock(file, all, "Accuracy when read after a block", "accuracy, %", func(b results.Block) float64 { return 100 * b.Top1 })
}

// Similarity draws how similar the output of each block is to that of the block
// before, linear CKA over all test pictures: what the paper's Fig. 1(a) asks.
func Similarity(file string, all []results.Result) error {
	return byBlock(file, all, "Similarity to the block before", "linear CKA", func(b results.Block) float64 { return b.CKA })
}

// byBlock draws a value by block, in the order of depth; where it is 0, it was
// not measured.
func byBlock(file string, all []results.Result, title, unit string, value func(results.Block) float64) error {
	p := plot.New()
	p.Title.Text, p.Y.Label.Text, p.X.Label.Text = title, unit, "block"
	p.Add(plotter.NewGrid())
	var ticks plot.ConstantTicks
	for i, network := range networks(all) {
		runs := results.Of(all, network)
		var points plotter.XYs
		for k, b := range runs[0].Blocks {
			var values []float64
			for _, r := range runs {
				if k < len(r.Blocks) && value(r.Blocks[k]) > 0 {
					values = append(values, value(r.Blocks[k]))
				}
			}
			if len(values) > 0 {
				points = append(points, plotter.XY{X: float64(k + 1), Y: stat.Mean(values, nil)})
			}
			if k >= len(ticks) {
				ticks = append(ticks, plot.Tick{Value: float64(k + 1), Label: b.Place.String()})
			}
		}
		if len(points) == 0 {
			return fmt.Errorf("plot: %s has no block with such a value", network)
		}
		if err := add(p, i, runs[0].Title, points, points); err != nil {
			return err
		}
	}
	p.X.Tick.Marker = ticks
	p.Legend.Top = true
	return save(file, 16*vg.Centimeter, 12*vg.Centimeter, p)
}

// networks are those of results, in the order of their first runs.
func networks(all []results.Result) []string {
	var out []string
	seen := map[string]bool{}
	for _, r := range all {
		if !seen[r.Network] {
			seen[r.Network] = true
			out = append(out, r.Network)
		}
	}
	return out
}

// addLine draws a line without marks, the i-th network's.
func addLine(p *plot.Plot, i int, name string, points plotter.XYs) error {
	line, err := plotter.NewLine(points)
	if err != nil {
		return fmt.Errorf("plot: %s: %w", name, err)
	}
	line.Color = colours[i%len(colours)]
	p.Add(line)
	if name != "" {
		p.Legend.Add(name, line)
	}
	return nil
}
