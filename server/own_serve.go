package server

import (
	"bytes"
	"fmt"
	"image/jpeg"
	"io"
	"io/fs"
	"net/http"
	"slices"
	"sync"
	"time"

	"regnetlens/infer/picture"
)

const (
	thumbnailQuery = "thumbnail" // of a picture's address
	thumbnailSize  = 160         // rows and columns, as the gallery's own pictures have them
	// maxThumbnailed is the largest file that a thumbnail is made of, in bytes:
	// making one reads it whole.
	maxThumbnailed = 64 << 20
)

// ownPictures serves the pictures of a folder from there.
type ownPictures struct {
	dir   fs.FS
	names []string // sorted

	// Thumbnails are made one at a time: a large photograph takes a quarter of
	// a gigabyte.
	mu   sync.Mutex
	made map[string]thumbnail // by name
}

// thumbnail is a small picture, and of which state of its file it was made.
type thumbnail struct {
	of      string // etag of the file
	content []byte // JPEG; nil: none can be made
}

func newOwnPictures(dir fs.FS, names []string) *ownPictures {
	return &ownPictures{dir: dir, names: names, made: map[string]thumbnail{}}
}

// ServeHTTP answers for the picture whose name is the path. One whose
// thumbnail cannot be made is its own: the browser may know its format.
func (o *ownPictures) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Path
	if _, ok := slices.BinarySearch(o.names, name); !ok {
		http.NotFound(w, r)
		return
	}
	f, err := o.dir.Open(name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		http.NotFound(w, r)
		return
	}
	etag := fmt.Sprintf(`"%x-%x"`, info.Size(), info.ModTime().UnixNano())
	w.Header().Set("Cache-Control", "no-cache") // keep, but ask each time
	if r.URL.Query().Has(thumbnailQuery) && info.Size() <= maxThumbnailed {
		if small := o.thumbnail(name, etag, f); small != nil {
			w.Header().Set("Content-Type", "image/jpeg")
			w.Header().Set("ETag", etag[:len(etag)-1]+`-t"`)
			http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(small))
			return
		}
	}
	w.Header().Set("Content-Type", typeOf(name))
	w.Header().Set("ETag", etag)
	content, ok := f.(io.ReadSeeker)
	if !ok {
		http.Error(w, "this folder's files cannot be read in parts", http.StatusInternalServerError)
		return
	}
	if _, err := content.Seek(0, io.SeekStart); err != nil { // a thumbnail may have been tried
		http.Error(w, "the file cannot be read", http.StatusInternalServerError)
		return
	}
	http.ServeContent(w, r, "", time.Time{}, content)
}

// thumbnail returns a picture's thumbnail, nil where there is none. It makes it
// once for each state of the file.
func (o *ownPictures) thumbnail(name, etag string, file io.Reader) []byte {
	o.mu.Lock()
	defer o.mu.Unlock()
	kept, ok := o.made[name]
	if !ok || kept.of != etag {
		kept = thumbnail{etag, makeThumbnail(file)}
		o.made[name] = kept
	}
	return kept.content
}

func makeThumbnail(file io.Reader) []byte {
	b, err := io.ReadAll(io.LimitReader(file, maxThumbnailed))
	if err != nil {
		return nil
	}
	img, err := picture.Decode(b)
	if err != nil {
		return nil // the page says so when somebody chooses it
	}
	var small bytes.Buffer
	if err := jpeg.Encode(&small, picture.Square(img, thumbnailSize), &jpeg.Options{Quality: 85}); err != nil {
		return nil
	}
	return small.Bytes()
}
