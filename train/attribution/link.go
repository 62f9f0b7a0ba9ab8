package main

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/hearsay-news/hearsay/bench/extract/tally"
	"github.com/hearsay-news/hearsay/internal/label"
	"github.com/hearsay-news/hearsay/token"
)

// linker is the weights of the linker while it learns.
type linker struct{ weights, sums []float32 }

func newLinker() *linker {
	return &linker{make([]float32, label.LinkSize), make([]float32, label.LinkSize)}
}

func (l *linker) weigh(features []uint64) float32 {
	sum := float32(0)
	for _, h := range features {
		sum += l.weights[label.LinkAt(h)]
	}
	return sum
}

func (l *linker) update(features []uint64, slope, rate float32) {
	for _, h := range features {
		k := label.LinkAt(h)
		d := slope + 1e-4*l.weights[k]
		l.sums[k] += d * d
		l.weights[k] -= rate * d / (0.1 + sqrt(l.sums[k]))
	}
}

// choose returns the best option; where want is not -1, it learns that option first.
func (l *linker) choose(c *label.Choice, want int, rate float32) int {
	scores := make([]float64, len(c.Options))
	best := 0
	for i := range c.Options {
		scores[i] = float64(l.weigh(c.Features[i]))
		if scores[i] > scores[best] {
			best = i
		}
	}
	if want < 0 {
		return best
	}
	sum, top := 0.0, scores[best]
	for i := range scores {
		scores[i] = math.Exp(scores[i] - top)
		sum += scores[i]
	}
	for i := range scores {
		slope := scores[i] / sum
		if i == want {
			slope--
		}
		l.update(c.Features[i], float32(slope), rate)
	}
	return want
}

// wanted knows for each word of an article which attributions it plays which role in.
type wanted struct {
	source, cue, content [][]int
}

func wantedOf(a *article) wanted {
	n := len(a.text.Tokens)
	w := wanted{make([][]int, n), make([][]int, n), make([][]int, n)}
	for k, x := range a.record.Wanted {
		for _, s := range x.Source {
			mark(a, s, w.source, k)
		}
		for _, s := range x.Cue {
			mark(a, s, w.cue, k)
		}
		for _, s := range x.Content {
			mark(a, s, w.content, k)
		}
	}
	return w
}

// overlap returns how many words of r belong to each attribution.
func overlap(r token.Range, in [][]int) map[int]int {
	out := map[int]int{}
	for i := r.First; i < r.End; i++ {
		for _, k := range in[i] {
			out[k]++
		}
	}
	return out
}

// most returns the attribution that r shares most words with, -1 for none.
func most(r token.Range, in [][]int) int {
	best, n := -1, 0
	for k, c := range overlap(r, in) {
		if c > n || c == n && k < best {
			best, n = k, c
		}
	}
	return best
}

// found is the pieces of each part of an article.
type found [][]label.Piece

// learn goes over the articles whose pieces are known, with the order drawn from seed. right says of a group what it
// found of the article, and whether that counts as right.
func (l *linker) learn(articles []*article, pieces []found, in func(int) bool, rounds int, seed uint64) {
	type place struct{ a, p int }
	var all []place
	know := make([]wanted, len(articles))
	for i, a := range articles {
		if in(i) {
			know[i] = wantedOf(a)
			for p := range a.parts {
				if len(pieces[i][p]) > 0 {
					all = append(all, place{i, p})
				}
			}
		}
	}
	random := rand.New(rand.NewPCG(seed, 2))
	reader := label.NewReader()
	for round := range rounds {
		rate := 0.1 * (1 - 0.9*float32(round)/float32(rounds))
		random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for _, x := range all {
			a, w, ps := articles[x.a], know[x.a], pieces[x.a][x.p]
			groups := label.Link(reader, a.text, a.parts[x.p], ps, func(c *label.Choice) int {
				want := -1
				piece := ps[c.Piece]
				if piece.Role == label.BeginContent {
					want = 0
					k := most(piece.Range, w.content)
					for o, q := range c.Options {
						if q >= 0 && k >= 0 && most(ps[q].Range, w.cue) == k {
							want = o
						}
					}
					return l.choose(c, want, rate)
				}
				k := most(piece.Range, w.cue)
				if k < 0 {
					return l.choose(c, -1, 0)
				}
				want, shared := 0, 0
				for o, q := range c.Options {
					if q >= 0 {
						if n := overlap(ps[q].Range, w.source)[k]; n > shared {
							want, shared = o, n
						}
					}
				}
				return l.choose(c, want, rate)
			})
			for _, g := range groups {
				p := 1 / (1 + math.Exp(-float64(l.weigh(g.Right))))
				slope := p
				if isRight(g, ps, w, a) {
					slope--
				}
				l.update(g.Right, float32(slope), rate)
			}
		}
	}
}

// isRight reports whether the content of g is mostly that of one attribution, and its source has words of that one's.
func isRight(g label.Group, ps []label.Piece, w wanted, a *article) bool {
	if len(g.Contents) == 0 {
		return false
	}
	shared, size := map[int]int{}, 0
	for _, c := range g.Contents {
		size += ps[c].End - ps[c].First
		for k, n := range overlap(ps[c].Range, w.content) {
			shared[k] += n
		}
	}
	for k, n := range shared {
		full := 0
		for _, s := range a.record.Wanted[k].Content {
			r := under(a.text, s)
			full += r.End - r.First
		}
		if 2*n < max(size, full) {
			continue
		}
		if g.Source < 0 {
			if len(a.record.Wanted[k].Source) == 0 {
				return true
			}
		} else if overlap(ps[g.Source].Range, w.source)[k] > 0 {
			return true
		}
	}
	return false
}

// cuts is where to look for numbers that say how a text is cut into pieces.
type cuts struct {
	begin, step []float32
	low, high   float32 // what they must be between
}

// join learns how to link what pieces finds in the articles that in allows; by which numbers to look for pieces, and from
// which threshold on to tell of attributions: those that make the sum of the scores highest on articles that the linker has
// not learned from. The numbers are sought one at a time.
func join(articles []*article, in func(int) bool, pieces func(i int, cuts []float32) found, where cuts, say func(string, ...any)) label.Joint {
	ps := make([]found, len(articles))
	find := func(cuts []float32) {
		for i := range articles {
			if in(i) {
				ps[i] = pieces(i, cuts)
			}
		}
	}
	nth := make([]int, len(articles)) // of an article among those that in allows
	for i, n := 0, 0; i < len(nth); i++ {
		if nth[i] = -1; in(i) {
			nth[i] = n
			n++
		}
	}
	try := func(cuts []float32) (threshold float32, top float64) {
		find(cuts)
		scores := make([]tally.Score, 15)
		for k := range linkFolds {
			l := newLinker()
			l.learn(articles, ps, func(i int) bool { return nth[i] >= 0 && nth[i]%linkFolds != k }, linkRounds/2, seed)
			for t := range scores {
				scores[t].AddScore(l.measure(articles, ps, func(i int) bool { return nth[i] >= 0 && nth[i]%linkFolds == k }, thresholdOf(t)))
			}
		}
		var best tally.Score
		for t, s := range scores {
			if sum := s.Source.F1() + s.Cue.F1() + s.Content.F1() + s.Pair.F1() + s.Attribution.F1(); sum > top {
				threshold, top, best = thresholdOf(t), sum, s
			}
		}
		say("cuts %.2f, threshold %.2f: %.3f (source %.3f, cue %.3f, content %.3f, pair %.3f, attribution %.3f)", cuts, threshold, top,
			best.Source.F1(), best.Cue.F1(), best.Content.F1(), best.Pair.F1(), best.Attribution.F1())
		return threshold, top
	}
	chosen := where.begin
	var best label.Joint
	var top float64
	best.Threshold, top = try(chosen)
	for k, step := range where.step {
		for _, way := range []float32{-step, step} {
			cuts, better := slices.Clone(chosen), false
			for cuts[k] += way; cuts[k] > where.low && cuts[k] < where.high; cuts[k] += way {
				t, s := try(cuts)
				if s <= top {
					break
				}
				chosen, best.Threshold, top, better = slices.Clone(cuts), t, s, true
			}
			if better {
				break
			}
		}
	}
	find(chosen)
	l := newLinker()
	l.learn(articles, ps, in, linkRounds, seed)
	best.Links, best.Cuts = l.weights, chosen
	return best
}

func thresholdOf(t int) float32 { return -3 + 0.25*float32(t) }

func (l *linker) measure(articles []*article, pieces []found, in func(int) bool, threshold float32) (s tally.Score) {
	reader := label.NewReader()
	for i, a := range articles {
		if in(i) {
			s.Add(a.record.Text, l.attributions(a, pieces[i], reader, threshold), a.record.Wanted)
		}
	}
	return s
}

func (l *linker) attributions(a *article, pieces found, reader *label.Reader, threshold float32) (out []tally.Attribution) {
	for p, ps := range pieces {
		for _, g := range label.Link(reader, a.text, a.parts[p], ps, func(c *label.Choice) int { return l.choose(c, -1, 0) }) {
			if l.weigh(g.Right) < threshold {
				continue
			}
			var x tally.Attribution
			if g.Source >= 0 {
				x.Source = append(x.Source, span(a, ps[g.Source]))
			}
			if g.Cue >= 0 {
				x.Cue = append(x.Cue, span(a, ps[g.Cue]))
			}
			for _, k := range g.Contents {
				x.Content = append(x.Content, span(a, ps[k]))
			}
			out = append(out, x)
		}
	}
	return out
}
