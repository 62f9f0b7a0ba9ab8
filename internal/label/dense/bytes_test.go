package dense

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The sums must be the same with and without vector instructions, at the largest numbers too, and the product near that of
// the numbers that the bytes stand for.
func TestBytes(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for _, c := range []struct {
		rows, inner, cols int
		full              bool
	}{{4, 2, 16, false}, {8, 64, 48, false}, {4, 384, 32, false}, {4, 2048, 16, true}} {
		columns, sizes := make([]int8, c.inner*c.cols), numbers(r, c.cols)
		for i := range columns {
			columns[i] = int8(r.IntN(255) - 127)
			if c.full {
				columns[i] = 127
			}
		}
		a, bias := numbers(r, c.rows*c.inner), numbers(r, c.cols)
		if c.full {
			for i := range a {
				a[i] = 1
			}
		}
		b := NewBytes(columns, sizes, c.inner)
		got := make([]float32, c.rows*c.cols)
		var w Work
		b.Multiply(got, a, bias, c.rows, &w)
		for i := 0; i < c.rows; i += 4 {
			for j := 0; j < c.cols; j += 16 {
				var fast, slow [64]int32
				tileBytes(&fast, w.rows[i*c.inner:], c.inner, b.data[j*c.inner:][:16*c.inner])
				plainBytes(&slow, w.rows[i*c.inner:], c.inner, b.data[j*c.inner:][:16*c.inner])
				if fast != slow {
					t.Fatalf("%v: row %d, column %d: %v with vector instructions, %v without", c, i, j, fast, slow)
				}
			}
		}
		for i := range c.rows {
			for j := range c.cols {
				want, size := float64(bias[j]), 0.0
				for k := range c.inner {
					x := float64(a[i*c.inner+k]) * float64(columns[j*c.inner+k]) * float64(sizes[j])
					want += x
					size += x * x
				}
				if off := math.Abs(float64(got[i*c.cols+j]) - want); off > 1e-3*(math.Sqrt(size)+math.Abs(want)) {
					t.Fatalf("%v: row %d, column %d is %v, want %v", c, i, j, got[i*c.cols+j], want)
				}
			}
		}
	}
}

func BenchmarkBytes(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	const rows, inner, cols = 512, 288, 512
	a, c := numbers(r, rows*inner), numbers(r, rows*cols)
	m := NewBytes(make([]int8, inner*cols), numbers(r, cols), inner)
	bias := make([]float32, cols)
	b.SetBytes(rows * inner * cols)
	var w Work
	for b.Loop() {
		m.Multiply(c, a, bias, rows, &w)
	}
}
