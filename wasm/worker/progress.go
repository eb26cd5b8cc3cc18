package worker

import (
	"context"
	"sync/atomic"
	"time"
)

// progress is how many bytes of a file have come: one goroutine brings them,
// another tells.
type progress struct{ bytes atomic.Int64 }

// come notes how many bytes there are.
func (p *progress) come(bytes int64) { p.bytes.Store(bytes) }

// tell says at every tick how many bytes there are, if there are more than it
// said last, until ctx ends. A file that comes at once is not worth a word.
func (p *progress) tell(ctx context.Context, tick <-chan time.Time, say func(bytes int64)) {
	for said := int64(0); ; {
		select {
		case <-ctx.Done():
			return
		case <-tick:
			if bytes := p.bytes.Load(); bytes != said {
				said = bytes
				say(bytes)
			}
		}
	}
}
