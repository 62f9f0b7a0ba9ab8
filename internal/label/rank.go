package label

import (
	"slices"

	"github.com/hearsay-news/hearsay/token"
)

// A Candidate is a piece that may be in a text, with what each voice says of it: chain, net and encoder.
type Candidate struct {
	Piece
	By [Voices]float32 // how likely it is to each
}

// Voices is how many there are at most; one that is not there says nothing.
const Voices = 3

// Shares are how much of Piece.Sure is the opinion of each voice before a Ranker has had its say.
type Shares [Voices]float32

// The shares of chain and net, and of both and the encoder.
var (
	Two   = Shares{0.4, 0.6, 0}
	Three = Shares{0.15, 0.30, 0.55}
)

// Candidates appends to out the pieces that any voice holds likely, in the order that Likely gives, in which those of each stand.
func Candidates(said [Voices][]Piece, by *Shares, out []Candidate) []Candidate {
	for {
		first := -1
		for v, ps := range said {
			if len(ps) > 0 && (first < 0 || ps[0].before(said[first][0])) {
				first = v
			}
		}
		if first < 0 {
			return out
		}
		c := Candidate{Piece: said[first][0]}
		c.Sure = 0
		for v, ps := range said {
			if len(ps) > 0 && !c.before(ps[0]) {
				c.By[v], said[v] = ps[0].Sure, ps[1:]
			}
			c.Sure += float32(by[v] * c.By[v])
		}
		out = append(out, c)
	}
}

// Numbers is how many numbers a Ranker knows of a candidate.
const Numbers = 64

// A Ranker knows what speaks for and against candidates beside what the voices say: the candidates around each, the words
// and marks at its ends, sentences and quotations. Its memory is kept for the next time.
type Ranker struct {
	numbers []float32
	roles   [3]struct {
		start, end, cover []float32 // how likely candidates are, in sum: that begin before, end before and hold each word
		best, second      []int     // of the candidates that end before each word, the two likeliest, -1 for none
	}
	finite, commas, sentences []int // how many stand before each word
}

// Rate appends all to out, each as likely as the forest of its role holds it: that of sources, of cues and of contents. all
// stand in part p of t in the order that Likely gives.
func (r *Ranker) Rate(t *token.Text, p token.Range, all []Candidate, by *[3]Forest, out []Piece) []Piece {
	r.numbers = sized(r.numbers, len(all)*Numbers)
	r.Number(t, p, all, r.numbers)
	for i, c := range all {
		logit := by[c.Role/2].Sum(r.numbers[i*Numbers:][:Numbers])
		c.Sure = float32(1 / (1 + exp(-logit)))
		out = append(out, c.Piece)
	}
	return out
}

// edgeWords are the words that are told apart where they stand at the ends of a candidate or beside it.
var edgeWords = func() map[string]float32 {
	m := map[string]float32{}
	for _, w := range [...]string{"and", "but", "or", "that", "to", "as", "if", "because", "when", "while", "which", "who", "whether", "what", "how", "why",
		"in", "on", "at", "for", "with", "by", "of", "from", "about", "against", "after", "before", "during", "over", "since", "until", "a", "the", "not",
		"it", "he", "she", "they", "we", "i", "you", "is", "was", "are", "were", "be", "has", "have", "had", "will", "would", "could", "should",
		"said", "says", "saying", "according", "adding", "--", "—", ",", ";", ":", ".", "?", "!", "(", ")", "``", "''", "'s"} {
		m[w] = float32(len(m) + 1)
	}
	return m
}()

// Number writes Numbers numbers of each of all, which stand in part p of t in the order that Likely gives, to out.
func (r *Ranker) Number(t *token.Text, p token.Range, all []Candidate, out []float32) {
	r.survey(t, p, all)
	n := p.End - p.First
	in := func(i int) bool { return p.First <= i && i < p.End }
	tag := func(i int) float32 {
		if !in(i) {
			return 0
		}
		return float32(tagIDs[t.Tokens[i].Tag]) + 1
	}
	word := func(i int) float32 {
		if !in(i) {
			return -1
		}
		return edgeWords[t.Tokens[i].Norm]
	}
	quote := func(i int) int {
		if !in(i) {
			return -1
		}
		return t.Tokens[i].Quote
	}
	flag := func(b bool) float32 { return float32(b2i(b)) }
	for i, c := range all {
		k := int(c.Role / 2)
		mine := &r.roles[k]
		a, b := c.First-p.First, c.End-p.First
		f, m := out[i*Numbers:][:Numbers], 0
		add := func(xs ...float32) { m += copy(f[m:], xs) }

		add(c.By[0], c.By[1], c.Sure, float32(b-a))
		add(mine.start[a], mine.end[b], c.Sure/mine.start[a], c.Sure/mine.end[b])

		// the likeliest others with the same beginning, and with the same end
		begun, ended := -1, mine.best[b]
		for j := i - 1; j >= 0 && all[j].First == c.First; j-- {
			if all[j].Role == c.Role && (begun < 0 || all[j].Sure > all[begun].Sure) {
				begun = j
			}
		}
		for j := i + 1; j < len(all) && all[j].First == c.First; j++ {
			if all[j].Role == c.Role && (begun < 0 || all[j].Sure > all[begun].Sure) {
				begun = j
			}
		}
		if ended == i {
			ended = mine.second[b]
		}
		var others [4]float32
		if begun >= 0 {
			others[0], others[1] = all[begun].Sure, float32(all[begun].End-c.End)
		}
		if ended >= 0 {
			others[2], others[3] = all[ended].Sure, float32(all[ended].First-c.First)
		}
		add(others[:]...)

		// what is likely within it, and beside it
		var most [3]float32
		least, sum := mine.cover[a], float32(0)
		for q := range most {
			for _, x := range r.roles[q].cover[a:b] {
				most[q] = max(most[q], x)
			}
		}
		for _, x := range mine.cover[a:b] {
			least = min(least, x)
			sum += x
		}
		add(most[(k+1)%3], most[(k+2)%3], least, sum/float32(b-a))
		add(float32(r.sentences[b]-r.sentences[a+1]), float32(r.commas[b]-r.commas[a]), float32(r.finite[b]-r.finite[a]))
		for q := range r.roles {
			before, after := float32(-1), float32(-1)
			if a > 0 {
				before = r.roles[q].cover[a-1]
			}
			if b < n {
				after = r.roles[q].cover[b]
			}
			add(before, after)
		}
		add(mine.cover[a], mine.cover[b-1])

		// where it stands in sentences and quotations, and between which words
		s, e := t.Sentences[t.Tokens[c.First].Sentence], t.Sentences[t.Tokens[c.End-1].Sentence]
		add(float32(c.First-s.First), float32(e.End-c.End), float32(a), float32(n-b), float32(s.End-s.First))
		first, last := quote(c.First), quote(c.End-1)
		add(flag(first >= 0), flag(last >= 0), flag(first == last), flag(quote(c.First-1) == first), flag(quote(c.End) == last))
		if first >= 0 {
			x := t.Quotes[first]
			add(float32(c.First-x.First), float32(x.End-c.End))
		} else {
			add(-1, -1)
		}
		add(tag(c.First-1), tag(c.First), tag(c.First+1), tag(c.End-1), tag(c.End), tag(c.End+1))
		add(word(c.First-1), word(c.First), word(c.End-1), word(c.End))

		// the nearest cues and sources on both sides
		for _, role := range [...]Label{BeginCue, BeginSource} {
			near, top := [2]int{-1, -1}, [2]float32{}
			consider := func(side, j, gap int) {
				if all[j].Role == role && 0 <= gap && gap <= besideWords {
					if v := all[j].Sure / float32(2+gap); v > top[side] {
						near[side], top[side] = j, v
					}
				}
			}
			for j := i - 1; j >= 0 && all[j].First >= c.First-4*besideWords; j-- {
				consider(0, j, c.First-all[j].End)
			}
			next, _ := slices.BinarySearchFunc(all, c.End, func(x Candidate, at int) int { return x.First - at })
			for j := next; j < len(all) && all[j].First <= c.End+besideWords; j++ {
				consider(1, j, all[j].First-c.End)
			}
			for side, j := range near {
				if j < 0 {
					add(0, -1, 0)
					continue
				}
				gap := c.First - all[j].End
				if side == 1 {
					gap = all[j].First - c.End
				}
				add(all[j].Sure, float32(gap), float32(all[j].End-all[j].First))
			}
		}
		add(c.By[2])
	}
}

// besideWords is how many words may lie between a candidate and what stands beside it.
const besideWords = 12

// survey sums up what all say of each word.
func (r *Ranker) survey(t *token.Text, p token.Range, all []Candidate) {
	n := p.End - p.First
	for k := range r.roles {
		x := &r.roles[k]
		x.start, x.end, x.cover = zeroed(x.start, n+1), zeroed(x.end, n+1), zeroed(x.cover, n+1)
		x.best, x.second = sized(x.best, n+1), sized(x.second, n+1)
		for i := range x.best {
			x.best[i], x.second[i] = -1, -1
		}
	}
	for i, c := range all {
		x, a, b := &r.roles[c.Role/2], c.First-p.First, c.End-p.First
		x.start[a] += c.Sure
		x.end[b] += c.Sure
		x.cover[a] += c.Sure
		x.cover[b] -= c.Sure
		if one := x.best[b]; one < 0 || c.Sure > all[one].Sure {
			x.best[b], x.second[b] = i, one
		} else if two := x.second[b]; two < 0 || c.Sure > all[two].Sure {
			x.second[b] = i
		}
	}
	for k := range r.roles {
		cover := r.roles[k].cover
		for i := 1; i < len(cover); i++ {
			cover[i] += cover[i-1]
		}
	}
	r.finite, r.commas, r.sentences = zeroed(r.finite, n+1), zeroed(r.commas, n+1), zeroed(r.sentences, n+1)
	for i := range n {
		w := &t.Tokens[p.First+i]
		finite := w.Tag == "VBD" || w.Tag == "VBP" || w.Tag == "VBZ" || w.Tag == "MD"
		r.finite[i+1] = r.finite[i] + b2i(finite)
		r.commas[i+1] = r.commas[i] + b2i(w.Norm == ",")
		r.sentences[i+1] = r.sentences[i] + b2i(i > 0 && w.Sentence != t.Tokens[p.First+i-1].Sentence)
	}
}
