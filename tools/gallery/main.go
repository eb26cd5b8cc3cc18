// Command gallery makes the gallery's JPEG files.
//
//	go run ./tools/gallery                     every drawing of ui/samples
//	go run ./tools/gallery ship frog           these drawings only
//	go run ./tools/gallery -photo chelsea.png  the cat, from scikit-image
//
// Drawings are rendered by a headless Chromium, whose path is -chromium or the
// first of the usual names in PATH. Run it from the repository's root.
package main

import (
	"context"
	"flag"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"regnetlens/infer/picture"
	"regnetlens/tools/chromium"
)

const (
	drawn   = 512 // side of a drawing, as its viewBox says
	side    = 160 // of the JPEG: five times what the networks read, and enough for the gallery's buttons
	quality = 80
)

// face is the square of chelsea.png centred between the cat's eyes, as high as
// the photograph.
var face = image.Rect(95, 0, 395, 300)

func main() {
	dir := flag.String("dir", "ui/samples", "folder of the drawings and of the JPEG files")
	browser := flag.String("chromium", "", "Chromium or Chrome `program`")
	photo := flag.String("photo", "", "crop chelsea.png of scikit-image's wheel at this `path` to cat.jpg; render nothing")
	flag.Parse()
	var err error
	if *photo != "" {
		err = crop(*photo, filepath.Join(*dir, "cat.jpg"))
	} else {
		err = render(*browser, *dir, flag.Args())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "gallery:", err)
		os.Exit(1)
	}
}

// render makes <name>.jpg from <name>.svg; no names means every drawing.
func render(browser, dir string, names []string) error {
	browser, err := find(browser)
	if err != nil {
		return err
	}
	if len(names) == 0 {
		drawings, err := filepath.Glob(filepath.Join(dir, "*.svg"))
		if err != nil {
			return err
		}
		if len(drawings) == 0 {
			return fmt.Errorf("no drawings in %s: run from the repository's root or give -dir", dir)
		}
		for _, d := range drawings {
			names = append(names, strings.TrimSuffix(filepath.Base(d), ".svg"))
		}
	}
	for _, name := range names {
		svg := filepath.Join(dir, name+".svg")
		img, err := screenshot(browser, svg)
		if err != nil {
			return fmt.Errorf("%s: %w", svg, err)
		}
		if err := save(filepath.Join(dir, name+".jpg"), picture.Square(img, side)); err != nil {
			return err
		}
	}
	return nil
}

// find returns the browser's path.
func find(browser string) (string, error) {
	if browser != "" {
		return exec.LookPath(browser)
	}
	path, err := chromium.Find()
	if err != nil {
		return "", fmt.Errorf("%w, or give its path with -chromium", err)
	}
	return path, nil
}

// screenshot renders an SVG file of drawn × drawn pixels in a profile of its
// own, with the network services of the browser off.
func screenshot(browser, svg string) (image.Image, error) {
	svg, err := filepath.Abs(svg)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(svg); err != nil {
		return nil, err // Chromium would take a picture of its own error page
	}
	tmp, err := os.MkdirTemp("", "render")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(tmp)
	png := filepath.Join(tmp, "shot.png")
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
		"--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
		"--hide-scrollbars", "--force-device-scale-factor=1", "--force-color-profile=srgb",
		"--user-data-dir="+filepath.Join(tmp, "profile"),
		fmt.Sprintf("--window-size=%d,%d", drawn, drawn), "--screenshot="+png, "file://"+svg)
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", browser, err, out)
	}
	return load(png)
}

// crop cuts the cat's face out of chelsea.png.
func crop(photo, to string) error {
	img, err := load(photo)
	if err != nil {
		return err
	}
	if !face.In(img.Bounds()) {
		return fmt.Errorf("%s is %v, smaller than chelsea.png of scikit-image", photo, img.Bounds().Size())
	}
	square := image.NewRGBA(image.Rect(0, 0, face.Dx(), face.Dy()))
	draw.Draw(square, square.Bounds(), img, face.Min, draw.Src)
	return save(to, picture.Square(square, side))
}

func load(path string) (image.Image, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	img, err := picture.Decode(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return img, nil
}

func save(path string, img image.Image) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := jpeg.Encode(f, img, &jpeg.Options{Quality: quality}); err != nil {
		f.Close()
		return fmt.Errorf("%s: %w", path, err)
	}
	if err := f.Close(); err != nil {
		return err
	}
	fmt.Println(path)
	return nil
}
