//go:build !js

package browsertest

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"regnetlens/tools/node"
)

// axe has axe-core examine the page for WCAG 2.2 AA.
func (v *visit) axe(state string) {
	v.Helper()
	v.axeOf("document", state, 15) // a dialog hides the rest of the page from it
}

// axeOf has it examine a part of the page, given as a script; of its rules at
// least so many have to find something there to be content with.
func (v *visit) axeOf(part, state string, least int) {
	v.Helper()
	dir, err := node.Package("axe-core")
	if err != nil {
		v.Fatal(err)
	}
	script, err := os.ReadFile(filepath.Join(dir, "axe.min.js"))
	if err != nil {
		v.Fatal(err)
	}
	var found []string
	var passed int
	await := func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
	v.do(
		chromedp.Evaluate(string(script)+"; 0", nil),
		chromedp.Evaluate("axe.run("+part+`, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(r => {
			window.passed = r.passes.length;
			return r.violations.flatMap(f => f.nodes.map(n => f.id + ": " + n.html.slice(0, 150) + " – " + n.failureSummary.replace(/\s+/g, " ")));
		})`, &found, await),
		chromedp.Evaluate("passed", &passed),
	)
	if passed < least {
		v.Errorf("%s: axe-core passed %d rules only: it did not see the page", state, passed)
	}
	for _, f := range found {
		v.Errorf("%s: %s", state, f)
	}
}

func TestAxe(t *testing.T) {
	for name, o := range map[string]options{
		"light":  {},
		"dark":   {dark: true},
		"narrow": {width: 375, height: 667, touch: true},
		"korean": {korean: true},
	} {
		t.Run(name, func(t *testing.T) {
			v := open(t, o)
			v.answered("")
			v.until(`document.getAnimations().every(a => a.playState != "running")`)
			v.axe("the page")
			v.do(chromedp.Click("#open-help", chromedp.ByQuery))
			v.until(`document.querySelector("#help").open && document.querySelector("#help dl > div")`)
			v.axe("the list of keys")
			v.do(chromedp.Click("#help button", chromedp.ByQuery))
			v.until(`!document.querySelector("#help").open`)
			v.do(chromedp.Click("#open-save", chromedp.ByQuery))
			v.until(`document.querySelector("#save").open`)
			v.axe("what can be saved")
			v.do(chromedp.Click("#save button", chromedp.ByQuery))
			v.send("drop", "letter.txt", []byte("Dear reader"))
			v.until(`document.querySelector("#notice .say").textContent`)
			v.axe("a notice")
		})
	}
}
