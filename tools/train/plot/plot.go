// Package plot draws training runs and results, as PNG or SVG.
package plot

import (
	"fmt"
	"image/color"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/plotutil"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"

	"regnetlens/infer/arch"
	"regnetlens/tools/train/run"
	"regnetlens/weights"
)

// Run is one run's curve.
type Run struct {
	Name   string
	Epochs []run.Epoch
}

// Curves draws the runs' loss and accuracy over their epochs, side by side.
// The kind of picture is that of file's extension, .png or .svg.
func Curves(file string, runs []Run) error {
	loss, accuracy := plot.New(), plot.New()
	loss.Title.Text, accuracy.Title.Text = "Training loss", "Accuracy on training pictures"
	loss.Y.Label.Text, accuracy.Y.Label.Text = "loss", "%"
	accuracy.Legend.Left, accuracy.Legend.Top = false, false
	for i, r := range runs {
		var l, a plotter.XYs
		for _, e := range r.Epochs {
			l = append(l, plotter.XY{X: float64(e.Epoch), Y: e.Loss})
			a = append(a, plotter.XY{X: float64(e.Epoch), Y: 100 * e.Accuracy})
		}
		if len(l) == 0 {
			return fmt.Errorf("plot: %s has no finished epoch yet", r.Name)
		}
		for p, points := range map[*plot.Plot]plotter.XYs{loss: l, accuracy: a} {
			if err := add(p, i, r.Name, points, points); err != nil {
				return err
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

// Sizes draws accuracy against the number of parameters, the paper's Fig. 4:
// a point for every weight file, from the file's own metadata, and a line
// through the means of those of one family and size, such as several seeds'.
func Sizes(file string, models []weights.Model) error {
	families := map[string]plotter.XYs{}
	var order []string
	data := ""
	for _, m := range models {
		if len(m.Accuracy) == 0 {
			return fmt.Errorf("plot: %s does not say how accurate it is: measure it with \"regnet eval\" or \"regnet train --test\"", m.ID)
		}
		a := m.Accuracy[0]
		if data != "" && data != a.Data {
			return fmt.Errorf("plot: %s was measured on %s, the others on %s", m.ID, a.Data, data)
		}
		data = a.Data
		g, err := m.Arch.Build(m.Input, m.Input)
		if err != nil {
			return fmt.Errorf("plot: %s: %w", m.ID, err)
		}
		family := Family(m)
		if _, ok := families[family]; !ok {
			order = append(order, family)
		}
		families[family] = append(families[family], plotter.XY{X: float64(g.Cost().Params) / 1e6, Y: 100 * a.Top1})
	}
	return againstParameters(file, data, order, families)
}

// againstParameters draws points of accuracy, %, over millions of parameters,
// with a line through the means of each group's.
func againstParameters(file, data string, order []string, groups map[string]plotter.XYs) error {
	p := plot.New()
	p.Title.Text = "Accuracy against parameters (" + data + ")"
	p.X.Label.Text, p.Y.Label.Text = "parameters, millions", "accuracy, %"
	p.Add(plotter.NewGrid())
	for i, name := range order {
		if err := add(p, i, name, means(groups[name]), groups[name]); err != nil {
			return err
		}
	}
	return save(file, 16*vg.Centimeter, 12*vg.Centimeter, p)
}

// Family is a network's name without its depth: "SE-RegNet (LSTM)".
func Family(m weights.Model) string {
	name := "ResNet"
	if m.Arch.Regulator != arch.RegulatorNone {
		name = "RegNet (" + strings.ToUpper(m.Arch.Regulator.String()) + ")"
	}
	if m.Arch.SE > 0 {
		name = "SE-" + name
	}
	return name
}

// means are the points in the order of X, of those with the same X their mean.
func means(points plotter.XYs) plotter.XYs {
	at := map[float64][]float64{}
	for _, p := range points {
		at[p.X] = append(at[p.X], p.Y)
	}
	var out plotter.XYs
	for _, x := range slices.Sorted(maps.Keys(at)) {
		out = append(out, plotter.XY{X: x, Y: stat.Mean(at[x], nil)})
	}
	return out
}

// colours that those who confuse red with green tell apart too (Okabe and Ito,
// "Color Universal Design", 2008).
var colours = []color.Color{
	color.RGBA{0, 114, 178, 255}, color.RGBA{213, 94, 0, 255}, color.RGBA{0, 158, 115, 255},
	color.RGBA{204, 121, 167, 255}, color.RGBA{230, 159, 0, 255}, color.RGBA{86, 180, 233, 255},
}

// add draws a line and points, the i-th of a plot.
func add(p *plot.Plot, i int, name string, through, points plotter.XYs) error {
	line, err := plotter.NewLine(through)
	if err != nil {
		return fmt.Errorf("plot: %s: %w", name, err)
	}
	dots, err := plotter.NewScatter(points)
	if err != nil {
		return fmt.Errorf("plot: %s: %w", name, err)
	}
	line.Color, dots.Color = colours[i%len(colours)], colours[i%len(colours)]
	line.Dashes, dots.Shape = plotutil.Dashes(i), plotutil.Shape(i)
	p.Add(line, dots)
	p.Legend.Add(name, line, dots)
	return nil
}

// loosen leaves room around what is drawn, or marks at the edge are cut.
func loosen(a *plot.Axis) {
	room := (a.Max - a.Min) / 20
	a.Min, a.Max = a.Min-room, a.Max+room
}

// save draws plots side by side.
func save(file string, width, height vg.Length, plots ...*plot.Plot) error {
	var canvas interface {
		vg.CanvasSizer
		io.WriterTo
	}
	switch strings.ToLower(filepath.Ext(file)) {
	case ".png":
		c := vgimg.PngCanvas{Canvas: vgimg.NewWith(vgimg.UseWH(width, height), vgimg.UseDPI(144))}
		canvas = c
	case ".svg":
		canvas = vgsvg.New(width, height)
	default:
		return fmt.Errorf("plot: %s ends neither in .png nor in .svg", file)
	}
	tiles := draw.Tiles{Rows: 1, Cols: len(plots), PadX: vg.Centimeter / 2}
	area := draw.New(canvas)
	for _, p := range plots {
		loosen(&p.X)
		loosen(&p.Y)
	}
	for i, c := range plot.Align([][]*plot.Plot{plots}, tiles, area)[0] {
		plots[i].Draw(c)
	}
	f, err := os.Create(file)
	if err != nil {
		return fmt.Errorf("plot: %w", err)
	}
	if _, err := canvas.WriteTo(f); err != nil {
		f.Close()
		return fmt.Errorf("plot: %w", err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("plot: %w", err)
	}
	return nil
}
