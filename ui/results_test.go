package ui

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/ui/chart"
	"regnetlens/ui/results"
	"regnetlens/ui/session"
)

// fetching is a browser that notes what is fetched.
type fetching struct {
	*browser
	urls []string
	done func(session.File, error)
}

func (f *fetching) Fetch(url string, done func(session.File, error)) {
	f.urls, f.done = append(f.urls, url), done
}

// report is a small report of results: one run of a plain network, two of a
// regulated one, on the data that the view begins with.
func report() *results.Report {
	at := func(block int) arch.Place { return arch.Place{Stage: 3, Block: block} }
	run := func(network, title string, seed, right int) results.Run {
		return results.Run{Network: network, Title: title, Sweep: "s", Data: "CIFAR-10", Seed: seed, Epochs: 30, Parameters: 300000, Pictures: 1000, Right: right,
			Early: []results.Point{{Place: at(1), Right: 47}, {Place: at(2), Right: 91.46}}}
	}
	return &results.Report{
		Tables: []results.Table{{Number: "III", Networks: []results.Network{
			{ID: "resnet-20", Title: "ResNet-20", Depth: 20, Whole: true, Parameters: 272474, Paper: [2]float64{91.62, 68.28}, Sweep: [2]string{"table3-cifar10", "table3-cifar100"}},
			{ID: "regnet-20-lstm", Title: "RegNet-20 (LSTM)", Regulator: "lstm", Depth: 20, Whole: true, Plain: "resnet-20", Parameters: 311450, Paper: [2]float64{92.72, 70.19}},
			{ID: "regnet-20-gru", Title: "RegNet-20 (GRU)", Regulator: "gru", Depth: 20, Whole: true, Plain: "resnet-20", Parameters: 310106, Paper: [2]float64{92.58, 70.31}, Sweep: [2]string{"table3-cifar10", "table3-cifar100"}},
		}}, {Number: "IV", Networks: []results.Network{{ID: "resnet-56", Title: "ResNet-56", Depth: 56, Whole: true, Parameters: 855770, Paper: [2]float64{92.6, 71.86}}}}},
		Early:       []results.Early{{Network: "resnet-20", Title: "ResNet-20", Points: []results.Point{{Place: at(1), Right: 55.6}, {Place: at(2), Right: 67.9}}}},
		Runs:        []results.Run{run("resnet-20", "ResNet-20", 1, 915), run("regnet-20-lstm", "RegNet-20 (LSTM)", 1, 900), run("regnet-20-lstm", "RegNet-20 (LSTM)", 2, 910)},
		Comparisons: []results.Comparison{{Sweep: "s", Data: "CIFAR-10", Network: "RegNet-20 (LSTM)", Plain: "ResNet-20", Seeds: 1, Epochs: 30, Gain: -1.5, Low: -2.1, High: -0.9, P: 0.0004}},
	}
}

// The results are fetched when their view opens, once; until they are here it
// says so, and where they do not come it can be tried again.
func TestResultsAreFetched(t *testing.T) {
	p := newPage(t)
	p.s.Data.Results = "results.json"
	f := &fetching{browser: p.browser}
	p.s.Begin(f)
	f.urls = nil
	p.fire(p.find("id", "to-results"), "click", map[string]any{})
	p.wants(p.html(), "Fetching the results…")
	f.done(session.File{}, errors.New("the server answered 500"))
	p.wants(p.html(), "The results could not be fetched. the server answered 500")
	p.fire(p.find("id", "results-retry"), "click", nil)
	f.done(session.InMemory([]byte(`{"tables":[]}`)), nil)
	p.wants(p.html(), "The results could not be fetched. results: no tables")
	p.fire(p.find("id", "results-retry"), "click", nil)
	b, err := json.Marshal(report())
	if err != nil {
		t.Fatal(err)
	}
	f.done(session.InMemory(b), nil)
	p.wants(p.html(), `id="results-table"`)
	p.s.OpenScreen(session.OnePicture)
	p.s.OpenScreen(session.Results)
	if strings.Join(f.urls, " ") != "results.json results.json results.json" {
		t.Errorf("fetched %q", f.urls)
	}
}

// resultsPage is the page with the report on it.
func resultsPage(t *testing.T) *page {
	p := newPage(t)
	p.s.Published.Report = report()
	p.s.OpenScreen(session.Results)
	return p
}

// The paper's numbers beside ours; what was not run says so, and no number
// stands in its place.
func TestResultsTable(t *testing.T) {
	p := resultsPage(t)
	html := p.html()
	p.wants(html, "In the paper every regulated network beats its plain one. Ours on CIFAR-10, 30 epochs: RegNet-20 (LSTM), beside ResNet-20, is 1.50 points behind, which is more than chance (p\u00a0&lt;\u00a00.001).",
		"Table III: 20 layers", "Table IV: 32 and 56 layers", "91.62", "68.28", "91.50", "90.50", "1 seed, 30 epochs; 95 % interval", "2 seeds, 30 epochs; ± deviation", "not run yet",
		// One seed: Wilson's interval of 915 in 1,000, as R's prop.test gives it without correction.
		`aria-label="ResNet-20, 91.50, 89.61–93.07"`, `aria-label="RegNet-20 (LSTM), 90.50, 89.79–91.21"`)
	if got := strings.Count(html, `class="seed"`); got != 2 {
		t.Errorf("%d points of single seeds, want those of the one network with two", got)
	}
	if got := strings.Count(html, "not run yet"); got != 2 {
		t.Errorf("%d networks were not run, want 2", got)
	}
	p.fire(p.find("id", "results-data-1"), "click", nil)
	html = p.html()
	p.wants(html, "ours, CIFAR-100, % right")
	if n := strings.Count(html, "not run yet"); n != 4 || strings.Contains(html, "more than chance") || strings.Contains(html, "NaN") || strings.Contains(html, "%!") {
		t.Errorf("of CIFAR-100, where nothing was run: %d rows say so", n)
	}
	p.fire(p.find("id", "language"), "click", nil)
	p.wants(p.html(), "아직 실행하지 않음", "표 III: 20층")
}

// How a network is trained is told in commands that can be copied.
func TestResultsTrain(t *testing.T) {
	p := resultsPage(t)
	p.fire(p.find("id", "train-regnet-20-gru"), "click", nil)
	const train = "regnet train regnet-20-gru --recipe paper-cifar --data cifar-10-binary.tar.gz --test cifar-10-binary.tar.gz --dir runs/regnet-20-gru-seed1"
	p.wants(p.html(), "Train RegNet-20 (GRU) on CIFAR-10", "regnet data get cifar10", train, "regnet sweep table3-cifar10 --data cifar-10-binary.tar.gz --dir runs/table3-cifar10")
	if p.s.Dialog != session.DialogTrain {
		t.Errorf("the dialog %q is open", p.s.Dialog)
	}
	p.fire(p.find("aria-label", "Copy: "+train), "click", nil)
	if p.browser.copied != train {
		t.Errorf("copied %q", p.browser.copied)
	}
	p.s.Copied = train
	p.wants(p.html(), "Copied: "+train)
}

// The figures have what the paper and our runs have, and their axes follow.
func TestResultsFigures(t *testing.T) {
	p := resultsPage(t)
	p.wants(p.html(), "RegNet-20 (LSTM), 0.31 million, is right more often than ResNet-56 with 0.86 million.", "ours: RegNet-20 (LSTM), 30 epochs",
		"Ours, dashed, after 30 epochs: ResNet-20 47.0, 91.5.", "55.6", "3.1")
	p.wants(p.html(), `class="plot figure high"`, `class="l dashed A"`, `class="ring A"`, `class="v end A"`, `<span class="key-of B">ours: RegNet-20 (LSTM), 30 epochs</span>`, `<span class="key-of B hollow">RegNet LSTM</span>`)
	for name, is := range map[string]chart.Figure{"size": (&ResultsSize{S: p.s}).figure(), "early": (&ResultsEarly{S: p.s}).figure()} {
		var points int
		for _, t := range is.Traces {
			for _, at := range t.Points {
				points++
				if at.X <= is.X.Low || at.X >= is.X.High || at.Y <= is.Y.Low || at.Y >= is.Y.High {
					p.Errorf("%s: %s has a point at %v, %v", name, t.Name, at.X, at.Y)
				}
			}
		}
		if want := map[string]int{"size": 4 + 2, "early": 2 + 2}[name]; points != want || len(is.Y.Ticks) < 3 {
			t.Errorf("%s: %d points, ticks %v", name, points, is.Y.Ticks)
		}
	}
	if y := (&ResultsSize{S: p.s}).figure().Y.Ticks; y[0].Text != "90" {
		t.Errorf("ticks %v", y)
	}
	if dir := os.Getenv("REGNET_SCREENSHOTS"); dir != "" {
		p.screenshot(dir, "results", &Results{S: p.s})
	}
	p.s.Published.Report.Tables[0].Networks[2].Paper[0] = 91
	p.wants(p.html(), "In the paper 1 of 2 regulated networks beat their plain one.")
}
