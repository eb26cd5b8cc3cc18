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

func serve(ctx context.Context, addr, page, samples string) error {
	site, err := server.Load(os.DirFS(page))
	if err != nil {
		return err
	}
	if samples != "" {
		n, err := site.AddPictures(os.DirFS(samples))
		if err != nil {
			return err
		}
		fmt.Printf("%d pictures from %s\n", n, samples)
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("server: %w (choose another address with --addr)", err)
	}
	fmt.Printf("RegNet Lens: http://%s/  (stop with Ctrl-C)\n", l.Addr())
	return server.Run(ctx, l, site)
}
