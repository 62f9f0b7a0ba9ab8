package truth

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/golden"
)

// Every truth that the project ships can be read.
func TestShipped(t *testing.T) {
	for _, path := range golden.Files(t, filepath.Join("..", "..", "testdata", "cases", "*", "*.txtar")) {
		if _, err := ReadCase(path); err != nil {
			t.Error(err)
		}
	}
	for _, path := range golden.Files(t, filepath.Join("..", "..", "testdata", "stories", "*", "truth.txt")) {
		if _, err := ReadStory(filepath.Dir(path)); err != nil {
			t.Error(err)
		}
	}
}

func mill(t *testing.T) Case {
	t.Helper()
	c, err := ReadCase(filepath.Join("testdata", "mill.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// spans are the nth places of words in text, from 0.
func spans(t *testing.T, text, words string, nth int) []hearsay.Span {
	t.Helper()
	from := 0
	for ; ; nth-- {
		i := strings.Index(text[from:], words)
		if i < 0 {
			t.Fatalf("%q does not stand in %q", words, text)
		}
		if nth == 0 {
			return []hearsay.Span{{Start: from + i, End: from + i + len(words)}}
		}
		from += i + 1
	}
}

// right is a report in which everything of the mill is right.
func right(t *testing.T) hearsay.Report {
	a := hearsay.Document{
		ID: "da", Path: "pile/a.txt", Text: string(mill(t).Documents[0].Data), Outlet: "The Harbour Post", Embeds: []hearsay.Embed{{Platform: "instagram"}},
		Published: hearsay.Time{At: time.Date(2024, 3, 5, 0, 0, 0, 0, time.UTC), Precision: hearsay.ToDay},
	}
	one := hearsay.Document{ID: "d1", Path: "pile/posts.jsonl:1", Text: "one"}
	two := hearsay.Document{ID: "d2", Path: "pile/posts.jsonl:2", Text: "“The mill was sold,” the officer told the Post."}
	return hearsay.Report{
		Documents: []hearsay.Document{a, one, two},
		Statements: []hearsay.Statement{
			{ID: "da/1", Document: "da", Kind: hearsay.Indirect, Commitment: hearsay.Distances, Stance: hearsay.Tells, Speaker: "v",
				Source: spans(t, a.Text, "an officer", 0), Cue: spans(t, a.Text, "alleged.", 0), Content: spans(t, a.Text, "The mill was sold,", 0)},
			{ID: "da/2", Document: "da", Speaker: "v", Source: spans(t, a.Text, ", he", 0), Cue: spans(t, a.Text, "said again", 0), Content: spans(t, a.Text, "The mill was sold", 1)},
			{ID: "da/3", Document: "da", Stance: hearsay.DeniesIt, Speaker: "r", Source: spans(t, a.Text, "Mayor Rau", 0), Cue: spans(t, a.Text, "denied", 0), Content: spans(t, a.Text, "the sale", 0)},
			{ID: "d2/1", Document: "d2", Kind: hearsay.Direct, Speaker: "v", Via: "facebook", Source: spans(t, two.Text, "the officer", 0), Cue: spans(t, two.Text, "told", 0), Content: spans(t, two.Text, "“The mill was sold,”", 0)},
			{ID: "d2/2", Document: "d2", Kind: hearsay.Own, Content: spans(t, two.Text, "the Post", 0)},
		},
		Sources: []hearsay.Source{
			{ID: "v", Name: "Ansel Voss", Names: []string{"Ansel Voss", "Anselm Voß"}, Kind: hearsay.Person, Descriptions: []hearsay.Description{{Text: "an officer"}}},
			{ID: "r", Name: "Mayor Ines Rau", Kind: hearsay.Person},
		},
		Claims: []hearsay.Claim{{
			ID: "c", Text: "The mill was sold", Tellings: []string{"da/1", "da/2", "d2/1"}, Others: []string{"da/3"}, Standing: hearsay.Disputed,
			Origins: hearsay.Origins{Low: 1, High: 1}, NamedOrigin: &hearsay.NamedOrigin{Channel: hearsay.Facebook, Source: "v"},
			Parts:     []hearsay.Part{{Role: hearsay.What, Value: "the mill"}},
			Responses: []hearsay.Response{{Who: "Mayor Rau", Answer: hearsay.Denied}},
		}},
		Remarks: []hearsay.Remark{{ID: "m", Document: "da", Kind: hearsay.Unsubstantiated, Span: spans(t, a.Text, "The claim is unproven.", 0)[0], Claim: hearsay.IDs{"c"}}},
		Links: []hearsay.Link{
			{From: "da/1", To: "d2/1", Kind: hearsay.Copies}, {From: "da/2", To: "d2", Kind: hearsay.Copies}, // one link between documents
			{From: "da", To: "d2", Kind: hearsay.Cites}, {From: "da/1", To: "da/2", Kind: hearsay.Quotes}, // the second is within one
		},
	}
}

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(r *hearsay.Report)
		wrong []string // all lines, or how they begin
	}{
		{"all right", func(r *hearsay.Report) {}, nil},
		{"cue of another reading", func(r *hearsay.Report) { r.Statements[1].Cue[0].End -= len(" again") }, nil},
		{"places swapped", func(r *hearsay.Report) {
			a, b := r.Statements[0].Content, r.Statements[1].Content
			r.Statements[0].Content, r.Statements[1].Content = b, a
		}, []string{`s1: found with other words`, `s2: found with other words`, `s1 source words:`, `s2 source words:`, `s1 cue:`, `s2 cue:`, "s1 kind", "s1 commitment", "s1 stance"}},
		{"content too long", func(r *hearsay.Report) { r.Statements[2].Content[0].End += len(". The") },
			[]string{`s3: found with other words`, `s3 content: want "the sale", got "the sale. The"`}},
		{"statement missing", func(r *hearsay.Report) { r.Statements = append(r.Statements[:2:2], r.Statements[3:]...) },
			[]string{`s3: not found: "the sale"`, "c1 denial: s3 was not found"}},
		{"document missing", func(r *hearsay.Report) { r.Documents = r.Documents[:2] }, []string{
			`s4: the report has no document "posts.jsonl:2"`, `c1 telling: s4 was not found`,
			`link copies a.txt posts.jsonl:2: the report has no document "posts.jsonl:2"`, `link cites`, "link", "link", "1 further attributions", "further attribution"}},
		{"text misread", func(r *hearsay.Report) {
			r.Documents[2].Text = strings.Replace(r.Documents[2].Text, "mill was", "mill xas", 1)
		},
			[]string{`s4: "“The mill was sold,”" does not stand in the text of pile/posts.jsonl:2`, "c1 telling", "1 further", "further"}},
		{"further attribution", func(r *hearsay.Report) { r.Statements[4].Kind = hearsay.Indirect },
			[]string{`1 further attributions, at most 0 wanted`, `further attribution: pile/posts.jsonl:2: "" | "" | "the Post"`}},
		{"source split", func(r *hearsay.Report) {
			r.Sources = append(r.Sources, hearsay.Source{ID: "w", Name: "the officer"})
			r.Statements[3].Speaker = "w"
		}, []string{"s4 speaker: want Ansel Voss, got the officer", "source Ansel Voss: is split into Ansel Voss and the officer"}},
		{"sources merged", func(r *hearsay.Report) { r.Statements[2].Speaker = "v" },
			[]string{"s3 speaker: want Ines Rau, got Ansel Voss", "source Ines Rau: is called Ansel Voss"}},
		{"claim split", func(r *hearsay.Report) {
			r.Claims[0].Tellings = []string{"da/1", "d2/1"}
			r.Claims = append(r.Claims, hearsay.Claim{ID: "e", Tellings: []string{"da/2"}})
		}, []string{`c1: is split: s2 not with the others in "The mill was sold"`, "c1 telling: s2 is not in it"}},
		{"other side", func(r *hearsay.Report) {
			r.Claims[0].Tellings, r.Claims[0].Others = append(r.Claims[0].Tellings, "da/3"), nil
		}, []string{"c1 denial: s3 is on the other side"}},
		{"no claim", func(r *hearsay.Report) { r.Claims = nil },
			[]string{"remark", "c1: not found", "c1 telling", "c1 telling", "c1 telling", "c1 denial", "c1 part: want what \"mill\", got nothing", "c1 origins", "c1 named", "c1 standing", "c1 response"}},
		{"weighed wrong", func(r *hearsay.Report) {
			c := &r.Claims[0]
			c.Origins.Low, c.Origins.High, c.Standing, c.Responses[0].Answer = 0, 2, hearsay.Reported, hearsay.Declined
			c.NamedOrigin.InPile, c.NamedOrigin.Document = true, "d2"
		}, []string{"c1 origins: want 1 1, got 0 2", "c1 named origin: want it outside the pile, got it in pile/posts.jsonl:2", "c1 standing: want disputed, got reported", "c1 response: want denied Rau, got declined Mayor Rau"}},
		{"remark of another kind", func(r *hearsay.Report) { r.Remarks[0].Kind = hearsay.FindingNone },
			[]string{`remark unsubstantiated: want "The claim is unproven", got finding-none "The claim is unproven."`, `remark unsubstantiated "The claim is unproven": nothing of the kind there`, "remark"}},
		{"remark too short", func(r *hearsay.Report) { r.Remarks[0].Span.Start += len("The ") },
			[]string{`remark unsubstantiated: want "The claim is unproven", got unsubstantiated "claim is unproven."`}},
		{"links", func(r *hearsay.Report) { r.Links[2] = hearsay.Link{From: "d2", To: "da", Kind: hearsay.Cites} },
			[]string{"link cites a.txt posts.jsonl:2: not found", "link cites pile/posts.jsonl:2 pile/a.txt: not wanted"}},
		{"document's fields", func(r *hearsay.Report) {
			d := &r.Documents[0]
			d.Title, d.Outlet, d.Published.Precision, d.Embeds = "Mill", "Post", hearsay.ToYear, nil
		}, []string{"document a.txt title: want -, got Mill", "document a.txt outlet: want The Harbour Post, got Post", "document a.txt published: want 2024-03, got 2024", "document a.txt embeds: want instagram, got nothing"}},
		{"nothing at all", func(r *hearsay.Report) { *r = hearsay.Report{} }, nil}, // looked at below
	} {
		t.Run(c.name, func(t *testing.T) {
			r := right(t)
			c.spoil(&r)
			s := Compare(mill(t).Truth, r)
			if c.name == "nothing at all" {
				for _, i := range s.Items() {
					if i.Found != 0 || i.Extra != 0 {
						t.Errorf("an empty report: %+v", i)
					}
				}
				return
			}
			got := s.Wrong()
			same := slices.EqualFunc(got, c.wrong, strings.HasPrefix)
			if !same {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(c.wrong, "\n  "))
			}
		})
	}
}

func TestMerged(t *testing.T) {
	c := mill(t)
	c.Truth.Claims = append(c.Truth.Claims, Claim{ID: "c2", Text: "another", Tellings: []string{"s2"}})
	c.Truth.Claims[0].Tellings = []string{"s1", "s4"}
	s := Compare(c.Truth, right(t))
	want := Item{Name: Claims, Wanted: 2, Extra: 1, Wrong: []string{`c1 and c2 are run together in "The mill was sold"`}}
	if got := s.Item(Claims); got.Wanted != want.Wanted || got.Found != 0 || got.Extra != 1 || !slices.Equal(got.Wrong, want.Wrong) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestScore(t *testing.T) {
	r := right(t)
	r.Links = append(r.Links[:2], hearsay.Link{From: "d1", To: "da", Kind: hearsay.Cites})
	one := Compare(mill(t).Truth, r)
	link := one.Item(Links)
	if link.Wanted != 2 || link.Found != 1 || link.Extra != 1 || link.Precision() != 0.5 || link.Recall() != 0.5 || link.F1() != 0.5 {
		t.Errorf("links: %+v", link)
	}
	var both Score
	both.Add("first", one)
	both.Add("second", Compare(mill(t).Truth, right(t)))
	if link := both.Item(Links); link.Wanted != 4 || link.Found != 3 || link.Extra != 1 || !strings.HasPrefix(link.Wrong[0], "first: link cites") {
		t.Errorf("links of both: %+v", link)
	}
	if table := both.String(); !strings.Contains(table, "link                     3 of    4  recall 0.750  extra 1  precision 0.750  F1 0.750\n") {
		t.Errorf("table:\n%s", table)
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "x:0: it asks for nothing; write"},
		{"statment s1\n", `x:1: no block is called "statment"; write statement`},
		{"  content a\n", "x:1: there is no block for this field; begin one"},
		{"statement s1\n  kind direct\n", "x:1: statement s1 has no content; quote"},
		{"statement s1\n  content a\nstatement s1\n  content b\n", `x:3: there are two blocks for the statement "s1"; join`},
		{"statement s1\n  content a\n  kind quoted\n", `x:3: statement: kind "quoted" is none; write one of direct, indirect, mixed, own`},
		{"statement s1\n  content a\n  contents b\n", `x:3: a statement has no field "contents"; it has in, source`},
		{"statement s1\n  content\n", "x:2: content says nothing; write its value"},
		{"statement s1\n  content a\n  kind own\n  cue said\n", "x:1: statement s1 is the document's own"},
		{"statement s1\n  content a\n  or cue said\n", `x:3: "or cue" is another reading of nothing; write "cue" before it`},
		{"statement s1\n  content a\n  or content b\n  content c\n", "x:4: a further fragment stands behind another reading"},
		{"statement s1\n  content a\n  speaker Rau\n", `x:3: there is no source "Rau"; write its block, or correct the name`},
		{"statement s1\n  content a\n  parent s0\n", `x:3: there is no statement "s0"`},
		{"claim c1\n  tellings s1\n", `x:2: there is no statement "s1"`},
		{"claim c1\n  text a\n", "x:1: the claim c1 has no statements"},
		{"statement s1\n  content a\nclaim c1\n  tellings s1\n  origins 2 1\n", "x:5: origins are two numbers, low and high; write"},
		{"statement s1\n  content a\nclaim c1\n  tellings s1\n  part agent Rau\n", `x:5: part: role "agent" is none; write one of who`},
		{"remark rumour\n  span a\n", `x:1: a remark of the kind "rumour" is none; write one of substantiated`},
		{"remark context\n  about c1\n  span a\n", `x:2: there is no claim "c1"`},
		{"remark context\n  span a\n  contradicts b\n", `x:3: no remark has the span "b"; quote`},
		{"link copies a.html\n", "x:1: a link is a kind and two documents; write"},
		{"link steals a b\n", `x:1: a link of the kind "steals" is none; write one of cites`},
		{"at-most some\n", "x:1: at-most is followed by a number, once"},
		{"document a\n  title b\n  title c\n", "x:3: a document has one title; leave one out"},
	} {
		_, err := Parse("x", []byte(c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q:\n got %v\nwant %s", c.text, err, c.want)
		}
	}
	// All that is wrong is told at once.
	_, err := Parse("x", []byte("statement s1\n  kind quoted\nlink a\n"))
	if n := strings.Count(err.Error(), "x:"); n != 3 {
		t.Errorf("%d errors, want 3: %v", n, err)
	}
}

func TestCaseErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"About.\n-- a.txt --\nText.\n", "there must be a document at least, and then the truth as the last file"},
		{"-- a.txt --\nText.\n-- truth --\nat-most 1\n", "case:1: say in a sentence"},
		{"About.\n-- a.txt --\nText.\n-- truth --\n# x\nstatement s1\n  in b.txt\n  content Text", `case:6: there is no document "b.txt"; write one of a.txt`},
		{"About.\n-- a.txt --\nText.\n-- b.txt --\nText.\n-- truth --\n\nstatement s1\n  content Text\n", `case:8: it does not say in which document it is; write "in" with one of a.txt, b.txt`},
		{"About.\n-- a.txt --\nText.\n-- truth --\nlink copies a.txt c.txt\n", `case:5: there is no document "c.txt"`},
	} {
		path := filepath.Join(t.TempDir(), "case")
		if err := os.WriteFile(path, []byte(c.text), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadCase(path); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q:\n got %v\nwant %s", c.text, err, c.want)
		}
	}
}

// The same story, told as the first acceptance test is.
func TestGold(t *testing.T) {
	g, err := Gold(filepath.Join("testdata", "gold.json"))
	if err != nil {
		t.Fatal(err)
	}
	r := right(t)
	r.Documents, r.Statements = r.Documents[:1], r.Statements[:3]
	r.Documents[0].Language, r.Documents[0].Outlet, r.Documents[0].Published = "en", "", hearsay.Time{}
	s := Compare(g, r)
	if wrong := s.Wrong(); len(wrong) > 0 {
		t.Errorf("wrong:\n  %s", strings.Join(wrong, "\n  "))
	}
	for name, want := range map[string]int{
		Statements: 2, Speakers: 2, Descriptions: 1, Remarks: 1, Abouts: 1, Claims: 1, Tellings: 2, Parts: 1, Origins: 1, NamedOrigins: 1, Standings: 1, Documents: 5,
	} {
		if got := s.Item(name).Wanted; got != want {
			t.Errorf("%s: %d were asked for, want %d", name, got, want)
		}
	}
	if g.AtMost != 1 {
		t.Errorf("at most %d further attributions, want 1", g.AtMost)
	}
}
