package label

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestExp(t *testing.T) {
	for x := float32(-59); x < 59; x += 0.37 {
		if got, want := exp(x), math.Exp(float64(x)); math.Abs(got/want-1) > 1e-6 {
			t.Errorf("exp(%v) is %v, want %v", x, got, want)
		}
	}
}

// Best and Marginals must agree with looking at every labelling of a short chain.
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
		top, sum := math.Inf(-1), 0.0
		marginals := make([]float64, n*Labels)
		labels := make([]Label, n)
		var look func(i int, score float64)
		look = func(i int, score float64) {
			if i == n {
				if score > top {
					top, best = score, append([]Label(nil), labels...)
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
	}
}
