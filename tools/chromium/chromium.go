// Package chromium starts the Chromium of tests and benchmarks: one without a
// window, in a profile of its own, that calls nobody on the network.
package chromium

import (
	"errors"
	"os/exec"

	"github.com/chromedp/chromedp"
)

// Find is the path of the first program in PATH that is called as Chromium or
// Chrome usually are.
func Find() (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("chromium: there is no Chromium in PATH (Debian: apt-get install chromium)")
}

// Options are those of such a browser, and more.
func Options(more ...chromedp.ExecAllocatorOption) ([]chromedp.ExecAllocatorOption, error) {
	path, err := Find()
	if err != nil {
		return nil, err
	}
	return append(append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
	), more...), nil
}
