package sentence

import (
	"math"
	"slices"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/ui/text"
)

var cifar = []string{"airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"}

// record is a network of three stages of three blocks.
func record(r arch.Regulator) arch.Record {
	return arch.Record{Stem: arch.StemCIFAR, StemWidth: 16, Block: arch.BlockBasic, Widths: []int{16, 32, 64}, Blocks: []int{3, 3, 3}, Shortcut: arch.ShortcutProjection, Regulator: r, Classes: 10}
}

// shares are probabilities of the ten classes, in per cent: the names in turn
// with what they get.
func shares(pairs ...any) []float32 {
	p := make([]float32, len(cifar))
	for i := 0; i < len(pairs); i += 2 {
		v, ok := pairs[i+1].(float64)
		if !ok {
			v = float64(pairs[i+1].(int))
		}
		p[slices.Index(cifar, pairs[i].(string))] = float32(v / 100)
	}
	return p
}

// slot is a network that has answered: what it read off the blocks of the last
// stage, the answer last.
func slot(r arch.Regulator, read ...[]float32) Slot {
	s := Slot{Network: Network{Title: "ResNet-20", Arch: record(r), Classes: cifar, Epochs: 10}, State: Answered, Alike: math.NaN(), AlikeUnedited: math.NaN()}
	for i, p := range read {
		s.Early = append(s.Early, Early{arch.Place{Stage: 3, Block: 4 - len(read) + i}, p})
		s.Probabilities = p
	}
	if len(read) == 1 {
		s.Early = nil
	}
	return s
}

// pair is a picture that a plain network and a regulated one have read.
func pair(a, b Slot) Facts { return Facts{Picture: "deer.jpg", Slots: [2]Slot{a, b}} }

// plain and withLSTM are the slots of a pair.
func plain(read ...[]float32) Slot    { return slot(arch.RegulatorNone, read...) }
func withLSTM(read ...[]float32) Slot { return slot(arch.RegulatorLSTM, read...) }

// with are facts in which something is otherwise.
func (f Facts) with(change func(*Facts)) Facts {
	change(&f)
	return f
}

// theCat is the sample picture of a cat as the shipped pair reads it.
func theCat() Facts {
	f := pair(plain(shares("cat", 24, "bird", 40), shares("cat", 34, "dog", 30), shares("cat", 81.0, "bird", 8.2)),
		withLSTM(shares("cat", 38, "dog", 45), shares("cat", 69, "dog", 20), shares("cat", 51.5, "dog", 30.4)))
	f.Slots[1].Title, f.Slots[0].Alike, f.Slots[1].Alike = "RegNet-20 (LSTM)", 0.87, 0.89
	return f
}

// off is the same with H off at block 1.2.
func off() Facts {
	return theCat().with(func(f *Facts) {
		b := &f.Slots[1]
		b.Unedited, b.Edited, b.AlikeUnedited, b.Alike = b.Probabilities, arch.Place{Stage: 1, Block: 2}, 0.89, 0.91
		b.Probabilities = shares("cat", 44.4, "dog", 45.9)
		f.Changes = []Change{{Slot: 1, Kind: MemoryOff, Place: arch.Place{Stage: 1, Block: 2}}}
	})
}

// edited gives a slot other shares without a change.
func edited(s Slot, unedited []float32) Slot {
	s.Unedited, s.Edited = unedited, arch.Place{Stage: 2, Block: 1}
	return s
}

func TestHeadline(t *testing.T) {
	sure := shares("cat", 99)
	other := withLSTM(sure)
	other.Classes = slices.Clone(cifar)
	other.Classes[3] = "tabby"
	late, absent, overflown := withLSTM(), withLSTM(), withLSTM()
	late.State, absent.State, overflown.State = Reading, Absent, Overflow
	for _, c := range []struct {
		name   string
		f      Facts
		en, ko string
	}{
		{"before the first picture", Facts{}, "Both networks are getting ready for the first picture.", "두 신경망이 첫 그림을 읽을 준비를 하고 있습니다."},
		{"both late", pair(late, late), "Both are reading deer.jpg.", "둘 다 읽고 있습니다: deer.jpg."},
		{"B late", pair(plain(shares("deer", 82.9)), late), "A says deer (83 %). B is still reading deer.jpg.", "A의 답은 사슴입니다(83 %). B는 아직 읽고 있습니다: deer.jpg."},
		{"A late, whatever B was changed in", pair(late, edited(plain(sure), sure)), "B says cat (99 %). A is still reading deer.jpg.", "B의 답은 고양이입니다(99 %). A는 아직 읽고 있습니다: deer.jpg."},
		{"B late, no A", pair(absent, late), "B is still reading deer.jpg.", "B는 아직 읽고 있습니다: deer.jpg."},
		{"no network", pair(absent, absent), "Neither network answers.", "어느 신경망도 답하지 않습니다."},
		{"A alone", pair(plain(sure), absent), "A says cat (99 %).", "A의 답은 고양이입니다(99 %)."},
		{"no number", pair(plain(sure), overflown), "A says cat (99 %). B's answer is not a number.", "A의 답은 고양이입니다(99 %). B의 답은 수가 아닙니다."},

		{"the cat", theCat(), "Both say cat. A is surer: 81 % against 52 %. B wavers to dog (30 %). From block 3.2 on they agree.", "둘 다 고양이라고 합니다. A 쪽이 더 확신합니다: 81 %, 다른 쪽은 52 %. B는 개 쪽으로도 기웁니다(30 %). 블록 3.2부터 답이 같습니다."},
		{"B is surer", pair(plain(shares("dog", 70)), withLSTM(shares("dog", 80))), "Both say dog. B is surer: 80 % against 70 %.", "둘 다 개라고 합니다. B 쪽이 더 확신합니다: 80 %, 다른 쪽은 70 %."},
		{"9.9 points are not surer", pair(plain(shares("deer", 70.1)), withLSTM(shares("deer", 80))), "Both say deer. About equally sure: 70 % and 80 %.", "둘 다 사슴이라고 합니다. 확신도 비슷합니다: 70 %, 80 %."},
		{"10.0 points in tenths are", pair(plain(shares("deer", 70.04)), withLSTM(shares("deer", 79.96))), "Both say deer. B is surer: 80 % against 70 %.", ""},
		{"equal at one per cent", pair(plain(shares("ship", 99.4)), withLSTM(shares("ship", 98.6))), "Both say ship. Equally sure: 99 %.", "둘 다 배라고 합니다. 확신도 같습니다: 99 %."},
		{"a margin of 25.0", pair(plain(shares("cat", 62.5, "dog", 37.5)), withLSTM(shares("cat", 62.5, "dog", 37.5))), "Both say cat. Equally sure: 62 %.", ""},
		{"a margin of 24.9", pair(plain(shares("cat", 62.4, "dog", 37.5)), withLSTM(shares("cat", 62.5, "dog", 37.5))), "Both say cat. Equally sure: 62 %. A wavers to dog (38 %).", "둘 다 고양이라고 합니다. 확신도 같습니다: 62 %. A는 개 쪽으로도 기웁니다(38 %)."},
		{"equal at one decimal", pair(plain(shares("cat", 45.02, "dog", 44.98, "frog", 10)), withLSTM(shares("cat", 90))), "Both say cat. B is surer: 90 % against 45 %. A cannot decide between cat and dog (45 % each).", "둘 다 고양이라고 합니다. B 쪽이 더 확신합니다: 90 %, 다른 쪽은 45 %. A는 고양이와 개 사이에서 고르지 못합니다(각각 45 %)."},

		{"agree from 3.1", pair(plain(sure, sure, sure), withLSTM(sure, sure, sure)), "Both say cat. Equally sure: 99 %. From block 3.1 on they agree.", "둘 다 고양이라고 합니다. 확신도 같습니다: 99 %. 블록 3.1부터 답이 같습니다."},
		{"agree from 3.2, though not on the answer", pair(plain(sure, shares("dog", 60), sure), withLSTM(shares("dog", 60), shares("dog", 70), sure)), "Both say cat. Equally sure: 99 %. From block 3.2 on they agree.", ""},
		{"agree, part and agree", pair(plain(sure, sure, sure), withLSTM(sure, shares("dog", 70), sure)), "Both say cat. Equally sure: 99 %. Only in the last block, 3.3, do they come to agree.", "둘 다 고양이라고 합니다. 확신도 같습니다: 99 %. 마지막 블록 3.3에 와서야 답이 같아집니다."},

		{"differ", pair(plain(sure, sure, shares("cat", 47, "dog", 20)), withLSTM(sure, sure, shares("dog", 80, "cat", 10))), "They disagree: A says cat (47 %), B says dog (80 %). They part ways after block 3.2.", "답이 다릅니다: A는 고양이(47 %), B는 개(80 %). 블록 3.2 뒤에서 갈라집니다."},
		{"differ from 3.2 on", pair(plain(sure, sure, sure), withLSTM(sure, shares("dog", 70), shares("dog", 80))), "They disagree: A says cat (99 %), B says dog (80 %). They part ways after block 3.1.", ""},
		{"never agree", pair(plain(sure, sure, sure), withLSTM(shares("dog", 70), shares("dog", 70), shares("dog", 80))), "They disagree: A says cat (99 %), B says dog (80 %). They never agree where the answer can be read.", "답이 다릅니다: A는 고양이(99 %), B는 개(80 %). 답을 읽을 수 있는 곳 어디에서도 같지 않습니다."},
		{"differ, and B hardly chooses", pair(plain(sure), withLSTM(shares("dog", 45.01, "cat", 44.99))), "They disagree: A says cat (99 %), B says dog (45 %). B cannot decide between dog and cat (45 % each).", ""},
		{"other classes", pair(plain(sure), other), "A says cat (99 %). B says tabby (99 %). They choose from different classes.", "A의 답은 고양이입니다(99 %). B의 답은 tabby입니다(99 %). 두 신경망이 고르는 클래스가 서로 다릅니다."},

		{"both below half", pair(plain(shares("cat", 49.9)), withLSTM(shares("cat", 49.9))), "Both say cat. Equally sure: 50 %. Neither is sure: it may be none of the ten.", "둘 다 고양이라고 합니다. 확신도 같습니다: 50 %. 둘 다 확신하지 못합니다. 열 가지 가운데 아무것도 아닐 수 있습니다."},
		{"one at half", pair(plain(shares("cat", 50)), withLSTM(shares("cat", 49.9))), "Both say cat. Equally sure: 50 %.", ""},
		{"both margins below 10", pair(plain(shares("cat", 54.9, "dog", 45)), withLSTM(shares("cat", 54.9, "dog", 45))), "Both say cat. Equally sure: 55 %. A wavers to dog (45 %). B wavers to dog (45 %). Neither is sure: it may be none of the ten.", ""},
		{"a margin of 10.0", pair(plain(shares("cat", 55, "dog", 45)), withLSTM(shares("cat", 54.9, "dog", 45))), "Both say cat. Equally sure: 55 %. A wavers to dog (45 %). B wavers to dog (45 %).", ""},
		{"differ, both below half", pair(plain(shares("cat", 40)), withLSTM(shares("dog", 45))), "They disagree: A says cat (40 %), B says dog (45 %). Neither is sure: it may be none of the ten.", ""},
	} {
		if got := Find(&text.English, &c.f).Headline.String(); got != c.en {
			t.Errorf("%s:\n%s, want\n%s", c.name, got, c.en)
		}
		if got := Find(&text.Korean, &c.f).Headline.String(); c.ko != "" && got != c.ko {
			t.Errorf("%s:\n%s, want\n%s", c.name, got, c.ko)
		}
	}
}

// Networks of another depth are compared by their answers only, and so are
// networks of other classes; how many classes there are is said.
func TestUnequalPairs(t *testing.T) {
	deeper := theCat().with(func(f *Facts) { f.Slots[1].Arch.Blocks = []int{5, 5, 5} })
	if got, want := Find(&text.English, &deeper).Headline.String(), "Both say cat. A is surer: 81 % against 52 %. B wavers to dog (30 %)."; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	few := pair(plain(shares("cat", 40)), withLSTM(shares("cat", 40)))
	for i := range few.Slots {
		few.Slots[i].Classes = slices.Concat(cifar, []string{"tree"})
		few.Slots[i].Probabilities = append(few.Slots[i].Probabilities, 0)
	}
	if got, want := Find(&text.English, &few).Headline.String(), "Both say cat. Equally sure: 40 %. Neither is sure: it may be none of the 11 classes."; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := Shares(&text.English, &few).String(), "% shares among the 11 classes; other things get one of them too."; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	few.Slots[0].Classes = few.Slots[0].Classes[:10]
	few.Slots[0].Probabilities = few.Slots[0].Probabilities[:10]
	if got, want := Find(&text.English, &few).Headline.String(), "Both say cat. Equally sure: 40 %. Neither is sure: it may be none of their classes."; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := Find(&text.Korean, &few).Headline.String(), "둘 다 고양이라고 합니다. 확신도 같습니다: 40 %. 둘 다 확신하지 못합니다. 저마다의 클래스 가운데 아무것도 아닐 수 있습니다."; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	one := pair(plain(shares("cat", 100)), withLSTM(shares("cat", 100)))
	for i := range one.Slots {
		one.Slots[i].Classes, one.Slots[i].Probabilities = []string{"cat"}, []float32{1}
	}
	if got, want := Find(&text.English, &one).Headline.String(), "Both say cat. Equally sure: 100 %."; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// The runs of a sentence have the roles that components colour.
func TestRoles(t *testing.T) {
	f := theCat()
	got := Find(&text.English, &f).Headline
	want := Sentence{{"Both say ", Plain}, {"cat", Strong}, {". ", Plain}, {"A", A}, {" is surer: 81 % against 52 %. ", Plain}, {"B", B}, {" wavers to dog (30 %). From block 3.2 on they agree.", Plain}}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// What stands in a file's name is text and nothing else.
func TestNamesAreText(t *testing.T) {
	f := pair(withLSTM(), withLSTM())
	f.Picture, f.Slots[0].State, f.Slots[1].State = "*{net}+~|", Reading, Reading
	if got := Find(&text.English, &f).Headline; len(got) != 1 || got.String() != "Both are reading *{net}+~|." {
		t.Errorf("%v", got)
	}
}

// What the chart of the early answers comes to.
func TestMeeting(t *testing.T) {
	sure, cat, dog := shares("cat", 99), shares("cat", 60), shares("dog", 60)
	for _, test := range []struct {
		name  string
		facts Facts
		want  string
	}{
		{"from the first on", pair(plain(sure, sure, sure), withLSTM(cat, sure, sure)), "From block 3.1 on they agree."},
		{"from the second on", pair(plain(dog, sure, sure), withLSTM(cat, sure, sure)), "From block 3.2 on they agree."},
		{"not in between", pair(plain(sure, dog, sure), withLSTM(cat, sure, sure)), "Only in the last block, 3.3, do they come to agree."},
		{"in the end not", pair(plain(sure, sure, sure), withLSTM(cat, sure, dog)), "They part ways after block 3.2."},
		{"never", pair(plain(cat, cat, cat), withLSTM(dog, dog, dog)), "They never agree where the answer can be read."},
	} {
		if got := Meeting(&text.English, &test.facts).String(); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
	late := pair(plain(sure, sure, sure), withLSTM(cat, sure, sure))
	late.Slots[1].State = Reading
	if got := Meeting(&text.English, &late); got != nil {
		t.Errorf("while B reads: %q", got)
	}
}
