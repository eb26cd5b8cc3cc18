//go:build js

package gpu

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"syscall/js"
)

// Features that are used where an adapter has them.
const (
	FeatureF16        = "shader-f16"
	FeatureSubgroups  = "subgroups"
	FeatureTimestamps = "timestamp-query"
)

// Limits of an adapter or device, those that matter here. Sizes are in bytes.
type Limits struct {
	BufferSize         int // of one buffer
	StorageBindingSize int // of the part of a storage buffer that a shader sees
	WorkgroupsPerDim   int // of a dispatch
	OffsetAlignment    int // of dynamic offsets into uniform buffers
	WorkgroupMemory    int
	Invocations        int // of a workgroup
}

// Info says what an adapter is.
type Info struct {
	Vendor, Architecture, Device, Description string

	Software bool // runs on the CPU
	Features []string
	Limits   Limits
}

// String names the adapter for people and as a key: it tells adapters with
// different properties apart.
func (i Info) String() string {
	var words []string
	for _, w := range []string{i.Vendor, i.Architecture, i.Device, i.Description} {
		if w != "" {
			words = append(words, w)
		}
	}
	if len(words) == 0 {
		words = []string{"unnamed adapter"}
	}
	return strings.Join(words, " ")
}

// ErrNoWebGPU and ErrNoAdapter tell why there is no adapter.
var (
	ErrNoWebGPU  = errors.New("this browser has no WebGPU here (it needs https or localhost)")
	ErrNoAdapter = errors.New("the browser found no graphics adapter for WebGPU")
)

// Adapter is a graphics processor, or a program that plays one.
type Adapter struct {
	v    js.Value
	info Info
}

// RequestAdapter asks for the fastest adapter.
func RequestAdapter(ctx context.Context) (*Adapter, error) {
	gpu := webGPU()
	if !gpu.Truthy() {
		return nil, ErrNoWebGPU
	}
	v, err := await(ctx, requested(gpu))
	if err != nil {
		return nil, fmt.Errorf("gpu: requesting an adapter: %w", err)
	}
	if !v.Truthy() {
		return nil, ErrNoAdapter
	}
	return &Adapter{v: v, info: describe(v)}, nil
}

// requested is the promise of an adapter: the one that was asked for before
// there was a program, the first time.
func requested(gpu js.Value) js.Value {
	replay := replayer()
	if !replay.Truthy() {
		return gpu.Call("requestAdapter")
	}
	if early := replay.Get("adapter"); early.Truthy() {
		replay.Set("adapter", js.Null())
		return early
	}
	return gpu.Call("requestAdapter", replay.Get("wanted"))
}

// Info says what the adapter is.
func (a *Adapter) Info() Info { return a.info }

func describe(v js.Value) Info {
	text := func(o js.Value, name string) string {
		if s := o.Get(name); s.Type() == js.TypeString {
			return s.String()
		}
		return ""
	}
	var i Info
	if info := v.Get("info"); info.Truthy() {
		i.Vendor, i.Architecture = text(info, "vendor"), text(info, "architecture")
		i.Device, i.Description = text(info, "device"), text(info, "description")
		i.Software = info.Get("isFallbackAdapter").Truthy()
	}
	i.Software = i.Software || v.Get("isFallbackAdapter").Truthy() || knownSoftware(i.String())
	features := array.Call("from", v.Get("features"))
	for k := range features.Length() {
		i.Features = append(i.Features, features.Index(k).String())
	}
	i.Limits = limits(v.Get("limits"))
	return i
}

// knownSoftware recognises the adapters that run on the CPU without saying so:
// SwiftShader, Mesa's and Microsoft's.
func knownSoftware(name string) bool {
	name = strings.ToLower(name)
	for _, word := range []string{"swiftshader", "llvmpipe", "lavapipe", "microsoft basic render"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}

func limits(v js.Value) Limits {
	get := func(name string) int {
		if n := v.Get(name); n.Type() == js.TypeNumber {
			return int(n.Float())
		}
		return 0
	}
	return Limits{
		BufferSize:         get("maxBufferSize"),
		StorageBindingSize: get("maxStorageBufferBindingSize"),
		WorkgroupsPerDim:   get("maxComputeWorkgroupsPerDimension"),
		OffsetAlignment:    get("minUniformBufferOffsetAlignment"),
		WorkgroupMemory:    get("maxComputeWorkgroupStorageSize"),
		Invocations:        get("maxComputeInvocationsPerWorkgroup"),
	}
}
