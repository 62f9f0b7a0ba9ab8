package match

import (
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/golden"
	"github.com/hearsay-news/hearsay/internal/truth"
)

// alone returns the statement that line is, in a document of its own; a line may begin with its language in brackets.
func alone(id, line string) Item {
	doc := hearsay.Document{ID: id, Language: "en", Text: line}
	start := 0
	if rest, found := strings.CutPrefix(line, "["); found {
		doc.Language, rest, _ = strings.Cut(rest, "] ")
		start = len(line) - len(rest)
	}
	s := hearsay.Statement{Document: id, Stance: hearsay.Tells, Allegation: 0.5, Content: []hearsay.Span{{Start: start, End: len(line)}}}
	s.ID = hearsay.StatementID(id, nil, s.Content)
	return Prepare(&doc, &hearsay.Extraction{Document: id, Statements: []hearsay.Statement{s}}, nil)[0]
}

// A couple is two statements and what they should be found to be: "same", "different" or "oppose".
type couple struct {
	Want, A, B string
}

func couples(t testing.TB, path string) []couple {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []couple
	for _, f := range txtar.Parse(b).Files {
		switch f.Name {
		case "same", "different", "oppose":
		default:
			t.Fatalf("%s: a part called %q; write same, different or oppose", path, f.Name)
		}
		for block := range strings.SplitSeq(strings.TrimSpace(string(f.Data)), "\n\n") {
			a, b, found := strings.Cut(strings.TrimSpace(block), "\n")
			if !found || strings.Contains(b, "\n") {
				t.Fatalf("%s: %q is not two lines; write each pair as two lines, and an empty line after it", path, block)
			}
			out = append(out, couple{f.Name, a, b})
		}
	}
	return out
}

var tag = regexp.MustCompile(`(?s)<head>.*?</head>|<[^>]*>`)

// story returns the statements of a case's truth, prepared, and the claim of each by the statement's name in the truth.
// Names in the truth lead to the statement's id.
func story(t testing.TB, path string) (items []Item, claim map[string]string, named map[string]string) {
	t.Helper()
	c, err := readStory(path)
	if err != nil {
		t.Fatal(err)
	}
	languages := map[string]string{}
	for _, d := range c.Truth.Documents {
		languages[d.Name] = d.Language
	}
	claim, named = map[string]string{}, map[string]string{}
	texts := map[string]string{}
	for _, f := range c.Documents {
		raw := string(f.Data)
		switch filepath.Ext(f.Name) {
		case ".html":
			texts[f.Name] = html.UnescapeString(tag.ReplaceAllString(raw, ""))
		case ".jsonl":
			for n, line := range strings.Split(strings.TrimSpace(raw), "\n") {
				var r struct{ Title, Text, HTML string }
				if err := json.Unmarshal([]byte(line), &r); err != nil {
					t.Fatalf("%s: %s:%d: %v", path, f.Name, n+1, err)
				}
				name := fmt.Sprintf("%s:%d", f.Name, n+1)
				texts[name] = r.Title + "\n\n" + r.Text + html.UnescapeString(tag.ReplaceAllString(r.HTML, ""))
				if n == 0 {
					texts[f.Name] = texts[name]
				}
			}
		default:
			texts[f.Name] = raw
		}
	}
	of := map[string]*hearsay.Extraction{}
	for _, s := range c.Truth.Statements {
		in := s.In
		if in == "" {
			in = c.Documents[0].Name
		}
		if of[in] == nil {
			of[in] = &hearsay.Extraction{Document: in}
		}
		place := func(words string) (hearsay.Span, bool) {
			words = strings.Trim(words, "“”\"„‟ ,.")
			at := strings.Index(texts[in], words)
			return hearsay.Span{Start: at, End: at + len(words)}, at >= 0
		}
		st := hearsay.Statement{Document: in, Kind: s.Kind, Commitment: s.Commitment, Stance: s.Stance, Speaker: s.Speaker}
		st.Allegation = 0.5 // a statement that a truth file names is a claim
		for _, words := range s.Content[0] {
			span, found := place(words)
			if !found {
				t.Logf("%s: %s: the content of %s does not stand in %s: %q", path, s.ID, s.ID, in, words)
				continue
			}
			st.Content = append(st.Content, span)
		}
		if len(st.Content) == 0 {
			continue
		}
		if len(s.Cue) > 0 {
			if span, found := place(s.Cue[0][0]); found {
				st.Cue = []hearsay.Span{span}
			}
		}
		st.ID = fmt.Sprintf("%s/%s/%s", filepath.Base(path), in, s.ID)
		named[s.ID] = st.ID
		of[in].Statements = append(of[in].Statements, st)
	}
	for _, f := range c.Truth.Claims {
		for _, s := range append(append([]string(nil), f.Tellings...), f.Denials...) {
			claim[named[s]] = f.ID
		}
	}
	for _, in := range sorted(of) {
		items = append(items, Prepare(&hearsay.Document{ID: in, Language: languages[in], Text: texts[in]}, of[in], nil)...)
	}
	return items, claim, named
}

// readStory reads a case, or a story from its truth file.
func readStory(path string) (truth.Case, error) {
	if filepath.Base(path) != "truth.txt" {
		return truth.ReadCase(path)
	}
	folder := filepath.Dir(path)
	tr, err := truth.ReadStory(folder)
	if err != nil {
		return truth.Case{}, err
	}
	c := truth.Case{Truth: tr}
	names, err := filepath.Glob(filepath.Join(folder, "documents", "*"))
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			return c, err
		}
		c.Documents = append(c.Documents, txtar.File{Name: filepath.Base(name), Data: b})
	}
	return c, err
}

// cases are the small cases and the stories.
func cases(t testing.TB) []string {
	t.Helper()
	cases := slices.DeleteFunc(golden.Files(t, "../testdata/cases/*/*.txtar"), func(path string) bool {
		return filepath.Base(filepath.Dir(path)) == "held" // whose texts nobody looks at
	})
	return append(cases, golden.Files(t, "../testdata/stories/*/truth.txt")...)
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
