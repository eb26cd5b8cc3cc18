package main

import (
	"time"

	"github.com/spf13/cobra"

	"regnetlens/tools/cache"
)

// cleared is what "cache clear" prints.
type cleared struct {
	Files int   `json:"files"`
	Bytes int64 `json:"bytes"`
}

func newCacheCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "cache",
		Short: "List or clear the data sets that training has decoded",
		Args:  knownCommand,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	dir := cmd.PersistentFlags().String("dir", "", "the folder (default: regnet/data in the user's cache)")
	asJSON := cmd.PersistentFlags().Bool("json", false, "print JSON")
	folder := func() (string, error) {
		if *dir != "" {
			return *dir, nil
		}
		return cache.Dir()
	}
	list := &cobra.Command{
		Use: "list", Short: "List them: what they are, how large, how old", Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			path, err := folder()
			if err != nil {
				return err
			}
			entries, err := cache.List(path)
			if err != nil {
				return err
			}
			if *asJSON {
				return writeJSON(cmd.OutOrStdout(), append([]cache.Entry{}, entries...))
			}
			return printCache(cmd, path, entries)
		},
	}
	clear := &cobra.Command{
		Use: "clear", Short: "Remove them; they are made again when they are needed", Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			path, err := folder()
			if err != nil {
				return err
			}
			var c cleared
			if c.Files, c.Bytes, err = cache.Clear(path); err != nil {
				return err
			}
			if *asJSON {
				return writeJSON(cmd.OutOrStdout(), c)
			}
			return say(cmd.OutOrStdout(), "%d files of %s bytes removed from %s\n", c.Files, thousands(c.Bytes), path)
		},
	}
	cmd.AddCommand(list, clear)
	return cmd
}

func printCache(cmd *cobra.Command, path string, entries []cache.Entry) error {
	out := cmd.OutOrStdout()
	var total int64
	err := table(out, func(row func(string, ...any)) {
		row("file\tsplit\tpictures\tsize\tbytes\tmade")
		for _, e := range entries {
			total += e.Bytes
			if e.Broken {
				row("%s\tbroken\t\t\t%s\t%s", e.File, thousands(e.Bytes), e.Time.Format(time.DateOnly))
				continue
			}
			row("%s\t%s\t%s\t%d × %d\t%s\t%s", e.File, e.Split, thousands(int64(e.Images)), e.Size, e.Size, thousands(e.Bytes), e.Time.Format(time.DateOnly))
		}
	})
	if err != nil {
		return err
	}
	return say(out, "\n%d files of %s bytes in %s\n", len(entries), thousands(total), path)
}
