//go:build !amd64

package dense

func tile(c []float32, cRow int, a []float32, aRow, aCol int, b []float32, bRow, inner int) {
	plain(c, cRow, a, aRow, aCol, b, bRow, inner)
}

func tileBytes(sums *[64]int32, a []int16, inner int, b []int8) { plainBytes(sums, a, inner, b) }
