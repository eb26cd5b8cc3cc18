package step

import (
	"fmt"
	"strings"

	"github.com/gomlx/compute"
	"github.com/gomlx/compute/distributed"
	"github.com/gomlx/compute/shapes"
	. "github.com/gomlx/gomlx/core/graph"
	"github.com/gomlx/gomlx/support/exceptions"
)

// program is a compiled computation over named inputs. On several devices it
// is one computation too, which XLA's partitioner divides along the inputs
// that are sharded: what the graph sums over a batch, it sums over the whole
// batch.
type program struct {
	backend compute.Backend
	devices int
	exec    compute.Executable
	finish  func()
}

// field is one input.
type field struct {
	name    string
	shape   shapes.Shape
	sharded bool // the first axis is divided over the devices
	// averages is the parameter whose moving average the field is; "" for all
	// others.
	averages string
}

// compile builds and compiles a program. build gets a node for every field, by
// name, and returns the outputs.
func compile(backend compute.Backend, devices int, name string, fields []field, build func(in map[string]*Node) []*Node) (p *program, err error) {
	g := NewGraph(backend, name)
	err = try(func() {
		var mesh *distributed.DeviceMesh
		if devices > 1 {
			var err error
			if mesh, err = distributed.NewDeviceMesh([]int{devices}, []string{"batch"}); err != nil {
				panic(err)
			}
			if err := g.SetAutoSharding(mesh); err != nil {
				panic(err)
			}
		}
		in := map[string]*Node{}
		for _, f := range fields {
			var spec *distributed.ShardingSpec
			if devices > 1 {
				var err error
				b := distributed.BuildSpec(mesh)
				if f.sharded {
					b = b.S("batch")
				}
				if spec, err = b.Done(); err != nil {
					panic(err)
				}
			}
			in[f.name] = ShardedParameter(g, f.name, f.shape, spec)
		}
		outputs := build(in)
		var specs []*distributed.ShardingSpec
		if devices > 1 {
			for range outputs {
				specs = append(specs, distributed.NewReplicatedShardingSpec(mesh))
			}
		}
		if err := g.CompileWithSharding(outputs, specs); err != nil {
			panic(err)
		}
	})
	if err != nil {
		return nil, fmt.Errorf("step: %s cannot be compiled: %w", name, err)
	}
	return &program{backend: backend, devices: devices, exec: g.Executable(), finish: g.Finalize}, nil
}

// run takes inputs, for each device a list in the order of the fields, and
// returns the outputs likewise. Of the inputs the first donated are used up.
func (p *program) run(in [][]compute.Buffer, donated int) (out [][]compute.Buffer, err error) {
	var flat []compute.Buffer
	var donate []bool
	for _, list := range in {
		for i, b := range list {
			flat = append(flat, b)
			donate = append(donate, i < donated)
		}
	}
	results, err := p.exec.Execute(flat, donate, 0)
	if err != nil {
		return nil, fmt.Errorf("step: %w", brief(err))
	}
	n := len(results) / p.devices
	for d := range p.devices {
		out = append(out, results[d*n:(d+1)*n])
	}
	return out, nil
}

// try turns the panics with which GoMLX reports faults into errors.
func try(f func()) error {
	if err := exceptions.TryCatch[error](f); err != nil {
		return brief(err)
	}
	return nil
}

// brief drops the stack traces that the library's errors print.
func brief(err error) error {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return fmt.Errorf("%s", line)
}
