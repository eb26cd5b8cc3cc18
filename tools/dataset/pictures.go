package dataset

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// extensions of the files that count as pictures. Others (a README, a list of
// labels) may lie between them.
var extensions = []string{".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".gif", ".webp", ".bmp"}

// AllSplits asks for all pictures, of whatever split.
const AllSplits = "all"

// splitNames are folders that mean a part of the data even when they are the
// only one.
var splitNames = []string{"train", "val", "valid", "validation", "test"}

// noSplit says which splits there are instead.
func noSplit(split string, names []string) error {
	return fmt.Errorf("there is no split %q, only %q", split, names)
}

// found is a picture with its place among the folders.
type found struct {
	file
	class, split string
}

// fromPictures takes <class>/<picture> or <split>/<class>/<picture>: a
// picture's folder is its class, and the folder around that, if any, its
// split. Classes are sorted by name, over all splits. Files and folders whose
// name begins with a dot are left out.
func fromPictures(files []file, split string, left leftOver) (*Dataset, error) {
	all := placed(files, left)
	if len(all) == 0 {
		if python := pythonVersion(files); python != nil {
			return nil, python
		}
		return nil, fmt.Errorf("%w%s", errNoPictures, left.inWords())
	}
	classes, splits := map[string]bool{}, map[string]bool{}
	for _, l := range all {
		classes[l.class], splits[l.split] = true, true
	}
	names := slices.Sorted(maps.Keys(splits))
	d := &Dataset{Classes: slices.Sorted(maps.Keys(classes))}
	switch divided := len(names) > 1 || slices.Contains(splitNames, names[0]); {
	case !divided && split != AllSplits && !slices.Contains(splitNames, split):
		return nil, fmt.Errorf("there is no split %q: the pictures are not divided", split)
	case !divided: // one folder around all classes, or none
		d.Undivided = true
		split = AllSplits
	case split != AllSplits && !splits[split]:
		return nil, noSplit(split, names)
	}
	for _, l := range all {
		switch {
		case split == AllSplits || l.split == split:
			label, _ := slices.BinarySearch(d.Classes, l.class)
			d.items = append(d.items, l.labelled(label))
		case l.split == "":
			left.add(leftUnsplit, l.path)
		}
	}
	slices.SortStableFunc(d.items, func(a, b item) int { return strings.Compare(a.name, b.name) })
	return d, nil
}

var errNoPictures = errors.New("no pictures: neither CIFAR's binary files nor <class>/<picture> nor <split>/<class>/<picture>")

// placed finds the pictures that lie in a folder of their class.
func placed(files []file, left leftOver) []found {
	var all []found
	for _, f := range files {
		parts := strings.Split(f.path, "/")
		switch {
		case !isPicture(f.path) || isHidden(f.path):
			left.addOther(f.path)
		case len(parts) < 2:
			left.add(leftLoose, f.path)
		default:
			l := found{file: f, class: parts[len(parts)-2]}
			if len(parts) > 2 {
				l.split = parts[len(parts)-3]
			}
			all = append(all, l)
		}
	}
	return all
}
