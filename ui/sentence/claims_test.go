package sentence

import (
	"math"
	"slices"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/ui/text"
)

func TestThesis(t *testing.T) {
	net := func(title string, r arch.Regulator, blocks int) Network {
		a := record(r)
		a.Blocks = []int{blocks, blocks, blocks}
		return Network{Title: title, Arch: a}
	}
	a, b := net("ResNet-20", arch.RegulatorNone, 3), net("RegNet-20 (LSTM)", arch.RegulatorLSTM, 3)
	deep := net("RegNet-56 (GRU)", arch.RegulatorGRU, 9)
	part := b
	part.Arch.RegulatedStages = []int{2}
	for _, c := range []struct {
		nets   [2]Network
		en, ko string
	}{
		{[2]Network{a, b}, "Two networks read one picture. A is a ResNet. B is the same with a regulator: a small memory that tells each block what earlier blocks saw. Does B repeat itself less, and know earlier?",
			"두 신경망이 그림 하나를 읽습니다. A는 ResNet입니다. B는 여기에 레귤레이터를 더한 것입니다. 앞선 블록들이 본 것을 블록마다 알려 주는 작은 기억입니다. B는 덜 되풀이하고, 더 일찍 알아볼까요?"},
		{[2]Network{a, part}, "Two networks read one picture. A is a ResNet. B is the same with a regulator: a small memory that tells each block what earlier blocks saw. Does B repeat itself less, and know earlier?", ""},
		{[2]Network{b, a}, "Two networks read one picture. A is a ResNet with a regulator: a small memory that tells each block what earlier blocks saw. B is the same without. Does A repeat itself less, and know earlier?", ""},
		{[2]Network{a, deep}, "A is ResNet-20, B is RegNet-56 (GRU); both read the same picture.", "A는 ResNet-20, B는 RegNet-56 (GRU)입니다. 둘 다 같은 그림을 읽습니다."},
		{[2]Network{a, a}, "A is ResNet-20, B is ResNet-20; both read the same picture.", ""},
		{[2]Network{b, deep}, "A is RegNet-20 (LSTM), B is RegNet-56 (GRU); both read the same picture.", ""},
	} {
		if got := Thesis(&text.English, c.nets).String(); got != c.en {
			t.Errorf("%s, want %s", got, c.en)
		}
		if got := Thesis(&text.Korean, c.nets).String(); c.ko != "" && got != c.ko {
			t.Errorf("%s, want %s", got, c.ko)
		}
	}
}

func TestClaims(t *testing.T) {
	alike := func(a, b float64) func(*Facts) {
		return func(f *Facts) { f.Slots[0].Alike, f.Slots[1].Alike = a, b }
	}
	// led is the cat with leads of B after 3.1 and 3.2, in points.
	led := func(first, second float64) func(*Facts) {
		return func(f *Facts) {
			f.Slots[1].Early[0].Probabilities, f.Slots[1].Early[1].Probabilities = shares("cat", 24+first), shares("cat", 34+second)
		}
	}
	const earlier, notLess = "Of the paper's two claims, seen here: B knows earlier (after 3.2 cat 69 % against 34 %).", " Not seen: B repeats itself less (0.89 against 0.87)."
	const epochs, results = " Ours learnt for 10 epochs, the paper's for 164. ", "Results"
	for _, c := range []struct {
		name   string
		change func(*Facts)
		want   string
	}{
		{"the cat", func(*Facts) {}, earlier + notLess + epochs + results},
		{"both", alike(0.89, 0.87), "Of the paper's two claims, seen here: B repeats itself less (0.87 against 0.89); B knows earlier (after 3.2 cat 69 % against 34 %)."},
		{"0.0195 less", alike(0.8895, 0.87), "Of the paper's two claims, seen here: B repeats itself less (0.87 against 0.89); B knows earlier (after 3.2 cat 69 % against 34 %)."},
		{"0.019 less", alike(0.889, 0.87), earlier + " Not seen: B repeats itself less (0.87 against 0.89)." + epochs + results},
		{"ahead by 5.0 at both", led(5, 5), "Of the paper's two claims, seen here: B knows earlier (after 3.2 cat 39 % against 34 %)." + notLess + epochs + results},
		{"by 4.9 at the first", led(4.9, 35), "Of the paper's two claims, not seen here: B repeats itself less (0.89 against 0.87); B knows earlier (after 3.1 cat 29 % against 24 %)." + epochs + results},
		{"by 4.9 at the second", led(35, 4.9), "Of the paper's two claims, not seen here: B repeats itself less (0.89 against 0.87); B knows earlier (after 3.2 cat 39 % against 34 %)." + epochs + results},
		{"the answers differ", func(f *Facts) { f.Slots[0].Probabilities = shares("dog", 99) }, "Of the paper's two claims, not seen here: B repeats itself less (0.89 against 0.87); B knows earlier (the answers differ)." + epochs + results},
		{"being compared", func(f *Facts) { f.Comparing = true }, ""},
		{"never compared", alike(math.NaN(), 0.8), earlier},
		{"both plain", func(f *Facts) { f.Slots[1].Arch.Regulator = arch.RegulatorNone }, ""},
		{"both regulated", func(f *Facts) { f.Slots[0].Arch.Regulator = arch.RegulatorGRU }, ""},
		{"another depth", func(f *Facts) { f.Slots[1].Arch.Blocks = []int{3, 3, 5} }, "Of the paper's two claims, not seen here: B repeats itself less (0.89 against 0.87)." + epochs + results},
		{"another depth, not compared", func(f *Facts) { f.Slots[1].Arch.Blocks = []int{3, 3, 5}; f.Slots[0].Alike = math.NaN() }, ""},
		{"epochs not stated", func(f *Facts) { f.Slots[0].Epochs = 0 }, earlier + notLess + " Results"},
		{"learnt for as long", func(f *Facts) { f.Slots[0].Epochs, f.Slots[1].Epochs = 164, 164 }, earlier + notLess + " Results"},
		{"for 163", func(f *Facts) { f.Slots[0].Epochs, f.Slots[1].Epochs = 163, 163 }, earlier + notLess + " Ours learnt for 163 epochs, the paper's for 164. Results"},
		{"for unlike long", func(f *Facts) { f.Slots[1].Epochs = 30 }, earlier + notLess + " Ours learnt for 10 (A) and 30 (B) epochs, the paper's for 164. Results"},
		{"another data set", func(f *Facts) { f.Slots[0].Arch.Stem = arch.StemImageNet; f.Slots[1].Arch.Stem = arch.StemImageNet }, earlier + notLess + " Results"},
	} {
		f := theCat()
		f.Slots[0].Early, f.Slots[1].Early = slices.Clone(f.Slots[0].Early), slices.Clone(f.Slots[1].Early)
		c.change(&f)
		if got := Claims(&text.English, &f).String(); got != c.want {
			t.Errorf("%s:\n%s, want\n%s", c.name, got, c.want)
		}
	}
	// The other way round, and in Korean.
	f := theCat()
	f.Slots[0], f.Slots[1] = f.Slots[1], f.Slots[0]
	if got, want := Claims(&text.English, &f).String(), "Of the paper's two claims, seen here: A knows earlier (after 3.2 cat 69 % against 34 %). Not seen: A repeats itself less (0.89 against 0.87)."+epochs+results; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	f = theCat()
	if got, want := Claims(&text.Korean, &f).String(), "논문의 두 주장 가운데 여기서 보이는 것: B가 더 일찍 알아본다(3.2 뒤에 고양이 69 %, 다른 쪽은 34 %). 보이지 않는 것: B가 덜 되풀이한다(0.89, 다른 쪽은 0.87). 우리 신경망은 10에포크, 논문의 신경망은 164에포크를 배웠습니다. 결과"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	roles := map[Role]string{}
	for _, r := range Claims(&text.English, &f) {
		roles[r.Role] += r.Text
	}
	if roles[Seen] != "seen here:" || roles[Missing] != "Not seen:" || roles[Link] != "Results" {
		t.Errorf("roles %v", roles)
	}
	// With changes on, the claims are not judged.
	f = off()
	if got := Find(&text.English, &f).Line.String(); got == "" || got == Claims(&text.English, &f).String() {
		t.Errorf("under a change the line is %q", got)
	}
}

// Of many blocks those at a third and two thirds of the way are judged, never
// the last, which is the answer.
func TestEarlyBlocks(t *testing.T) {
	for n, want := range [][]int{0: nil, 1: nil, 2: {1}, 3: {1, 2}, 4: {1, 2}, 5: {1, 3}, 9: {3, 6}, 18: {6, 12}} {
		if n > 1 && want == nil {
			continue
		}
		places := make([]arch.Place, n)
		for i := range places {
			places[i] = arch.Place{Stage: 3, Block: i + 1}
		}
		var got []int
		for _, c := range early(places) {
			got = append(got, c.Block)
		}
		if !slices.Equal(got, want) {
			t.Errorf("of %d blocks %v are judged, want %v", n, got, want)
		}
	}
}
