package tell

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
	"github.com/hearsay-news/hearsay"
)

//go:embed differences.txt
var differencesTxt string

// telltale names the difference that a word makes where it was put in, left out or changed.
var telltale = func() map[string]string {
	m, name := map[string]string{}, ""
	for line := range strings.Lines(differencesTxt) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			name = strings.Trim(line, "[]")
		default:
			m[line] = name
		}
	}
	return m
}()

// piece is a stretch of a wording: the same in both, put in, or left out.
type piece struct {
	Text string
	Op   string // "", "in", "out"
	Kind string // "number", "negation", "name", "hedge", or "" for any other word
}

// difference is a named change, from the words of one telling to those of the other; one of them may be empty.
type difference struct{ Kind, From, To string }

// longest is how many words a wording may have to be compared word by word.
const longest = 600

// compare sets to against from, word by word, and names the changes that alter what is said. Both are in the language.
func compare(from, to, language string) ([]piece, []difference) {
	a, b := tokens(from), tokens(to)
	if len(a) > longest || len(b) > longest {
		return []piece{{Text: to}}, nil
	}
	// common[i][j] is the length of the longest common subsequence of a[i:] and b[j:].
	common := make([][]int, len(a)+1)
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if alike(a[i], b[j]) {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	if 3*common[0][0] < 2*max(len(a), len(b)) { // told anew, in words of its own
		named := changed(a, b, language)
		return []piece{{Text: to}}, slices.DeleteFunc(named, func(d difference) bool { return d.Kind == "name" })
	}
	var pieces []piece
	var changes []difference
	put := func(t []token, op, kind, space string) {
		if words := join(t); words != "" {
			text := strings.TrimRightFunc(words, unicode.IsSpace)
			pieces = append(pieces, piece{text, op, kind}, piece{Text: or(words[len(text):], space)})
		}
	}
	for i, j := 0, 0; i < len(a) || j < len(b); {
		i0, j0 := i, j
		for i < len(a) && j < len(b) && alike(a[i], b[j]) {
			i, j = i+1, j+1
		}
		if j > j0 {
			pieces = append(pieces, piece{Text: join(b[j0:j])})
			continue
		}
		for (i < len(a) || j < len(b)) && !(i < len(a) && j < len(b) && alike(a[i], b[j])) {
			if j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1] {
				i++
			} else {
				j++
			}
		}
		found := changed(a[i0:i], b[j0:j], language)
		kind := ""
		if len(found) > 0 {
			kind = found[0].Kind
		}
		put(a[i0:i], "out", kind, " ")
		put(b[j0:j], "in", kind, "")
		changes = append(changes, found...)
	}
	return pieces, changes
}

// token is a word with the white space after it.
type token struct{ word, space string }

func tokens(s string) (all []token) {
	for it := words.FromString(strings.TrimSpace(s)); it.Next(); {
		v := it.Value()
		if strings.TrimSpace(v) == "" {
			if len(all) > 0 {
				all[len(all)-1].space += v
			}
			continue
		}
		all = append(all, token{word: v})
	}
	return all
}

func alike(x, y token) bool { return strings.EqualFold(x.word, y.word) }

func join(all []token) string {
	var b strings.Builder
	for _, t := range all {
		b.WriteString(t.word)
		b.WriteString(t.space)
	}
	return b.String()
}

// fewWords is up to how many words a change is told whole; above it, only the words that make it.
const fewWords = 4

// changed names what it does to put in in the place of out, in a fixed order of kinds. German writes every noun with a
// capital letter, so that names are not told there.
func changed(out, in []token, language string) (all []difference) {
	telling := func(side, other []token) map[string][]string {
		words := map[string][]string{}
		for _, t := range side {
			if slices.ContainsFunc(other, func(o token) bool { return alike(t, o) }) {
				continue
			}
			kind := telltale[strings.ToLower(t.word)]
			r, size := utf8.DecodeRuneInString(t.word)
			switch {
			case kind != "":
			case strings.IndexFunc(t.word, unicode.IsDigit) >= 0:
				kind = "number"
			case unicode.IsUpper(r) && size < len(t.word) && language != "de":
				kind = "name"
			default:
				continue
			}
			words[kind] = append(words[kind], t.word)
		}
		return words
	}
	from, to := telling(out, in), telling(in, out)
	for _, kind := range []string{"number", "negation", "name", "hedge"} {
		if from[kind] == nil && to[kind] == nil {
			continue
		}
		d := difference{kind, strings.TrimSpace(join(out)), strings.TrimSpace(join(in))}
		if len(out) > fewWords || len(in) > fewWords {
			d.From, d.To = strings.Join(from[kind], " "), strings.Join(to[kind], " ")
		}
		all = append(all, d)
	}
	return all
}

// wording is one way in which a claim is told, by one or more documents, with one or more attributions.
type wording struct {
	Pieces       []piece
	Differences  []difference
	Language     string
	Base         bool // the others of its language are compared with it
	Tellings     []*hearsay.Statement
	Attributions []*attribution
}

// attribution is how some of the tellings of a wording say whose words they are.
type attribution struct {
	Source, Cue string // both empty where the words are told in the document's own voice
	Mark        string
	Tellings    int
	Differences []difference
}

// wordings returns the ways in which the claim is told, the earliest first; each is compared with the base of its
// language. The same words are one wording, whoever tells them.
func (b *book) wordings(c *hearsay.Claim) []*wording {
	type key struct{ language, content, cue string }
	told := b.tellings(c.Tellings)
	bases := b.bases(c, told)
	groups, attributions := map[key]*wording{}, map[key]*attribution{}
	var all []*wording
	for _, s := range told {
		language, content := b.document(s.Document).Language, b.content(s)
		base := bases[language]
		k := key{language: language, content: strings.ToLower(content)}
		w := groups[k]
		if w == nil {
			w = &wording{Language: language, Base: content == b.content(base), Pieces: []piece{{Text: content}}}
			if !w.Base {
				w.Pieces, w.Differences = compare(b.content(base), content, language)
			}
			groups[k] = w
			all = append(all, w)
		}
		w.Tellings = append(w.Tellings, s)
		cue := b.words(s.Document, s.Cue...)
		k.cue = strings.ToLower(cue)
		a := attributions[k]
		if a == nil {
			a = &attribution{Source: b.words(s.Document, s.Source...), Cue: cue, Mark: mark(s), Differences: b.around(base, s)}
			attributions[k] = a
			w.Attributions = append(w.Attributions, a)
		}
		a.Tellings++
	}
	return all
}

// bases are the tellings, by language, that the others are compared with: the earliest that has half of the words of
// the claim, as a telling may be of a part of it only; else the earliest.
func (b *book) bases(c *hearsay.Claim, told []*hearsay.Statement) map[string]*hearsay.Statement {
	wanted := map[string]bool{}
	for _, t := range tokens(c.Text) {
		wanted[strings.ToLower(t.word)] = true
	}
	bases, whole := map[string]*hearsay.Statement{}, map[string]bool{}
	for _, s := range told {
		language := b.document(s.Document).Language
		if whole[language] {
			continue
		}
		has := map[string]bool{}
		for _, t := range tokens(b.content(s)) {
			if w := strings.ToLower(t.word); wanted[w] {
				has[w] = true
			}
		}
		if 2*len(has) >= len(wanted) {
			bases[language], whole[language] = s, true
		} else if bases[language] == nil {
			bases[language] = s
		}
	}
	return bases
}

// weight is how much a wording has to tell: changes of number, name and negation before others.
func (w *wording) weight() (n int) {
	for _, d := range w.Differences {
		switch d.Kind {
		case "number", "name", "negation":
			n += 3
		default:
			n++
		}
	}
	for _, a := range w.Attributions {
		n += len(a.Differences)
	}
	return n
}

// around names what changed around the words: how far the writer goes along, and how the source is described.
func (b *book) around(from, to *hearsay.Statement) (all []difference) {
	cue := func(s *hearsay.Statement) string { return or(b.words(s.Document, s.Cue...), "no attribution") }
	far := []hearsay.Commitment{hearsay.Doubts, hearsay.Distances, hearsay.Asks, hearsay.Reports, hearsay.StatesAsFact}
	x, y := slices.Index(far, from.Commitment), slices.Index(far, to.Commitment)
	switch {
	case x < 0 || y < 0 || x == y:
	case x < y:
		all = append(all, difference{"less hedged", cue(from), cue(to)})
	default:
		all = append(all, difference{"more hedged", cue(from), cue(to)})
	}
	if f, t := b.described(from), b.described(to); f != "" && t != "" && !strings.EqualFold(f, t) && from.Speaker == to.Speaker {
		all = append(all, difference{"described", f, t})
	}
	return all
}

// described returns how the document of s describes its speaker, "" where it does not.
func (b *book) described(s *hearsay.Statement) string {
	if src := b.sources[s.Speaker]; src != nil {
		for _, d := range src.Descriptions {
			if d.Document == s.Document {
				return d.Text
			}
		}
	}
	return ""
}
