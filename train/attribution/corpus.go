package main

import (
	"slices"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/bench/extract/tally"
	"github.com/hearsay-news/hearsay/internal/label"
	"github.com/hearsay-news/hearsay/token"
)

// An article is one text to learn from, divided, with its labels.
type article struct {
	record tally.Record
	text   *token.Text
	parts  []token.Range // of the text, as they are labelled
	labels []label.Label // of each word
	keys   []uint32      // of each word in the cue lexicon
	first  int           // its first word among those of all articles

	features []int32 // of each word, label.Features of them, -1 for none
	classes  []uint8
}

// under returns the words under span, once its ends are trimmed.
func under(t *token.Text, span hearsay.Span) token.Range {
	span = tally.Trim(t.Source, span)
	first, _ := slices.BinarySearchFunc(t.Tokens, span.Start, func(w token.Token, at int) int { return w.Span.End - 1 - at })
	end := first
	for end < len(t.Tokens) && t.Tokens[end].Span.Start < span.End {
		end++
	}
	return token.Range{First: first, End: end}
}

// labelled returns the labels of the words of t. Where fragments overlap, which is an error in the data, the first wins.
func labelled(t *token.Text, as []tally.Attribution) []label.Label {
	out := make([]label.Label, len(t.Tokens))
	for _, a := range as {
		for _, role := range []struct {
			spans []hearsay.Span
			begin label.Label
		}{{a.Cue, label.BeginCue}, {a.Source, label.BeginSource}, {a.Content, label.BeginContent}} {
			for _, s := range role.spans {
				r := under(t, s)
				free := r.First < r.End
				for i := r.First; i < r.End; i++ {
					free = free && out[i] == label.Outside
				}
				for i := r.First; free && i < r.End; i++ {
					out[i] = role.begin + 1
					if i == r.First || t.Tokens[i].Paragraph != t.Tokens[i-1].Paragraph {
						out[i] = role.begin
					}
				}
			}
		}
	}
	return out
}

// load reads and divides the articles of a file.
func load(name string) ([]*article, error) {
	records, err := tally.Read(name)
	if err != nil {
		return nil, err
	}
	reader := label.NewReader()
	var out []*article
	first := 0
	for _, r := range records {
		t := token.Divide(r.Text)
		out = append(out, &article{record: r, text: t, parts: slices.Concat(label.Stretches(t)...), labels: labelled(t, r.Wanted),
			keys: reader.Keys(t), first: first})
		first += len(t.Tokens)
	}
	return out, nil
}

// counts is how often a key was seen, and how often within a cue.
type counts map[uint32][2]int

func (c counts) add(a *article, n int) {
	for i, k := range a.keys {
		v := c[k]
		v[0] += n
		if l := a.labels[i]; l == label.BeginCue || l == label.InCue {
			v[1] += n
		}
		c[k] = v
	}
}

// class is how likely a key is part of a cue, in steps: 0 for one never seen in a cue.
func (c counts) class(key uint32) uint8 {
	v := c[key]
	if v[1] == 0 {
		return 0
	}
	p := float64(v[1]) / (float64(v[0]) + 1)
	for i, limit := range []float64{0.02, 0.08, 0.2, 0.4, 0.6, 0.8} {
		if p < limit {
			return uint8(i + 1)
		}
	}
	return 7
}

// hashes writes the features and classes of all words of a; the cue lexicon leaves out what a itself said.
func hashes(a *article, reader *label.Reader, lexicon counts, out []uint64) []uint64 {
	lexicon.add(a, -1)
	defer lexicon.add(a, 1)
	n := len(a.text.Tokens)
	if cap(out) < n*label.Features {
		out = make([]uint64, n*label.Features)
	}
	out = out[:n*label.Features]
	a.classes = make([]uint8, n*label.Classes)
	for _, p := range a.text.Paragraphs {
		reader.Paragraph(a.text, p, lexicon.class, out[p.First*label.Features:p.End*label.Features], a.classes[p.First*label.Classes:p.End*label.Classes])
	}
	return out
}

// dictionary numbers the features that the articles have at least least times.
func dictionary(articles []*article, lexicon counts, least int) map[uint64]int32 {
	reader := label.NewReader()
	const size = 1 << 26
	seen := make([]uint8, size)
	var buf []uint64
	for _, a := range articles {
		buf = hashes(a, reader, lexicon, buf)
		for _, h := range buf {
			if s := &seen[h>>20%size]; *s < 255 {
				*s++
			}
		}
	}
	ids := map[uint64]int32{}
	for _, a := range articles {
		buf = hashes(a, reader, lexicon, buf)
		for _, h := range buf {
			if h != 0 && int(seen[h>>20%size]) >= least {
				if _, known := ids[h]; !known {
					ids[h] = int32(len(ids))
				}
			}
		}
	}
	return ids
}

// number fills in the features of a as numbers of the dictionary.
func number(a *article, reader *label.Reader, lexicon counts, ids map[uint64]int32, buf []uint64) []uint64 {
	buf = hashes(a, reader, lexicon, buf)
	a.features = make([]int32, len(buf))
	for i, h := range buf {
		id, known := ids[h]
		if !known {
			id = -1
		}
		a.features[i] = id
	}
	return buf
}

// mark notes attribution k at each word under span.
func mark(a *article, span hearsay.Span, in [][]int, k int) {
	r := under(a.text, span)
	for i := r.First; i < r.End; i++ {
		in[i] = append(in[i], k)
	}
}

// span is the place of a piece in the text.
func span(a *article, p label.Piece) hearsay.Span {
	return hearsay.Span{Start: a.text.Tokens[p.First].Span.Start, End: a.text.Tokens[p.End-1].Span.End}
}

// countsOfOthers is the class of a key by what the other articles said, without what a itself said.
func countsOfOthers(c counts, a *article) func(uint32) uint8 {
	mine := counts{}
	mine.add(a, 1)
	return func(key uint32) uint8 {
		all, own := c[key], mine[key]
		return counts{key: {all[0] - own[0], all[1] - own[1]}}.class(key)
	}
}
