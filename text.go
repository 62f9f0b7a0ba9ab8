package hearsay

import "sort"

// A Piece says where a piece of a text came from: the N bytes of the text from At on stand for the raw bytes Raw.
// Where N equals Raw.Len() the two are the same byte for byte; where it does not (a character reference, a byte
// of another charset), the piece is not divided further.
type Piece struct {
	At  int
	N   int
	Raw Span
}

// Text is what a document says, in one string, with the way back to its bytes.
//
// The pieces are sorted by At and do not overlap. Bytes of the text that no piece covers were put there by read:
// the line breaks between paragraphs.
type Text struct {
	String string
	Pieces []Piece
}

// Raw returns the stretch of the raw bytes that s came from: from the first byte of its first piece to the last
// of its last. ok is false where s lies outside the text or covers nothing that came from the bytes.
func (t Text) Raw(s Span) (raw Span, ok bool) {
	if _, fits := s.In(t.String); !fits {
		return Span{}, false
	}
	i := sort.Search(len(t.Pieces), func(i int) bool { return t.Pieces[i].At+t.Pieces[i].N > s.Start })
	for ; i < len(t.Pieces) && t.Pieces[i].At < s.End; i++ {
		p := t.Pieces[i]
		part := p.Raw
		if p.N == p.Raw.Len() {
			from, to := max(s.Start, p.At)-p.At, min(s.End, p.At+p.N)-p.At
			part = Span{p.Raw.Start + from, p.Raw.Start + to}
		}
		if !ok {
			raw, ok = part, true
			continue
		}
		raw.Start, raw.End = min(raw.Start, part.Start), max(raw.End, part.End)
	}
	return raw, ok
}
