package extract_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/extract"
	"github.com/hearsay-news/hearsay/internal/golden"
)

// A block is a case of a file of cases: fields by their names, and the lines that are indented deeper than a field.
type block struct {
	number string
	fields map[string]string
	or     []string // fields called "or"
	deeper []string
}

// odd reports whether the case is one that may be looked at in mending; the others say what generalises.
func (b *block) odd() bool { return (b.number[len(b.number)-1]-'0')%2 == 1 }

// document is the case's text, with its title in front, without the marks; span is the place that they mark.
func (b *block) document() (d hearsay.Document, span hearsay.Span) {
	d = hearsay.Document{ID: "d", Language: "en"}
	if l := b.fields["language"]; l != "" {
		d.Language = l
	}
	unmark := strings.NewReplacer("[[", "", "]]", "")
	marked := b.fields["text"]
	if title := b.fields["title"]; title != "" {
		marked = title + "\n\n" + marked
		d.TitleSpan = &hearsay.Span{End: len(unmark.Replace(title))}
	}
	d.Text = unmark.Replace(marked)
	return d, hearsay.Span{Start: strings.Index(marked, "[["), End: strings.Index(marked, "]]") - 2}
}

// blocks reads a file of cases: "case N" in the first column, fields indented by two, a blank line between cases.
func blocks(t *testing.T, path string) []block {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []block
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimRight(line, "\n")
		if number, ok := strings.CutPrefix(line, "case "); ok {
			all = append(all, block{number: number, fields: map[string]string{}})
			continue
		}
		if len(all) == 0 || !strings.HasPrefix(line, "  ") {
			continue
		}
		b := &all[len(all)-1]
		if strings.HasPrefix(line, "    ") {
			b.deeper = append(b.deeper, line)
			continue
		}
		name, value, _ := strings.Cut(line[2:], " ")
		value = strings.TrimSpace(value)
		switch {
		case name == "or":
			b.or = append(b.or, value)
		case name == "text" && b.fields["text"] != "": // a line for each paragraph
			b.fields["text"] += "\n\n" + value
		default:
			b.fields[name] = value
		}
	}
	if len(all) == 0 {
		t.Fatalf("no cases in %s", path)
	}
	return all
}

// likest is the statement whose content fits span best, if they have half of their words in common.
func likest(all []hearsay.Statement, span hearsay.Span) *hearsay.Statement {
	var best *hearsay.Statement
	like := 0.5
	for i := range all {
		shared, words := 0, 0
		for _, c := range all[i].Content {
			shared += max(0, min(c.End, span.End)-max(c.Start, span.Start))
			words += c.Len()
		}
		if l := 2 * float64(shared) / float64(words+span.Len()); l > like {
			best, like = &all[i], l
		}
	}
	return best
}

// A tally counts what is right, in order of names.
type tally struct {
	names     []string
	right, of map[string]int
}

func (c *tally) add(right bool, names ...string) {
	if c.of == nil {
		c.right, c.of = map[string]int{}, map[string]int{}
	}
	for _, name := range names {
		if c.of[name] == 0 {
			c.names = append(c.names, name)
		}
		c.of[name]++
		if right {
			c.right[name]++
		}
	}
}

func (c *tally) String() string {
	var b strings.Builder
	for _, name := range c.names {
		fmt.Fprintf(&b, "%-26s %3d of %3d right\n", name, c.right[name], c.of[name])
	}
	return b.String()
}

func (b *block) half() string {
	if b.odd() {
		return "odd numbers"
	}
	return "even numbers"
}

// TestMedium scores the channel or outlet that a statement came through on testdata/medium.txt, whose head tells its form. One
// of the two is enough: a statement has one. medium-more.txt is by another hand; all of it may be looked at in mending.
func TestMedium(t *testing.T) {
	for _, name := range []string{"medium", "medium-more"} {
		t.Run(name, func(t *testing.T) { testMedium(t, name) })
	}
}

func testMedium(t *testing.T, name string) {
	same := map[string]string{"twitter": "x", "film": "documentary", "tv": "television", "agency": "wire", "news conference": "press conference", "briefing": "press conference",
		"sermon": "speech", "tribunal": "court", "affidavit": "court", "press release": "statement", "press": "statement", "post": "web"}
	plain := func(s string) string {
		s = strings.ToLower(s)
		for _, article := range []string{"the ", "le ", "la ", "der ", "die ", "das "} {
			s = strings.TrimPrefix(s, article)
		}
		if o := same[s]; o != "" {
			return o
		}
		return s
	}
	var c tally
	for _, b := range blocks(t, "testdata/"+name+".txt") {
		d, span := b.document()
		got := "none"
		s := likest(extract.Document(&d).Statements, span)
		if s != nil && s.Via != "" {
			got = s.Via
		}
		right := plain(got) == plain(b.fields["channel"]) || got != "none" && plain(got) == plain(b.fields["outlet"])
		for _, or := range b.or {
			right = right || plain(got) == plain(or)
		}
		names := []string{b.half()}
		if d.Language == "en" {
			names = append(names, "English, "+b.half())
		}
		c.add(right, names...)
		if *wrong && !right && (b.odd() || name == "medium-more") {
			t.Logf("case %s: want %s of %s, got %s (statement %v): %s", b.number, b.fields["channel"], b.fields["outlet"], got, s != nil, b.fields["text"])
		}
	}
	t.Log("\n" + c.String())
	golden.Equal(t, "testdata/"+name+".golden", []byte(c.String()))
}

// TestNesting scores statements within statements on testdata/nesting.txt, whose head tells its form. A tree is right if each
// level is a statement with that cue and content, within the level above it. nesting-more.txt is by another hand; all of it may be
// looked at in mending.
func TestNesting(t *testing.T) {
	for _, name := range []string{"nesting", "nesting-more"} {
		t.Run(name, func(t *testing.T) { testNesting(t, name) })
	}
}

func testNesting(t *testing.T, name string) {
	var c tally
	for _, b := range blocks(t, "testdata/"+name+".txt") {
		d, _ := b.document()
		x := extract.Document(&d)
		type level struct {
			indent int
			id     string
		}
		var path []level
		tree := true
		names := []string{b.half()}
		if d.Language == "en" {
			names = append(names, "English, "+b.half())
		}
		var missing []string
		for _, line := range b.deeper {
			indent := len(line) - len(strings.TrimLeft(line, " "))
			fields := strings.Split(strings.TrimSpace(line), " | ")
			for len(path) > 0 && path[len(path)-1].indent >= indent {
				path = path[:len(path)-1]
			}
			parent := ""
			if len(path) > 0 {
				parent = path[len(path)-1].id
			}
			id := ""
			if len(fields) >= 3 {
				first, _, _ := strings.Cut(fields[2], " + ")
				at := strings.Index(d.Text, first)
				span := hearsay.Span{Start: at, End: at + len(first)}
				for i := range x.Statements {
					s := &x.Statements[i]
					if at < 0 || len(s.Cue) == 0 || s.Parent != parent || likest(x.Statements[i:i+1], span) == nil {
						continue
					}
					cue, _ := s.Cue[0].In(d.Text)
					wanted, _, _ := strings.Cut(fields[1], " + ")
					if strings.Contains(cue, wanted) || strings.Contains(wanted, cue) {
						id = s.ID
						break
					}
				}
			}
			c.add(id != "", "levels, "+b.half())
			if id == "" {
				tree = false
				missing = append(missing, strings.TrimSpace(line))
			}
			path = append(path, level{indent, id})
		}
		c.add(tree, names...)
		if *wrong && !tree && (b.odd() || name == "nesting-more") && d.Language == "en" {
			var got []string
			for _, s := range x.Statements {
				if len(s.Cue) > 0 {
					got = append(got, hearsay.Join(d.Text, s.Source)+" | "+hearsay.Join(d.Text, s.Cue)+" | "+hearsay.Join(d.Text, s.Content))
				}
			}
			t.Logf("case %s: %s\n   missing %s\n   got %s", b.number, d.Text, strings.Join(missing, "\n           "), strings.Join(got, "\n       "))
		}
	}
	t.Log("\n" + c.String())
	golden.Equal(t, "testdata/"+name+".golden", []byte(c.String()))
}
