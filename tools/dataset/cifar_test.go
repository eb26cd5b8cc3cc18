package dataset

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// record is a CIFAR record of one level.
func record(level byte, labels ...byte) []byte {
	return append(labels, bytes.Repeat([]byte{level}, cifarPlanes)...)
}

func TestCIFAR(t *testing.T) {
	ten := []entry{
		{"cifar-10-batches-bin/batches.meta.txt", []byte("airplane\nautomobile\nbird\n\n")},
		{"cifar-10-batches-bin/readme.html", []byte("<html>")},
		{"cifar-10-batches-bin/test_batch.bin", slices.Concat(record(10, 2), record(11, 0), record(12, 1))},
		{"cifar-10-batches-bin/data_batch_1.bin", record(21, 0)},
		{"cifar-10-batches-bin/data_batch_2.bin", record(22, 1)},
		{"cifar-10-batches-bin/data_batch_3.bin", record(23, 2)},
		{"cifar-10-batches-bin/data_batch_4.bin", record(24, 0)},
		{"cifar-10-batches-bin/data_batch_5.bin", record(25, 1)},
	}
	hundred := []entry{
		{"coarse_label_names.txt", []byte("fish\nflowers\n")},
		{"fine_label_names.txt", []byte("carp\r\norchid\r\nrose")},
		{"test.bin", slices.Concat(record(10, 1, 2), record(11, 0, 0))},
		{"train.bin", record(12, 1, 1)},
	}
	tests := []struct {
		name    string
		entries []entry
		split   string
		want    []string
	}{
		{"10 test", ten, "", []string{"bird 10", "airplane 11", "automobile 12"}},
		{"10 train", ten, "train", []string{"airplane 21", "automobile 22", "bird 23", "airplane 24", "automobile 25"}},
		{"100 test", hundred, "test", []string{"rose 10", "carp 11"}},
		{"100 train", hundred, "train", []string{"orchid 12"}},
	}
	for _, test := range tests {
		for form, path := range writeForms(t, test.entries) {
			got, _, err := read(t, path, Options{Split: test.split, Size: 32})
			if err != nil || !slices.Equal(got, test.want) {
				t.Errorf("%s, %s: %q, %v; want %q", test.name, form, got, err, test.want)
			}
		}
	}
}

func TestCIFARErrors(t *testing.T) {
	meta := entry{"batches.meta.txt", []byte("a\nb\n")}
	tests := []struct {
		name    string
		entries []entry
		split   string
		want    string
	}{
		{"no file", []entry{meta}, "", "test_batch.bin is missing"},
		{"file elsewhere", []entry{meta, {"x/test_batch.bin", record(1, 0)}}, "", "test_batch.bin is missing"},
		{"cut short", []entry{meta, {"test_batch.bin", record(1, 0)[:3000]}}, "", "3000 bytes"},
		{"empty", []entry{meta, {"test_batch.bin", nil}}, "", "0 bytes"},
		{"label too large", []entry{meta, {"test_batch.bin", record(1, 2)}}, "", "record 0 has label 2 of 2"},
		{"no classes", []entry{{"batches.meta.txt", []byte("\n")}, {"test_batch.bin", record(1, 0)}}, "", "names no classes"},
		{"no such split", []entry{meta, {"test_batch.bin", record(1, 0)}}, "val", `no split "val"`},
		{"other version's records", []entry{meta, {"test_batch.bin", record(1, 0, 1)}}, "", "3074 bytes"},
	}
	for _, test := range tests {
		_, err := Open(writeFolder(t, test.entries), Options{Split: test.split, Size: 32})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v; want %q", test.name, err, test.want)
		}
	}
}
