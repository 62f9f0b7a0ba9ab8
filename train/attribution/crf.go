package main

import (
	"math"
	"math/rand/v2"

	"github.com/hearsay-news/hearsay/internal/label"
	"github.com/hearsay-news/hearsay/token"
)

const width = 8 // of a row of weights: label.Labels and one unused

// tagger is the weights of the chain while it learns.
type tagger struct {
	Node, Edge       []float32 // width for each feature; label.Steps for each value of each class
	nodeSum, edgeSum []float32 // the sums of their squared slopes (AdaGrad)
}

func newTagger(features int) *tagger {
	edges := label.Classes * label.ClassSize * label.Steps
	return &tagger{make([]float32, features*width), make([]float32, edges), make([]float32, features*width), make([]float32, edges)}
}

// score sets up chain for paragraph p of a, whose words have features, each of which counts scale.
func (g *tagger) score(a *article, p token.Range, features []int32, scale float32, chain *label.Chain) {
	n := p.End - p.First
	chain.Reset(n)
	for i := range n {
		emit := chain.Emit[i*label.Labels:][:label.Labels]
		for _, id := range features[i*label.Features:][:label.Features] {
			if id < 0 {
				continue
			}
			row := g.Node[int(id)*width:][:label.Labels]
			for y := range emit {
				emit[y] += row[y]
			}
		}
		for y := range emit {
			emit[y] *= scale
		}
		step := chain.Step[i*label.Steps:][:label.Steps]
		for c, v := range a.classes[(p.First+i)*label.Classes:][:label.Classes] {
			row := g.Edge[(c*label.ClassSize+int(v))*label.Steps:][:label.Steps]
			for k := range step {
				step[k] += row[k]
			}
		}
	}
}

// settings is how the chain learns.
type settings struct {
	rounds int
	rate   float32 // how far a weight moves at first (AdaGrad)
	decay  float32 // pull of a weight towards 0, each time that it is touched
	drop   float64 // share of the features left out at random
}

// learn goes over the articles that in allows, again and again, one paragraph at a time, in an order drawn from seed.
func (g *tagger) learn(articles []*article, in func(int) bool, s settings, seed uint64) {
	type place struct {
		a *article
		p token.Range
	}
	var all []place
	for i, a := range articles {
		if in(i) {
			for _, p := range a.text.Paragraphs {
				all = append(all, place{a, p})
			}
		}
	}
	random := rand.New(rand.NewPCG(seed, 1))
	chain := &label.Chain{}
	var probs, pairs []float32
	var kept []int32
	drop, scale := uint32(s.drop*(1<<32-1)), float32(1/(1-s.drop))
	for round := range s.rounds {
		random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		rate := s.rate * (1 - 0.9*float32(round)/float32(s.rounds))
		for _, x := range all {
			n := x.p.End - x.p.First
			if cap(probs) < n*label.Labels {
				probs, pairs = make([]float32, n*label.Labels), make([]float32, n*label.Steps)
			}
			probs, pairs = probs[:n*label.Labels], pairs[:n*label.Steps]
			kept = append(kept[:0], x.a.features[x.p.First*label.Features:x.p.End*label.Features]...)
			for i := range kept {
				if random.Uint32() < drop {
					kept[i] = -1
				}
			}
			g.score(x.a, x.p, kept, scale, chain)
			chain.Marginals(probs, pairs)
			for i := range n {
				y := int(x.a.labels[x.p.First+i])
				slope := probs[i*label.Labels:][:label.Labels]
				slope[y]--
				for _, id := range kept[i*label.Features:][:label.Features] {
					if id < 0 {
						continue
					}
					row, sum := g.Node[int(id)*width:][:label.Labels], g.nodeSum[int(id)*width:][:label.Labels]
					for k, d := range slope {
						d *= scale
						d += s.decay * row[k]
						sum[k] += d * d
						row[k] -= rate * d / (0.1 + sqrt(sum[k]))
					}
				}
				if i == 0 {
					continue
				}
				pair := pairs[i*label.Steps:][:label.Steps]
				k := int(x.a.labels[x.p.First+i-1])*label.Labels + y
				pair[k]--
				for c, v := range x.a.classes[(x.p.First+i)*label.Classes:][:label.Classes] {
					at := (c*label.ClassSize + int(v)) * label.Steps
					row, sum := g.Edge[at:][:label.Steps], g.edgeSum[at:][:label.Steps]
					for k, d := range pair {
						d += s.decay * row[k]
						sum[k] += d * d
						row[k] -= rate * d / (0.1 + sqrt(sum[k]))
					}
				}
			}
		}
	}
}

func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }

// chances writes the probabilities of the labels of each word of a.
func (g *tagger) chances(a *article) []float32 {
	chain := &label.Chain{}
	out := make([]float32, len(a.text.Tokens)*label.Labels)
	for _, p := range a.text.Paragraphs {
		g.score(a, p, a.features[p.First*label.Features:p.End*label.Features], 1, chain)
		chain.Marginals(out[p.First*label.Labels:p.End*label.Labels], nil)
	}
	return out
}

// pieces finds the pieces of each part of a.
func (g *tagger) pieces(a *article, bias label.Bias) found {
	chain := &label.Chain{}
	out := make(found, len(a.parts))
	for i, p := range a.parts {
		g.score(a, p, a.features[p.First*label.Features:p.End*label.Features], 1, chain)
		out[i] = cut(chain, p, bias)
	}
	return out
}

// cut finds the pieces of part p of a text, which chain is set up for.
func cut(chain *label.Chain, p token.Range, bias label.Bias) []label.Piece {
	n := p.End - p.First
	chain.Favour(&bias)
	labels, probs := chain.Best(nil), make([]float32, n*label.Labels)
	chain.Marginals(probs, nil)
	return label.Pieces(p, labels, probs, nil)
}

// likely finds what pieces are likely in each part of a.
func (g *tagger) likely(a *article) found {
	chain := &label.Chain{}
	var out found
	for _, p := range a.parts {
		g.score(a, p, a.features[p.First*label.Features:p.End*label.Features], 1, chain)
		out = append(out, likely(chain, p))
	}
	return out
}

// likely finds what pieces are likely in part p of a text, which chain is set up for.
func likely(chain *label.Chain, p token.Range) []label.Piece {
	chain.Marginals(make([]float32, (p.End-p.First)*label.Labels), nil)
	return chain.Likely(p.First, nil)
}
