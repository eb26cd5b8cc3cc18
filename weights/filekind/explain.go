package filekind

import (
	"errors"
	"fmt"
)

// Explain says what a file is instead, if err means that it is none of the
// files wanted (none is that error).
func Explain(err, none error, file []byte) error {
	if !errors.Is(err, none) {
		return err
	}
	if kind := Of(file); kind != Unknown {
		return fmt.Errorf("%w; it is %s", err, kind)
	}
	return err
}
