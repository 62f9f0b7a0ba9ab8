// Package label finds attributions in an English text: who (source) said (cue) what (content).
//
// It is learned, from PolNeAR; model/attribution/CARD.md tells how well it does and where it fails. A paragraph is a
// sequence of words. Each word has features (its letters, its neighbours, their parts of speech and clusters, where it
// stands in a quotation, what cues are near) that speak for or against each label, and each step from word to word has
// some that speak for pairs of labels: a linear chain of maximum entropy (Lafferty, McCallum, Pereira, "Conditional Random
// Fields", ICML 2001). The best labelling cuts the paragraph into pieces; a second, smaller model then asks of each content
// which cue it belongs to, of each cue who is its source, and of each attribution whether it is right.
//
// Between the two a net reads a few paragraphs at a time in both directions, with what the chain thinks of each word and
// with word vectors, and labels anew: it knows words that the chain has never seen, and sees farther. Then no single labelling
// cuts the paragraph: of each run of words both tell how likely it is to be just one piece, over all labellings. Decision
// trees rate those runs anew, by what both say of them and of the runs around, and by the words and marks at their ends; and
// those are taken that do not overlap and are likeliest together. Fast leaves the net and the trees out; With, by way
// of package large, hears a third voice: an encoder that was taught on other text before.
//
// The time is linear in the length of the text.
package label

import (
	"math"
	"slices"
	"sync"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model/attribution"
	"github.com/hearsay-news/hearsay/token"
)

// An Attribution is a cue with who said it and what. Spans have no quotation marks or other punctuation at their ends.
type Attribution struct {
	Source  []hearsay.Span // empty where nobody is named
	Cue     []hearsay.Span // empty for a content that stands alone
	Content []hearsay.Span // in the order of the text; one that the cue interrupts has two
	Score   float64        // how likely it is that the attribution is right, 0 to 1
}

var chain = sync.OnceValue(func() *ChainWeights {
	w, err := UnpackChain(attribution.Chain)
	if err != nil {
		panic(err)
	}
	return w
})

var net = sync.OnceValue(func() *NetWeights {
	w, err := UnpackNet(attribution.Net)
	if err != nil {
		panic(err)
	}
	return w
})

// Attributions finds the attributions in t, in the order of their cues within each paragraph.
// It may be called by several at a time, and gives the same for the same text.
func Attributions(t *token.Text) []Attribution { return Find(t, chain(), net(), nil) }

// Fast is Attributions by the chain alone: several times as fast, and less exact.
func Fast(t *token.Text) []Attribution { return Find(t, chain(), nil, nil) }

// With is Attributions with the encoder of l as a third voice: more exact, and many times slower.
func With(l *LargeWeights, t *token.Text) []Attribution { return Find(t, chain(), net(), l) }

// longest is how many words are looked at together; longer paragraphs are cut.
const longest = 400

// finder is what one search needs; it is kept for the next.
type finder struct {
	reader   *Reader
	chain    Chain
	run      Run
	features []uint64
	classes  []uint8
	rows     []int32
	words    []uint32
	labels   []Label
	probs    []float32
	likely   []Piece   // what the chain finds likely
	ends     []int     // how much of it by the end of each paragraph of a stretch
	other    []Piece   // what the net finds likely
	third    [][]Piece // what the encoder finds likely, of each paragraph
	encoding Encoding
	all      []Candidate
	rated    []Piece
	ranker   Ranker
	cutter   Cutter
	pieces   []Piece
}

var finders = sync.Pool{New: func() any { return &finder{reader: NewReader()} }}

// Find finds the attributions in t by the weights of a chain, of a net unless n is nil, and then of an encoder unless l is nil.
func Find(t *token.Text, c *ChainWeights, n *NetWeights, l *LargeWeights) []Attribution {
	f := finders.Get().(*finder)
	defer finders.Put(f)
	var out []Attribution
	if n == nil {
		for _, p := range t.Paragraphs {
			for ; p.First < p.End; p.First += longest {
				part := token.Range{First: p.First, End: min(p.First+longest, p.End)}
				f.classes = sized(f.classes, (part.End-part.First)*Classes)
				f.chance(c, t, part, f.classes)
				out = f.pick(&c.joint, t, part, f.best(c, part), out)
			}
		}
		return out
	}
	for _, s := range Stretches(t) {
		out = f.stretch(c, n, l, t, s, out)
	}
	return out
}

// Stretches cuts t into runs of paragraphs (or of parts of very long ones) that a net looks at together.
func Stretches(t *token.Text) (out [][]token.Range) {
	words := 0
	for _, p := range t.Paragraphs {
		for ; p.First < p.End; p.First += longest {
			part := token.Range{First: p.First, End: min(p.First+longest, p.End)}
			size := part.End - part.First
			if len(out) == 0 || words+size > longest {
				out, words = append(out, nil), 0
			}
			out[len(out)-1] = append(out[len(out)-1], part)
			words += size
		}
	}
	return out
}

// chance sets up f.chain for part p of a paragraph by c, and writes the classes of its steps.
func (f *finder) chance(c *ChainWeights, t *token.Text, p token.Range, classes []uint8) {
	n := p.End - p.First
	f.features = sized(f.features, n*Features)
	f.reader.Paragraph(t, p, c.Cue, f.features, classes)
	f.chain.Reset(n)
	c.emit(f.features, f.chain.Emit)
	addSteps(classes, f.chain.Step, c.steps)
}

// stretch adds the attributions in paragraphs ps, which stand next to each other.
func (f *finder) stretch(c *ChainWeights, n *NetWeights, l *LargeWeights, t *token.Text, ps []token.Range, out []Attribution) []Attribution {
	first, end := ps[0].First, ps[len(ps)-1].End
	f.run.Reset(end - first)
	f.classes = sized(f.classes, (end-first)*Classes)
	f.likely, f.ends = f.likely[:0], f.ends[:0]
	for _, p := range ps {
		f.chance(c, t, p, f.classes[(p.First-first)*Classes:(p.End-first)*Classes])
		f.chain.Marginals(f.run.Chance[(p.First-first)*Labels:(p.End-first)*Labels], nil)
		f.likely = f.chain.Likely(p.First, f.likely)
		f.ends = append(f.ends, len(f.likely))
	}
	f.rows, f.words = sized(f.rows, (end-first)*InputsPerWord), sized(f.words, end-first)
	f.reader.Inputs(t, token.Range{First: first, End: end}, c.Cue, f.rows, f.words)
	for i, key := range f.words {
		row, known := n.words[key]
		if !known {
			continue
		}
		n.vectors.add(row, f.run.Word(i))
	}
	n.net.Through(&f.run, f.rows)
	b := &n.behind
	if f.third = f.third[:0]; l != nil {
		b = &l.behind
		f.third = l.encoder.Likely(f.reader, t, ps, f.rows, f.run.Chance, f.classes, &f.encoding, f.third)
	}
	begin := 0
	for i, p := range ps {
		f.chain.Set(f.run.O[(p.First-first)*Out:], Out, f.classes[(p.First-first)*Classes:(p.End-first)*Classes], n.net.Step)
		f.probs = sized(f.probs, (p.End-p.First)*Labels)
		f.chain.Marginals(f.probs, nil)
		f.other = f.chain.Likely(p.First, f.other[:0])
		said := [Voices][]Piece{f.likely[begin:f.ends[i]], f.other}
		if l != nil {
			said[2] = f.third[i]
		}
		f.all = Candidates(said, &b.shares, f.all[:0])
		begin = f.ends[i]
		f.rated = f.ranker.Rate(t, p, f.all, &b.rank, f.rated[:0])
		f.pieces = f.cutter.Cut(p, f.rated, &b.limits, f.pieces[:0])
		out = f.pick(&b.joint, t, p, f.pieces, out)
	}
	return out
}

// best cuts part p of a paragraph, for which f.chain is set up, by the best labelling.
func (f *finder) best(c *ChainWeights, p token.Range) []Piece {
	f.chain.Favour(&c.bias)
	f.labels = f.chain.Best(f.labels[:0])
	f.pieces = f.pieces[:0]
	if slices.ContainsFunc(f.labels, func(l Label) bool { return l != Outside }) {
		f.probs = sized(f.probs, len(f.labels)*Labels)
		f.chain.Marginals(f.probs, nil)
		f.pieces = Pieces(p, f.labels, f.probs, f.pieces)
	}
	return f.pieces
}

// pick adds the attributions in part p of a paragraph that is cut into pieces.
func (f *finder) pick(j *joint, t *token.Text, p token.Range, pieces []Piece, out []Attribution) []Attribution {
	if len(pieces) == 0 {
		return out
	}
	for _, g := range Link(f.reader, t, p, pieces, j.choose) {
		if score := j.weigh(g.Right); score >= j.threshold {
			out = append(out, f.attribution(t, g, score))
		}
	}
	return out
}

func (j *joint) choose(c *Choice) int {
	best, top := 0, float32(math.Inf(-1))
	for i := range c.Options {
		if s := j.weigh(c.Features[i]); s > top {
			best, top = i, s
		}
	}
	return best
}

func (f *finder) attribution(t *token.Text, g Group, score float32) Attribution {
	span := func(i int) []hearsay.Span {
		if i < 0 {
			return nil
		}
		p := f.pieces[i]
		return []hearsay.Span{{Start: t.Tokens[p.First].Span.Start, End: t.Tokens[p.End-1].Span.End}}
	}
	a := Attribution{Source: span(g.Source), Cue: span(g.Cue), Score: 1 / (1 + math.Exp(-float64(score)))}
	for _, k := range g.Contents {
		a.Content = append(a.Content, span(k)...)
	}
	return a
}
