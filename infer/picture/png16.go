package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
)

// decodePNG is png.Decode with eight bits a sample: the networks read no more,
// and the library's picture of 16 bits takes eight bytes a pixel, 16 where the
// file is interlaced.
func decodePNG(data []byte) (image.Image, error) {
	const depth = 24 // the place of the header's bit depth
	if len(data) > depth && data[depth] == 16 {
		return decodePNG16(data)
	}
	return png.Decode(bytes.NewReader(data))
}

// The colour types of PNG.
const (
	pngGrey      = 0
	pngRGB       = 2
	pngGreyAlpha = 4
	pngRGBA      = 6
)

// png16 is a PNG file of 16 bits a sample.
type png16 struct {
	width, height int
	colour        byte
	interlaced    bool
	transparent   []byte // the colour that is transparent, as it stands in a row; nil: none
	pixels        io.Reader
	img           *image.NRGBA
	grey          *image.Gray // instead, where there is no other channel
}

func decodePNG16(data []byte) (image.Image, error) {
	p := &png16{}
	if err := p.readChunks(data); err != nil {
		return nil, err
	}
	bounds := image.Rect(0, 0, p.width, p.height)
	if p.colour == pngGrey && p.transparent == nil {
		p.grey = image.NewGray(bounds)
	} else {
		p.img = image.NewNRGBA(bounds)
	}
	for _, pass := range p.passes() {
		if err := p.readPass(pass); err != nil {
			return nil, err
		}
	}
	// The end of the stream is where its checksum is compared.
	if n, err := io.ReadFull(p.pixels, make([]byte, 1)); n > 0 || err != io.EOF {
		return nil, errors.Join(errors.New("its pixels do not end where they should"), err)
	}
	if p.grey != nil {
		return p.grey, nil
	}
	return p.img, nil
}

// readChunks reads everything but the pixels.
func (p *png16) readChunks(data []byte) error {
	chunks := newPNGChunks(data)
	var parts []io.Reader
	for {
		name, body, err := chunks.next()
		if err != nil {
			return err
		}
		switch name {
		case "IHDR":
			if len(body) != 13 || body[10] != 0 || body[11] != 0 || body[12] > 1 {
				return errors.New("its header is not understood")
			}
			p.width, p.height = int(binary.BigEndian.Uint32(body)), int(binary.BigEndian.Uint32(body[4:]))
			p.colour, p.interlaced = body[9], body[12] == 1
		case "tRNS":
			if (p.colour == pngGrey || p.colour == pngRGB) && len(body) == 2*p.channels() {
				p.transparent = body
			}
		case "IDAT":
			parts = append(parts, bytes.NewReader(body))
		case "IEND":
			if p.channels() == 0 || p.width < 1 || p.height < 1 || int64(p.width)*int64(p.height) > MaxPixels {
				return fmt.Errorf("its colours (type %d, 16 bits) are not understood", p.colour)
			}
			p.pixels, err = zlib.NewReader(io.MultiReader(parts...))
			return err
		}
	}
}

// channels is the number of samples of a pixel, 0 for a colour type that has
// no 16 bits.
func (p *png16) channels() int {
	switch p.colour {
	case pngGrey:
		return 1
	case pngGreyAlpha:
		return 2
	case pngRGB:
		return 3
	case pngRGBA:
		return 4
	}
	return 0
}

// pngPass is the pixels x0, x0+dx, … of the rows y0, y0+dy, …
type pngPass struct{ x0, y0, dx, dy int }

// passes are one, or the seven of Adam M. Costello's interlacing.
func (p *png16) passes() []pngPass {
	if !p.interlaced {
		return []pngPass{{0, 0, 1, 1}}
	}
	return []pngPass{{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}}
}

func (p *png16) readPass(s pngPass) error {
	if s.x0 >= p.width {
		return nil
	}
	size := 2 * p.channels()
	columns := (p.width - s.x0 + s.dx - 1) / s.dx
	row, above := make([]byte, 1+columns*size), make([]byte, 1+columns*size)
	for y := s.y0; y < p.height; y += s.dy {
		if _, err := io.ReadFull(p.pixels, row); err != nil {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return err
		}
		if err := unfilter(row[0], row[1:], above[1:], size); err != nil {
			return err
		}
		for i, x := 1, s.x0; x < p.width; i, x = i+size, x+s.dx {
			p.set(x, y, row[i:i+size])
		}
		row, above = above, row
	}
	return nil
}

// set writes a pixel: of every sample its higher byte.
func (p *png16) set(x, y int, sample []byte) {
	if p.grey != nil {
		p.grey.Pix[p.grey.PixOffset(x, y)] = sample[0]
		return
	}
	c := color.NRGBA{sample[0], sample[0], sample[0], 0xff}
	switch p.colour {
	case pngGreyAlpha:
		c.A = sample[2]
	case pngRGB, pngRGBA:
		c.G, c.B = sample[2], sample[4]
		if p.colour == pngRGBA {
			c.A = sample[6]
		}
	}
	if p.transparent != nil && bytes.Equal(sample, p.transparent) {
		c = color.NRGBA{}
	}
	p.img.SetNRGBA(x, y, c)
}

// unfilter undoes the filter of a row (RFC 2083, section 6). size is that of a
// pixel in bytes.
func unfilter(filter byte, row, above []byte, size int) error {
	for i := range row {
		var left, corner byte
		if i >= size {
			left, corner = row[i-size], above[i-size]
		}
		switch filter {
		case 0:
			return nil
		case 1:
			row[i] += left
		case 2:
			row[i] += above[i]
		case 3:
			row[i] += byte((int(left) + int(above[i])) / 2)
		case 4:
			row[i] += paeth(left, above[i], corner)
		default:
			return fmt.Errorf("it has a row of the unknown filter %d", filter)
		}
	}
	return nil
}

// paeth is the one of three neighbours that is nearest to left + above −
// corner.
func paeth(left, above, corner byte) byte {
	p := int(left) + int(above) - int(corner)
	distance := func(v byte) int { return max(p-int(v), int(v)-p) }
	a, b, c := distance(left), distance(above), distance(corner)
	switch {
	case a <= b && a <= c:
		return left
	case b <= c:
		return above
	}
	return corner
}
