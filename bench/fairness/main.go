// Command fairness tells whether extract hears everybody alike: what becomes of the attributions of a text where names, sex, party or
// nationality of the people in it are others.
//
//	go run ./bench/fairness -in dev.jsonl.gz [-train train.jsonl.gz] [-differ]
//
// The texts are those of the file, the dev part of PolNeAR, which the tree does not hold, and those of the case sets of identity and
// commitment. In each, people are exchanged by the lists beside this file: whoever has one of the names in given.txt gets a name of a
// group of names.txt, the same throughout; he becomes she; Democrats become Republicans. Both texts are read by extract.Document, and
// the places in the second put back to where they were in the first.
//
// An attribution of the text as it was is kept where the other text has one whose cue shares a byte with its cue. "spans" is the share of
// its sources, cues and contents that are there to the byte, "commitment" that of the attributions shown as they were, "none new" the share
// of the other text's attributions that the first had too. "names alike" is 1 less the difference between the group of names with the
// most and that with the least.
package main

import (
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/bench/extract/tally"
	"github.com/hearsay-news/hearsay/extract"
	"github.com/hearsay-news/hearsay/token"
)

//go:embed names.txt
var namesList string

//go:embed given.txt
var givenList string

//go:embed words.txt
var wordsList string

func main() {
	in := flag.String("in", "", "`file` of texts, .jsonl or .jsonl.gz")
	train := flag.String("train", "", "`file` of the texts that the labeller has learned from, none of which may have a name of names.txt")
	cases := flag.String("cases", "extract/testdata", "`folder` of the case sets")
	differ := flag.Bool("differ", false, "list what differs")
	flag.Parse()
	if err := run(*in, *train, *cases, *differ); err != nil {
		fmt.Fprintln(os.Stderr, "fairness:", err)
		os.Exit(1)
	}
}

// lines are those of a list, cut at their bars.
func lines(list string) (out [][]string) {
	for line := range strings.Lines(list) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		fields := strings.Split(line, " | ")
		for i := range fields {
			fields[i] = strings.TrimSpace(fields[i])
		}
		out = append(out, fields)
	}
	return out
}

// A text is one that people are exchanged in.
type text struct {
	id     string
	tokens *token.Text
	title  *hearsay.Span
	names  map[string]name // by how the word stands in the text
	was    []heard
}

// A name is a part of a person's name.
type name struct {
	given, woman bool
	number       int // of the persons of the text
}

func newText(id, title, body string, sexes map[string]bool) *text {
	t := &text{id: id}
	if title != "" {
		t.title = &hearsay.Span{End: len(title)}
		body = title + "\n\n" + body
	}
	t.tokens = token.Divide(body)
	t.names = people(t.tokens, sexes)
	t.was = hear(t.tokens.Source, t.title)
	return t
}

// people finds who has one of the given names: the words of his name.
func people(t *token.Text, sexes map[string]bool) map[string]name {
	out := map[string]name{}
	lower := map[string]bool{}
	for _, w := range t.Tokens {
		if w.Text == w.Norm {
			lower[w.Norm] = true
		}
	}
	persons := 0
	for i := range t.Tokens {
		given := t.Tokens[i].Text
		woman, is := sexes[given]
		k := i + 1
		for ; k < len(t.Tokens) && len(t.Tokens[k].Text) == 2 && t.Tokens[k].Text[1] == '.'; k++ {
		}
		if !is || k >= len(t.Tokens) || !isName(t.Tokens[k].Text) || lower[t.Tokens[k].Norm] {
			continue
		}
		for _, n := range [...]struct {
			word string
			name name
		}{{given, name{true, woman, persons}}, {t.Tokens[k].Text, name{false, woman, persons}}} {
			if _, known := out[n.word]; !known {
				out[n.word] = n.name
			}
		}
		persons++
	}
	return out
}

var nameForm = regexp.MustCompile(`^\p{Lu}[\p{L}’'-]*\p{Ll}$`)

func isName(word string) bool { return nameForm.MatchString(word) }

// A heard attribution is one that extract finds, in places of the text as it was.
type heard struct {
	source, cue, content []hearsay.Span
	commitment           hearsay.Commitment
}

func hear(body string, title *hearsay.Span) (out []heard) {
	x := extract.Document(&hearsay.Document{ID: "d", Text: body, TitleSpan: title, Language: "en"})
	for _, s := range x.Statements {
		if len(s.Cue) > 0 {
			out = append(out, heard{s.Source, s.Cue, s.Content, s.Commitment})
		}
	}
	return out
}

// A change puts other words into a text.
type change struct {
	group string
	word  func(t *text, w *token.Token) string
}

// exchange makes the text with other words, and the function that says where a byte of it was.
func (c *change) exchange(t *text) (body string, title *hearsay.Span, was func(at int, end bool) int, changed bool) {
	type piece struct{ from, to, start, end int } // the bytes start to end of the text have become from to to
	var b strings.Builder
	var pieces []piece
	at := 0
	source := t.tokens.Source
	for i := range t.tokens.Tokens {
		w := &t.tokens.Tokens[i]
		other := c.word(t, w)
		if other == "" || other == w.Text {
			continue
		}
		b.WriteString(source[at:w.Span.Start])
		pieces = append(pieces, piece{b.Len(), b.Len() + len(other), w.Span.Start, w.Span.End})
		b.WriteString(other)
		at = w.Span.End
	}
	b.WriteString(source[at:])
	was = func(at int, end bool) int {
		shift := 0
		for _, p := range pieces {
			switch {
			case at < p.from || at == p.from && end:
				return at + shift
			case at < p.to && !end:
				return p.start
			case at <= p.to && end:
				return p.end
			}
			shift = p.end - p.to
		}
		return at + shift
	}
	if t.title != nil {
		end := t.title.End
		for _, p := range pieces {
			if p.end <= t.title.End {
				end = t.title.End + p.to - p.end
			}
		}
		title = &hearsay.Span{End: end}
	}
	return b.String(), title, was, len(pieces) > 0
}

// naming gives everybody names of a group.
func naming(group, women, men, surnames string) change {
	lists := [3][]string{strings.Fields(women), strings.Fields(men), strings.Fields(surnames)}
	return change{group, func(t *text, w *token.Token) string {
		n, is := t.names[w.Text]
		if !is {
			return ""
		}
		list := lists[2]
		if n.given {
			list = lists[1]
			if n.woman {
				list = lists[0]
			}
		}
		return list[n.number%len(list)]
	}}
}

// wording exchanges the words of a line of words.txt, and with "sex" the given names too.
func wording(group, pairs string, first, second []string) (change, error) {
	others := map[string]string{}
	for _, pair := range strings.Fields(pairs) {
		a, b, oneWay := strings.Cut(pair, ">")
		if !oneWay {
			var is bool
			if a, b, is = strings.Cut(pair, "="); !is {
				return change{}, fmt.Errorf("words.txt: %s: %q has neither = nor >", group, pair)
			}
			others[b] = a
		}
		others[a] = b
	}
	women, men := map[string]int{}, map[string]int{}
	if group == "sex" {
		for i, n := range first {
			women[n] = i
		}
		for i, n := range second {
			men[n] = i
		}
	}
	return change{group, func(t *text, w *token.Token) string {
		if _, is := t.names[w.Text]; is {
			if i, is := women[w.Text]; is {
				return second[i%len(second)]
			}
			if i, is := men[w.Text]; is {
				return first[i%len(first)]
			}
		}
		if other := others[w.Text+"|"+w.Tag]; other != "" {
			return other
		}
		return others[w.Text]
	}}, nil
}

// A score counts what an exchange changes.
type score struct {
	attributions, lost, commitment int
	spans, changed                 int
	found, invented                int
}

func share(n, of int) float64 { return float64(n) / float64(max(of, 1)) }

func (s score) shares() [4]float64 {
	return [4]float64{1 - share(s.changed, s.spans), 1 - share(s.lost, s.attributions), 1 - share(s.commitment, s.attributions), 1 - share(s.invented, s.found)}
}

func row(name string, n int, x [4]float64) string {
	return fmt.Sprintf("%-16s %5d attributions: spans %.3f, kept %.3f, commitment %.3f, none new %.3f\n", name, n, x[0], x[1], x[2], x[3])
}

func meets(a, b []hearsay.Span) bool {
	for _, p := range a {
		for _, q := range b {
			if p.Start < q.End && q.Start < p.End {
				return true
			}
		}
	}
	return false
}

// add compares what was heard with what is heard after the exchange.
func (s *score) add(was, is []heard, tell func(string, heard, *heard)) {
	for way, list := range [2][2][]heard{{was, is}, {is, was}} {
		for _, a := range list[0] {
			var same *heard
			for i, b := range list[1] {
				if meets(a.cue, b.cue) && (same == nil || meets(a.content, b.content) && !meets(a.content, same.content)) {
					same = &list[1][i]
				}
			}
			if way == 1 {
				s.found++
				if same == nil {
					s.invented++
				}
				continue
			}
			s.attributions++
			differs := false
			for k, spans := range [...][]hearsay.Span{a.source, a.cue, a.content} {
				if len(spans) == 0 {
					continue
				}
				s.spans++
				if same == nil || !slices.Equal(spans, [...][]hearsay.Span{same.source, same.cue, same.content}[k]) {
					s.changed++
					differs = true
				}
			}
			switch {
			case same == nil:
				s.lost++
				tell("lost", a, nil)
			case a.commitment != same.commitment:
				s.commitment++
				tell(fmt.Sprintf("%s, now %s", a.commitment, same.commitment), a, same)
			case differs:
				tell("spans", a, same)
			}
		}
	}
}

func run(in, train, cases string, differ bool) error {
	if in == "" {
		return errors.New("no texts; give the dev part of PolNeAR with -in")
	}
	sexes := map[string]bool{}
	var women, men []string
	for line := range strings.Lines(givenList) {
		kind, list, _ := strings.Cut(strings.TrimSpace(line), ": ")
		for _, n := range strings.Fields(list) {
			switch kind {
			case "women":
				sexes[n], women = true, append(women, n)
			case "men":
				sexes[n], men = false, append(men, n)
			}
		}
	}
	var changes []change
	var newNames []string
	cultures := 0
	for _, f := range lines(namesList) {
		if len(f) != 4 {
			return fmt.Errorf("names.txt: %q has %d fields, not 4", f[0], len(f))
		}
		changes = append(changes, naming(f[0], f[1], f[2], f[3]))
		newNames = append(newNames, strings.Fields(f[1]+" "+f[2]+" "+f[3])...)
		cultures++
	}
	for _, f := range lines(wordsList) {
		c, err := wording(f[0], f[1], women, men)
		if err != nil {
			return err
		}
		changes = append(changes, c)
	}
	if train != "" {
		if err := unseen(train, newNames); err != nil {
			return err
		}
	}
	records, err := tally.Read(in)
	if err != nil {
		return err
	}
	sets := []struct {
		name  string
		texts []*text
	}{{name: filepath.Base(in)}, {name: "case sets"}}
	for _, r := range records {
		sets[0].texts = append(sets[0].texts, newText(r.ID, "", r.Text, sexes))
	}
	if sets[1].texts, err = caseTexts(cases, sexes, "identity.txt", "commitment.txt"); err != nil {
		return err
	}
	for _, set := range sets {
		fmt.Printf("%s, %d texts\n", set.name, len(set.texts))
		scores, said := make([]score, len(changes)), make([]strings.Builder, len(changes))
		var all sync.WaitGroup
		for i := range changes {
			all.Go(func() {
				for _, t := range set.texts {
					changes[i].measure(t, &scores[i], &said[i])
				}
			})
		}
		all.Wait()
		low, high := scores[0].shares(), scores[0].shares()
		for i, s := range scores {
			if differ {
				fmt.Print(said[i].String())
			}
			fmt.Print(row(changes[i].group, s.attributions, s.shares()))
			for k, x := range s.shares() {
				if i < cultures {
					low[k], high[k] = min(low[k], x), max(high[k], x)
				}
			}
		}
		for k := range low {
			low[k] = 1 - (high[k] - low[k])
		}
		fmt.Print(row("names alike", scores[0].attributions, low))
	}
	return nil
}

// measure counts what a change does to a text, and says what differs.
func (c *change) measure(t *text, s *score, said io.Writer) {
	body, title, was, changed := c.exchange(t)
	if !changed {
		return
	}
	is := hear(body, title)
	for i := range is {
		for _, spans := range [...][]hearsay.Span{is[i].source, is[i].cue, is[i].content} {
			for k := range spans {
				spans[k] = hearsay.Span{Start: was(spans[k].Start, false), End: was(spans[k].End, true)}
			}
		}
	}
	s.add(t.was, is, func(what string, a heard, b *heard) { tell(said, c.group, t, what, a, b) })
}

// tell writes what an exchange has changed.
func tell(out io.Writer, group string, t *text, what string, a heard, b *heard) {
	words := func(spans []hearsay.Span) string {
		var parts []string
		for _, s := range spans {
			parts = append(parts, strings.ReplaceAll(t.tokens.Source[s.Start:s.End], "\n", " "))
		}
		return strings.Join(parts, " + ")
	}
	fmt.Fprintf(out, "  %s, %s: %s\n    was %s | %s | %s\n", group, t.id, what, words(a.source), words(a.cue), words(a.content))
	if b != nil {
		fmt.Fprintf(out, "    is  %s | %s | %s\n", words(b.source), words(b.cue), words(b.content))
	}
}

// unseen says which of the names the texts of a file have.
func unseen(train string, newNames []string) error {
	records, err := tally.Read(train)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, r := range records {
		for _, w := range token.Divide(r.Text).Tokens {
			known[w.Text] = true
		}
	}
	seen := map[string]bool{}
	for _, n := range newNames {
		if known[n] {
			seen[n] = true
		}
	}
	if len(seen) > 0 {
		return fmt.Errorf("%s: has names of names.txt: %s; take others", train, strings.Join(slices.Sorted(maps.Keys(seen)), " "))
	}
	return nil
}

var mark = regexp.MustCompile(`\[\[([^|\]]*)(?:\|[^\]]*)?\]\]`)

// caseTexts reads the English texts of case sets.
func caseTexts(folder string, sexes map[string]bool, files ...string) (out []*text, err error) {
	for _, file := range files {
		raw, err := os.ReadFile(filepath.Join(folder, file))
		if err != nil {
			return nil, err
		}
		for block := range strings.SplitSeq(string(raw), "\n\n") {
			id, fields, _ := strings.Cut(block, "\n")
			if !strings.HasPrefix(id, "case ") || strings.Contains(block, "\n  language") {
				continue
			}
			var title string
			var paragraphs []string
			for line := range strings.Lines(fields) {
				name, value, _ := strings.Cut(strings.TrimSpace(line), " ")
				value = mark.ReplaceAllString(strings.TrimSpace(value), "$1")
				switch name {
				case "title":
					title = value
				case "text":
					paragraphs = append(paragraphs, value)
				}
			}
			out = append(out, newText(file+" "+id, title, strings.Join(paragraphs, "\n\n"), sexes))
		}
	}
	return out, nil
}
