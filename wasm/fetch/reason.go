//go:build js

package fetch

import "errors"

// The reasons why weights do not come, by their words on the page.
const (
	Network   = "network"   // ErrNetwork
	Status    = "status"    // ErrStatus
	Integrity = "integrity" // ErrIntegrity
	Unfit     = "unfit"     // what came is no network that can be run here
)

// Reason is which one an error of loading weights has.
func Reason(err error) string {
	for reason, is := range map[string]error{Network: ErrNetwork, Status: ErrStatus, Integrity: ErrIntegrity} {
		if errors.Is(err, is) {
			return reason
		}
	}
	return Unfit
}
