package main

import (
	"errors"
	"testing"

	"regnetlens/tools/node"
)

// A first visitor has both answers sooner than on a page with ONNX Runtime Web,
// over a link as they have at home. Faster links say more about what else the
// processor has to do, which is too much while other tests run beside.
func TestSooner(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute and a browser")
	}
	l := links()[2]
	r, err := compare(l, 3)
	if errors.Is(err, node.ErrMissing) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	if r.Ratio > 1 {
		t.Errorf("%s: %.0f ms (%.0f), the peer's page %.0f ms (%.0f)", l.Name, r.OursMS, r.Ours, r.PeerMS, r.Peer)
	}
	t.Logf("%s: %.0f ms, the peer's page %.0f ms", l.Name, r.OursMS, r.PeerMS)
}
