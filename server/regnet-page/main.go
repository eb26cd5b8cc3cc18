// Command regnet-page builds the page and prints what it weighs on the wire.
// With -check it fails if that is more than the page allows itself.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"

	"regnetlens/server/page"
)

func main() {
	o := page.Options{}
	flag.StringVar(&o.Root, "root", ".", "folder of the repository")
	flag.StringVar(&o.Out, "out", "build/page", "folder to write")
	flag.StringVar(&o.Cache, "cache", "build/compressed", "folder that keeps compressed files between builds")
	check := flag.Bool("check", false, "fail if the page weighs too much")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	report, err := page.Build(ctx, o)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Print(report)
	if *check && report.Wire() > page.WireLimit {
		fmt.Fprintf(os.Stderr, "page: %d bytes on the wire are more than the %d allowed\n", report.Wire(), page.WireLimit)
		os.Exit(1)
	}
}
