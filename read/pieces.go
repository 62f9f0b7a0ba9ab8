package read

import (
	"sort"

	hearsay "github.com/hearsay-news/hearsay"
)

// A source is text with the way back to raw bytes. Where pieces is nil, the two are the same byte for byte.
type source struct {
	text   string
	pieces []hearsay.Piece
}

// back leads pieces that point into s.text on to the raw bytes behind it. Where s has pieces, it returns some, if only none at all.
func (s source) back(pieces []hearsay.Piece) []hearsay.Piece {
	if s.pieces == nil {
		return pieces
	}
	out := []hearsay.Piece{}
	for _, p := range pieces {
		i := sort.Search(len(s.pieces), func(i int) bool { return s.pieces[i].At+s.pieces[i].N > p.Raw.Start })
		if p.N != p.Raw.Len() { // not divided: all that is behind it
			raw, ok := hearsay.Text{String: s.text, Pieces: s.pieces}.Raw(p.Raw)
			if ok && raw.Len() != p.N {
				out = append(out, hearsay.Piece{At: p.At, N: p.N, Raw: raw})
			}
			continue
		}
		for ; i < len(s.pieces) && s.pieces[i].At < p.Raw.End; i++ {
			q := s.pieces[i]
			from, to := max(q.At, p.Raw.Start), min(q.At+q.N, p.Raw.End)
			at := p.At + from - p.Raw.Start
			if q.N == q.Raw.Len() {
				out = appendPiece(out, hearsay.Piece{At: at, N: to - from, Raw: hearsay.Span{Start: q.Raw.Start + from - q.At, End: q.Raw.Start + to - q.At}})
			} else if from == q.At && to == q.At+q.N {
				out = append(out, hearsay.Piece{At: at, N: q.N, Raw: q.Raw})
			} else if to-from != q.Raw.Len() { // part of an undivided piece
				out = append(out, hearsay.Piece{At: at, N: to - from, Raw: q.Raw})
			}
		}
	}
	return out
}

// appendPiece appends p, which is the same byte for byte, and joins it to the piece before where it continues it.
func appendPiece(pieces []hearsay.Piece, p hearsay.Piece) []hearsay.Piece {
	if p.N == 0 {
		return pieces
	}
	if n := len(pieces); n > 0 {
		l := &pieces[n-1]
		if l.N == l.Raw.Len() && l.At+l.N == p.At && l.Raw.End == p.Raw.Start {
			l.N += p.N
			l.Raw.End = p.Raw.End
			return pieces
		}
	}
	return append(pieces, p)
}

// A writer builds a text together with its pieces.
type writer struct {
	text   []byte
	pieces []hearsay.Piece
}

// copy writes s, which stands at raw byte for byte.
func (w *writer) copy(s string, raw int) {
	w.pieces = appendPiece(w.pieces, hearsay.Piece{At: len(w.text), N: len(s), Raw: hearsay.Span{Start: raw, End: raw + len(s)}})
	w.text = append(w.text, s...)
}

// put writes s, which stands for the bytes raw in another form.
func (w *writer) put(s string, raw hearsay.Span) {
	if s != "" && raw.Len() > 0 && raw.Len() != len(s) {
		w.pieces = append(w.pieces, hearsay.Piece{At: len(w.text), N: len(s), Raw: raw})
	}
	w.text = append(w.text, s...)
}

// add writes s, which does not come from the bytes.
func (w *writer) add(s string) { w.text = append(w.text, s...) }

func (w *writer) source() source { return source{string(w.text), w.pieces} }

// append writes the whole text of s.
func (w *writer) append(s source) {
	if s.pieces == nil {
		w.copy(s.text, 0)
		return
	}
	at := len(w.text)
	for _, p := range s.pieces {
		p.At += at
		w.pieces = append(w.pieces, p)
	}
	w.text = append(w.text, s.text...)
}
