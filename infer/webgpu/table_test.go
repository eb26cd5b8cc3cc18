package webgpu

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"regnetlens/infer/webgpu/kernels"
)

func TestTable(t *testing.T) {
	want := Table{
		"vendor chip":  {"conv3/1 16+0>16 32x32": "conv3x3_quad", "lstm 16 32x32": "lstm"},
		"other vendor": {"conv1/1 16+16>16 32x32": "conv_tile"},
	}
	b, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	got := Table{"forgotten": {}}
	if err := json.Unmarshal(b, &got); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%s came back as %v, %v", b, got, err)
	}

	// Of other kernels nothing is known.
	old := strings.Replace(string(b), kernels.Version(), "0", 1)
	if err := json.Unmarshal([]byte(old), &got); err != nil || got == nil || len(got) > 0 {
		t.Errorf("the table of other kernels came back as %v, %v", got, err)
	}
	for _, bad := range []string{"", "[]", `{"adapters":{"a":1}}`} {
		if err := got.UnmarshalJSON([]byte(bad)); err == nil {
			t.Errorf("%q went through", bad)
		}
	}
}
