package main

import (
	"net"
	"sync"
	"time"
)

// link is what lies between server and browser: all connections share its
// rate, and the first byte of an answer takes as long as the way there and
// back. The zero link is the loopback interface as it is.
type link struct {
	Name      string
	Rate      float64 // bytes a second; 0 for no limit
	RoundTrip time.Duration

	mu   sync.Mutex
	free time.Time // when what is under way will have arrived
	sent int64     // bytes
}

// links are the ones that are measured.
func links() []*link {
	return []*link{
		{Name: "loopback"},
		{Name: "50 Mbit/s, 30 ms", Rate: 50e6 / 8, RoundTrip: 30 * time.Millisecond},
		{Name: "10 Mbit/s, 60 ms", Rate: 10e6 / 8, RoundTrip: 60 * time.Millisecond},
	}
}

// take waits until so many bytes have passed.
func (l *link) take(n int) {
	l.mu.Lock()
	l.sent += int64(n)
	if l.Rate == 0 {
		l.mu.Unlock()
		return
	}
	if now := time.Now(); l.free.Before(now) {
		l.free = now
	}
	l.free = l.free.Add(time.Duration(float64(n) / l.Rate * float64(time.Second)))
	wait := time.Until(l.free)
	l.mu.Unlock()
	time.Sleep(wait)
}

// bytes is what has passed since the last call.
func (l *link) bytes() int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := l.sent
	l.sent = 0
	return n
}

// listener puts a link before a server.
type listener struct {
	net.Listener
	link *link
}

func (l listener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &conn{Conn: c, link: l.link}, nil
}

type conn struct {
	net.Conn
	link  *link
	mu    sync.Mutex
	asked bool // a request has come since the last byte was written
	known bool // a request was answered before
}

func (c *conn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.mu.Lock()
	c.asked = c.asked || n > 0
	c.mu.Unlock()
	return n, err
}

// piece is how much is written at once.
const piece = 16 << 10

func (c *conn) Write(b []byte) (int, error) {
	c.mu.Lock()
	wait := time.Duration(0)
	if c.asked {
		wait += c.link.RoundTrip
	}
	if !c.known {
		wait += c.link.RoundTrip // of making the connection
	}
	c.asked, c.known = false, true
	c.mu.Unlock()
	time.Sleep(wait)
	done := 0
	for done < len(b) {
		n := min(piece, len(b)-done)
		c.link.take(n)
		n, err := c.Conn.Write(b[done : done+n])
		if done += n; err != nil {
			return done, err
		}
	}
	return done, nil
}
