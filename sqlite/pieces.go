package sqlite

import (
	"encoding/binary"
	"errors"

	"github.com/hearsay-news/hearsay"
)

// Pieces are kept as a byte for the format, 1, and then four varints for each piece, of which most are one byte long:
// the gap between the end of the piece before and At; N; the gap between the end of the raw stretch before and the start
// of this one; and how much longer than N the raw stretch is. All are signed, since texts need not follow the order of
// their bytes. No pieces are no bytes.
const piecesFormat = 1

func encodePieces(pieces []hearsay.Piece) []byte {
	if len(pieces) == 0 {
		return []byte{}
	}
	b := make([]byte, 1, 1+6*len(pieces))
	b[0] = piecesFormat
	var at, raw int
	for _, p := range pieces {
		for _, n := range []int{p.At - at, p.N, p.Raw.Start - raw, p.Raw.Len() - p.N} {
			b = binary.AppendVarint(b, int64(n))
		}
		at, raw = p.At+p.N, p.Raw.End
	}
	return b
}

func decodePieces(b []byte) ([]hearsay.Piece, error) {
	if len(b) == 0 {
		return nil, nil
	}
	if b[0] != piecesFormat {
		return nil, errors.New("of a format that is not known")
	}
	var pieces []hearsay.Piece
	var at, raw int
	for b = b[1:]; len(b) > 0; {
		var field [4]int
		for i := range field {
			n, size := binary.Varint(b)
			if size <= 0 {
				return nil, errors.New("cut short")
			}
			field[i], b = int(n), b[size:]
		}
		p := hearsay.Piece{At: at + field[0], N: field[1], Raw: hearsay.Span{Start: raw + field[2]}}
		p.Raw.End = p.Raw.Start + p.N + field[3]
		pieces = append(pieces, p)
		at, raw = p.At+p.N, p.Raw.End
	}
	return pieces, nil
}
