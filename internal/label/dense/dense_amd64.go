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

// tileBytes sets sums to the product of 4 rows of a, inner numbers each, and 16 columns of Bytes.
func tileBytes(sums *[64]int32, a []int16, inner int, b []int8) {
	if vector {
		_, _ = a[4*inner-1], b[16*inner-1]
		tileBytesAVX2(sums, &a[0], uintptr(inner)*2, &b[0], inner/2)
		return
	}
	plainBytes(sums, a, inner, b)
}

// tileAVX2 is tile with steps in bytes; inner is at least 1.
//
//go:noescape
func tileAVX2(c *float32, cRow uintptr, a *float32, aRow, aCol uintptr, b *float32, bRow uintptr, inner int)

// tileBytesAVX2 is tileBytes with steps in bytes; pairs is at least 1.
//
//go:noescape
func tileBytesAVX2(sums *[64]int32, a *int16, aRow uintptr, b *int8, pairs int)
