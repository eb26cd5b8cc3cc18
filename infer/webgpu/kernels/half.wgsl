// The tiles of a GEMM in half precision: half the workgroup memory and its
// bandwidth, and products at the double rate where the adapter has one. Sums
// stay f32, as do the weights and activations in their buffers, since networks
// of more than a few layers lose too much otherwise.
alias number = f16;
alias number4 = vec4h;
