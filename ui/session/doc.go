// Package session is what the page knows and does: two networks, a picture,
// one selection. It is the state behind the components of package ui, without
// a browser: what it needs of one is the interface [Port], and so all of it is
// tested natively.
//
//	components (package ui)           browser (package ui/app)
//	   │ Choose, Pick, SelectModel…       ▲ Port: Start, Post, Fetch…
//	   ▼                                  │ Receive, Ended
//	┌──────────────────── Session ────────┴─────────┐
//	│ Shown, Select, View, Attribute, Edits, Batch  │
//	│   ┌─ Slot A ──────────┐  ┌─ Slot B ─────────┐ │
//	│   │ Model, Graph      │  │                  │ │
//	│   │ worker: the calls │  │                  │ │
//	│   │ Seen: the answers │  │                  │ │
//	│   └───────────────────┘  └──────────────────┘ │
//	└───────────────────────────────────────────────┘
//
// Its methods are called one at a time (under the lock of Vugu's EventEnv).
// Each ends in goOn, which looks at every slot for what the page shows and does
// not have yet, and asks its worker.
//
// # A new question
//
// A question to a worker is a method of Slot of one statement, called in goOn:
// the question as a comparable value, so that it is not asked twice, and the
// command (see [protocol]). Its answer is put where it belongs by Slot.keep:
//
//	func (d *Slot) verify() {
//		if d.previous != "" && d.previous != d.Computes {
//			d.question(toVerify, d.Run, &protocol.Verify{With: d.previous, Taps: d.atlases()})
//		}
//	}
//
// # Pictures are not mixed
//
// Whatever a worker says of a picture carries the picture's number and is kept
// in a [Seen] of that number: that of the picture on the page, or that of the
// one on its way. A picture comes onto the page as a whole, when both networks
// have answered to it, or one has and the other takes longer than a moment.
//
// # Without a part of the network
//
// What an answer becomes with H off at one block, or without one map, is asked in
// the background, once a picture, when both networks have answered and nothing
// more urgent waits: [Slot.WithoutH], [Slot.Effect]. It is of the network without
// the reader's edits, and so outlives them. The tiles show the maps with the
// largest effect as soon as those are known; the worker, which finds them, paints
// them, and says in [protocol.Tiles] what its tiles show ([Slot.Shows]).
//
// # One scale for both networks
//
// Each worker paints by its own values at first, and says how those are spread.
// The page works out where the colours of both end, and tells both
// ([Session.Show], [Slot.TileEnd]): no answer waits for the other network's
// values.
//
// # When a worker dies
//
// [Session.Ended] starts another for the slot and says so. All calls of the
// dead one end with an error; the new one loads the weights, is shown the
// picture again, and is asked what the page still lacks, but for the question
// at which the other died. What is on the page stays. After the third death in
// a row the slot is left alone, with a button to try again. A graphics device
// that fails is the same, but that the next worker computes without one.
//
// # What it costs
//
// A turn of the page works out one selection and a few strings, some
// microseconds; what is rendered because of it is decided by the flags that it
// sets ([DirtyFlag]).
package session
