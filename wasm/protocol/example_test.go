package protocol_test

import (
	"fmt"

	"regnetlens/wasm/protocol"
)

// A call and its answer carry the same number; what is large travels as bytes.
func Example() {
	question := &protocol.GetChannel{Tap: "stage2.block1.h", Channel: 3}
	control, bytes, err := protocol.Encode(protocol.Header{Call: 7}, question)
	fmt.Println(control, len(bytes), err)

	answer := &protocol.ChannelMap{Run: 1, Tap: question.Tap, Channel: 3, Height: 1, Width: 2, Values: protocol.PutFloats([]float32{0.5, -1})}
	control, bytes, _ = protocol.Encode(protocol.Header{Call: 7}, answer)
	header, message, err := protocol.Decode(control, bytes)
	fmt.Println(header.Call, protocol.Floats(message.(*protocol.ChannelMap).Values), err)
	// Output:
	// {"call":7,"kind":"getChannel","body":{"tap":"stage2.block1.h","channel":3}} 0 <nil>
	// 7 [0.5 -1] <nil>
}
