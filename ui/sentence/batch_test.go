package sentence

import (
	"math"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/infer/measure"
	"regnetlens/ui/text"
)

// tested is the shipped pair on 180 test pictures.
func tested() Batch {
	b := Batch{Networks: [2]Network{theCat().Slots[0].Network, theCat().Slots[1].Network}, Done: 180, Judged: 180,
		Right: [2]int{159, 157}, OnlyRight: [2]int{9, 7}, Agree: 161, Compared: 180, Chance: measure.McNemar(9, 7), Alike: [2]float64{0.87, 0.88}}
	b.Early = []BatchEarly{
		{arch.Place{Stage: 3, Block: 1}, 180, [2]int{72, 97}, 0.0006},
		{arch.Place{Stage: 3, Block: 2}, 180, [2]int{124, 137}, 0.041},
		{arch.Place{Stage: 3, Block: 3}, 180, [2]int{159, 157}, 0.80},
	}
	return b
}

func TestFindBatch(t *testing.T) {
	const found = "Of these 180, A has 159 right and B 157. That is within chance."
	const earlier = " But B knows earlier: after block 3.1 it has 54 % right, A 40 %."
	for _, c := range []struct {
		name   string
		change func(*Batch)
		want   string
	}{
		{"the 180", func(*Batch) {}, found + earlier},
		{"own labels", func(b *Batch) { b.Own = 3 }, "Of these 180 (3 by your own label), A has 159 right and B 157. That is within chance." + earlier},
		{"p = 0.05", func(b *Batch) { b.Chance = 0.05 }, found + earlier},
		{"p below 0.05, B behind", func(b *Batch) { b.Chance = 0.0499 }, "Of these 180, A has 159 right and B 157. That is more than chance." + earlier},
		{"p below 0.05, B ahead", func(b *Batch) { b.Chance, b.Right = 0.0499, [2]int{157, 159} }, "Of these 180, A has 157 right and B 159. That is more than chance. And B knows earlier: after block 3.1 it has 54 % right, A 40 %."},
		{"earlier with 0.025", func(b *Batch) { b.Early[0].Chance, b.Early[1].Chance = 0.025, 0.025 }, found},
		{"with less, at the second", func(b *Batch) { b.Early[0].Chance, b.Early[1].Chance = 0.0251, 0.0249 }, found + " But B knows earlier: after block 3.2 it has 76 % right, A 69 %."},
		{"A is earlier", func(b *Batch) { b.Early[0].Right, b.Early[1].Right = [2]int{97, 72}, [2]int{137, 124} }, found},
		{"one early block", func(b *Batch) { b.Early = b.Early[1:] }, found + " But B knows earlier: after block 3.2 it has 76 % right, A 69 %."},
		{"no early block", func(b *Batch) { b.Early = b.Early[2:] }, found},
		{"both plain", func(b *Batch) { b.Networks[1] = b.Networks[0] }, found},
		{"another depth", func(b *Batch) { b.Networks[1].Arch.Blocks = []int{9, 9, 9} }, found},
		{"no labels", func(b *Batch) { b.Judged = 0 }, "They give the same answer to 161 of 180 pictures; nobody has said what is right."},
		{"nothing read", func(b *Batch) { *b = Batch{Networks: b.Networks} }, ""},
	} {
		b := tested()
		c.change(&b)
		if got := FindBatch(&text.English, &b).String(); got != c.want {
			t.Errorf("%s:\n%s, want\n%s", c.name, got, c.want)
		}
	}
	b := tested()
	if got, want := FindBatch(&text.Korean, &b).String(), "이 180개 가운데 A는 159개, B는 157개를 맞혔습니다. 우연으로도 생길 만한 차이입니다. 그러나 B가 더 일찍 알아봅니다: 블록 3.1 뒤에 정답률 54 %, A는 40 %."; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestBatchClaims(t *testing.T) {
	const epochs = " Ours learnt for 10 epochs, the paper's for 164. Results"
	for _, c := range []struct {
		name   string
		change func(*Batch)
		want   string
	}{
		{"the 180", func(*Batch) {}, "Of the paper's two claims, seen here: B knows earlier (after 3.1 54 % right against 40 %, p < 0.001). Not seen: B repeats itself less (0.88 against 0.87)." + epochs},
		{"not earlier", func(b *Batch) { b.Early[0].Chance = 0.4 }, "Of the paper's two claims, not seen here: B repeats itself less (0.88 against 0.87); B knows earlier (after 3.2 76 % right against 69 %, p = 0.041)." + epochs},
		{"less", func(b *Batch) { b.Alike = [2]float64{0.9, 0.88} }, "Of the paper's two claims, seen here: B repeats itself less (0.88 against 0.90); B knows earlier (after 3.1 54 % right against 40 %, p < 0.001)."},
		{"no labels, not compared", func(b *Batch) { b.Early, b.Alike = nil, [2]float64{math.NaN(), math.NaN()} }, ""},
		{"no labels", func(b *Batch) { b.Early = []BatchEarly{{Place: b.Early[0].Place}, {Place: b.Early[1].Place}} }, "Of the paper's two claims, not seen here: B repeats itself less (0.88 against 0.87)." + epochs},
	} {
		b := tested()
		c.change(&b)
		if got := BatchClaims(&text.English, &b).String(); got != c.want {
			t.Errorf("%s:\n%s, want\n%s", c.name, got, c.want)
		}
	}
	b := tested()
	if got, want := BatchCaution(&text.English, &b).String(), "Only A right: 9, only B right: 7, both wrong: 14. McNemar's exact test: p = 0.80. It speaks of these two networks on such pictures, not of other seeds."; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got := BatchCaution(&text.English, &Batch{}); got != nil {
		t.Errorf("of nothing: %q", got)
	}
}

func TestChance(t *testing.T) {
	for p, want := range map[float64]string{
		0: "p < 0.001", 0.00099: "p < 0.001", 0.001: "p = 0.0010", 0.0046: "p = 0.0046", 0.041: "p = 0.041", 0.0499: "p = 0.0499", 0.04999: "p = 0.04999",
		0.05: "p = 0.050", 0.0251: "p = 0.025", 0.804: "p = 0.80", 0.994: "p = 0.99", 0.996: "p = 1", 1: "p = 1",
	} {
		if got := Chance(p); got != want {
			t.Errorf("%g is written %q, want %q", p, got, want)
		}
	}
}

func TestFindTeach(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		name string
		f    Teach
		want string
	}{
		{"before the first epoch", Teach{Loss: [2]float64{nan, nan}}, ""},
		{"both right", Teach{[2]float64{0.034, 0.043}, 24, [2]int{24, 24}, [2]int{}, 1}, "A's loss is lower: 0.034 against 0.043. Both have all 24 test pictures right. 24 pictures cannot tell them apart: add harder ones."},
		{"losses a tenth apart", Teach{[2]float64{1, 0.9}, 24, [2]int{24, 24}, [2]int{}, 1}, "B's loss is lower: 0.900 against 1.000. Both have all 24 test pictures right. 24 pictures cannot tell them apart: add harder ones."},
		{"nearly", Teach{[2]float64{1, 0.901}, 0, [2]int{}, [2]int{}, 1}, "Their losses are about equal: A 1.000, B 0.901. No pictures are kept for the test yet."},
		{"no losses", Teach{[2]float64{0, 0}, 0, [2]int{}, [2]int{}, 1}, "Their losses are about equal: A 0.000, B 0.000. No pictures are kept for the test yet."},
		{"five apart", Teach{[2]float64{1, 1}, 24, [2]int{15, 20}, [2]int{0, 5}, measure.McNemar(0, 5)}, "Their losses are about equal: A 1.000, B 1.000. Of 24 test pictures A has 15 right and B 20. 24 pictures cannot tell them apart: add more."},
		{"six apart", Teach{[2]float64{1, 1}, 24, [2]int{15, 21}, [2]int{0, 6}, measure.McNemar(0, 6)}, "Their losses are about equal: A 1.000, B 1.000. Of 24 test pictures A has 15 right and B 21. That is more than chance."},
		{"six, some for each", Teach{[2]float64{1, 1}, 24, [2]int{15, 17}, [2]int{2, 4}, measure.McNemar(2, 4)}, "Their losses are about equal: A 1.000, B 1.000. Of 24 test pictures A has 15 right and B 17. That is within chance."},
	} {
		if got := FindTeach(&text.English, &c.f).String(); got != c.want {
			t.Errorf("%s:\n%s, want\n%s", c.name, got, c.want)
		}
	}
	f := Teach{[2]float64{0.034, 0.043}, 24, [2]int{24, 24}, [2]int{}, 1}
	if got, want := FindTeach(&text.Korean, &f).String(), "A의 손실이 더 작습니다: 0.034, 다른 쪽은 0.043. 둘 다 시험용 그림 24개를 모두 맞혔습니다. 그림 24개로는 둘을 가릴 수 없습니다. 더 어려운 그림을 더하세요."; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
