package command

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/spf13/cobra"

	"regnetlens/infer/cpu"
	"regnetlens/infer/learn/simd"
	"regnetlens/tools/train/device"
)

// program is one with this project's engine alone.
var program = Program{
	Kinds: []device.Kind{device.SIMD},
	Open: func(_ device.Kind, _ string, threads int) (device.Device, error) {
		return &device.Engine{Learn: simd.Backend{}, Infer: cpu.Backend{}, Threads: threads}, nil
	},
	Auto:     func(string) (device.Kind, string) { return device.SIMD, "" },
	HandOver: func(args []string) error { return fmt.Errorf("handed over: %q", args) },
}

func execute(ctx context.Context, args ...string) error {
	root := &cobra.Command{Use: "regnet", SilenceUsage: true, SilenceErrors: true}
	root.AddCommand(program.Commands()...)
	root.SetArgs(args)
	root.SetOut(io.Discard)
	return root.ExecuteContext(ctx)
}

// programEnv makes the test binary the program itself: a sweep starts it.
const programEnv = "REGNET_TEST_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(programEnv) != "" {
		ctx, cancel := context.WithCancel(context.Background())
		signals := make(chan os.Signal, 2)
		signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
		go func() {
			for s := range signals {
				fmt.Fprintln(os.Stderr, "signal:", s)
				cancel()
			}
		}()
		if err := execute(ctx, os.Args[1:]...); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// colours writes pictures of noise around a class's colour as
// <split>/<class>/<n>.png and returns their folder.
func colours(t *testing.T, seed uint64, split string, each int, classes ...string) string {
	t.Helper()
	root := t.TempDir()
	draw(t, root, seed, split, each, classes...)
	return root
}

func draw(t *testing.T, root string, seed uint64, split string, each int, classes ...string) {
	t.Helper()
	rng := rand.New(rand.NewPCG(seed, 1))
	for c, class := range classes {
		dir := filepath.Join(root, split, class)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		for n := range each {
			img := image.NewRGBA(image.Rect(0, 0, 8, 8))
			for i := range 64 {
				v := [3]byte{byte(rng.IntN(100)), byte(rng.IntN(100)), byte(rng.IntN(100))}
				v[c%3] += 100
				img.Set(i%8, i/8, color.RGBA{v[0], v[1], v[2], 255})
			}
			f, err := os.Create(filepath.Join(dir, fmt.Sprint(n, ".png")))
			if err != nil {
				t.Fatal(err)
			}
			if err := png.Encode(f, img); err != nil {
				t.Fatal(err)
			}
			if err := f.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// long marks a test that trains several times over: under the race detector,
// which is run with -short, that takes a minute.
func long(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("skipped, it trains for a while")
	}
}

// trained runs "train" on small pictures, with more flags, and returns the
// run's folder.
func trained(t *testing.T, data string, more ...string) (dir string, err error) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "run")
	args := []string{"train", "resnet-8", "--data", data, "--dir", dir, "--cache", t.TempDir(), "--set", "size=8", "--set", "augment.crop=1", "--batch", "6", "--epochs", "2"}
	return dir, execute(t.Context(), append(args, more...)...)
}

func refused(t *testing.T, word string, err error) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), word) {
		t.Errorf("error %v, want one with %q", err, word)
	}
}
