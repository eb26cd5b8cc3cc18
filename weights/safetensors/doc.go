// Package safetensors reads and writes the safetensors file format: eight
// bytes with the header's length (little endian), a JSON header naming every
// tensor with its element type, shape and place, then the tensors' bytes.
//
//	┌────────┬───────────────────────────────────────────┬──────────┬─────┐
//	│ uint64 │ {"__metadata__": {…},                     │ bytes of │     │
//	│ n      │  "fc.weight": {"dtype": "F16",            │ fc.weight│  …  │
//	│        │   "shape": [10,64], "data_offsets": …}, …}│          │     │
//	└────────┴───────────────────────────────────────────┴──────────┴─────┘
//	  8 bytes   n bytes
//
// [Parse] gives a [File], whose tensors are asked for by name; [Encode] writes
// one, the same bytes for the same tensors and metadata. The order of tensors is
// that of their data: the wider element types first, then by name.
//
// The reader is as strict as the format's first implementation (in Rust): the
// header is capped, names may not repeat, and the tensors must cover the rest
// of the file exactly, without holes and without overlap. A file that parses
// therefore holds nothing but what its header says, and no header can make the
// reader allocate more than the file's own size.
//
// # Costs
//
// Parse reads the header alone and keeps the bytes it was given; values are
// widened to float32 when they are asked for, each time anew.
//
// # Source
//
// The format is described at github.com/huggingface/safetensors, in the file
// README.md. Why our own code: it is a dozen rules, and strictness is the
// point.
package safetensors
