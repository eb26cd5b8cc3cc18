package text

// English is the page in English.
var English = Table{
	Code: "en", Other: "한국어", Swap: "ko",

	NetworkA: "Network A", NetworkB: "Network B",
	Starting: "starting", Running: "reading", Failed: "not working",
	LoadingWeights: "loading %d %%", PreparingPicture: "reading %s, %d %%",

	Picture: "Picture", NoPicture: "No picture yet", Open: "Open a picture…", Samples: "Sample pictures",
	DropHint: "Drop or paste a picture anywhere. It never leaves this computer.", DropHere: "Drop a picture or a network here",
	PictureAlt: "The picture as the networks read it, %d by %d pixels",
	Prepared:   "shrunk to %d × %d pixels in %.0f ms",

	Blocks:    "Block by block",
	GridKeys:  "Click a channel to look into it. In the grid, ← → go along the blocks, ↑ ↓ between the maps; with Shift, from channel to channel.",
	CellEmpty: "no such map",
	Stage:     "stage %d", Block: "block",
	CellLabel: "%s, map %s, stage %d, block %d, %s",
	KindI:     "into cell", KindH: "regulator", KindO: "output",

	Answer: "What they see", NoAnswer: "–", Reading: "reading…", NoNumber: "not a number",
	Overflow:      "Network %s gives no number: its values overflow first in block %d.%d, map %s. Magenta marks such values.",
	OverflowFirst: "Network %s gives no number: its values overflow already before the first block. Magenta marks such values.",
	OverflowLast:  "Network %s gives no number: its values overflow behind the last block.",
	BarLabel:      "%s: %s",

	Lens: "One channel", Earlier: "Previous channel", Later: "Next channel", Values: "Kind of map",
	Gates: "gates", NoBlock: "no such block", Histogram: "How often each value occurs",
	ChannelOf: "%d of %d",
	LensAlt:   "%s: %s, channel %d",
	KindNames: map[string]string{
		"i": "input of the regulator", "h": "hidden state", "c": "cell state", "mix": "input and hidden state mixed", "residual": "what the block adds to its shortcut", "o": "output of the block",
		"gate_i": "input gate", "gate_f": "forget gate", "gate_o": "output gate", "gate_g": "candidate",
		"gate_z": "update gate", "gate_r": "reset gate", "gate_h": "candidate",
	},

	Close: "Close", TryAgain: "Try again",
	NoModels:     "This page was built without a single network.",
	NoNetwork:    "This network cannot be built.",
	SampleFailed: "%s could not be fetched: the server does not answer.",
	LoadFailed:   "%s could not be loaded: %s.",
	LoadReasons: map[string]string{
		"network": "the network failed; check the connection", "status": "the server does not deliver it", "integrity": "what arrived is not the file of the catalogue; load the page anew",
		"unfit": "the file is damaged or no network that this page can run",
	},
	RunFailed:    "Network %s could not be run.",
	WorkerDied:   "Network %s stopped. It was started again and reads the picture anew.",
	WorkerGaveUp: "Network %s stopped several times in a row.",

	Keys:        englishKeys,
	Save:        englishSave,
	WhatIf:      englishWhatIf,
	Explain:     englishExplain,
	Attribution: englishAttribution,
	About:       englishAbout,
	Measures:    englishMeasures,
	Inspector:   englishInspector,
	Computing:   englishComputing,
	Cost:        englishCost,
	Inputs:      englishInputs,
	Views:       englishViews,
	Screens:     englishScreens,
	Sentences:   englishSentences,
	Charts:      englishCharts,
	Diagram:     englishDiagram,
	Answers:     englishAnswers,
	Teach:       englishTeach,
	Results:     englishResults,
	How:         englishHow,
	Story:       englishStory,

	Classes: map[string]string{},
}
