package main

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/hearsay-news/hearsay/internal/label"
)

// A forest must learn what no single number tells, and nothing from a number that says nothing.
func TestGrow(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	const n, numbers = 2000, 3
	xs, want := make([]float32, n*numbers), make([]bool, n)
	for i := range n {
		x := xs[i*numbers:][:numbers]
		x[0], x[1], x[2] = float32(r.IntN(2)), r.Float32()*100, r.Float32()
		want[i] = x[0] == 1 != (x[1] > 30)
	}
	s := growth{trees: 60, rate: 0.2, rows: 0.8, cols: 1, pull: 1, atLeast: 10}
	f := grow(xs, want, numbers, s, 7)
	for i := range n {
		if x := xs[i*numbers:][:numbers]; math.Abs(float64(x[1]-30)) > 2 && f.Sum(x) > 0 != want[i] {
			t.Fatalf("%v: %v, want %v", x, f.Sum(x), want[i])
		}
	}
	if again := grow(xs, want, numbers, s, 7); !slices.Equal(f, again) {
		t.Error("the same examples gave two forests")
	}
}

// Examples that are all alike have nothing to ask for.
func TestGrowAlike(t *testing.T) {
	f := grow(make([]float32, 50), make([]bool, 50), 1, growth{trees: 3, rate: 0.1, rows: 1, cols: 1, pull: 1, atLeast: 5}, 1)
	if got := f.Sum([]float32{0}); got >= 0 {
		t.Errorf("%v for what was never right", got)
	}
}

func TestLearned(t *testing.T) {
	k := kept(t.TempDir())
	runs := 0
	learn := func() []label.Piece { runs++; return []label.Piece{{Sure: 0.5}} }
	for range 2 {
		var got []label.Piece
		if err := learned(k, keyOf("pieces", settings{rounds: 1}, []float32{1, 2}), &got, learn); err != nil || len(got) != 1 || got[0].Sure != 0.5 {
			t.Errorf("%v, %v", got, err)
		}
	}
	if runs != 1 {
		t.Errorf("learned %d times, want once", runs)
	}
	if keyOf("a", []float32{1}) == keyOf("a", []float32{2}) || keyOf("a", settings{rounds: 1}) == keyOf("a", settings{rounds: 2}) {
		t.Error("what is different has one key")
	}
}
