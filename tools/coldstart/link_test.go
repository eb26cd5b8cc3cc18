package main

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"testing"
	"time"
)

// A link delays the first byte of an answer by the way there and back (twice
// for a new connection) and passes no more bytes than its rate; a link without
// limits is not noticed.
func TestLink(t *testing.T) {
	body := bytes.Repeat([]byte("x"), 100_000)
	for _, test := range []struct {
		link          *link
		first, second time.Duration // at least
	}{
		{&link{}, 0, 0},
		{&link{RoundTrip: 50 * time.Millisecond}, 100 * time.Millisecond, 50 * time.Millisecond},
		{&link{Rate: 500_000}, 200 * time.Millisecond, 200 * time.Millisecond},
	} {
		inner, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		srv := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write(body) })}
		go srv.Serve(listener{inner, test.link}) // until Close
		client := &http.Client{Transport: &http.Transport{}}
		for i, least := range []time.Duration{test.first, test.second} {
			start := time.Now()
			r, err := client.Get("http://" + inner.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(r.Body)
			r.Body.Close()
			if err != nil || !bytes.Equal(got, body) {
				t.Errorf("%d bytes came, %v", len(got), err)
			}
			if took := time.Since(start); took < least || least == 0 && took > time.Second {
				t.Errorf("rate %g, round trip %v, request %d: took %v, want %v", test.link.Rate, test.link.RoundTrip, i, took, least)
			}
		}
		if n := test.link.bytes(); n < int64(2*len(body)) || n > int64(2*len(body)+4096) {
			t.Errorf("%d bytes passed, want little more than %d", n, 2*len(body))
		}
		srv.Close()
	}
}
