package sweep

import (
	"fmt"
	"path/filepath"
	"strings"

	"regnetlens/tools/train/results"
	"regnetlens/tools/train/run"
	"regnetlens/weights"
)

// Markdown is the sweep's table: of every network the test error over the
// seeds that are done, mean ± sample standard deviation, and the paper's.
func (s Sweep) Markdown(dir string) (string, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "| Network | Parameters | Seeds | Test error, %% (%s) | Paper, %% |\n|---|---|---|---|---|\n", s.Data)
	for _, r := range s.Rows {
		var errors []float64
		params, on := "", ""
		for _, seed := range s.Seeds {
			j := Job{r.Network, seed}
			if !Done(dir, j) {
				continue
			}
			w, err := weights.Open(filepath.Join(dir, j.Folder(), run.ModelFile))
			if err != nil {
				return "", fmt.Errorf("sweep: %w", err)
			}
			if len(w.Accuracy) == 0 {
				return "", fmt.Errorf("sweep: %s was trained without --test: it does not say how accurate it is", j.Folder())
			}
			if on != "" && on != w.Accuracy[0].Data {
				return "", fmt.Errorf("sweep: %s was measured on %s, another seed on %s", j.Folder(), w.Accuracy[0].Data, on)
			}
			on = w.Accuracy[0].Data
			g, err := w.Arch.Build(w.Input, w.Input)
			if err != nil {
				return "", fmt.Errorf("sweep: %w", err)
			}
			params = fmt.Sprintf("%.3f M", float64(g.Cost().Params)/1e6)
			errors = append(errors, 100*(1-w.Accuracy[0].Top1))
		}
		ours, paper := "not run", "–"
		if len(errors) > 0 {
			ours = results.Spread(errors)
		}
		if r.Paper > 0 {
			paper = fmt.Sprintf("%.2f", r.Paper)
		}
		fmt.Fprintf(&b, "| %s | %s | %d of %d | %s | %s |\n", r.Network, params, len(errors), len(s.Seeds), ours, paper)
	}
	return b.String(), nil
}
