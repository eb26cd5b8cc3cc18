package conform

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"regnetlens/tools/train/device"
	"regnetlens/tools/train/run"
)

// The environment that makes the test binary a training run: in the folder, on
// the device, with the end.
const (
	childDir    = "REGNET_TEST_RUN"
	childDevice = "REGNET_TEST_DEVICE"
	childEnd    = "REGNET_TEST_END"
)

// Ends of a child after its checkpoint of step 10.
const (
	endKill = "kill" // it waits to be killed
	endFull = "full" // it can write no more than a few bytes into any file
)

// Main is the TestMain of a package that calls [Runs]: the test binary becomes
// a child where its environment says so. devices are those that the package
// tests.
func Main(m *testing.M, devices map[device.Kind]Open) {
	if dir := os.Getenv(childDir); dir != "" {
		err := child(dir, devices[device.Kind(os.Getenv(childDevice))], os.Getenv(childEnd))
		fmt.Println(err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

func child(dir string, open Open, end string) error {
	t := &testing.T{}
	o := Options(t, open(t), dir)
	o.Every = 0 // a checkpoint at every look
	o.Report = Silent{OnStep: func(done int) {
		switch {
		case done <= 10:
		case end == endKill:
			fmt.Println("past the checkpoint")
			select {}
		case end == endFull:
			signal.Ignore(unix.SIGXFSZ) // the write fails instead
			if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: 100, Max: 100}); err != nil {
				fmt.Println(err)
			}
		}
	}}
	_, err := run.Run(context.Background(), o)
	return err
}

// begin starts a child and returns what it prints.
func begin(t *testing.T, d device.Device, dir, end string) (*exec.Cmd, io.Reader) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childDir+"="+dir, childDevice+"="+string(d.Kind()), childEnd+"="+end)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, out
}

// killAndResume: 20 steps have the same bits as 10, kill -9 and the rest.
func killAndResume(t *testing.T, open Open) {
	d := open(t)
	whole := Finish(t, Options(t, d, t.TempDir()))
	dir := t.TempDir()
	cmd, out := begin(t, d, dir, endKill)
	past := false
	for lines := bufio.NewScanner(out); !past && lines.Scan(); {
		past = strings.Contains(lines.Text(), "past the checkpoint")
	}
	if err := cmd.Process.Signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	cmd.Wait()
	if !past {
		t.Fatal("the child never came past its checkpoint")
	}
	o := Options(t, d, dir)
	o.Resume = true
	same(t, whole.State, Finish(t, o).State)
}

// fullDisk: a run that can write no more ends and says so; the checkpoint
// before is whole, and the run goes on from there to the same bits.
func fullDisk(t *testing.T, open Open) {
	d := open(t)
	whole := Finish(t, Options(t, d, t.TempDir()))
	dir := t.TempDir()
	cmd, out := begin(t, d, dir, endFull)
	said, err := io.ReadAll(out)
	if err != nil {
		t.Fatal(err)
	}
	cmd.Wait()
	if !strings.Contains(string(said), "could not be written, what was there before is still there") || !strings.Contains(string(said), "file too large") {
		t.Errorf("the child said %q", said)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".writing-*")); len(left) != 0 {
		t.Errorf("left behind: %q", left)
	}
	steps, _, err := run.ReadCheckpoint(filepath.Join(dir, "last.safetensors"))
	if err != nil || steps != 10 {
		t.Errorf("the checkpoint is of step %d, %v", steps, err)
	}
	o := Options(t, d, dir)
	o.Resume = true
	same(t, whole.State, Finish(t, o).State)
}
