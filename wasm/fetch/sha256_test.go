package fetch

import (
	"crypto/sha256"
	"testing"
)

func TestSum256(t *testing.T) {
	b := make([]byte, 300)
	for n := range b {
		b[n] = byte(n * n)
		if got, want := sum256(b[:n]), sha256.Sum256(b[:n]); got != want {
			t.Errorf("of %d bytes %x, want %x", n, got, want)
		}
	}
}

func BenchmarkSum256(b *testing.B) {
	data := make([]byte, 1<<20)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		sum256(data)
	}
}
