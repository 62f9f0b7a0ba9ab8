package label

import "github.com/hearsay-news/hearsay/token"

// near is how many cues on each side of a content, and how many sources on each side of a cue, are looked at.
const near = 4

// A Group is an attribution as numbers of pieces: a cue (or -1), a source (or -1), its contents in their order.
type Group struct {
	Cue, Source int
	Contents    []int
	Right       []uint64 // what speaks for its being right as a whole
}

// look is what features of bonds are made from.
type look struct {
	r      *Reader
	t      *token.Text
	p      token.Range
	pieces []Piece
}

func (l *look) word(i int) *form {
	if i < l.p.First || i >= l.p.End {
		return &none.form
	}
	return l.r.form(l.t, i)
}

func (l *look) tag(i int) uint64 {
	if i < l.p.First || i >= l.p.End {
		return 1
	}
	return uint64(tagIDs[l.t.Tokens[i].Tag]) + 2
}

// head is the word of a cue that says most: its last verb, else its last word.
func (l *look) head(p Piece) int {
	for i := p.End - 1; i >= p.First; i-- {
		if tag := l.t.Tokens[i].Tag; tag != "" && tag[0] == 'V' {
			return i
		}
	}
	return p.End - 1
}

// relation appends what there is between pieces a and b.
func (l *look) relation(base uint64, a, b int, out []uint64) []uint64 {
	pa, pb := l.pieces[a], l.pieces[b]
	first, last, order := pa, pb, uint64(0)
	step := 1
	if pb.First < pa.First {
		first, last, order = pb, pa, 1
		step = -1
	}
	var roles [6]int
	for i := a + step; i != b; i += step {
		roles[l.pieces[i].Role]++
	}
	gap := bucket(last.First - first.End)
	sentences := min(l.t.Tokens[last.First].Sentence-l.t.Tokens[first.End-1].Sentence, 3)
	marks, quotes := 0, 0
	for i := first.End; i < last.First; i++ {
		switch l.t.Tokens[i].Tag {
		case ",", ":":
			marks++
		case ".":
			marks += 4
		case "``", "''":
			quotes++
		}
	}
	in := uint64(b2i(l.t.Tokens[pa.First].Quote >= 0)) | uint64(b2i(l.t.Tokens[pb.First].Quote >= 0))<<1 |
		uint64(b2i(l.t.Tokens[pa.First].Quote == l.t.Tokens[pb.First].Quote))<<2 | order<<3
	s, c, k := uint64(min(roles[BeginSource], 3)), uint64(min(roles[BeginCue], 3)), uint64(min(roles[BeginContent], 3))
	out = append(out,
		mix(base+1, order, c, k), mix(base+2, order, c, s), mix(base+3, order, gap, c), mix(base+4, order, uint64(sentences), c),
		mix(base+5, order, uint64(min(marks, 9)), uint64(min(quotes, 3))), mix(base+6, in, uint64(sentences), c),
		mix(base+7, order|c<<1|k<<3|s<<5, gap, uint64(sentences)), mix(base+8, in, gap, c),
		mix(base+9, order|c<<1, l.word(first.End).norm, l.word(last.First-1).norm))
	return out
}

// content appends the features of the bond of content k to cue c; before says how many cues nearer on that side there are.
func (l *look) content(k, c int, out []uint64) []uint64 {
	out = l.relation(1000, c, k, out)
	cue, content := l.pieces[c], l.pieces[k]
	h := l.word(l.head(cue))
	order := uint64(b2i(content.First < cue.First))
	next := uint64(9)
	if n := c + 1; n < len(l.pieces) {
		next = uint64(l.pieces[n].Role)
	}
	prev := uint64(9)
	if n := c - 1; n >= 0 {
		prev = uint64(l.pieces[n].Role)
	}
	dist := k - c
	out = append(out,
		mix(1101, h.stem, order, uint64(b2i(dist == 1 || dist == -1))), mix(1102, h.cluster, order, 0),
		mix(1103, l.word(cue.End-1).norm, order, 0), mix(1104, l.tag(cue.First), l.tag(cue.End-1), order),
		mix(1105, order, prev, next), mix(1106, l.word(content.First).norm, order, next), mix(1107, l.tag(content.First), order, prev),
		mix(1108, uint64(dist+20), prev, next), mix(1109, uint64(cue.Sure*5), uint64(content.Sure*5), order),
		mix(1110, l.word(cue.End).norm, order, next), mix(1111, l.word(content.End).norm, order, prev),
		mix(1112, uint64(dist+20), order, 0))
	return out
}

// source appends the features of the bond of source s (-1 for none) to cue c, whose contents are known.
func (l *look) source(s, c int, contents []int, out []uint64) []uint64 {
	cue := l.pieces[c]
	h := l.word(l.head(cue))
	side := uint64(0)
	for _, k := range contents {
		if l.pieces[k].First < cue.First {
			side |= 1
		} else {
			side |= 2
		}
	}
	if s < 0 {
		lastNorm, before := l.word(cue.End-1).norm, uint64(9)
		if c > 0 {
			before = uint64(l.pieces[c-1].Role)
		}
		after := uint64(9)
		if c+1 < len(l.pieces) {
			after = uint64(l.pieces[c+1].Role)
		}
		return append(out, mix(1201, side, 0, 0), mix(1202, h.stem, 0, 0), mix(1203, lastNorm, 0, 0), mix(1204, l.tag(l.head(cue)), side, 0),
			mix(1205, before, after, side), mix(1206, l.tag(cue.First-1), l.tag(cue.First), 0), mix(1207, l.word(cue.First).norm, side, 0),
			mix(1208, l.word(cue.First-1).norm, side, 0))
	}
	out = l.relation(1300, c, s, out)
	source := l.pieces[s]
	order := uint64(b2i(source.First < cue.First))
	held := uint64(0) // the source lies on the side of a content, or between it and the cue
	for _, k := range contents {
		switch p := l.pieces[k]; {
		case p.First < source.First && source.First < cue.First || p.First > source.First && source.First > cue.First:
			held |= 1
		case p.First < cue.First == (source.First < cue.First):
			held |= 2
		}
	}
	out = append(out,
		mix(1401, h.stem, order, held), mix(1402, side, order, held), mix(1403, l.word(cue.End-1).norm, order, 0),
		mix(1404, l.tag(l.head(cue)), order, held), mix(1405, l.tag(source.First), l.tag(source.End-1), order),
		mix(1406, l.word(source.End-1).norm, order, 0), mix(1407, l.word(source.First-1).norm, order, 0),
		mix(1408, uint64(s-c+20), side, held), mix(1409, uint64(source.Sure*5), uint64(cue.Sure*5), order),
		mix(1410, l.tag(source.First), l.word(source.First).norm, uint64(s-c+20)), mix(1411, l.word(source.End).norm, l.word(cue.First).norm, order))
	return out
}

// right appends the features that tell whether a group is right as a whole.
func (l *look) right(g Group, out []uint64) []uint64 {
	if g.Cue < 0 {
		k := l.pieces[g.Contents[0]]
		return append(out, mix(1501, uint64(k.Sure*10), bucket(k.End-k.First), uint64(b2i(l.t.Tokens[k.First].Quote >= 0))), mix(1502, 0, 0, 0))
	}
	cue := l.pieces[g.Cue]
	h := l.word(l.head(cue))
	source, longest, low := uint64(0), 0, float32(1)
	if g.Source >= 0 {
		source = 1 + uint64(l.pieces[g.Source].Sure*5)
	}
	for _, k := range g.Contents {
		longest = max(longest, l.pieces[k].End-l.pieces[k].First)
		low = min(low, l.pieces[k].Sure)
	}
	n := uint64(min(len(g.Contents), 3))
	return append(out, mix(1601, n, source, 0), mix(1602, uint64(cue.Sure*10), n, 0), mix(1603, h.stem, n, 0), mix(1604, h.cluster, 0, 0),
		mix(1605, uint64(low*10), n, 0), mix(1606, uint64(low*5), uint64(cue.Sure*5), source), mix(1607, bucket(longest), n, source),
		mix(1608, l.tag(l.head(cue)), n, 0), mix(1609, bucket(cue.End-cue.First), n, 0))
}

// A Choice asks which of several pieces one belongs to.
type Choice struct {
	Piece    int        // a content that looks for its cue, or a cue that looks for its source
	Options  []int      // cues or sources; the first is -1, none of them
	Features [][]uint64 // of each option
}

func (c *Choice) clear(piece int) {
	c.Piece, c.Options = piece, c.Options[:0]
}

// option adds an option and returns where its features go.
func (c *Choice) option(piece int, features func([]uint64) []uint64) {
	n := len(c.Options)
	c.Options = append(c.Options, piece)
	if n == len(c.Features) {
		c.Features = append(c.Features, nil)
	}
	c.Features[n] = features(c.Features[n][:0])
}

// Link joins the pieces of paragraph p of t, which stand in the order of the text. choose returns the number of the
// option that is best. Each cue makes a group, and so does each content without a cue.
func Link(r *Reader, t *token.Text, p token.Range, pieces []Piece, choose func(*Choice) int) []Group {
	l := &look{r, t, p, pieces}
	var groups []Group
	group := make([]int, len(pieces)) // of a cue
	for i, x := range pieces {
		if group[i] = -1; x.Role == BeginCue {
			group[i] = len(groups)
			groups = append(groups, Group{Cue: i, Source: -1})
		}
	}
	var c Choice
	for i, x := range pieces {
		if x.Role != BeginContent {
			continue
		}
		c.clear(i)
		c.option(-1, func(f []uint64) []uint64 {
			return append(f, mix(1701, uint64(x.Sure*10), 0, 0), mix(1702, bucket(x.End-x.First), 0, 0), mix(1703, uint64(b2i(t.Tokens[x.First].Quote >= 0)), 0, 0))
		})
		l.near(i, BeginCue, func(o int) { c.option(o, func(f []uint64) []uint64 { return l.content(i, o, f) }) })
		if o := c.Options[choose(&c)]; o >= 0 {
			g := &groups[group[o]]
			g.Contents = append(g.Contents, i)
		} else {
			groups = append(groups, Group{Cue: -1, Source: -1, Contents: []int{i}})
		}
	}
	for n := range groups {
		g := &groups[n]
		if g.Cue >= 0 {
			c.clear(g.Cue)
			c.option(-1, func(f []uint64) []uint64 { return l.source(-1, g.Cue, g.Contents, f) })
			l.near(g.Cue, BeginSource, func(o int) {
				c.option(o, func(f []uint64) []uint64 { return l.source(o, g.Cue, g.Contents, f) })
			})
			g.Source = c.Options[choose(&c)]
		}
		g.Right = l.right(*g, nil)
	}
	return groups
}

// near calls f with the pieces of a role nearest to piece i, in the order of the text.
func (l *look) near(i int, role Label, f func(int)) {
	first, last, before, after := i, i, 0, 0
	for ; first > 0 && before < near && i-first < 4*near; first-- {
		if l.pieces[first-1].Role == role {
			before++
		}
	}
	for ; last+1 < len(l.pieces) && after < near && last-i < 4*near; last++ {
		if l.pieces[last+1].Role == role {
			after++
		}
	}
	for k := first; k <= last; k++ {
		if k != i && l.pieces[k].Role == role {
			f(k)
		}
	}
}
