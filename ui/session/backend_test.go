package session

import (
	"slices"
	"strings"
	"testing"

	"regnetlens/ui/text"
	"regnetlens/wasm/protocol"
)

// last is the last command of a kind that a session posts to a slot.
func verifies(p *port) []string {
	return slices.DeleteFunc(p.posts(), func(s string) bool { return !strings.Contains(s, "verify") })
}

// A switch gives both slots new workers, leaves everything on the page, and
// then compares the backends.
func TestSelectBackend(t *testing.T) {
	s, p := begin(t)
	p.fetches["1.jpg"](InMemory([]byte("jpeg")), nil)
	answer(s, 0, 1)
	answer(s, 1, 1)
	p.posts()
	selected := s.Select
	s.SelectBackend("abacus")
	s.SelectBackend(protocol.Automatic)
	if s.BackendChoice != protocol.Automatic || s.Slots[0].Generation != 1 {
		t.Fatalf("switched to %q", s.BackendChoice)
	}
	s.SelectBackend(protocol.WebGPU)
	if !slices.Equal(p.started, []string{"A1", "B1", "A2", "B2"}) || s.Slots[0].Result == nil || s.Select != selected || s.Shown == nil {
		t.Fatalf("started %q, result %v", p.started, s.Slots[0].Result)
	}
	for i, d := range s.Slots {
		say(s, i, &protocol.Ready{})
		if d.wants() != protocol.WebGPU {
			t.Errorf("%s is to run on %s", d.Name(), d.wants())
		}
		say(s, i, &protocol.Loaded{Backend: protocol.WebGPU, Adapter: "an adapter"})
		answer(s, i, 1)
		if d.Computes != protocol.WebGPU || d.Adapter != "an adapter" {
			t.Errorf("%s runs on %s, %s", d.Name(), d.Computes, d.Adapter)
		}
	}
	for i := range s.Slots {
		for w := &s.Slots[i].worker; w.flight.topic != toVerify; playQuestion(s, i) {
		}
	}
	if got := verifies(p); !slices.Equal(got, []string{"A verify simd", "B verify simd"}) {
		t.Errorf("verified %q", got)
	}
	say(s, 0, &protocol.Verified{Run: 1, Logits: 1e-6})
	if s.Slots[0].Verified == nil || s.Slots[1].Verified != nil {
		t.Error("the difference is not kept")
	}
}

// WebGPU that fails is left for SIMD, with a sentence in the page's language
// that stays when the picture comes; until it is chosen again.
func TestRefusedBackend(t *testing.T) {
	s, p := begin(t)
	s.SelectBackend(protocol.WebGPU)
	load(s, 0)
	load(s, 1)
	p.fetches["1.jpg"](InMemory([]byte("jpeg")), nil)
	say(s, 0, &protocol.Failed{Device: "late", Message: "no answer"})
	d := s.Slots[0]
	if d.Generation != 3 || d.wants() != protocol.SIMD || s.Slots[1].wants() != protocol.WebGPU || d.Reason != "late" {
		t.Fatalf("generation %d wants %s because of %q", d.Generation, d.wants(), d.Reason)
	}
	load(s, 0)
	answer(s, 0, 1)
	if got := notice(s); !strings.Contains(got, "did not answer in time") || s.Notice.Detail != "no answer" {
		t.Errorf("the notice is %q", got)
	}
	if got := s.Notice.Say(&text.Korean); !strings.Contains(got, "제때") {
		t.Errorf("in Korean it is %q", got)
	}
	if d.Reason != "late" {
		t.Error("the reason is forgotten")
	}
	s.SelectBackend(protocol.SIMD)
	s.SelectBackend(protocol.WebGPU)
	if d.wants() != protocol.WebGPU {
		t.Error("WebGPU can't be chosen again")
	}
}

// A device that was replaced is told of.
func TestRecovered(t *testing.T) {
	s, _ := begin(t)
	say(s, 1, &protocol.Recovered{Reason: "gone"})
	if got := notice(s); !strings.Contains(got, "network B was lost") {
		t.Errorf("the notice is %q", got)
	}
}
