package worker

import (
	"context"
	"errors"
	"slices"
	"testing"

	"regnetlens/infer"
	"regnetlens/wasm/protocol"
)

// unsteady is a network that fails when it is told to, half way: the values of
// some taps are of the new picture then.
type unsteady struct {
	infer.Network
	fails bool
}

func (n *unsteady) Run(ctx context.Context, r *infer.Request) error {
	if !n.fails {
		return n.Network.Run(ctx, r)
	}
	for _, values := range r.Taps {
		values[0] = 1e6
	}
	return errors.New("it broke down")
}

// A run that failed leaves nothing that could be taken for the new picture: not
// the old one's values, not what the run had done until then.
func TestFailedRun(t *testing.T) {
	e := loaded(t, "resnet-20")
	net := &unsteady{Network: e.net}
	e.net = net
	const tap, other = "stage2.block2.o", "stage1.block1.o"
	command := func(number int, name string) *protocol.Show {
		return &protocol.Show{Run: number, Taps: []string{tap}, Picture: protocol.Picture{Bytes: file(t, name)}}
	}
	given := func() *protocol.TapValues {
		v, _ := e.tapValues(&protocol.GetTap{Tap: tap})
		return v
	}
	run(t, e, command(1, "ship.jpg"))
	ship := given()
	if ship == nil || ship.Run != 1 {
		t.Fatalf("of a good run: %+v", ship)
	}
	net.fails = true
	if r, err := e.show(command(2, "frog.jpg")); err == nil {
		t.Fatalf("a failed run gave %+v", r)
	}
	net.fails = false
	if v := given(); v != nil {
		t.Errorf("after a failed run values of picture %d are given", v.Run)
	}
	if c, _, err := e.channelMap(&protocol.GetChannel{Tap: tap}); err == nil {
		t.Errorf("after a failed run a channel of picture %d is shown", c.Run)
	}
	if _, _, _, _, err := e.activation(&protocol.GetActivation{Tap: tap}); err == nil {
		t.Error("after a failed run a value is explained")
	}
	if r, err := e.classMap(0); err == nil {
		t.Errorf("after a failed run there is a class map of picture %d", r.Run)
	}
	if s, _, err := e.compare(&protocol.Compare{Run: 2}, nil); err == nil {
		t.Errorf("after a failed run the blocks are compared: %+v", s)
	}
	run(t, e, command(3, "ship.jpg"))
	again := given()
	if again == nil || again.Run != 3 || !slices.Equal(again.Values, ship.Values) {
		t.Errorf("the run after a failed one gives %+v", again)
	}
	// The same for a tap that is asked for later, which takes a run of its own.
	net.fails = true
	if _, err := e.tapValues(&protocol.GetTap{Tap: other}); err == nil {
		t.Error("values of a run that failed are given")
	}
	net.fails = false
	if v := given(); v == nil || v.Run != 3 || !slices.Equal(v.Values, ship.Values) {
		t.Error("what the run that failed had done until then is given")
	}
	// A picture that cannot be read leaves the one before.
	if _, err := e.show(&protocol.Show{Run: 4, Picture: protocol.Picture{Bytes: []byte("no picture")}}); err == nil {
		t.Error("a letter was read")
	}
	if v := given(); v == nil || v.Run != 3 {
		t.Errorf("after a picture that could not be read: %+v", v)
	}
}
