package dataset

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// The folders as they are handed out, with PNG bytes under JPEG's extension:
// the decoder tells by the content.
func tinyImageNet(t testing.TB) []entry {
	return []entry{
		{"tiny-imagenet-200/wnids.txt", []byte("n02\nn01\n")},
		{"tiny-imagenet-200/words.txt", []byte("n01\tgoldfish\nn02\tfrog\n")},
		{"tiny-imagenet-200/train/n02/n02_boxes.txt", []byte("n02_0.JPEG\t0\t0\t3\t3\n")},
		{"tiny-imagenet-200/train/n02/images/n02_0.JPEG", pixel(t, 20)},
		{"tiny-imagenet-200/train/n01/images/n01_1.JPEG", pixel(t, 11)},
		{"tiny-imagenet-200/train/n01/images/n01_0.JPEG", pixel(t, 10)},
		{"tiny-imagenet-200/val/val_annotations.txt", []byte("val_1.JPEG\tn01\t0\t0\t3\t3\nval_0.JPEG\tn02\t0\t0\t3\t3\n")},
		{"tiny-imagenet-200/val/images/val_0.JPEG", pixel(t, 30)},
		{"tiny-imagenet-200/val/images/val_1.JPEG", pixel(t, 31)},
		{"tiny-imagenet-200/test/images/test_0.JPEG", pixel(t, 40)}, // no label: never read
	}
}

func imageNet(t testing.TB) []entry {
	return []entry{
		{"LOC_synset_mapping.txt", []byte("n01 tench, Tinca tinca\nn02 goldfish\n")},
		{"LOC_val_solution.csv", []byte("ImageId,PredictionString\nILSVRC2012_val_00000002,n02 1 2 3 4 n02 5 6 7 8 \nILSVRC2012_val_00000001,n01 1 2 3 4 \n")},
		{"ILSVRC/Data/CLS-LOC/train/n02/n02_7.JPEG", pixel(t, 20)},
		{"ILSVRC/Data/CLS-LOC/train/n01/n01_9.JPEG", pixel(t, 10)},
		{"ILSVRC/Data/CLS-LOC/val/ILSVRC2012_val_00000001.JPEG", pixel(t, 30)},
		{"ILSVRC/Data/CLS-LOC/val/ILSVRC2012_val_00000002.JPEG", pixel(t, 31)},
		{"ILSVRC/Data/CLS-LOC/test/ILSVRC2012_test_00000001.JPEG", pixel(t, 40)},
	}
}

func TestImageNetFolders(t *testing.T) {
	tests := []struct {
		name    string
		entries []entry
		split   string
		want    []string
	}{
		{"tiny train", tinyImageNet(t), "train", []string{"n01 10", "n01 11", "n02 20"}},
		{"tiny val", tinyImageNet(t), "val", []string{"n02 30", "n01 31"}},
		{"tiny test is val", tinyImageNet(t), "", []string{"n02 30", "n01 31"}},
		{"large train", imageNet(t), "train", []string{"n01 10", "n02 20"}},
		{"large val", imageNet(t), "val", []string{"n01 30", "n02 31"}},
	}
	for _, test := range tests {
		for form, path := range writeForms(t, test.entries) {
			got, _, err := read(t, path, Options{Split: test.split, Size: 4})
			if err != nil || !slices.Equal(got, test.want) {
				t.Errorf("%s, %s: %q, %v; want %q", test.name, form, got, err, test.want)
			}
		}
	}
}

func TestImageNetErrors(t *testing.T) {
	change := func(i int, text string) []entry {
		e := tinyImageNet(t)
		e[i].data = []byte(text)
		return e
	}
	tests := []struct {
		name    string
		entries []entry
		split   string
		want    string
	}{
		{"no such split", tinyImageNet(t), "valid", `no split "valid"`},
		{"picture missing", tinyImageNet(t)[:8], "val", `names "val_1.JPEG"`},
		{"named twice", change(6, "val_0.JPEG n01\nval_0.JPEG n02\n"), "val", `names "val_0.JPEG"`},
		{"unknown class", change(6, "val_0.JPEG n03\n"), "val", `the class "n03"`},
		{"empty list", change(6, "\n"), "val", "names no pictures"},
		{"no training pictures", tinyImageNet(t)[6:], "val", "classes are not known"},
	}
	for _, test := range tests {
		_, err := Open(writeFolder(t, test.entries), Options{Split: test.split, Size: 4})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v; want %q", test.name, err, test.want)
		}
	}
}

// What is handed out and not read is counted: pictures without a label, lists.
func TestImageNetLeftOut(t *testing.T) {
	entries := append(tinyImageNet(t), entry{"tiny-imagenet-200/val/images/val_2.JPEG", pixel(t, 32)})
	for split, want := range map[string]string{
		"val": fmt.Sprint([]LeftOut{
			{".txt files", 3, "tiny-imagenet-200/train/n02/n02_boxes.txt"},
			{leftUnsplit, 1, "tiny-imagenet-200/test/images/test_0.JPEG"},
			{leftUnlisted, 1, "tiny-imagenet-200/val/images/val_2.JPEG"},
		}),
		"train": fmt.Sprint([]LeftOut{
			{".txt files", 3, "tiny-imagenet-200/train/n02/n02_boxes.txt"}, {leftUnsplit, 1, "tiny-imagenet-200/test/images/test_0.JPEG"},
		}),
	} {
		for form, path := range writeForms(t, entries) {
			d, err := Open(path, Options{Split: split, Size: 4})
			if err != nil || fmt.Sprint(d.Left) != want {
				t.Errorf("%s, %s: %v; left out %v, want %s", split, form, err, d.Left, want)
			}
		}
	}
	all, err := Open(writeFolder(t, tinyImageNet(t)), Options{Split: AllSplits, Size: 4})
	if err != nil || all.Len() != 5 {
		t.Errorf("all splits: %v", err)
	}
}
