// Package label finds attributions in an English text: who (source) said (cue) what (content).
//
// It is learned, from PolNeAR; model/attribution/CARD.md tells how well it does and where it fails. A paragraph is a
// sequence of words. Each word has features (its letters, its neighbours, their parts of speech and clusters, where it
// stands in a quotation, what cues are near) that speak for or against each label, and each step from word to word has
// some that speak for pairs of labels: a linear chain of maximum entropy (Lafferty, McCallum, Pereira, "Conditional Random
// Fields", ICML 2001). The best labelling cuts the paragraph into pieces; a second, smaller model then asks of each content
// which cue it belongs to, of each cue who is its source, and of each attribution whether it is right.
//
// The time is linear in the length of the text.
package label

import (
	"math"
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

var weights = sync.OnceValue(func() *Weights {
	w, err := Unpack(attribution.Weights)
	if err != nil {
		panic(err)
	}
	return w
})

// finder is what one search needs; it is kept for the next.
type finder struct {
	reader   *Reader
	chain    Chain
	features []uint64
	classes  []uint8
	labels   []Label
	probs    []float32
	pieces   []Piece
}

var finders = sync.Pool{New: func() any { return &finder{reader: NewReader()} }}

// Attributions finds the attributions in t, in the order of their cues within each paragraph.
// It may be called by several at a time, and gives the same for the same text.
func Attributions(t *token.Text) []Attribution { return weights().Attributions(t) }

// Attributions finds the attributions in t by weights w.
func (w *Weights) Attributions(t *token.Text) []Attribution {
	f := finders.Get().(*finder)
	defer finders.Put(f)
	var out []Attribution
	for _, p := range t.Paragraphs {
		out = f.paragraph(w, t, p, out)
	}
	return out
}

func (f *finder) paragraph(w *Weights, t *token.Text, p token.Range, out []Attribution) []Attribution {
	n := p.End - p.First
	f.features, f.classes, f.probs = sized(f.features, n*Features), sized(f.classes, n*Classes), sized(f.probs, n*Labels)
	f.reader.Paragraph(t, p, w.Cue, f.features, f.classes)
	f.chain.Reset(n)
	w.emit(f.features, f.chain.Emit)
	w.step(f.classes, f.chain.Step)
	f.labels = f.chain.Best(f.labels[:0])
	f.chain.Marginals(f.probs, nil)
	f.pieces = Pieces(p, f.labels, f.probs, f.pieces[:0])
	if len(f.pieces) == 0 {
		return out
	}
	for _, g := range Link(f.reader, t, p, f.pieces, w.choose) {
		if score := w.Weigh(g.Right); score >= w.Threshold {
			out = append(out, f.attribution(t, g, score))
		}
	}
	return out
}

func (w *Weights) choose(c *Choice) int {
	best, top := 0, float32(math.Inf(-1))
	for i := range c.Options {
		if s := w.Weigh(c.Features[i]); s > top {
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
