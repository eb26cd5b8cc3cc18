// Package protocol is what the page and its workers say to each other.
//
// Each network has a worker of its own. The page makes numbered calls, each
// with a command, and the worker answers each with one report, or with several
// of which the last says that it is:
//
//	page                                   worker
//	  ── 7  Show ────────────────────────────▶   runs the network
//	  ◀─ 7  ChannelMap, more follow ──────────
//	  ◀─ 7  Result ───────────────────────────
//	  ── 8  Attribute ───────────────────────▶   by occlusion: takes long
//	  ◀─ 8  Attribution, more follow ─────────
//	  ── 9  Show ────────────────────────────▶   ends call 8, unanswered
//	  ◀─ 9  Failed ───────────────────────────
//
// What could not be done is answered by [Failed]. Some commands need no answer
// ([Canvases], [Paint], [Ends], [Link]), and some things are said by the worker unasked
// ([Ready], [Painted], [Tiles], [WarmRun], [Recovered]): they belong to call 0.
//
// A message is a small struct for control, sent as JSON; what is large travels
// beside it as bytes and is handed over, not copied (see package wire). The two
// workers say one thing to each other ([BlockOutputs]), over their [Link].
// Nothing here knows the browser, so both ends are tested natively.
//
// # A new message
//
// It is a struct beside those of its subject, a line in registry, a line in the
// worker's carryOut and, on the page, a question (see package session).
//
// # What it costs
//
// Some tens of microseconds a message for its JSON. Numbers that JSON has no
// word for, NaN and the infinities, travel beside it.
package protocol
