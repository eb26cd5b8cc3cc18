//go:build js

package webgpu

import "testing"

// Between what a slow processor and what ten of the fastest devices do.
func TestPeak(t *testing.T) {
	p, err := open(t, Options{}).Peak(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%.2f G multiply-adds and %.2f GB a second", p.MulAdds/1e9, p.Bytes/1e9)
	if p.MulAdds < 1e6 || p.MulAdds > 1e15 || p.Bytes < 1e6 || p.Bytes > 1e14 {
		t.Errorf("%+v", p)
	}
}
