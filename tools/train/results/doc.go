// Package results is what finished runs are worth: how often each is right on
// the test pictures and on which, what can be read off its blocks, how similar
// these are, and how its training went. A sweep's results are one file of JSON
// lines, a line a run, small enough to be committed; tables and figures are made
// of it, so that anybody can make them again.
//
//	a run's folder ── Measure ──▶ Result ── Append ──▶ cifar10-30.jsonl
//	                                                       │ Read
//	                                     Table, Compare ◀──┴──▶ figures (package plot)
//
// Measuring takes the engine (infer/cpu) over the test set once: a minute for
// ten thousand pictures of 32 × 32 on one core.
package results
