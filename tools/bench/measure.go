package main

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// subject is a network in one runtime, with its input.
type subject interface {
	// run runs the network again and again for a time, at least once, and
	// returns each run's milliseconds and the last run's logits.
	run(d time.Duration) (ms []float64, logits []float32, err error)
	close() error
}

// plan says how long is measured. All subjects of a work take turns in every
// round, so that a disturbance of the machine meets them alike.
type plan struct {
	network string // the only one, or "" for all
	batch   int    // the only one, or 0 for all
	rounds  int
	each    time.Duration // of each subject in each round
	pause   time.Duration // between turns: threads of the one before go to sleep
}

// timing of one subject.
type timing struct {
	first float64 // milliseconds of the very first run: compilers and caches cold
	ms    float64 // the lowest of the rounds' lower quartiles
}

// measured is what a subject gave.
type measured struct {
	timing
	logits []float32
}

// wants reports whether a work is to be measured.
func (p plan) wants(w work) bool {
	return (p.network == "" || p.network == w.model.ID) && (p.batch == 0 || p.batch == w.batch)
}

// measure times subjects in turns. A subject one run of which takes much longer
// than a turn is not kept for long: after its first run it is measured in one
// round only.
func measure(subjects []subject, p plan) ([]measured, error) {
	results := make([]measured, len(subjects))
	for i, s := range subjects {
		first, _, err := s.run(0)
		if err != nil {
			return nil, err
		}
		results[i].first, results[i].ms = first[0], math.Inf(1)
		if !slow(results[i], p) {
			if _, _, err := s.run(p.each); err != nil { // warming up
				return nil, err
			}
		}
	}
	for round := range p.rounds {
		for i, s := range subjects {
			if slow(results[i], p) && round > 0 {
				continue
			}
			time.Sleep(p.pause)
			ms, logits, err := s.run(p.each)
			if err != nil {
				return nil, err
			}
			results[i].ms = min(results[i].ms, quartile(ms))
			results[i].logits = logits
		}
	}
	return results, nil
}

func slow(r measured, p plan) bool { return r.first > 4*float64(p.each.Milliseconds()) }

// quartile is the value below which a quarter of the times lie. The machine's
// other work only ever adds time, so that the median says more about that work;
// the minimum would be one lucky run.
func quartile(v []float64) float64 { return slices.Sorted(slices.Values(v))[len(v)/4] }

// tolerance is the largest difference between the logits of ours and of the
// peer for which their times can be compared.
const tolerance = 1e-3

// difference is the largest one between two runtimes' logits; more than the
// tolerance is an error.
func difference(ours, peer []float32) (float64, error) {
	if len(ours) != len(peer) {
		return 0, fmt.Errorf("%d logits, the peer has %d", len(ours), len(peer))
	}
	worst := 0.0
	for i := range ours {
		d := math.Abs(float64(ours[i]) - float64(peer[i]))
		if math.IsNaN(d) {
			return 0, fmt.Errorf("logit %d is %g, the peer's %g", i, ours[i], peer[i])
		}
		worst = max(worst, d)
	}
	if worst > tolerance {
		return worst, fmt.Errorf("logits differ by %.2g from the peer's", worst)
	}
	return worst, nil
}
