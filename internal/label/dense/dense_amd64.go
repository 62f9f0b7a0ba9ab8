package dense

import "golang.org/x/sys/cpu"

var vector = cpu.X86.HasAVX2

// tile adds the product of 4 rows of a and 16 columns of b to c. Steps between rows and columns are in numbers.
func tile(c []float32, cRow int, a []float32, aRow, aCol int, b []float32, bRow, inner int) {
	if vector {
		tileAVX2(&c[0], uintptr(cRow)*4, &a[0], uintptr(aRow)*4, uintptr(aCol)*4, &b[0], uintptr(bRow)*4, inner)
		return
	}
	plain(c, cRow, a, aRow, aCol, b, bRow, inner)
}

// tileAVX2 is tile with steps in bytes; inner is at least 1.
//
//go:noescape
func tileAVX2(c *float32, cRow uintptr, a *float32, aRow, aCol uintptr, b *float32, bRow uintptr, inner int)
