// Package dense multiplies matrices of 32 bit floats, with vector instructions where there are some.
//
// The product is the same to the last bit on all machines: each sum is taken in the order of its terms, and no product is
// joined with a sum.
package dense

// A Matrix is a view of numbers: row i and column j stand at Data[i*Row+j*Col].
type Matrix struct {
	Data     []float32
	Row, Col int
}

// T is m turned: rows for columns.
func (m Matrix) T() Matrix { return Matrix{m.Data, m.Col, m.Row} }

// MultiplyAdd adds a times b to c, which has rows rows and cols columns; a has inner columns, and b inner rows.
// The columns of b and c must stand side by side (Col 1); rows must be a multiple of 4, and cols of 16.
func MultiplyAdd(c, a, b Matrix, rows, inner, cols int) {
	if rows == 0 || inner == 0 || cols == 0 {
		return
	}
	if rows%4 != 0 || cols%16 != 0 || b.Col != 1 || c.Col != 1 {
		panic("dense: rows must be a multiple of 4, cols of 16, and columns of b and c side by side")
	}
	// Touch the last number of each, so that what is too short fails here.
	_ = c.Data[(rows-1)*c.Row+cols-1]
	_ = a.Data[(rows-1)*a.Row+(inner-1)*a.Col]
	_ = b.Data[(inner-1)*b.Row+cols-1]
	// Rows of b lie far apart, and often so that few of them fit into the fastest memory at once: 16 columns of some
	// are laid side by side first.
	var panel [256 * 16]float32
	for j := 0; j < cols; j += 16 {
		for k := 0; k < inner; k += 256 {
			n := min(256, inner-k)
			for r := range n {
				*(*[16]float32)(panel[r*16:]) = [16]float32(b.Data[(k+r)*b.Row+j:])
			}
			for i := 0; i < rows; i += 4 {
				tile(c.Data[i*c.Row+j:], c.Row, a.Data[i*a.Row+k*a.Col:], a.Row, a.Col, panel[:], 16, n)
			}
		}
	}
}

// plain is tile without vector instructions.
func plain(c []float32, cRow int, a []float32, aRow, aCol int, b []float32, bRow, inner int) {
	for i := range 4 {
		var sum [16]float32
		copy(sum[:], c[i*cRow:])
		for k := range inner {
			x := a[i*aRow+k*aCol]
			row := b[k*bRow:][:16]
			for j := range sum {
				sum[j] += float32(x * row[j])
			}
		}
		copy(c[i*cRow:][:16], sum[:])
	}
}
