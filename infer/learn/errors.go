package learn

import "fmt"

// NonFiniteError says that a step met a value that is no finite number.
type NonFiniteError struct {
	Step int    // from 1
	What string // "the output of stage1.block2.conv1", "the loss", "the gradient of fc.weight"
}

// Error implements error.
func (e *NonFiniteError) Error() string {
	return fmt.Sprintf("learn: step %d: %s is no finite number", e.Step, e.What)
}

// MemoryError says that a learner would need more memory than there is.
type MemoryError struct {
	Need, Have int64 // bytes
}

// Error implements error.
func (e *MemoryError) Error() string {
	const gb = 1e9
	return fmt.Sprintf("learn: training this network takes %.1f GB of memory, this machine has %.1f GB: a smaller batch helps", float64(e.Need)/gb, float64(e.Have)/gb)
}
