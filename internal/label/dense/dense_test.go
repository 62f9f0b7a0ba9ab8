package dense

import (
	"math/rand/v2"
	"testing"
)

func numbers(r *rand.Rand, n int) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = float32(r.NormFloat64())
	}
	return out
}

// The product must be the same to the last bit with and without vector instructions, whichever way the matrices lie.
func TestMultiplyAdd(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, c := range []struct{ rows, inner, cols int }{{4, 1, 16}, {8, 3, 32}, {12, 50, 16}, {4, 127, 48}, {64, 64, 64}} {
		for _, turned := range []bool{false, true} {
			a := Matrix{numbers(r, c.rows*c.inner), c.inner, 1}
			if turned {
				a = Matrix{a.Data, 1, c.rows}
			}
			b := Matrix{numbers(r, c.inner*c.cols), c.cols, 1}
			start := numbers(r, c.rows*c.cols)
			got, want := append([]float32(nil), start...), append([]float32(nil), start...)
			MultiplyAdd(Matrix{got, c.cols, 1}, a, b, c.rows, c.inner, c.cols)
			for i := range c.rows {
				for j := range c.cols {
					for k := range c.inner {
						want[i*c.cols+j] += float32(a.Data[i*a.Row+k*a.Col] * b.Data[k*c.cols+j])
					}
				}
			}
			plained := append([]float32(nil), start...)
			for j := 0; j < c.cols; j += 16 {
				for i := 0; i < c.rows; i += 4 {
					plain(plained[i*c.cols+j:], c.cols, a.Data[i*a.Row:], a.Row, a.Col, b.Data[j:], c.cols, c.inner)
				}
			}
			for i := range want {
				if got[i] != want[i] || plained[i] != want[i] {
					t.Fatalf("%v turned %v: number %d is %v and %v, want %v", c, turned, i, got[i], plained[i], want[i])
				}
			}
		}
	}
}

func BenchmarkMultiplyAdd(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	const rows, inner, cols = 512, 288, 512
	a, w, c := numbers(r, rows*inner), numbers(r, inner*cols), numbers(r, rows*cols)
	b.SetBytes(rows * inner * cols)
	for b.Loop() {
		MultiplyAdd(Matrix{c, cols, 1}, Matrix{a, inner, 1}, Matrix{w, cols, 1}, rows, inner, cols)
	}
}
