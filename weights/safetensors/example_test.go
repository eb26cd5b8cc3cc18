package safetensors_test

import (
	"bytes"
	"fmt"
	"log"

	"regnetlens/weights/safetensors"
)

// A file with two tensors is written and read.
func Example() {
	var file bytes.Buffer
	err := safetensors.Encode(&file, map[string]string{"about": "an example"}, []safetensors.Tensor{
		{Name: "weight", DType: safetensors.F16, Shape: []int{2, 3}, Data: []float32{1, 0.5, 0.25, -1, -2, 65504}},
		{Name: "bias", DType: safetensors.F32, Shape: []int{2}, Data: []float32{0.1, -0.1}},
	})
	if err != nil {
		log.Fatal(err)
	}
	f, err := safetensors.Parse(file.Bytes())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(f.Metadata()["about"], f.Names())
	data, shape, err := f.Float32("weight")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(data, shape)
	// Output:
	// an example [bias weight]
	// [1 0.5 0.25 -1 -2 65504] [2 3]
}

// A file with a byte too many is refused, with the reason.
func ExampleParse() {
	var file bytes.Buffer
	if err := safetensors.Encode(&file, nil, []safetensors.Tensor{{Name: "x", DType: safetensors.F32, Shape: []int{1}, Data: []float32{1}}}); err != nil {
		log.Fatal(err)
	}
	_, err := safetensors.Parse(append(file.Bytes(), 0))
	fmt.Println(err)
	// Output:
	// safetensors: bytes follow the last tensor (1 of them)
}
