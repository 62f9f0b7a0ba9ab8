package b3_test

import (
	"math"
	"testing"

	"github.com/hearsay-news/hearsay/internal/b3"
)

// The example of Bagga and Baldwin: 1 to 5, 6 and 7, 8 to 12 belong together.
func TestScore(t *testing.T) {
	wanted := []string{"a", "a", "a", "a", "a", "b", "b", "c", "c", "c", "c", "c"}
	for _, c := range []struct {
		found             []int
		precision, recall float64
	}{
		{[]int{1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2}, 0.7619, 1},
		{[]int{1, 1, 1, 1, 1, 2, 2, 1, 1, 1, 1, 1}, 0.5833, 1},
		{[]int{1, 1, 1, 1, 1, 2, 2, 3, 3, 3, 3, 3}, 1, 1},
		{[]int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, 1, 0.25},
	} {
		p, r := b3.Score(c.found, wanted)
		if math.Abs(p-c.precision) > 5e-5 || math.Abs(r-c.recall) > 5e-5 {
			t.Errorf("%v: precision %.4f, recall %.4f; want %.4f, %.4f", c.found, p, r, c.precision, c.recall)
		}
	}
	if f := b3.F1(0.5, 1); math.Abs(f-2./3) > 1e-9 {
		t.Errorf("F1 of 0.5 and 1 is %v", f)
	}
	if f := b3.F1(0, 0); f != 0 {
		t.Errorf("F1 of nothing is %v", f)
	}
}
