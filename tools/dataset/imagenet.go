package dataset

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// imagenetVersion describes a set in the folders of the ImageNet challenge as
// it is handed out: the training pictures lie in a folder for each class,
// named by its WordNet number, the validation pictures in one folder, with
// their classes in a list beside them. The test pictures have no labels, so
// that the split "test" means the validation pictures, as is the custom.
type imagenetVersion struct {
	name string
	list string // the list, relative to the root
	// line tells file and class of a line of the list; ok is false for a
	// heading.
	line func(line string) (file, class string, ok bool)
	val  string // folder of the validation pictures
	// train holds a folder for each class; below that the pictures may lie
	// one folder deeper.
	train string
}

var imagenetVersions = []imagenetVersion{
	{
		name: "Tiny ImageNet", list: "val/val_annotations.txt", val: "val/images", train: "train",
		line: func(line string) (file, class string, ok bool) {
			f := strings.Fields(line) // val_0.JPEG, n03444034, four corners
			if len(f) < 2 {
				return "", "", false
			}
			return f[0], f[1], true
		},
	},
	{
		name: "ImageNet", list: "LOC_val_solution.csv", val: "ILSVRC/Data/CLS-LOC/val", train: "ILSVRC/Data/CLS-LOC/train",
		line: func(line string) (file, class string, ok bool) {
			id, boxes, _ := strings.Cut(line, ",") // ILSVRC2012_val_00000001, n01751748 and four corners, repeated
			f := strings.Fields(boxes)
			if len(f) == 0 || id == "ImageId" {
				return "", "", false
			}
			return id + ".JPEG", f[0], true
		},
	},
}

// fromImageNet looks for such a set by its list of validation pictures.
func fromImageNet(files []file, split string, left leftOver) (d *Dataset, found bool, err error) {
	for _, v := range imagenetVersions {
		list := slices.IndexFunc(files, func(f file) bool { return f.path == v.list || strings.HasSuffix(f.path, "/"+v.list) })
		if list < 0 {
			continue
		}
		d, err := v.open(files, files[list], split, left)
		return d, true, err
	}
	return nil, false, nil
}

func (v imagenetVersion) open(files []file, list file, split string, left leftOver) (*Dataset, error) {
	root := strings.TrimSuffix(list.path, v.list)
	train, val := map[string][]file{}, map[string]file{}
	for _, f := range files {
		if !isPicture(f.path) || isHidden(f.path) {
			if f.path != list.path {
				left.addOther(f.path)
			}
			continue
		}
		if rest, ok := strings.CutPrefix(f.path, root+v.train+"/"); ok {
			if class, _, ok := strings.Cut(rest, "/"); ok {
				train[class] = append(train[class], f)
			} else {
				left.add(leftLoose, f.path)
			}
		} else if rest, ok := strings.CutPrefix(f.path, root+v.val+"/"); ok {
			val[rest] = f
		} else {
			left.add(leftUnsplit, f.path)
		}
	}
	if len(train) == 0 {
		return nil, fmt.Errorf("%s has no training pictures in %s%s/<class>: its classes are not known", v.name, root, v.train)
	}
	d := &Dataset{Classes: slices.Sorted(maps.Keys(train))}
	if !slices.Contains([]string{"train", "val", "test", AllSplits}, split) {
		return nil, fmt.Errorf("%s has no split %q, only \"train\" and \"val\"", v.name, split)
	}
	if split != "train" {
		if err := v.validation(d, list, val); err != nil {
			return nil, fmt.Errorf("%s: %w", list.path, err)
		}
		for _, f := range val {
			left.add(leftUnlisted, f.path)
		}
	}
	if split == "train" || split == AllSplits {
		for label, class := range d.Classes {
			for _, f := range train[class] {
				d.items = append(d.items, f.labelled(label))
			}
		}
	}
	slices.SortStableFunc(d.items, func(a, b item) int { return strings.Compare(a.name, b.name) })
	return d, nil
}

// validation appends the pictures of the list.
func (v imagenetVersion) validation(d *Dataset, list file, val map[string]file) error {
	text, err := list.read()
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(text)) {
		name, class, ok := v.line(strings.TrimSpace(line))
		if !ok {
			continue
		}
		f, ok := val[name]
		if !ok {
			return fmt.Errorf("it names %q, which is not in %s", name, v.val)
		}
		label, ok := slices.BinarySearch(d.Classes, class)
		if !ok {
			return fmt.Errorf("%s is of the class %q, which has no training pictures", name, class)
		}
		d.items = append(d.items, f.labelled(label))
		delete(val, name) // a second line for it is an error
	}
	if len(d.items) == 0 {
		return errors.New("it names no pictures")
	}
	return nil
}
