package sentence

import (
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/ui/text"
)

func TestChanged(t *testing.T) {
	cat, dog := shares("cat", 81), shares("dog", 60, "cat", 30)
	twice := off().with(func(f *Facts) {
		f.Changes = append(f.Changes, Change{Slot: 0, Kind: MapScaled, Place: arch.Place{Stage: 2, Block: 1}})
		f.Slots[0] = edited(plain(dog), cat)
	})
	for _, c := range []struct {
		name     string
		f        Facts
		en, line string
		ko       string
	}{
		{"the answer turns", off(), "With H off at block 1.2, B says dog (46 %) instead of cat (44 %). A stays with cat.",
			"Everything of B from block 1.2 on is computed anew. Dashed bars: before the change. Neighbouring blocks of B are now 0.91 alike, without the change 0.89.",
			"블록 1.2의 H를 끄면 B의 답이 고양이(44 %)에서 개(46 %)로 바뀝니다. A는 그대로 고양이입니다."},
		{"it stays", off().with(func(f *Facts) { f.Slots[1].Probabilities = shares("cat", 73) }),
			"With H off at block 1.2, B still says cat: 73 % instead of 52 %. A stays with cat.", "",
			"블록 1.2의 H를 끄면 B의 답은 그대로 고양이입니다: 73 %, 전에는 52 %. A는 그대로 고양이입니다."},
		{"it stays, at the same per cent", off().with(func(f *Facts) { f.Slots[1].Probabilities = shares("cat", 51.6) }),
			"With H off at block 1.2, B still says cat: 51.6 % instead of 51.5 %. A stays with cat.", "", ""},
		{"it stays, at the same tenth", off().with(func(f *Facts) { f.Slots[1].Probabilities = shares("cat", 51.52) }),
			"With H off at block 1.2, B still says cat, as surely as before (52 %). A stays with cat.", "",
			"블록 1.2의 H를 끄면 B의 답은 그대로 고양이이고 확신도 같습니다(52 %). A는 그대로 고양이입니다."},
		{"both turn", twice, "With your 2 changes, A says dog (60 %) instead of cat (30 %). B says dog (46 %) instead of cat (44 %).",
			"Everything of A from block 2.1 on is computed anew. Everything of B from block 1.2 on is computed anew. Dashed bars: before the change. Neighbouring blocks of B are now 0.91 alike, without the change 0.89.",
			"2가지를 바꾸면 A의 답이 고양이(30 %)에서 개(60 %)로 바뀝니다. B의 답이 고양이(44 %)에서 개(46 %)로 바뀝니다."},
		{"what turns comes first", twice.with(func(f *Facts) { f.Slots[0].Probabilities = shares("cat", 50) }),
			"With your 2 changes, B says dog (46 %) instead of cat (44 %). A still says cat: 50 % instead of 81 %.", "", ""},
		{"no number any more", off().with(func(f *Facts) { f.Slots[1].State, f.Slots[1].Probabilities = Overflow, nil }),
			"With H off at block 1.2, B's answer is not a number instead of cat. A stays with cat.", "", ""},
		{"the other has no number", off().with(func(f *Facts) { f.Slots[0].State, f.Slots[0].Probabilities = Overflow, nil }),
			"With H off at block 1.2, B says dog (46 %) instead of cat (44 %). A's answer is not a number.", "", ""},
		{"no other", off().with(func(f *Facts) { f.Slots[0] = Slot{} }), "With H off at block 1.2, B says dog (46 %) instead of cat (44 %).", "", ""},
		{"late", off().with(func(f *Facts) { f.Slots[1].State, f.Slots[1].Probabilities = Reading, nil }), "A says cat (81 %). B is still reading deer.jpg.",
			"Nothing of the picture before is shown: what is empty has not been computed for this one yet.", ""},
	} {
		got := Find(&text.English, &c.f)
		if got.Headline.String() != c.en || c.line != "" && got.Line.String() != c.line {
			t.Errorf("%s:\n%s\n%s, want\n%s\n%s", c.name, got.Headline, got.Line, c.en, c.line)
		}
		if got := Find(&text.Korean, &c.f).Headline.String(); c.ko != "" && got != c.ko {
			t.Errorf("%s:\n%s, want\n%s", c.name, got, c.ko)
		}
	}
}

// Every change has a name.
func TestNamesOfChanges(t *testing.T) {
	for _, c := range []struct {
		change     Change
		both       bool // networks have a regulator
		en, korean string
	}{
		{Change{1, MemoryOff, arch.Place{Stage: 1, Block: 2}, 0, 0, 0}, false, "H off at block 1.2", "블록 1.2의 H를 끄면"},
		{Change{1, MemoryOff, arch.Place{Stage: 2}, 0, 0, 0}, false, "H off in stage 2", "스테이지 2의 H를 끄면"},
		{Change{1, MemoryHeld, arch.Place{Stage: 2, Block: 1}, 0, 0, 0}, false, "H held at block 2.1", "블록 2.1의 H를 고정하면"},
		{Change{1, MemoryHeld, arch.Place{Stage: 2}, 0, 0, 0}, false, "H held in stage 2", "스테이지 2의 H를 고정하면"},
		{Change{0, MemoryOff, arch.Place{Stage: 1, Block: 2}, 0, 0, 0}, true, "A's H off at block 1.2", "블록 1.2의 A의 H를 끄면"},
		{Change{0, MapScaled, arch.Place{Stage: 2, Block: 2}, arch.KindO, 9, 0.5}, false, "A's map 10 of O × 0.5 at block 2.2", "블록 2.2에서 A의 O 맵 10에 0.5를 곱하면"},
		{Change{1, MapScaled, arch.Place{Stage: 2, Block: 2}, arch.KindMix, 0, 0}, false, "B's map 1 of mix × 0 at block 2.2", "블록 2.2에서 B의 mix 맵 1에 0을 곱하면"},
	} {
		f := theCat()
		if c.both {
			f.Slots[0].Arch = record(arch.RegulatorGRU)
		}
		f.Changes = []Change{c.change}
		if got := f.named(&text.English).String(); got != c.en {
			t.Errorf("%+v is called %q, want %q", c.change, got, c.en)
		}
		if got := f.named(&text.Korean).String(); got != c.korean {
			t.Errorf("%+v is called %q, want %q", c.change, got, c.korean)
		}
	}
}

func TestEffect(t *testing.T) {
	late := off().with(func(f *Facts) { f.Slots[1].State, f.Slots[1].Probabilities = Reading, nil })
	for _, c := range []struct {
		name   string
		f      Facts
		en, ko string
	}{
		{"nothing", theCat(), "", ""},
		{"before the first picture", Facts{}, "", ""},
		{"late", late, "Ready when B has read the picture.", "B가 그림을 다 읽으면 쓸 수 있습니다."},
		{"the answer turns", off(), "B cat 51.5 → 44.4 %, dog 30.4 → 45.9 %. The answer changes. A unchanged.", ""},
		{"it stays", off().with(func(f *Facts) { f.Slots[1].Probabilities = shares("cat", 73) }), "B cat 51.5 → 73.0 %. The answer stays. A unchanged.", ""},
		{"at the same tenth", off().with(func(f *Facts) { f.Slots[1].Probabilities = shares("cat", 51.52) }), "B cat 51.5 % as before. The answer stays. A unchanged.", ""},
		{"no number", off().with(func(f *Facts) { f.Slots[1].State, f.Slots[1].Probabilities = Overflow, nil }), "B's answer is not a number instead of cat. A unchanged.", ""},
	} {
		if got := Effect(&text.English, &c.f).String(); got != c.en {
			t.Errorf("%s: %q, want %q", c.name, got, c.en)
		}
		if got := Effect(&text.Korean, &c.f).String(); c.ko != "" && got != c.ko {
			t.Errorf("%s: %q, want %q", c.name, got, c.ko)
		}
	}
}

func TestSigns(t *testing.T) {
	for _, c := range []struct {
		name           string
		f              Facts
		a, b, disagree string
	}{
		{"a close one", theCat(), "", "close: dog 30 %", ""},
		{"a change", off(), "", "was cat 51.5 %", "≠ They disagree"},
		{"a change that moves no tenth", off().with(func(f *Facts) { f.Slots[1].Probabilities = shares("cat", 51.52, "dog", 30.4) }), "", "close: dog 30 %", ""},
		{"a margin of 25.0", pair(plain(shares("cat", 62.5, "dog", 37.5)), withLSTM(shares("cat", 62.4, "dog", 37.5))), "", "close: dog 38 %", ""},
		{"late", off().with(func(f *Facts) { f.Slots[1].State, f.Slots[1].Probabilities = Reading, nil }), "", "", ""},
	} {
		if a, b := Sign(&text.English, &c.f, 0).String(), Sign(&text.English, &c.f, 1).String(); a != c.a || b != c.b {
			t.Errorf("%s: %q and %q, want %q and %q", c.name, a, b, c.a, c.b)
		}
		if got := Disagree(&text.English, &c.f).String(); got != c.disagree {
			t.Errorf("%s: %q, want %q", c.name, got, c.disagree)
		}
	}
	f := theCat()
	if got, want := Shares(&text.English, &f).String(), "% shares among these ten classes; other things get one of them too."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
