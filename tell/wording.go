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
	var pieces []piece
	var changes []difference
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
		out, in := a[i0:i], b[j0:j]
		kinds := changed(out, in, i0 == 0 || j0 == 0, language)
		kind := ""
		for _, k := range kinds {
			changes = append(changes, difference{k, strings.TrimSpace(join(out)), strings.TrimSpace(join(in))})
			kind = k
		}
		if len(out) > 0 {
			pieces = append(pieces, piece{join(out), "out", kind})
		}
		if len(in) > 0 {
			pieces = append(pieces, piece{join(in), "in", kind})
		}
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

// changed names what a change does, in a fixed order.
func changed(out, in []token, first bool, language string) (kinds []string) {
	found := map[string]bool{}
	for _, side := range [][]token{out, in} {
		for i, t := range side {
			found[telltale[strings.ToLower(t.word)]] = true
			r, _ := utf8.DecodeRuneInString(t.word)
			if strings.IndexFunc(t.word, unicode.IsDigit) >= 0 {
				found["number"] = true
			} else if unicode.IsUpper(r) && !(first && i == 0) && language != "de" && len(t.word) > 1 {
				found["name"] = true
			}
		}
	}
	for _, k := range []string{"number", "negation", "name", "hedge"} {
		if found[k] {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// wording is one way in which a claim is told, by one or more documents.
type wording struct {
	Source, Cue string
	Pieces      []piece
	Differences []difference
	Language    string
	Base        bool // the others of its language are compared with it
	Tellings    []*hearsay.Statement
}

// wordings returns the ways in which the claim is told, the earliest first; each is compared with the earliest of its
// language. What is told alike, with the same cue, is one wording.
func (b *book) wordings(c *hearsay.Claim) []*wording {
	type key struct{ cue, content, language string }
	groups, bases := map[key]*wording{}, map[string]*hearsay.Statement{}
	var all []*wording
	for _, s := range b.tellings(c.Tellings) {
		language := b.document(s.Document).Language
		content, cue := b.content(s), b.words(s.Document, s.Cue...)
		k := key{strings.ToLower(cue), strings.ToLower(content), language}
		if w := groups[k]; w != nil {
			w.Tellings = append(w.Tellings, s)
			continue
		}
		w := &wording{Source: b.words(s.Document, s.Source...), Cue: cue, Language: language, Tellings: []*hearsay.Statement{s}}
		if base := bases[language]; base == nil {
			bases[language], w.Base = s, true
			w.Pieces = []piece{{Text: content}}
		} else {
			w.Pieces, w.Differences = compare(b.content(base), content, language)
			w.Differences = append(b.attributions(base, s), w.Differences...)
		}
		groups[k] = w
		all = append(all, w)
	}
	return all
}

// attributions names what changed around the words: how far the writer goes along, and how the source is described.
func (b *book) attributions(from, to *hearsay.Statement) (all []difference) {
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
