package device

import (
	"os"
	"path/filepath"
	"testing"
)

// The least of the machine's and of every control group's memory counts, in
// both versions of the groups.
func TestAvailableMemory(t *testing.T) {
	const machine = "MemTotal:       200 kB\nMemAvailable:   100 kB\n"
	for _, c := range []struct {
		name  string
		files map[string]string
		want  int64
	}{
		{"nothing known", nil, 0},
		{"no groups", map[string]string{"proc/meminfo": machine}, 102400},
		{"no limit", map[string]string{
			"proc/meminfo": machine, "proc/self/cgroup": "0::/a\n", "sys/fs/cgroup/a/memory.max": "max\n",
		}, 102400},
		{"a limit around", map[string]string{
			"proc/meminfo": machine, "proc/self/cgroup": "0::/a/b\n", "sys/fs/cgroup/a/memory.max": "5000\n",
			"sys/fs/cgroup/a/memory.current": "3000\n", "sys/fs/cgroup/a/memory.stat": "anon 1\ninactive_file 500\n",
		}, 2500},
		{"used up", map[string]string{
			"proc/meminfo": machine, "proc/self/cgroup": "0::/\n", "sys/fs/cgroup/memory.max": "5000\n", "sys/fs/cgroup/memory.current": "6000\n",
		}, 1},
		{"the first version", map[string]string{
			"proc/meminfo": machine, "proc/self/cgroup": "5:devices:/x\n4:memory:/x\n0::/\n",
			"sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n", "sys/fs/cgroup/memory/x/memory.limit_in_bytes": "7000\n",
			"sys/fs/cgroup/memory/x/memory.usage_in_bytes": "1000\n",
		}, 6000},
	} {
		root := t.TempDir()
		for name, text := range c.files {
			path := filepath.Join(root, name)
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got := availableMemory(root); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
	if AvailableMemory() <= 0 {
		t.Error("this machine's memory is not known")
	}
}
