package trace_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ingest"
	"github.com/hearsay-news/hearsay/internal/golden"
	"github.com/hearsay-news/hearsay/internal/truth"
	"github.com/hearsay-news/hearsay/read"
	"github.com/hearsay-news/hearsay/trace"
	"github.com/hearsay-news/hearsay/weigh"
)

// A story is a pile with its truth, by the names of its documents.
type story struct {
	name string
	docs []*hearsay.Document
	by   map[string]*hearsay.Document
	want truth.Truth
}

func (s *story) add(t *testing.T, name string, d hearsay.Document) {
	d.Path = name
	s.docs = append(s.docs, &d)
	s.by[name] = &d
}

func readCase(t *testing.T, path string) *story {
	t.Helper()
	c, err := truth.ReadCase(path)
	if err != nil {
		t.Fatal(err)
	}
	s := &story{name: filepath.Base(path), by: map[string]*hearsay.Document{}, want: c.Truth}
	dir := t.TempDir()
	for _, f := range c.Documents {
		if err := os.WriteFile(filepath.Join(dir, f.Name), f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	s.walk(t, dir)
	return s
}

func readStory(t *testing.T, folder string) *story {
	t.Helper()
	want, err := truth.ReadStory(folder)
	if err != nil {
		t.Fatal(err)
	}
	s := &story{name: filepath.Base(folder), by: map[string]*hearsay.Document{}, want: want}
	s.walk(t, filepath.Join(folder, "documents"))
	return s
}

func (s *story) walk(t *testing.T, dir string) {
	t.Helper()
	for item, skip := range ingest.Walk(context.Background(), []string{dir}, nil, nil) {
		if skip != nil {
			continue
		}
		d, skip := read.Document(item)
		if skip == nil {
			s.add(t, strings.SplitN(filepath.Base(d.Path), ":", 2)[0], d)
		}
	}
}

func (s *story) links() []hearsay.Link {
	var docs []*trace.Doc
	byID := map[string]*hearsay.Document{}
	for _, d := range s.docs {
		docs = append(docs, trace.Prepare(d, nil))
		byID[d.ID] = d
	}
	var links []hearsay.Link
	for i := range docs {
		for j := range docs[:i] {
			links = append(links, trace.Links(docs[j], docs[i])...)
		}
	}
	return trace.Settle(append(links, trace.Errors(docs)...), byID)
}

// pile takes the truth for what extract and match would find, as far as it says.
func (s *story) pile(links []hearsay.Link) (*hearsay.Pile, []hearsay.Claim) {
	p := &hearsay.Pile{Documents: map[string]*hearsay.Document{}, Statements: map[string]*hearsay.Statement{}, Sources: map[string]*hearsay.Source{}, Links: links}
	for _, d := range s.docs {
		p.Documents[d.ID] = d
	}
	for _, src := range s.want.Sources {
		h := &hearsay.Source{ID: "s-" + src.Name, Name: src.Name, Names: append([]string{src.Name}, src.Also...), Kind: src.Kind}
		for _, d := range src.Described {
			h.Descriptions = append(h.Descriptions, hearsay.Description{Text: d})
		}
		p.Sources[h.ID] = h
	}
	ids := map[string]string{}
	taken := map[hearsay.Span]bool{}
	for _, st := range s.want.Statements {
		d := s.document(st.In)
		if d == nil {
			continue
		}
		h := &hearsay.Statement{Document: d.ID, Kind: st.Kind, Commitment: st.Commitment, Stance: st.Stance, Via: st.Via, Allegation: 1}
		h.Content = place(d.Text, st.Content, 0, taken)
		if len(h.Content) == 0 {
			continue
		}
		at := h.Content[0].Start
		h.Cue, h.Source = place(d.Text, st.Cue, at, nil), place(d.Text, st.Source, at, nil)
		h.ID = st.ID
		ids[st.ID] = h.ID
		switch {
		case st.Speaker != "" && st.Speaker != "-":
			h.Speaker = "s-" + st.Speaker
			if p.Sources[h.Speaker] == nil {
				p.Sources[h.Speaker] = &hearsay.Source{ID: h.Speaker, Name: st.Speaker, Names: []string{st.Speaker}, Kind: hearsay.Person}
			}
		case len(h.Source) > 0:
			words := hearsay.Join(d.Text, h.Source)
			for _, src := range s.want.Sources {
				if src.Kind != hearsay.Person && strings.Contains(words, src.Name) {
					h.Speaker = "s-" + src.Name
				}
			}
			if h.Speaker == "" {
				h.Speaker = "u-" + d.ID + words
				p.Sources[h.Speaker] = &hearsay.Source{ID: h.Speaker, Name: words, Names: []string{words}, Kind: hearsay.Unnamed}
			}
		}
		p.Statements[h.ID] = h
	}
	for _, st := range s.want.Statements {
		if h := p.Statements[st.ID]; h != nil {
			h.Parent = ids[st.Parent]
		}
	}
	for i, r := range s.want.Remarks {
		if d := s.document(r.In); d != nil {
			span := place(d.Text, []truth.Reading{{r.Span}}, 0, nil)
			if len(span) > 0 {
				p.Remarks = append(p.Remarks, hearsay.Remark{ID: fmt.Sprint("r", i), Document: d.ID, Span: span[0], Kind: r.Kind, Claim: r.About})
			}
		}
	}
	var claims []hearsay.Claim
	for _, c := range s.want.Claims {
		h := hearsay.Claim{ID: c.ID, Text: c.Text, Tellings: c.Tellings, Others: c.Denials}
		for _, part := range c.Parts {
			h.Parts = append(h.Parts, hearsay.Part{Role: part.Role, Value: part.Words})
		}
		for _, id := range append(slices.Clone(c.Tellings), c.Denials...) {
			if st := p.Statements[id]; st != nil {
				st.Claim = c.ID
			}
		}
		claims = append(claims, h)
	}
	return p, claims
}

func (s *story) document(name string) *hearsay.Document {
	if name == "" && len(s.docs) == 1 {
		return s.docs[0]
	}
	return s.by[name]
}

// place finds the words of the first reading that stands in text, the place nearest to at that is not taken.
func place(text string, readings []truth.Reading, at int, taken map[hearsay.Span]bool) []hearsay.Span {
	for _, r := range readings {
		var spans []hearsay.Span
		for _, words := range r {
			best := hearsay.Span{Start: -1}
			for from := 0; ; {
				i := strings.Index(text[from:], words)
				if i < 0 {
					break
				}
				span := hearsay.Span{Start: from + i, End: from + i + len(words)}
				from = span.Start + 1
				if !taken[span] && (best.Start < 0 || taken == nil && abs(span.Start-at) < abs(best.Start-at)) {
					best = span
				}
			}
			if best.Start >= 0 {
				spans = append(spans, best)
				if taken != nil {
					taken[best] = true
				}
			}
		}
		if len(spans) == len(r) {
			return spans
		}
	}
	return nil
}

func abs(n int) int { return max(n, -n) }

// TestTruth takes the statements of every shipped truth for found, and says how many of the links, origins, named origins
// and standings come out right. The score is a file under review.
func TestTruth(t *testing.T) {
	var out strings.Builder
	for _, group := range []string{"cases/coverage", "cases/manner", "stories"} {
		var stories []*story
		if group == "stories" {
			for _, path := range golden.Files(t, "../testdata/stories/*/truth.txt") {
				stories = append(stories, readStory(t, filepath.Dir(path)))
			}
		} else {
			for _, path := range golden.Files(t, "../testdata/"+group+"/*.txtar") {
				stories = append(stories, readCase(t, path))
			}
		}
		var right, extra, wanted, origins, ranges, named, originsNamed, standings, stood int
		var wrong []string
		for _, s := range stories {
			links := s.links()
			ids := map[string]string{}
			for name, d := range s.by {
				ids[d.ID] = name
			}
			missing := slices.Clone(s.want.Links)
			wanted += len(missing)
			for _, l := range links {
				k := truth.Link{Kind: l.Kind, From: ids[l.From], To: ids[l.To]}
				if i := slices.Index(missing, k); i >= 0 {
					missing = slices.Delete(missing, i, i+1)
					right++
					continue
				}
				extra++
				wrong = append(wrong, fmt.Sprintf("%s: extra link %s %s %s (%s)", s.name, k.Kind, k.From, k.To, l.Reason))
			}
			for _, k := range missing {
				wrong = append(wrong, fmt.Sprintf("%s: no link %s %s %s", s.name, k.Kind, k.From, k.To))
			}
			pile, claims := s.pile(links)
			for i, c := range claims {
				want := s.want.Claims[i]
				c.Origins, c.NamedOrigin, c.Earliest = trace.Origins(&c, pile)
				w := weigh.Claim(&c, pile)
				if want.Origins != nil {
					ranges++
					if got := [2]int{c.Origins.Low, c.Origins.High}; got == *want.Origins {
						origins++
					} else {
						wrong = append(wrong, fmt.Sprintf("%s: %s: origins %v, want %v: %s", s.name, c.ID, got, *want.Origins, strings.Join(c.Origins.Why, " | ")))
					}
				}
				if want.Named != nil {
					named++
					got := c.NamedOrigin
					switch {
					case got == nil:
						wrong = append(wrong, fmt.Sprintf("%s: %s: no named origin, want %v", s.name, c.ID, *want.Named))
					case got.InPile != (len(want.Named.Documents) > 0) || got.InPile && !slices.Contains(want.Named.Documents, ids[got.Document]) ||
						want.Named.Channel != "" && got.Channel != want.Named.Channel:
						wrong = append(wrong, fmt.Sprintf("%s: %s: named origin %s %s %q, want %v", s.name, c.ID, got.Channel, ids[got.Document], got.Text, *want.Named))
					default:
						originsNamed++
					}
				}
				if want.Standing != "" {
					stood++
					if w.Claim.Standing == want.Standing {
						standings++
					} else {
						wrong = append(wrong, fmt.Sprintf("%s: %s: %s, want %s: %v", s.name, c.ID, w.Claim.Standing, want.Standing, w.Claim.Reasons))
					}
				}
			}
		}
		fmt.Fprintf(&out, "%s: %d stories\n  links %d of %d, %d extra\n  origins %d of %d\n  named origins %d of %d\n  standings %d of %d\n", group, len(stories), right, wanted, extra, origins, ranges, originsNamed, named, standings, stood)
		for _, w := range wrong {
			t.Log(w)
		}
	}
	t.Log(out.String())
	golden.Equal(t, "testdata/truth.golden", []byte(out.String()))
}
