package main

import (
	"math"
	"testing"
)

func TestShares(t *testing.T) {
	once := []dispatch{
		{"a", "conv", 3, 4e6, 1e6}, {"b", "gates", 1, 2e6, 8e6}, {"b", "state", 3, 0, 0}, {"c", "conv", 1, 2e6, 2e6},
	}
	again := []dispatch{
		{"a", "conv", 2, 4e6, 1e6}, {"b", "gates", 5, 2e6, 8e6}, {"b", "state", 4, 0, 0}, {"c", "conv", 2, 2e6, 2e6},
	}
	rows := shares("work", adapterPeak{MulAdds: 4e9, Bytes: 4e9}, [][]dispatch{once, again})
	if len(rows) != 2 || rows[0].Kernel != "gates + state" || rows[1].Kernel != "conv" {
		t.Fatalf("rows %+v", rows)
	}
	for i, want := range []share{
		{MS: 4, OfTime: 4.0 / 7, GMulAdd: 0.5, OfMath: 0.125, GBytes: 2, OfBytes: 0.5},
		{MS: 3, OfTime: 3.0 / 7, GMulAdd: 2, OfMath: 0.5, GBytes: 1, OfBytes: 0.25},
	} {
		got := rows[i]
		for _, d := range []float64{
			got.MS - want.MS, got.OfTime - want.OfTime, got.GMulAdd - want.GMulAdd,
			got.OfMath - want.OfMath, got.GBytes - want.GBytes, got.OfBytes - want.OfBytes,
		} {
			if math.Abs(d) > 1e-9 {
				t.Errorf("%+v, want %+v", got, want)
			}
		}
	}
}
