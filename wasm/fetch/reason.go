package fetch

import "errors"

// The reasons for which a weight file is refused, besides those of
// weights.ParseTrusted and an ended context.
var (
	ErrNetwork   = errors.New("the network failed; check the connection and try again")
	ErrStatus    = errors.New("the server does not deliver it")
	ErrIntegrity = errors.New("what arrived is not the file of the catalogue; load the page anew")
)

// The reasons why weights do not come, by their words on the page.
const (
	Network   = "network"   // ErrNetwork
	Status    = "status"    // ErrStatus
	Integrity = "integrity" // ErrIntegrity
	Unfit     = "unfit"     // what came is no network that can be run here
)

// Reasons are all of them.
var Reasons = []string{Network, Status, Integrity, Unfit}

// Reason is which one an error of loading weights has.
func Reason(err error) string {
	for reason, is := range map[string]error{Network: ErrNetwork, Status: ErrStatus, Integrity: ErrIntegrity} {
		if errors.Is(err, is) {
			return reason
		}
	}
	return Unfit
}
