package dataset

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
)

// extensions of the files that count as pictures. Others (a README, a list of
// labels) may lie between them.
var extensions = []string{".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp"}

// splitNames are folders that mean a part of the data even when they are the
// only one.
var splitNames = []string{"train", "val", "valid", "validation", "test"}

// fromPictures takes <class>/<picture> or <split>/<class>/<picture>: a
// picture's folder is its class, and the folder around that, if any, its
// split. Classes are sorted by name, over all splits. Files and folders whose
// name begins with a dot are left out.
func fromPictures(files []file, split string) (*Dataset, error) {
	type found struct {
		file
		class, split string
	}
	var all []found
	classes, splits := map[string]bool{}, map[string]bool{}
	for _, f := range files {
		parts := strings.Split(f.path, "/")
		hidden := slices.ContainsFunc(parts, func(p string) bool { return strings.HasPrefix(p, ".") })
		if hidden || !slices.Contains(extensions, strings.ToLower(path.Ext(f.path))) || len(parts) < 2 {
			continue
		}
		l := found{file: f, class: parts[len(parts)-2]}
		if len(parts) > 2 {
			l.split = parts[len(parts)-3]
		}
		classes[l.class], splits[l.split] = true, true
		all = append(all, l)
	}
	if len(all) == 0 {
		return nil, errors.New("no pictures: neither CIFAR's binary files nor <class>/<picture> nor <split>/<class>/<picture>")
	}
	names := slices.Sorted(maps.Keys(splits))
	if !splits[split] {
		if len(names) > 1 || slices.Contains(splitNames, names[0]) {
			return nil, fmt.Errorf("there is no split %q, only %q", split, names)
		}
		split = names[0] // one folder around all classes, or none: no split
	}

	d := &Dataset{Classes: slices.Sorted(maps.Keys(classes))}
	label := map[string]int{}
	for i, c := range d.Classes {
		label[c] = i
	}
	for _, l := range all {
		if l.split == split {
			d.items = append(d.items, l.labelled(label[l.class]))
		}
	}
	slices.SortStableFunc(d.items, func(a, b item) int { return strings.Compare(a.name, b.name) })
	return d, nil
}
