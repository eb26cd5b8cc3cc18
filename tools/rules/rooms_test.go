package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// room is one row of the table of which folder may import which. The folders of
// one room may import each other. Tests may import anything of ours: they hold
// it against files, peers and the built page.
type room struct {
	folders string // separated by spaces; "x/..." is x with all below it
	may     string // likewise: what else of ours it may import; "" for nothing
	why     string // what would break otherwise
}

// rooms is the table. ARCHITECTURE.md has the same one, with what each room
// holds in the place of the reason.
var rooms = []room{
	// The engine knows neither page nor files.
	{"infer/arch", "", "every backend, the export and the page read the graph: what it imported, all of them would"},
	{"infer", "infer/arch", "what a backend is must not know one"},
	{"infer/fallback", "", "values that the engine, the messages and the words share"},
	{"infer/gonum", "infer infer/arch infer/internal/arena infer/internal/edits infer/internal/pool", "what the others are checked against shares none of their arithmetic"},
	{"infer/cpu", "infer infer/arch infer/gonum infer/internal/arena infer/internal/edits infer/internal/kernel infer/internal/pool", "what it has no kernel for runs as in the reference, and it knows no other backend"},
	{"infer/webgpu infer/webgpu/gpu infer/webgpu/kernels", "infer infer/arch infer/fallback infer/internal/arena", "it is built into benchmarks, too: it knows neither page nor worker"},
	{"infer/internal/kernel infer/internal/kernel/wide infer/internal/kernel/asm infer/internal/kernel/asm/gen", "", "inner loops are over slices: they know no network"},
	{"infer/internal/arena infer/internal/edits infer/internal/pool", "infer infer/arch", "what the backends share cannot know any of them"},
	{"infer/internal/conform", "infer infer/arch weights/safetensors", "every backend's tests call it with a backend of theirs; the golden files are safetensors"},
	{"infer/backends", "infer infer/cpu infer/gonum", "names of backends that run everywhere; WebGPU is opened by who has a browser"},
	{"infer/explain infer/measure", "infer infer/arch", "what is computed from values of taps, of whichever backend"},
	{"infer/picture", "", "files to inputs: the page, the command and the trainer do it alike, without a network"},
	{"infer/learn", "infer infer/arch", "what a learner is must not know one"},
	{"infer/learn/gonum", "infer/arch infer/learn", "what the other is checked against shares none of its arithmetic"},
	{"infer/learn/simd", "infer/arch infer/internal/arena infer/internal/kernel infer/internal/pool infer/learn", "it runs wherever the kernels do, the browser among them: it knows no files"},
	{"infer/learn/internal/conform", "infer/arch infer/internal/conform infer/learn weights/safetensors", "every learner's tests call it with a learner of theirs"},

	// Weight files: what they are, and whether they fit.
	{"weights", "infer/arch weights/filekind weights/models weights/quantized weights/safetensors", "a file is held against its architecture, which needs no backend"},
	{"weights/safetensors weights/filekind", "", "formats of bytes: strict, and of use to everybody"},
	{"weights/quantized", "weights/safetensors", "numbers as codes and scales, of whatever network"},
	{"weights/models", "", "data"},
	{"weights/cards", "infer/arch tools/atomicfile weights", "a generator: nothing that runs imports it"},
	{"weights/sharedtest", "", "of tests only"},

	// What lies between page and worker, and the worker.
	{"wasm", "ui/app wasm/browser wasm/worker", "it chooses the program, and does nothing itself"},
	{"wasm/browser", "", "both programs, the renderer and the loading reach the browser through it"},
	{"wasm/protocol", "infer infer/arch infer/explain infer/fallback infer/picture weights", "the contract is plain values: neither JavaScript nor the page"},
	{"wasm/wire", "wasm/browser wasm/protocol", "how the contract's messages travel, and nothing of what they mean"},
	{"wasm/atlas", "infer/arch", "pixels that page, worker and shaders agree on"},
	{"wasm/fetch", "wasm/browser weights", "bytes over the network, whoever wants them"},
	{"wasm/worker", "infer infer/arch infer/cpu infer/explain infer/fallback infer/gonum infer/measure infer/picture infer/webgpu infer/webgpu/gpu wasm/atlas wasm/browser wasm/fetch wasm/protocol wasm/wire weights", "a worker computes and never touches the page"},
	{"wasm/browsertest", "", "of tests only"},

	// The page.
	{"ui/app", "infer/picture ui ui/dom ui/format ui/session wasm/atlas wasm/browser wasm/protocol wasm/wire weights", "the page draws and never computes: no backend"},
	{"ui/dom", "wasm/browser", "it writes what Vugu built, whatever that is"},
	{"ui", "infer/arch infer/explain ui/chart ui/format ui/part ui/results ui/sentence ui/session ui/text wasm/atlas wasm/protocol weights", "components are built and tested without a browser: no JavaScript"},
	{"ui/chart", "infer/arch", "what a chart looks like, for page and files, whatever it is of"},
	{"ui/part", "", "it knows Vugu only"},
	{"ui/session", "infer infer/arch infer/fallback infer/measure infer/picture ui/export ui/results ui/sentence ui/text wasm/atlas wasm/protocol weights", "what the page knows is tested without a page: neither components nor JavaScript"},
	{"ui/export", "wasm/protocol", "files of other programs out of what the page has"},
	{"ui/results", "infer/arch infer/measure", "the build writes what the page reads: neither knows the other"},
	{"ui/sentence", "infer/arch ui/format ui/text", "what is said follows from plain facts, whoever has them: the page, a batch, a training"},
	{"ui/format", "infer/arch", "how values are written, whatever the language"},
	{"ui/text", "infer/fallback", "words know no engine and no page"},
	{"ui/samples", "", "data"},

	// Serving and building the page.
	{"server server/regnet-lens", "infer/picture ui/session", "it serves files and lists a folder's pictures: it computes nothing"},
	{"server/page server/regnet-page", "infer/arch tools/atomicfile tools/train/network tools/train/results tools/train/sweep ui ui/results ui/samples ui/session weights weights/models", "it renders the first page natively and gathers what the browser fetches"},

	// The native command, and what its commands are made of.
	{"tools/regnet", "infer/... tools/atomicfile tools/cache tools/convert tools/dataset tools/download tools/evaluate tools/onnx tools/torch tools/train/... weights/...", "flags and words; what a command does is in a room of its own, and nothing of the page"},
	{"tools/atomicfile tools/cache tools/download", "", "files and folders, whatever is in them"},
	{"tools/dataset", "infer/picture weights/filekind", "labelled pictures, whoever reads them"},
	{"tools/evaluate", "infer infer/picture tools/dataset", "counts what any network gets right"},
	{"tools/torch", "weights/filekind weights/safetensors", "tensors out of PyTorch's files, whatever they are of"},
	{"tools/convert", "infer/arch tools/dataset tools/torch weights weights/filekind weights/safetensors", "other people's tensors under our names; nothing is run"},
	{"tools/onnx", "infer infer/arch weights/safetensors", "a graph and its parameters as ONNX; nothing is run"},
	{"tools/bench tools/bench/wasm", "infer infer/arch infer/backends infer/webgpu tools/atomicfile tools/chromium tools/node tools/onnx wasm/browser weights weights/safetensors", "the engine without the page"},
	{"tools/coldstart", "server server/page tools/atomicfile tools/chromium tools/node tools/onnx ui/samples weights", "the built page as a browser gets it"},
	{"tools/chromium tools/node", "", "they start other people's programs, for tests and benchmarks"},
	{"tools/bundle", "", "it builds a command, and imports none"},
	{"tools/gallery", "infer/picture tools/chromium", "a generator: nothing that runs imports it"},
	{"tools/rules", "", "of tests only"},
	{"tools/train/command", "infer/arch infer/learn tools/cache tools/dataset tools/evaluate tools/train/... weights", "two programs have these commands: neither learner is chosen here"},
	{"tools/train/run", "infer/arch infer/learn tools/atomicfile tools/evaluate tools/train/device tools/train/input tools/train/recipe weights weights/safetensors", "one loop for every device: it knows none"},
	{"tools/train/device", "infer infer/arch infer/learn tools/train/input", "what the loop needs of a device; a learner is handed in"},
	{"tools/train/input", "infer/picture tools/atomicfile tools/cache tools/dataset", "chance decides about pictures here alone, alike for every device"},
	{"tools/train/recipe", "tools/train/input", "settings: what they mean to pictures, and nothing of devices"},
	{"tools/train/network", "infer/arch", "names to architectures: of who trains them and who only lists them"},
	{"tools/train/sweep tools/train/plot", "infer/arch tools/train/results tools/train/run weights", "they start runs, or read what runs wrote"},
	{"tools/train/results", "infer infer/arch infer/cpu infer/measure infer/picture tools/atomicfile tools/dataset tools/evaluate tools/train/run weights", "finished networks are measured by the engine that people run, not by a learner"},
	{"tools/train/bench tools/train/peer tools/train/plugin", "infer/arch infer/learn tools/train/device tools/train/input", "speed of any device, beside PyTorch"},
	{"tools/train/conform", "infer infer/arch infer/gonum infer/learn tools/train/device tools/train/input tools/train/recipe tools/train/run weights weights/sharedtest", "every device's tests call it with a device of theirs"},
	{"tools/xla/...", "infer/arch infer/learn tools/atomicfile tools/train/command tools/train/device tools/train/input tools/train/plugin", "a module of its own, without the SIMD experiment: no kernel of ours"},
}

// allowed reports whether a room may import a folder.
func (r room) allowed(folder string) bool {
	return slices.ContainsFunc(strings.Fields(r.folders+" "+r.may), func(p string) bool { return covers(p, folder) })
}

// holds reports whether a folder is of a room.
func (r room) holds(folder string) bool {
	return slices.ContainsFunc(strings.Fields(r.folders), func(p string) bool { return covers(p, folder) })
}

// roomsOf are the rooms that a folder is in: one, if the table is right.
func roomsOf(folder string) []room {
	return slices.DeleteFunc(slices.Clone(rooms), func(r room) bool { return !r.holds(folder) })
}

func TestImports(t *testing.T) {
	used := map[string]bool{} // patterns of the table, by row and pattern
	for _, f := range files(t) {
		in := roomsOf(f.folder())
		if len(in) != 1 {
			t.Errorf("%s: the folder is in %d rooms of tools/rules/rooms_test.go, want 1", f.path, len(in))
			continue
		}
		if f.test {
			continue
		}
		for _, folder := range f.imports() {
			if !in[0].allowed(folder) {
				t.Errorf("%s imports %s, which %s must not: %s", f.path, folder, in[0].folders, in[0].why)
			}
			for _, p := range strings.Fields(in[0].may) {
				used[in[0].folders+" "+p] = used[in[0].folders+" "+p] || covers(p, folder)
			}
		}
	}
	for _, r := range rooms {
		if r.why == "" {
			t.Errorf("%s has no reason", r.folders)
		}
		for _, p := range strings.Fields(r.may) {
			if !used[r.folders+" "+p] {
				t.Errorf("%s may import %s and does not: take it out of the table", r.folders, p)
			}
		}
	}
}

// The table itself is a test: what it says no to is refused.
func TestRoomsRefuse(t *testing.T) {
	for _, c := range []struct {
		from, to string
		may      bool
	}{
		{"infer/cpu", "infer/internal/kernel", true}, {"infer/cpu", "infer/webgpu", false}, {"infer/webgpu", "wasm/browser", false},
		{"ui/text", "infer/webgpu", false}, {"ui/session", "wasm/browser", false}, {"ui/app", "infer/cpu", false},
		{"wasm/worker", "ui/session", false}, {"tools/xla/step", "tools/xla/network", true}, {"tools/xla/step", "infer/internal/kernel", false},
	} {
		in := roomsOf(c.from)
		if len(in) != 1 || in[0].allowed(c.to) != c.may {
			t.Errorf("%s imports %s: allowed in %v, want %v", c.from, c.to, fmt.Sprint(in), c.may)
		}
	}
}
