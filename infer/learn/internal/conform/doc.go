// Package conform holds the tests that every backend of package learn has to
// pass: against the steps of an independent implementation, against itself
// with other threads and after a stop, with faults, and against the reference
// on random architectures.
package conform
