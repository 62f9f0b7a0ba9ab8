package extract

import (
	"math"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model/glove"
	"github.com/hearsay-news/hearsay/model/remark"
	"github.com/hearsay-news/hearsay/token"
)

// A Clause is a part of a sentence that may be a remark, and what is seen of it: what the learned weights of model/remark are
// over. Span has no white space or stop at its ends.
type Clause struct {
	Span     hearsay.Span
	Signs    []uint32           // places in the table of weights, in [0, Signs), each once
	Meaning  [glove.Dim]float32 // the mean direction of its words
	Rule     hearsay.RemarkKind // the kind of the rule whose reading this is, empty for a clause by its marks alone
	at       phrase
	Sentence int // index into the sentences of the text
}

// Signs is how many places the table of weights has.
const Signs = 1 << 15

// Clauses returns the clauses of d that may be remarks, sentence by sentence: what train/remark learns from.
func Clauses(d *hearsay.Document) []Clause {
	_, r := examine(d, token.Divide(d.Text, d.Boilerplate...))
	var out []Clause
	for n := range r.text.Sentences {
		out = append(out, r.clauses(n)...)
	}
	return out
}

// mostClauses is how many clauses of one sentence are looked at.
const mostClauses = 24

// clauses are the parts of sentence n that may be a remark: what a rule takes for one, and what stands between marks and words
// that part clauses.
func (r *reader) clauses(n int) []Clause {
	s := r.text.Sentences[n]
	hits := r.hits(s)
	var out []Clause
	add := func(p phrase, rule hearsay.RemarkKind) {
		for p.End > p.First && r.isStop(p.End-1) {
			p.End--
		}
		for p.First < p.End && r.isStop(p.First) {
			p.First++
		}
		if p.End <= p.First || len(out) == mostClauses || r.told(p.First, p.First, p.End-1) && r.told(p.End-1, p.First, p.End-1) {
			return
		}
		if i := slices.IndexFunc(out, func(c Clause) bool { return c.at == p && (rule == "" || c.Rule == rule) }); i >= 0 {
			return
		}
		out = append(out, Clause{Span: r.span(p), Rule: rule, at: p, Sentence: n})
	}
	for _, h := range hits {
		add(h.clause, h.kind)
	}
	starts := []int{r.afterDateline(s)}
	for j := s.First; j < s.End-1; j++ {
		switch w := r.norm(j); {
		case w == ";" || w == ":" || w == "--" || w == ",":
			starts = append(starts, j+1)
		case w == "that" && r.tag(j) == "IN":
			starts = append(starts, j+1)
		case (w == "but" || w == "though" || w == "although" || w == "and" || w == "because") && j > s.First && r.norm(j-1) != ",":
			starts = append(starts, j)
		}
	}
	for _, from := range starts {
		if from >= s.End || from > s.First && r.norm(from-1) == "," && s.End-from < 2 {
			continue
		}
		p := r.withoutOpener(phrase{First: from, End: s.End}, s.End)
		add(phrase{First: p.First, End: s.End}, "")
		add(phrase{First: p.First, End: r.remarkEndFrom(p.First, s)}, "")
		comma := min(p.First+3, s.End)
		for comma < s.End && r.norm(comma) != "," {
			comma++
		}
		add(phrase{First: p.First, End: comma}, "")
	}
	for i := range out {
		r.see(&out[i], s, hits)
	}
	return out
}

// classOf is the set of classes of words, as bits, that a word is of.
func (w *words) classOf(word string) uint32 {
	for n := len(word); n >= 4 || n == len(word) && n > 0; n-- {
		if c := w.classes[word[:n]]; c != 0 {
			return c
		}
	}
	return 0
}

// sign is the place of a feature in the table of weights.
func sign(parts ...string) uint32 {
	h := uint32(2166136261)
	for _, p := range parts {
		for i := 0; i < len(p); i++ {
			h = (h ^ uint32(p[i])) * 16777619
		}
		h = (h ^ 0xff) * 16777619
	}
	return (h ^ h>>15) % Signs
}

// see notes what a clause of sentence s is made of.
func (r *reader) see(c *Clause, s phrase, hits []hit) {
	signs := make([]uint32, 0, 96)
	add := func(parts ...string) { signs = append(signs, sign(parts...)) }
	p := c.at
	var seen []uint32
	names, numbers, years, finite, past, quoted := 0, 0, 0, false, false, 0
	words := float32(0)
	for i := p.First; i < p.End; i++ {
		w := r.norm(i)
		add("w", w)
		if len(w) > 5 {
			add("s", w[:5])
		}
		if k := r.words.classOf(w); k != 0 {
			seen = append(seen, k)
		}
		t := r.tag(i)
		switch {
		case strings.HasPrefix(t, "NNP"):
			names++
		case t == "CD":
			numbers++
			if len(w) == 4 && (w[0] == '1' || w[0] == '2') {
				years++
			}
		}
		finite = finite || r.isFinite(i)
		past = past || t == "VBD"
		if r.quoted(i) {
			quoted++
		}
		if !strings.HasPrefix(t, "NNP") && !lightWords[w] {
			if g, ok := glove.Lookup(w); ok {
				g.AddTo(&c.Meaning)
				words++
				add("g", string(rune(g.Cluster()+256)))
			}
		}
	}
	if words > 0 {
		sum := float32(0)
		for _, v := range c.Meaning {
			sum += v * v
		}
		scale := 1 / (float32(math.Sqrt(float64(sum))) + 0.5)
		for i := range c.Meaning {
			c.Meaning[i] *= scale
		}
	}
	for i, a := range seen {
		for k, name := range r.words.classNames {
			if a&(1<<k) == 0 {
				continue
			}
			add("c", name)
			for j := i + 1; j < len(seen); j++ {
				for l, other := range r.words.classNames {
					if seen[j]&(1<<l) != 0 {
						add("cc", name, other)
						if j == i+1 {
							add("cn", name, other)
						}
					}
				}
			}
		}
	}
	add("first", r.norm(p.First))
	add("first2", r.norm(p.First), r.norm(p.First+1))
	add("tags", r.tag(p.First), r.tag(p.First+1))
	add("last", r.norm(p.End-1))
	add("before", r.norm(p.First-1))
	add("after", r.norm(p.End))
	for i := max(s.First, p.First-6); i < p.First; i++ {
		add("lead", r.norm(i))
		if k := r.words.classOf(r.norm(i)); k != 0 {
			for l, name := range r.words.classNames {
				if k&(1<<l) != 0 {
					add("leadc", name)
				}
			}
		}
	}
	flag := func(name string, on bool) {
		if on {
			add("is", name)
		}
	}
	flag("whole", p.First == s.First && p.End >= s.End-1)
	flag("opens", p.First == s.First)
	flag("finite", finite)
	flag("past", past)
	flag("names", names > 0)
	flag("manynames", names > 2)
	flag("number", numbers > 0)
	flag("year", years > 0)
	flag("question", r.norm(s.End-1) == "?")
	flag("title", r.inTitle(p.First) && r.tokens[len(r.tokens)-1].Paragraph > 0)
	flag("quoted", quoted > 0)
	flag("allquoted", quoted == p.End-p.First)
	flag("dots", r.norm(s.End-1) == "...")
	add("length", [...]string{"1", "3", "6", "10", "16", "24", "40", "more"}[lengthOf(p.End-p.First)])
	cue, told, first := false, false, s.First > 0
	for k := range r.found {
		a := &r.found[k]
		if p.First <= a.cue.First && a.cue.First < p.End {
			cue = true
			add("cue", a.word)
		}
		if s.First <= a.cue.First && a.cue.First < s.End && !(p.First <= a.cue.First && a.cue.First < p.End) {
			told = true
		}
	}
	flag("cue", cue)
	flag("told", told)
	flag("later", first)
	for _, h := range hits {
		if h.from >= p.First && h.to < p.End {
			add("rule", string(h.kind))
			add("rule1", string(h.kind))
			add("rule2", string(h.kind))
			add("pattern", string(rune(h.pattern+256)))
		} else {
			add("beside", string(h.kind))
		}
	}
	if c.Rule != "" {
		add("reading", string(c.Rule))
		add("reading1", string(c.Rule))
		add("reading2", string(c.Rule))
	}
	slices.Sort(signs)
	c.Signs = slices.Compact(signs)
}

func lengthOf(n int) int {
	for i, most := range []int{1, 3, 6, 10, 16, 24, 40} {
		if n <= most {
			return i
		}
	}
	return 7
}

// lightWords say nothing about what a clause is about.
var lightWords = map[string]bool{"the": true, "a": true, "an": true, "of": true, "to": true, "in": true, "and": true, "on": true, "for": true, "at": true, "by": true, "with": true,
	"is": true, "was": true, "are": true, "were": true, "has": true, "had": true, "have": true, "be": true, "been": true, "his": true, "her": true, "their": true, "its": true, "he": true, "she": true, "it": true, "they": true, "that": true, "this": true, "from": true, "as": true, ",": true}

// Kinds are the kinds of remarks in the order of the columns of the table of weights, behind none.
var Kinds = []hearsay.RemarkKind{"", hearsay.Unsubstantiated, hearsay.Substantiated, hearsay.FindingFor, hearsay.FindingAgainst, hearsay.FindingNone,
	hearsay.Context, hearsay.Insinuation, hearsay.Relatives}

// judge is the likeliest kind of remark for c, and the logarithm of how much likelier it is than none.
func judge(c *Clause) (hearsay.RemarkKind, float32) {
	scores := remark.Scores(c.Signs, c.Meaning[:])
	best := 1
	for k := 2; k < len(scores); k++ {
		if scores[k] > scores[best] {
			best = k
		}
	}
	return Kinds[best], scores[best] - scores[0]
}
