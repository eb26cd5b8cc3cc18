package command

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"regnetlens/tools/cache"
	"regnetlens/tools/evaluate"
	"regnetlens/tools/train/input"
	"regnetlens/tools/train/recipe"
)

// dataFlags say where the pictures are.
type dataFlags struct {
	train string
	tests []string
	same  bool
	cache string
}

func (f *dataFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.train, "data", "", "folder or archive with the training pictures, its split \"train\"")
	flags.StringArrayVar(&f.tests, "test", nil, "data to measure the finished network on: its split \"test\", as \"name=path\" or a path (may be given again)")
	flags.BoolVar(&f.same, "same-data", false, "allow pictures that are in both the training and the test data")
	flags.StringVar(&f.cache, "cache", "", "folder for decoded pictures (default: the user's cache)")
}

// testData is a --test flag's path and what its data is called: what stands
// before the last "=", or else the file's name.
func testData(arg string) (name, path string) {
	if i := strings.LastIndex(arg, "="); i > 0 {
		return arg[:i], arg[i+1:]
	}
	return filepath.Base(arg), arg
}

// exist returns an error for the first path that is not there.
func (f *dataFlags) exist() error {
	if _, err := os.Stat(f.train); err != nil {
		return fmt.Errorf("--data: %w", err)
	}
	for _, arg := range f.tests {
		_, path := testData(arg)
		if _, err := os.Stat(path); err != nil {
			return fmt.Errorf("--test: %w", err)
		}
	}
	return nil
}

// pictures are the data, listed or opened.
type pictures struct {
	about input.Header // of the training pictures
	train input.Source // nil before they are opened
	tests []testSet
}

// testSet is what is to be measured on.
type testSet struct {
	name, path string
	set        *input.Set
	classes    []int // the network's for the set's own
}

// list tells what the data are, without decoding them, and compares the
// training data's classes with the others'.
func (f *dataFlags) list(size int) (p *pictures, err error) {
	if f.cache == "" {
		if f.cache, err = cache.Dir(); err != nil {
			return nil, err
		}
	}
	p = &pictures{}
	if p.about, err = input.Peek(f.train, "train", size, f.cache); err != nil {
		return nil, err
	}
	for _, arg := range f.tests {
		var t testSet
		t.name, t.path = testData(arg)
		test, err := input.Peek(t.path, "test", size, f.cache)
		if err != nil {
			return nil, err
		}
		if t.classes, err = evaluate.MatchClasses(test.Classes, p.about.Classes); err != nil {
			return nil, fmt.Errorf("--test %s does not fit the training data: %w", t.path, err)
		}
		p.tests = append(p.tests, t)
	}
	return p, nil
}

// open opens what was listed.
func (f *dataFlags) open(ctx context.Context, p *pictures, r recipe.Recipe) error {
	err := f.decode(ctx, p, r)
	if err == nil {
		p.about = p.train.About()
	}
	if err == nil && !f.same {
		err = f.apart(ctx, p)
	}
	if err != nil {
		return errors.Join(err, p.Close())
	}
	return nil
}

// decode opens the pictures: those for training in their own sizes, as they are
// needed, for a random-resized crop, else decoded once.
func (f *dataFlags) decode(ctx context.Context, p *pictures, r recipe.Recipe) (err error) {
	said := func(s string) { say("%s", s) }
	for i := range p.tests {
		t := &p.tests[i]
		if t.set, err = input.Open(ctx, t.path, "test", r.Size, f.cache, said); err != nil {
			return err
		}
	}
	if r.Augment.Resized > 0 {
		s, err := input.OpenStream(f.train, "train", r.Size)
		if err != nil {
			return err
		}
		p.train = s
		return nil
	}
	s, err := input.Open(ctx, f.train, "train", r.Size, f.cache, said)
	if err != nil {
		return err
	}
	p.train = s
	return nil
}

// thumbnail is the size, in pixels, in which pictures are compared that are not
// decoded for training.
const thumbnail = 16

// apart returns an error where a test picture is a training picture too.
func (f *dataFlags) apart(ctx context.Context, p *pictures) (err error) {
	said := func(s string) { say("%s", s) }
	train, decoded := p.train.(*input.Set)
	if !decoded && len(p.tests) > 0 {
		say("comparing training and test pictures (--same-data does without)")
		if train, err = input.Open(ctx, f.train, "train", thumbnail, f.cache, said); err != nil {
			return err
		}
		defer train.Close()
	}
	for _, t := range p.tests {
		test := t.set
		if !decoded {
			if test, err = input.Open(ctx, t.path, "test", thumbnail, f.cache, said); err != nil {
				return err
			}
			defer test.Close()
		}
		if n := input.Common(train, test); n > 0 {
			return fmt.Errorf("%d of the %d test pictures of %s are training pictures too: leave them out of one, or pass --same-data", n, test.Images, t.path)
		}
	}
	return nil
}

// Close gives the memory back.
func (p *pictures) Close() error {
	var errs []error
	if p.train != nil {
		errs = append(errs, p.train.Close())
	}
	for _, t := range p.tests {
		if t.set != nil {
			errs = append(errs, t.set.Close())
		}
	}
	return errors.Join(errs...)
}
