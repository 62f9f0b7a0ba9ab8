package dense

import "math"

// Bytes is a matrix of signed bytes, each column with a size that it is to be multiplied by, laid out for Multiply.
type Bytes struct {
	inner, cols int
	data        []int8 // for each 16 columns, for each two rows: the two numbers of each column
	sizes       []float32
}

// fine is the largest number that a number of the left matrix becomes: the sums of 2048 products with bytes fit in 32 bits.
const fine = 8191

// NewBytes returns the matrix whose column j is columns[j*inner:][:inner] times sizes[j]. inner must be even, and at most 2048;
// the number of columns, len(sizes), a multiple of 16.
func NewBytes(columns []int8, sizes []float32, inner int) *Bytes {
	cols := len(sizes)
	if inner%2 != 0 || inner > 2048 || cols%16 != 0 || len(columns) != inner*cols {
		panic("dense: inner must be even and at most 2048, and cols a multiple of 16")
	}
	b := &Bytes{inner, cols, make([]int8, len(columns)), sizes}
	for j := range cols {
		for k, x := range columns[j*inner:][:inner] {
			b.data[(j/16*inner+k&^1)*16+j%16*2+k&1] = x
		}
	}
	return b
}

// A Work is memory that Multiply uses and keeps for the next time.
type Work struct {
	rows  []int16
	sizes []float32
}

// Multiply writes a times b, and bias added to each row, to c; a has rows rows as long as b has rows, c as many as long as b's. rows must be a
// multiple of 4. Each row of a is rounded to 13 bits and a sign first; what follows is exact until the sums are told as floats.
func (b *Bytes) Multiply(c, a, bias []float32, rows int, w *Work) {
	if rows%4 != 0 {
		panic("dense: rows must be a multiple of 4")
	}
	if cap(w.rows) < rows*b.inner {
		w.rows = make([]int16, rows*b.inner*3/2)
	}
	if cap(w.sizes) < rows {
		w.sizes = make([]float32, rows*3/2)
	}
	q, sizes := w.rows[:rows*b.inner], w.sizes[:rows]
	for i := range rows {
		row, to, most := a[i*b.inner:][:b.inner], q[i*b.inner:][:b.inner], float32(0)
		for _, x := range row {
			most = max(most, x, -x)
		}
		sizes[i] = most / fine
		if most == 0 {
			clear(to)
			continue
		}
		per := fine / most
		for k, x := range row {
			y := float32(x * per)
			to[k] = int16(y + float32(math.Copysign(0.5, float64(y))))
		}
	}
	var sums [64]int32
	for j := 0; j < b.cols; j += 16 {
		panel := b.data[j*b.inner:][:16*b.inner]
		for i := 0; i < rows; i += 4 {
			tileBytes(&sums, q[i*b.inner:], b.inner, panel)
			for r := range 4 {
				out := c[(i+r)*b.cols+j:][:16]
				for k := range out {
					out[k] = float32(float32(sums[r*16+k])*float32(sizes[i+r]*b.sizes[j+k])) + bias[j+k]
				}
			}
		}
	}
}

// plainBytes is tileBytes without vector instructions.
func plainBytes(sums *[64]int32, a []int16, inner int, b []int8) {
	clear(sums[:])
	for r := range 4 {
		row, sum := a[r*inner:][:inner], sums[r*16:][:16]
		for k := 0; k < inner; k += 2 {
			x, y := int32(row[k]), int32(row[k+1])
			two := b[k*16:][:32]
			for j := range sum {
				sum[j] += x*int32(two[2*j]) + y*int32(two[2*j+1])
			}
		}
	}
}
