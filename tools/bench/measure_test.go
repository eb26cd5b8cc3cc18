package main

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
)

// scripted is a subject whose turns take given times.
type scripted struct {
	name  string
	turns [][]float64
	log   *[]string // names, in the order of the turns
	err   error
}

func (s *scripted) run(time.Duration) ([]float64, []float32, error) {
	*s.log = append(*s.log, s.name)
	if s.err != nil {
		return nil, nil, s.err
	}
	ms := s.turns[0]
	s.turns = s.turns[1:]
	return ms, []float32{float32(len(s.turns))}, nil
}

func (s *scripted) close() error { return nil }

func TestMeasure(t *testing.T) {
	var log []string
	p := plan{rounds: 3, each: 10 * time.Millisecond}
	a := &scripted{name: "a", log: &log, turns: [][]float64{{9}, {1, 1}, {9, 2, 4, 7, 5}, {5, 6}, {8}}}
	b := &scripted{name: "b", log: &log, turns: [][]float64{{2}, {1}, {2}, {7}, {6}}}
	slow := &scripted{name: "s", log: &log, turns: [][]float64{{41}, {50}}}
	results, err := measure([]subject{a, b, slow}, p)
	if err != nil {
		t.Fatal(err)
	}
	// First runs and warming up, then turns.
	if got, want := strings.Join(log, ""), "aabbs"+"abs"+"ab"+"ab"; got != want {
		t.Errorf("turns %s, want %s", got, want)
	}
	for i, want := range []timing{{9, 4}, {2, 2}, {41, 50}} {
		if results[i].timing != want {
			t.Errorf("subject %d: %+v, want %+v", i, results[i].timing, want)
		}
	}
	failing := &scripted{name: "f", log: &log, err: errors.New("out of luck")}
	if _, err := measure([]subject{failing}, p); err == nil {
		t.Error("a subject's error is lost")
	}
}

func TestQuartile(t *testing.T) {
	for _, test := range []struct {
		values []float64
		want   float64
	}{{[]float64{3}, 3}, {[]float64{9, 1, 2}, 1}, {[]float64{4, 1, 2, 100}, 2}, {[]float64{8, 7, 6, 5, 4, 3, 2, 1}, 3}} {
		before := slices.Clone(test.values)
		if got := quartile(test.values); got != test.want || !slices.Equal(before, test.values) {
			t.Errorf("quartile of %v is %g, want %g (now %v)", before, got, test.want, test.values)
		}
	}
}

func TestDifference(t *testing.T) {
	nan := float32(math.NaN())
	for _, test := range []struct {
		ours, peer []float32
		want       float64
		fails      bool
	}{
		{[]float32{1, 2}, []float32{1, 2.0005}, 0.0005, false},
		{[]float32{1, 2}, []float32{1.5, 2}, 0.5, true},
		{[]float32{nan}, []float32{1}, 0, true},
		{[]float32{1}, []float32{nan}, 0, true},
		{[]float32{1}, []float32{1, 2}, 0, true},
	} {
		got, err := difference(test.ours, test.peer)
		if math.Abs(got-test.want) > 1e-6 || (err != nil) != test.fails {
			t.Errorf("%v and %v: %g, %v", test.ours, test.peer, got, err)
		}
	}
}
