//go:build js

package worker

import (
	"regnetlens/infer/arch"
	"regnetlens/wasm/protocol"
)

// setCanvases takes in what the page wants to be painted, and paints it for the
// present picture.
func (w *worker) setCanvases(canvases []protocol.Canvas) error {
	for _, c := range canvases {
		w.canvases[c.Subject] = newCanvas(c)
	}
	if w.engine.run == 0 {
		return nil
	}
	painted := w.engine.painted
	for _, c := range canvases {
		if _, one := protocol.TapOf(c.Subject); !one && !isDifference(c.Subject) && w.engine.paints() && w.isTap(c.Subject) {
			painted = append(painted, c.Subject)
		} else if err := w.paint(c.Subject); err != nil {
			return err
		}
	}
	if len(painted) > len(w.engine.painted) {
		if err := w.engine.forwardPainting(painted, nil); err != nil {
			return err
		}
	}
	if w.engine.style.Channel != 0 {
		w.tell(w.engine.tiles())
	}
	w.tell(&protocol.Painted{Run: w.engine.run})
	return nil
}

func (w *worker) isTap(subject string) bool {
	_, ok := w.engine.net.Graph().Tap(subject)
	return ok
}

// restyle paints all that is shown in a new style.
func (w *worker) restyle(m *protocol.Paint) error {
	w.engine.style, w.engine.rows = *m, nil
	if w.engine.run == 0 {
		return nil
	}
	if err := w.paintMaps(true); err != nil {
		return err
	}
	for _, subject := range []string{protocol.SubjectLens, protocol.SubjectSheet} { // their numbers are known
		if err := w.paint(subject); err != nil {
			return err
		}
	}
	w.tell(&protocol.Painted{Run: w.engine.run})
	return nil
}

// paintMaps paints the maps of the grid in the present style: the atlases, if
// asked to, or single channels of each. It tells which channels they are.
func (w *worker) paintMaps(atlases bool) error {
	one := w.engine.style.Channel != 0
	if !one && atlases && w.engine.paints() {
		return w.engine.forwardPainting(w.engine.painted, nil)
	}
	for subject := range w.canvases {
		tap, single := protocol.TapOf(subject)
		if _, ok := w.engine.net.Graph().Tap(tap); !ok || single != one || !one && !atlases {
			continue
		}
		if err := w.paint(subject); err != nil {
			return err
		}
	}
	if one {
		w.tell(w.engine.tiles())
	}
	return nil
}

// paintKind paints the tiles of a kind of map, which show other channels now.
func (w *worker) paintKind(kind arch.Kind) error {
	for subject := range w.canvases {
		name, single := protocol.TapOf(subject)
		if tap, ok := w.engine.net.Graph().Tap(name); !ok || !single || tap.Kind != kind {
			continue
		}
		if err := w.paint(subject); err != nil {
			return err
		}
	}
	w.tell(w.engine.tiles())
	return nil
}

// paint makes a painting of a subject for the last picture. What the page does
// not want is not painted.
func (w *worker) paint(subject string) error {
	if _, ok := w.canvases[subject]; !ok {
		return nil
	}
	switch subject {
	case protocol.SubjectSource: // painted with the next activation
		return nil
	case protocol.SubjectLens:
		_, err := w.paintLens()
		return err
	case protocol.SubjectSheet:
		_, err := w.paintSheet()
		return err
	case protocol.SubjectAttribution:
		if w.attribution != nil {
			pixels, size := w.engine.paintAttribution(w.attribution)
			w.draw(subject, pixels, size, size)
		}
		return nil
	}
	pixels, width, height, err := w.engine.mapOf(subject)
	if err == nil {
		w.draw(subject, pixels, width, height)
	}
	return err
}

// paintLens paints the channel that was asked for last, and returns its numbers;
// nil before one was.
func (w *worker) paintLens() (*protocol.ChannelMap, error) {
	if w.lens == nil {
		return nil, nil
	}
	channel, pixels, err := w.engine.channelMap(w.lens)
	if err != nil {
		return nil, err
	}
	w.draw(protocol.SubjectLens, pixels, channel.Width, channel.Height)
	return channel, nil
}

// paintSheet paints the sheet that was asked for last, and says what is on it;
// nil before one was.
func (w *worker) paintSheet() (*protocol.Sheet, error) {
	if w.sheet == nil {
		return nil, nil
	}
	sheet, pixels, width, height, err := w.engine.sheet(w.sheet)
	if err != nil {
		return nil, err
	}
	w.draw(protocol.SubjectSheet, pixels, width, height)
	return sheet, nil
}

// setEnds paints anew what is on another scale from now on.
func (w *worker) setEnds(m *protocol.Ends) error {
	if w.engine.run == 0 || m.Run != w.engine.run {
		return nil
	}
	news := w.engine.ends.say(m.Highs)
	for subject := range w.canvases {
		if news[w.engine.nameOf(subject)] {
			if err := w.paint(subject); err != nil {
				return err
			}
		}
	}
	if len(news) > 0 {
		w.tell(&protocol.Painted{Run: m.Run})
	}
	return nil
}
