//go:build js

package gpu

import (
	"context"
	"errors"
	"fmt"
	"syscall/js"
)

// Module is a compiled WGSL source.
type Module struct {
	v     js.Value
	label string
}

// Compile compiles WGSL. The error names label, line and column of the first
// mistake.
func (d *Device) Compile(ctx context.Context, label, code string) (*Module, error) {
	m := &Module{label: label}
	scope := d.Scope(ctx, func() {
		m.v = d.v.Call("createShaderModule", map[string]any{"label": label, "code": code})
	}, "validation")
	if scope != nil {
		scope = &ShaderError{label, scope}
	}
	if m.v.IsUndefined() {
		return nil, scope
	}
	info, err := d.wait(ctx, m.v.Call("getCompilationInfo"))
	if err != nil {
		return nil, err
	}
	messages := info.Get("messages")
	for i := range messages.Length() {
		if msg := messages.Index(i); msg.Get("type").String() == "error" {
			at := fmt.Sprintf("%s:%d:%d", label, msg.Get("lineNum").Int(), msg.Get("linePos").Int())
			return nil, &ShaderError{at, errors.New(msg.Get("message").String())}
		}
	}
	return m, scope
}

// Layout says what a shader's group 0 binds: a uniform buffer with a dynamic
// offset at 0, then storage buffers.
type Layout struct{ group, pipeline js.Value }

// Access is how a shader uses a storage buffer.
type Access string

// Kinds of access.
const (
	ReadOnly  Access = "read-only-storage"
	ReadWrite Access = "storage"
)

// Stages of a layout.
const (
	stageFragment = 2
	stageCompute  = 4
)

// NewLayout makes a layout for compute pipelines; with draw, for draws.
func (d *Device) NewLayout(draw bool, storage ...Access) *Layout {
	visibility := stageCompute
	if draw {
		visibility = stageFragment
	}
	entries := []any{map[string]any{
		"binding": 0, "visibility": visibility,
		"buffer": map[string]any{"type": "uniform", "hasDynamicOffset": true},
	}}
	for i, a := range storage {
		entries = append(entries, map[string]any{
			"binding": i + 1, "visibility": visibility, "buffer": map[string]any{"type": string(a)},
		})
	}
	l := &Layout{group: d.v.Call("createBindGroupLayout", map[string]any{"entries": entries})}
	l.pipeline = d.v.Call("createPipelineLayout", map[string]any{"bindGroupLayouts": []any{l.group}})
	return l
}

// Group is a layout with buffers in it.
type Group struct{ v js.Value }

// NewGroup binds a uniform buffer, of which a shader sees window bytes from
// the dynamic offset on, and storage buffers.
func (d *Device) NewGroup(ctx context.Context, l *Layout, uniform *Buffer, window int, storage ...*Buffer) (*Group, error) {
	entries := []any{map[string]any{"binding": 0, "resource": map[string]any{"buffer": uniform.v, "size": window}}}
	for i, b := range storage {
		entries = append(entries, map[string]any{"binding": i + 1, "resource": map[string]any{"buffer": b.v}})
	}
	g := &Group{}
	err := d.Scope(ctx, func() {
		g.v = d.v.Call("createBindGroup", map[string]any{"layout": l.group, "entries": entries})
	}, "validation")
	return g, err
}

// Pipeline is a shader ready to run, for dispatches or for draws.
type Pipeline struct{ v js.Value }

// NewPipeline compiles a compute pipeline from the function main, with values
// for its override constants. Several can be under way at once.
func (d *Device) NewPipeline(ctx context.Context, l *Layout, m *Module, constants map[string]float64) (*Pipeline, error) {
	values := map[string]any{}
	for k, v := range constants {
		values[k] = v
	}
	return d.pipeline(ctx, "createComputePipelineAsync", m, map[string]any{
		"label": m.label, "layout": l.pipeline,
		"compute": map[string]any{"module": m.v, "entryPoint": "main", "constants": values},
	})
}

// NewDrawPipeline compiles a draw of the functions vertex and fragment onto a
// texture format.
func (d *Device) NewDrawPipeline(ctx context.Context, l *Layout, m *Module, format string) (*Pipeline, error) {
	return d.pipeline(ctx, "createRenderPipelineAsync", m, map[string]any{
		"label": m.label, "layout": l.pipeline,
		"vertex":   map[string]any{"module": m.v, "entryPoint": "vertex"},
		"fragment": map[string]any{"module": m.v, "entryPoint": "fragment", "targets": []any{map[string]any{"format": format}}},
	})
}

func (d *Device) pipeline(ctx context.Context, create string, m *Module, descriptor map[string]any) (*Pipeline, error) {
	var promise js.Value
	if err := try(func() { promise = d.v.Call(create, descriptor) }); err != nil {
		return nil, &ShaderError{m.label, err}
	}
	v, err := d.wait(ctx, promise)
	if err != nil {
		return nil, &ShaderError{m.label, err}
	}
	return &Pipeline{v}, nil
}
