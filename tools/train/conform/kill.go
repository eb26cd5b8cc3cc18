package conform

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"regnetlens/tools/train/device"
	"regnetlens/tools/train/run"
)

// childEnv makes the test binary a training run in the folder it names, which
// waits to be killed after step 10.
const childEnv = "REGNET_TEST_RUN"

// Main is the TestMain of a package that calls [Runs]: the test binary becomes
// the child that is killed where its environment says so. devices are those
// that the package tests.
func Main(m *testing.M, devices map[device.Kind]Open) {
	if dir := os.Getenv(childEnv); dir != "" {
		child(dir, devices[device.Kind(os.Getenv(childEnv+"_DEVICE"))])
	}
	os.Exit(m.Run())
}

func child(dir string, open Open) {
	t := &testing.T{}
	o := Options(t, open(t), dir)
	o.Every = 0 // a checkpoint at every look
	o.Report = Silent{OnStep: func(done int) {
		if done > 10 {
			os.Stdout.WriteString("past the checkpoint\n")
			select {}
		}
	}}
	run.Run(context.Background(), o)
	os.Exit(1)
}

// killAndResume: 20 steps have the same bits as 10, kill -9 and the rest.
func killAndResume(t *testing.T, open Open) {
	d := open(t)
	whole := Finish(t, Options(t, d, t.TempDir()))
	dir := t.TempDir()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childEnv+"="+dir, childEnv+"_DEVICE="+string(d.Kind()))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
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
