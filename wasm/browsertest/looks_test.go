//go:build !js

package browsertest

import "testing"

// Pictures of the page for whoever wants to see it, in build/screenshots.
func TestScreenshots(t *testing.T) {
	for name, o := range map[string]options{
		"wide":   {width: 1440, height: 960},
		"dark":   {width: 1440, height: 960, dark: true},
		"middle": {width: 1024, height: 900},
		"narrow": {width: 375, height: 812, touch: true},
		"korean": {width: 1440, height: 960, korean: true},
	} {
		t.Run(name, func(t *testing.T) {
			v := open(t, o)
			v.answered("")
			v.until(`document.querySelector("#lens-B canvas")`)
			v.screenshot(name)
		})
	}
}
