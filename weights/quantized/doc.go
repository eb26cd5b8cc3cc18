// Package quantized is the form of weights that travels to the page: 8 bits a
// value. It is a weight file like others, a safetensors file that says what
// network it holds, in which matrices are stored as whole numbers:
//
//	NAME         I8   [out, …]   codes, -127 to 127
//	NAME_scale   F16  [out]      value = code × scale of its output channel
//
// and the metadata has a key of its own, the version of this form:
//
//	regnet.quantized = "1"
//
// So a reader of safetensors finds its way in it, and whatever reads our weight
// files (package weights) reads this one. The names are those of the
// compressed-tensors checkpoints of vLLM. Vectors (norms, biases) and matrices
// of two values a channel, where a scale costs what it saves, stay F16.
//
// # Why these numbers
//
// One scale per output channel, because a batch norm follows each convolution
// and makes channels that differ a hundredfold equal again; symmetric, because
// trained weights are, and zero stays zero. Norms are kept and not folded in: a
// channel's scale takes up whatever a norm would multiply it by, so folding
// changes no code, and the page shows the parameters it was trained with.
//
// Rounding each value to the nearest code is not the best for a window of
// several values: neighbouring pixels are alike, so what counts is first of all
// how far the window's sum is off. Nine tenths of what rounding takes from a value
// are given to the next of the same window (error diffusion, Floyd and Steinberg
// 1976). On ResNet-20 that takes the error of the logits from 0.63 to 0.43 % of
// their size, and the pictures of CIFAR-10's 10,000 that get another class from 39
// to 23.
//
// # Size
//
// The codes of a trained network have 7.2 bits of entropy, and Brotli finds
// them: ResNet-20 travels in 0.25 MB, half of what F16 takes. Splitting bytes
// into planes, which helps F16, gains nothing here. The file holds what the page
// and a curious reader need, and no history: recipe, epochs and accuracies stay
// in the full file.
//
// # Accuracy
//
// How often a network is right in this form is measured ("regnet card
// --measure"), stands in its card beside the full file's figure, and a test holds
// the two together. Of ten thousand pictures some twenty are so near the border of
// two classes that they change sides, as many to the right one as to the wrong:
// where chance is against a network, that command keeps matrices F16, the most
// sensitive first, until the two figures agree, and notes which.
//
// # Source
//
// Per-channel symmetric 8-bit weights: Krishnamoorthi, Quantizing deep
// convolutional networks for efficient inference (arXiv 1806.08342), section 3.1.
package quantized
