//go:build js

package webgpu

import (
	"errors"
	"testing"
	"time"
)

func TestProfile(t *testing.T) {
	e := open(t, Options{})
	n := newNetwork(t, e, twin[1], 1)
	start := time.Now()
	times, err := n.Profile(t.Context())
	if errors.Is(err, ErrNoTimestamps) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	all := time.Since(start)
	sum, mulAdds := time.Duration(0), int64(0)
	for _, l := range times {
		sum += l.Time
		mulAdds += l.MulAdds
		if l.MulAdds > 0 && l.Bytes < 4 {
			t.Errorf("%+v reads nothing", l)
		}
	}
	if want := n.graph.Cost().MulAdds; mulAdds != want {
		t.Errorf("the layers make %d multiply-adds, the network %d", mulAdds, want)
	}
	if first, last := times[0], times[len(times)-1]; first.Layer != "conv0" || last.Layer != "fc" || last.Kernel != "head" {
		t.Errorf("from %v to %v", first, last)
	}
	if sum <= 0 || sum > all {
		t.Errorf("the layers took %v of %v", sum, all)
	}
}
