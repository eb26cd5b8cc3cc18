//go:build js

package webgpu

import (
	"context"
	"fmt"
	"slices"
	"syscall/js"

	"regnetlens/infer/arch"
	"regnetlens/infer/webgpu/gpu"
	"regnetlens/infer/webgpu/kernels"
)

// Painting is one map to paint, straight from the device's memory: all
// channels of a tap as tiles of an atlas, one pixel a value.
type Painting struct {
	Canvas *Canvas
	Tap    string
	// Minus, if not "", is a tap of the same shape whose values are taken off,
	// of MinusOf or, if that is nil, of the same network. MinusOf must have a
	// job in the same run.
	Minus   string
	MinusOf *Network

	Columns int // tiles in a row
	Gap     int // transparent pixels between tiles
	Scale   Scale
	Palette *Palette
}

// Scale says which values the ends of the palette stand for. With High > Low
// they are as given. Otherwise the device measures: the high end is the
// magnitude that all but one in two hundred values stay under, the low end 0
// or, Signed, the same below zero.
type Scale struct {
	Low, High float32
	Signed    bool // zero in the middle of the palette
}

// Palette is a colour scale: red, green and blue from the low end to the high.
type Palette [256][3]uint8

// Canvas is something to paint on. It survives the loss of a device.
type Canvas struct {
	v             js.Value // an HTMLCanvasElement or OffscreenCanvas, or undefined
	width, height int
	session       *session
	target        *gpu.Target
	painting      js.Value // what was painted last, of an OffscreenCanvas
}

// NewCanvas takes an HTMLCanvasElement or OffscreenCanvas without a context of
// another kind, in its present size.
func NewCanvas(canvas js.Value) *Canvas {
	return &Canvas{v: canvas, width: canvas.Get("width").Int(), height: canvas.Get("height").Int()}
}

// NewPixels makes something to paint on that is not shown but can be read.
func NewPixels(width, height int) *Canvas { return &Canvas{width: width, height: height} }

// hold keeps what was just painted: the browser may take it off the canvas when
// the task ends.
func (c *Canvas) hold() {
	if gpu.IsOffscreen(c.v) {
		c.painting = c.v.Call("transferToImageBitmap")
	}
}

// Take gives what was painted last on an OffscreenCanvas, an ImageBitmap.
func (c *Canvas) Take() js.Value { return c.painting }

// on is the canvas as a target on a session's device.
func (c *Canvas) on(s *session) (*gpu.Target, error) {
	if c.session == s {
		return c.target, nil
	}
	if c.target != nil {
		c.target.Destroy()
		c.target = nil
	}
	if c.v.IsUndefined() {
		c.target = s.device.NewTexture(c.width, c.height)
	} else {
		var err error
		if c.target, err = s.device.NewCanvas(c.v); err != nil {
			return nil, err
		}
	}
	c.session = s
	return c.target, nil
}

// Read copies what was painted on a canvas of [NewPixels]: RGBA, row by row.
func (e *Engine) Read(ctx context.Context, c *Canvas) ([]byte, error) {
	ctx, stop := e.bounded(ctx)
	defer stop()
	t, err := c.on(e.session)
	if err != nil {
		return nil, err
	}
	d, stride := e.session.device, t.BytesPerRow()
	b, err := d.NewBuffer(ctx, "pixels", stride*c.height, gpu.MapRead|gpu.CopyDst)
	if err != nil {
		return nil, fault(err)
	}
	defer b.Destroy()
	list := d.NewCommands()
	list.Download(t, b)
	if err := d.Submit(list); err != nil {
		return nil, fault(err)
	}
	pixels := make([]byte, 4*c.width*c.height)
	err = d.Map(ctx, b, stride*c.height, func(m gpu.Mapped) {
		for y := range c.height {
			m.Bytes(pixels[4*c.width*y:][:4*c.width], stride*y)
		}
	})
	return pixels, fault(err)
}

// painter paints on one session's device. It keeps the commands of the last
// run: a page paints the same maps again and again.
type painter struct {
	s        *session
	measure  *gpu.Layout
	draw     *gpu.Layout
	palettes map[Palette]*gpu.Buffer
	drawing  map[string]*gpu.Pipeline // by the target's format

	last     []brush
	commands *gpu.Commands
	params   *gpu.Buffer
	ends     *gpu.Buffer
}

// brush is a painting with the places of its values.
type brush struct {
	Painting
	shape         arch.Shape
	a, b          *gpu.Buffer
	first, second int
}

func newPainter(s *session) *painter {
	return &painter{
		s:       s,
		measure: s.device.NewLayout(false, gpu.ReadOnly, gpu.ReadOnly, gpu.ReadWrite),
		draw:    s.device.NewLayout(true, gpu.ReadOnly, gpu.ReadOnly, gpu.ReadOnly, gpu.ReadOnly),

		palettes: map[Palette]*gpu.Buffer{}, drawing: map[string]*gpu.Pipeline{},
	}
}

// paint is the commands that paint brushes.
func (p *painter) paint(ctx context.Context, all []brush) (*gpu.Commands, error) {
	if slices.Equal(all, p.last) {
		return p.commands, nil
	}
	p.last = nil
	extent := plain(kernels.Extent)
	if p.s.pipelines[extent] == nil {
		if err := p.s.load(ctx, extent.Kernel); err != nil {
			return nil, err
		}
		var err error
		if p.s.pipelines[extent], err = p.s.device.NewPipeline(ctx, p.measure, p.s.modules[extent.Kernel], nil); err != nil {
			return nil, err
		}
	}
	if err := p.makeRoom(ctx, len(all)); err != nil {
		return nil, err
	}
	p.commands = p.s.device.NewCommands()
	for i, b := range all {
		p.describe(i, b)
		if !b.Scale.measured() {
			continue
		}
		g, err := p.s.device.NewGroup(ctx, p.measure, p.params, slot, b.a, b.b, p.ends)
		if err != nil {
			return nil, err
		}
		p.commands.Dispatch(p.s.pipelines[extent], g, slot*i, 1, 1, 1)
	}
	for i, b := range all {
		if err := p.drawOne(ctx, i, b); err != nil {
			return nil, err
		}
	}
	p.last = all
	return p.commands, nil
}

func (s Scale) measured() bool { return !(s.High > s.Low) }

// makeRoom makes buffers for n paintings.
func (p *painter) makeRoom(ctx context.Context, n int) error {
	if n*slot <= p.params.Size() {
		return nil
	}
	p.params.Destroy()
	p.ends.Destroy()
	p.params, p.ends = nil, nil
	params, err := p.s.device.NewBuffer(ctx, "paintings", n*slot, gpu.Uniform|gpu.CopyDst)
	if err != nil {
		return err
	}
	ends, err := p.s.device.NewBuffer(ctx, "scales", 4*n, gpu.Storage)
	if err != nil {
		params.Destroy()
		return err
	}
	p.params, p.ends = params, ends
	return nil
}

// describe writes the parameters of painting i.
func (p *painter) describe(i int, b brush) {
	var words []uint32
	for _, v := range kernels.Words(&kernels.MapParams{
		First: b.first, Second: b.second, Channels: b.shape.C, Rows: b.shape.H, Cols: b.shape.W,
		Columns: b.Columns, Gap: b.Gap, Slot: i, Signed: kernels.FlagOf(b.Scale.Signed),
		Low: kernels.FloatOf(b.Scale.Low), High: kernels.FloatOf(b.Scale.High),
		Measured: kernels.FlagOf(b.Scale.measured()),
	}) {
		words = append(words, uint32(v))
	}
	gpu.Write(p.s.device, p.params, slot*i, words)
}

func (p *painter) drawOne(ctx context.Context, i int, b brush) error {
	t, err := b.Canvas.on(p.s)
	if err != nil {
		return err
	}
	if p.drawing[t.Format] == nil {
		if err := p.s.load(ctx, kernels.Paint); err != nil {
			return err
		}
		if p.drawing[t.Format], err = p.s.device.NewDrawPipeline(ctx, p.draw, p.s.modules[kernels.Paint], t.Format); err != nil {
			return err
		}
	}
	palette, err := p.palette(ctx, b.Palette)
	if err != nil {
		return err
	}
	g, err := p.s.device.NewGroup(ctx, p.draw, p.params, slot, b.a, b.b, p.ends, palette)
	if err != nil {
		return err
	}
	p.commands.Draw(p.drawing[t.Format], g, slot*i, t)
	return nil
}

// palette is a colour scale on the device.
func (p *painter) palette(ctx context.Context, c *Palette) (*gpu.Buffer, error) {
	if b := p.palettes[*c]; b != nil {
		return b, nil
	}
	b, err := p.s.device.NewBuffer(ctx, "palette", 4*len(c), gpu.Storage|gpu.CopyDst)
	if err != nil {
		return nil, err
	}
	words := make([]uint32, len(c))
	for i, rgb := range c {
		words[i] = uint32(rgb[0]) | uint32(rgb[1])<<8 | uint32(rgb[2])<<16
	}
	gpu.Write(p.s.device, b, 0, words)
	p.palettes[*c] = b
	return b, nil
}

// check finds mistakes in a painting of a network.
func (q Painting) check(n *Network) error {
	t, ok := n.graph.Tap(q.Tap)
	if !ok {
		return fmt.Errorf("webgpu: the network has no tap %q to paint", q.Tap)
	}
	if q.Canvas == nil || q.Palette == nil || q.Columns < 1 || q.Gap < 0 {
		return fmt.Errorf("webgpu: the painting of %s lacks a canvas, a palette or columns", q.Tap)
	}
	if q.Minus == "" {
		return nil
	}
	other, ok := q.of(n).graph.Tap(q.Minus)
	if !ok {
		return fmt.Errorf("webgpu: the network has no tap %q to take off %s", q.Minus, q.Tap)
	}
	if other.Shape != t.Shape {
		return fmt.Errorf("webgpu: %s of %s can't be taken off %s of %s", q.Minus, other.Shape, q.Tap, t.Shape)
	}
	return nil
}

// of is the network that Minus is a tap of.
func (q Painting) of(own *Network) *Network {
	if q.MinusOf != nil {
		return q.MinusOf
	}
	return own
}
