package device

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// AvailableMemory is how many bytes this process can still take: what the
// machine has free, or less where a container's limit says so. 0: not known.
func AvailableMemory() int64 { return availableMemory("/") }

func availableMemory(root string) int64 {
	have := field(filepath.Join(root, "proc/meminfo"), "MemAvailable:") << 10
	for _, group := range controlGroups(root) {
		if left := group.left(); left > 0 && (have == 0 || left < have) {
			have = left
		}
	}
	return have
}

// controlGroup is a folder of Linux's control groups, of one of their two
// versions.
type controlGroup struct{ dir, limit, used, inactive string }

// controlGroups lists those of this process and the ones around them.
func controlGroups(root string) []controlGroup {
	text, err := os.ReadFile(filepath.Join(root, "proc/self/cgroup"))
	if err != nil {
		return nil
	}
	var list []controlGroup
	for line := range strings.Lines(string(text)) {
		parts := strings.SplitN(strings.TrimSpace(line), ":", 3) // number, controllers, path
		if len(parts) != 3 {
			continue
		}
		var g controlGroup
		switch parts[1] {
		case "":
			g = controlGroup{filepath.Join(root, "sys/fs/cgroup"), "memory.max", "memory.current", "inactive_file"}
		case "memory":
			g = controlGroup{filepath.Join(root, "sys/fs/cgroup/memory"), "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"}
		default:
			continue
		}
		top := g.dir
		for g.dir = filepath.Join(top, parts[2]); strings.HasPrefix(g.dir, top); g.dir = filepath.Dir(g.dir) {
			list = append(list, g)
		}
	}
	return list
}

// left is what the group may still take; the files that it has read and that
// can be read again count as free. 0: there is no limit.
func (g controlGroup) left() int64 {
	limit := number(filepath.Join(g.dir, g.limit))
	if limit <= 0 || limit >= 1<<62 {
		return 0
	}
	used := number(filepath.Join(g.dir, g.used)) - field(filepath.Join(g.dir, "memory.stat"), g.inactive)
	return max(1, limit-used)
}

// number reads a file that holds one; 0 for another word, such as "max".
func number(path string) int64 {
	text, err := os.ReadFile(path)
	if err != nil {
		return 0
	}
	n, err := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// field reads the number that follows a word at the beginning of a line; 0
// where there is none.
func field(path, name string) int64 {
	text, err := os.ReadFile(path)
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if f := strings.Fields(line); len(f) >= 2 && f[0] == name {
			n, err := strconv.ParseInt(f[1], 10, 64)
			if err != nil {
				return 0
			}
			return n
		}
	}
	return 0
}
