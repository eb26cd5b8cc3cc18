package ui

import (
	"strings"
	"testing"

	"regnetlens/ui/session"
)

// Teach tells in four steps what to do, with commands that can be copied, and
// opens the files that come out.
func TestTeach(t *testing.T) {
	p := newPage(t)
	p.s.OpenScreen(session.Teach)
	html := p.html()
	p.wants(html, `id="teach"`, "train/circle/", ">Collect<", ">Train both<", ">Test<", ">Look inside<")
	if got := strings.Count(html, `class="command"`); got != 6 {
		t.Errorf("%d commands", got)
	}
	for _, commands := range session.TeachCommands {
		for _, command := range commands {
			p.fire(p.find("aria-label", "Copy: "+command.String()), "click", nil)
			if p.browser.copied != command.String() {
				t.Errorf("copied %q, want %q", p.browser.copied, command)
			}
		}
	}
	p.fire(p.find("id", "teach-weights"), "change", nil)
	if p.browser.files != 1 {
		t.Error("the files are not opened")
	}
	// Both networks are trained alike, but for what they are.
	a, b := session.TeachCommands[1][0].String(), session.TeachCommands[1][1].String()
	if strings.ReplaceAll(strings.ReplaceAll(a, "resnet-20", "N"), "runs/a", "R") != strings.ReplaceAll(strings.ReplaceAll(b, "regnet-20-lstm", "N"), "runs/b", "R") {
		t.Errorf("%q and %q differ in more than the network", a, b)
	}
}
