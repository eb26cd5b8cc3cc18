package evaluate

import "fmt"

// MatchClasses finds the network's class for each of a dataset's classes: by
// name, or, where not one name is the network's and there are as many of both
// (say, ImageNet's folders n01440764, n01443537…), by order.
func MatchClasses(dataset, network []string) ([]int, error) {
	index := map[string]int{}
	for i, name := range network {
		index[name] = i
	}
	labels := make([]int, len(dataset))
	matched, unknown := 0, ""
	for i, name := range dataset {
		at, ok := index[name]
		if ok {
			matched++
		} else {
			at, unknown = i, name
		}
		labels[i] = at
	}
	switch {
	case matched == len(dataset), matched == 0 && len(dataset) == len(network):
		return labels, nil
	case matched == 0:
		return nil, fmt.Errorf("evaluate: the data has %d classes, the network %d, and no name is common to both", len(dataset), len(network))
	}
	return nil, fmt.Errorf("evaluate: the data has a class %q that the network does not know", unknown)
}
