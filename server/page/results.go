package page

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"regnetlens/infer/arch"
	"regnetlens/tools/train/network"
	trained "regnetlens/tools/train/results"
	"regnetlens/tools/train/sweep"
	"regnetlens/ui/results"
)

// paperTables are the paper's tables, as the sweeps for results.Data that train
// their networks.
var paperTables = []struct {
	number string
	sweeps [len(results.Data)]string
}{
	{"III", [...]string{"table3-cifar10", "table3-cifar100"}},
	{"IV", [...]string{"table4-cifar10", "table4-cifar100"}},
	{"V", [...]string{"table5-cifar10", "table5-cifar100"}},
}

// paperEarly is the paper's Fig. 1(b).
var paperEarly = []results.Early{
	{Network: "resnet-20", Title: "ResNet-20", Points: stage3(55.6, 67.9, 91.6)},
	{Network: "regnet-20-lstm", Title: "RegNet-20", Points: stage3(60.2, 71.7, 92.7)},
}

func stage3(right ...float64) []results.Point {
	var out []results.Point
	for i, r := range right {
		out = append(out, results.Point{Place: arch.Place{Stage: 3, Block: i + 1}, Right: r})
	}
	return out
}

// report is what the view of results shows: the paper's tables beside the runs
// in docs/results.
func report(root string) ([]byte, error) {
	r := results.Report{Tables: []results.Table{}, Early: paperEarly, Runs: []results.Run{}, Comparisons: []results.Comparison{}}
	for _, t := range paperTables {
		table, err := paperTable(t.number, t.sweeps)
		if err != nil {
			return nil, err
		}
		r.Tables = append(r.Tables, table)
	}
	files, err := filepath.Glob(filepath.Join(root, "docs", "results", "*.jsonl"))
	if err != nil {
		return nil, err
	}
	for _, file := range files { // in the order of their names
		if err := addRuns(&r, file); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
	}
	b, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	_, err = results.Read(b) // as the page will
	return b, err
}

// paperTable is a table of the paper, of the sweeps that train its networks on
// each of the data sets.
func paperTable(number string, sweeps [len(results.Data)]string) (results.Table, error) {
	table := results.Table{Number: number}
	at := map[string]int{}
	for i, name := range sweeps {
		s, err := sweep.Load(name)
		if err != nil {
			return table, err
		}
		for _, row := range s.Rows {
			k, ok := at[row.Network]
			if !ok {
				k = len(table.Networks)
				at[row.Network] = k
				n, err := describe(row)
				if err != nil {
					return table, fmt.Errorf("%s: %w", name, err)
				}
				table.Networks = append(table.Networks, n)
			}
			table.Networks[k].Sweep[i] = name
			if row.Paper > 0 {
				table.Networks[k].Paper[i] = 100 - row.Paper
			}
		}
	}
	return table, nil
}

// describe is what the name of a network of a table stands for. Its parameters
// are counted with the ten classes of CIFAR-10.
func describe(row sweep.Row) (results.Network, error) {
	n, err := network.Parse(row.Network, 10)
	if err != nil {
		return results.Network{}, err
	}
	const input = 32 // rows and columns of CIFAR's pictures
	g, err := n.Record.Build(input, input)
	if err != nil {
		return results.Network{}, err
	}
	out := results.Network{
		ID: n.ID, Title: n.Title, Plain: row.Plain, Depth: n.Record.Depth(), SE: n.Record.SE > 0,
		Whole: len(n.Record.RegulatedStages) == 0, Parameters: int(g.Cost().Params),
	}
	if n.Record.Regulator != arch.RegulatorNone {
		out.Regulator = n.Record.Regulator.String()
	}
	return out, nil
}

// addRuns takes in the runs of a sweep, and what the regulated networks gain in
// them.
func addRuns(r *results.Report, file string) error {
	s, err := sweep.Load(strings.TrimSuffix(filepath.Base(file), ".jsonl"))
	if err != nil {
		return err
	}
	all, err := trained.Read(file)
	if err != nil {
		return err
	}
	for i := range all {
		run := results.Run{
			Network: all[i].Network, Title: all[i].Title, Sweep: s.Name, Data: s.Data, Seed: int(all[i].Seed), Epochs: len(all[i].Epochs),
			Parameters: int(all[i].Parameters), Pictures: all[i].Pictures, Right: all[i].Right.Count(), Early: []results.Point{},
		}
		for _, b := range all[i].Blocks {
			if b.Top1 > 0 {
				run.Early = append(run.Early, results.Point{Place: b.Place, Right: 100 * b.Top1})
			}
		}
		r.Runs = append(r.Runs, run)
	}
	for _, row := range s.Rows {
		plain, runs := trained.Of(all, row.Plain), trained.Of(all, row.Network)
		c, err := trained.Compare(plain, runs)
		if err != nil {
			return err
		}
		if c.Seeds > 0 {
			r.Comparisons = append(r.Comparisons, results.Comparison{
				Sweep: s.Name, Data: s.Data, Network: runs[0].Title, Plain: plain[0].Title, Seeds: c.Seeds, Epochs: len(runs[0].Epochs),
				Gain: c.Gain, Low: c.Low, High: c.High, P: c.P,
			})
		}
	}
	return nil
}
