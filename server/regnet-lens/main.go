// Command regnet-lens serves the built page and prints its address.
package main

import (
	"context"
	"flag"
	"fmt"
	"net"
	"os"
	"os/signal"
	"syscall"

	"regnetlens/server"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:8080", "host:port to listen on")
	page := flag.String("page", "build/page", "folder of the built page")
	samples := flag.String("samples", "", "folder of pictures to offer beside the gallery's own")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := serve(ctx, *addr, *page, *samples); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// pictures says how many of a folder's pictures are offered.
func pictures(offered, found int, folder string) string {
	if offered == found {
		return fmt.Sprintf("%d pictures from %q", offered, folder)
	}
	return fmt.Sprintf("%d of the %d pictures in %q: the gallery takes the first %d by name", offered, found, folder, server.MaxPictures)
}

func serve(ctx context.Context, addr, page, samples string) error {
	site, err := server.Load(os.DirFS(page))
	if err != nil {
		return err
	}
	if samples != "" {
		folder := os.DirFS(samples)
		n, err := site.AddPictures(folder)
		if err != nil {
			return err
		}
		found, err := server.CountPictures(folder)
		if err != nil {
			return err
		}
		fmt.Println(pictures(n, found, samples))
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("server: %w (choose another address with --addr)", err)
	}
	fmt.Printf("RegNet Lens: http://%s/  (stop with Ctrl-C)\n", l.Addr())
	return server.Run(ctx, l, site)
}
