package label

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/hearsay-news/hearsay/token"
)

func TestExp(t *testing.T) {
	for x := float32(-59); x < 59; x += 0.37 {
		if got, want := exp(x), math.Exp(float64(x)); math.Abs(got/want-1) > 1e-6 {
			t.Errorf("exp(%v) is %v, want %v", x, got, want)
		}
	}
}

// Best, Marginals and Likely must agree with looking at every labelling of a short chain.
func TestChain(t *testing.T) {
	const n = 5
	r := rand.New(rand.NewPCG(3, 3))
	for range 10 {
		c := &Chain{}
		c.Reset(n)
		for i := range c.Emit {
			c.Emit[i] = float32(r.NormFloat64())
		}
		for i := range c.Step {
			c.Step[i] = float32(r.NormFloat64())
		}
		var best []Label
		top, sum, likely := math.Inf(-1), 0.0, map[Piece]float64{}
		marginals := make([]float64, n*Labels)
		labels := make([]Label, n)
		var look func(i int, score float64)
		look = func(i int, score float64) {
			if i == n {
				if score > top {
					top, best = score, append([]Label(nil), labels...)
				}
				for first := 0; first < n; first++ {
					if labels[first]%2 == 1 {
						end := first + 1
						for end < n && labels[end] == labels[first]+1 {
							end++
						}
						likely[Piece{Range: token.Range{First: first, End: end}, Role: labels[first]}] += math.Exp(score)
					}
				}
				sum += math.Exp(score)
				for k, y := range labels {
					marginals[k*Labels+int(y)] += math.Exp(score)
				}
				return
			}
			for y := range Label(Labels) {
				before := Outside
				if i > 0 {
					before = labels[i-1]
				}
				if !follows(before, y) {
					continue
				}
				labels[i] = y
				s := score + float64(c.Emit[i*Labels+int(y)])
				if i > 0 {
					s += float64(c.Step[i*Steps+int(before)*Labels+int(y)])
				}
				look(i+1, s)
			}
		}
		look(0, 0)
		if got := c.Best(nil); string(got) != string(best) {
			t.Errorf("best %v, want %v", got, best)
		}
		probs := make([]float32, n*Labels)
		if total := c.Marginals(probs, nil); math.Abs(total-math.Log(sum)) > 1e-4 {
			t.Errorf("total %v, want %v", total, math.Log(sum))
		}
		for k, p := range probs {
			if math.Abs(float64(p)-marginals[k]/sum) > 1e-5 {
				t.Errorf("marginal %d is %v, want %v", k, p, marginals[k]/sum)
			}
		}
		for _, p := range c.Likely(0, nil) {
			got := p.Sure
			p.Sure = 0
			if want := likely[p] / sum; math.Abs(float64(got)-want) > 1e-5 {
				t.Errorf("%v is as likely as %v, want %v", p, got, want)
			}
			delete(likely, p)
		}
		for p, s := range likely {
			if s/sum > Least+1e-5 {
				t.Errorf("%v is missing, as likely as %v", p, s/sum)
			}
		}
	}
}

// What is chosen must be the best of all choices.
func TestChoose(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	limits := Limits{0.3, 0.2, 0.4}
	for range 200 {
		p := token.Range{First: 7, End: 15}
		var all []Piece
		for first := p.First; first < p.End; first++ {
			for role := BeginSource; role < Labels; role += 2 {
				if r.IntN(3) == 0 {
					all = append(all, Piece{token.Range{First: first, End: first + 1 + r.IntN(p.End-first)}, role, r.Float32()})
				}
			}
		}
		gain := func(ps []Piece) (sum float64) {
			for i, x := range ps {
				if sum += float64(x.Sure - limits[x.Role/2]); i > 0 && ps[i-1].End > x.First {
					return math.Inf(-1)
				}
			}
			return sum
		}
		best := 0.0
		for set := range 1 << len(all) {
			var some []Piece
			for i, x := range all {
				if set>>i&1 != 0 {
					some = append(some, x)
				}
			}
			best = max(best, gain(some))
		}
		var c Cutter
		if got := gain(c.choose(p, all, &limits, nil)); math.Abs(got-best) > 1e-5 {
			t.Errorf("%v: chosen for %v, want %v", all, got, best)
		}
	}
}

// A cue without a content, or a source, next to it gets one that is less likely than its limit, where there is room.
func TestCutComplete(t *testing.T) {
	p := token.Range{First: 0, End: 20}
	piece := func(first, end int, role Label, sure float32) Piece {
		return Piece{token.Range{First: first, End: end}, role, sure}
	}
	source, other, cue := piece(0, 2, BeginSource, 0.9), piece(1, 2, BeginSource, 0.1), piece(2, 3, BeginCue, 0.8)
	weak, weaker := piece(4, 9, BeginContent, 0.2), piece(4, 8, BeginContent, 0.1)
	strong := piece(4, 9, BeginContent, 0.7)
	second, far := piece(10, 11, BeginCue, 0.8), piece(12, 19, BeginContent, 0.25)
	never := piece(12, 19, BeginContent, 0.04)
	for _, c := range []struct {
		all, want []Piece
	}{
		{[]Piece{source, cue, weaker, weak}, []Piece{source, cue, weak}},
		{[]Piece{source, other, cue, weak, strong}, []Piece{source, cue, strong}},
		{[]Piece{other, cue, strong}, []Piece{other, cue, strong}},
		{[]Piece{weaker, weak}, nil},
		{[]Piece{cue, weak, second, far}, []Piece{cue, weak, second, far}},
		{[]Piece{cue, strong, second, far}, []Piece{cue, strong, second}},
		{[]Piece{source, cue, never}, []Piece{source, cue}},
		{[]Piece{cue, second, far}, []Piece{cue, second, far}},
	} {
		var cutter Cutter
		if got := cutter.Cut(p, c.all, &Limits{0.3, 0.3, 0.3}, nil); !slices.Equal(got, c.want) {
			t.Errorf("%v:\ngot  %v\nwant %v", c.all, got, c.want)
		}
	}
}
