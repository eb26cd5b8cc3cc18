//go:build !js

package ui

import (
	"fmt"
	"io"

	"github.com/vugu/vugu"
	"github.com/vugu/vugu/staticrender"

	"regnetlens/ui/session"
	"regnetlens/weights"
)

// RenderStatic writes the page as HTML as it is before anything has happened.
func RenderStatic(w io.Writer, data session.PageData) error {
	models, err := weights.Catalogue()
	if err != nil {
		return err
	}
	s, err := session.New(data, models)
	if err != nil {
		return err
	}
	env, err := vugu.NewBuildEnv(&staticrender.RWMutexEventEnv{})
	if err != nil {
		return fmt.Errorf("ui: %w", err)
	}
	return staticrender.New(w).Render(env.RunBuild(Setup(s, nil)))
}
