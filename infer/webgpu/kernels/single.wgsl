// The tiles of a GEMM, in the precision of everything else.
alias number = f32;
alias number4 = vec4f;
