package desk_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/desk"
	"github.com/hearsay-news/hearsay/internal/golden"
)

// TestVersions brings the files of each case, at once and one at a time, and compares what is told of documents, links and claims with what
// stands beside the case.
func TestVersions(t *testing.T) {
	for _, path := range golden.Files(t, "testdata/versions/*.txtar") {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			folder := t.TempDir()
			for _, f := range a.Files {
				if err := os.WriteFile(filepath.Join(folder, f.Name), f.Data, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			all := items(t, folder)
			d := newDesk(t)
			r := traced(t, d, all)
			got := versions(r, folder)
			golden.Equal(t, strings.TrimSuffix(path, ".txtar")+".golden", []byte(got))
			for _, order := range []iter.Seq2[int, hearsay.Item]{slices.All(all), slices.Backward(all)} {
				one := newDesk(t)
				for _, it := range order {
					traced(t, one, []hearsay.Item{it})
				}
				again := traced(t, one, all)
				if !again.Changed.None() {
					t.Errorf("a second run changed %+v", again.Changed)
				}
				differ(t, "one at a time", outcome(again), outcome(r))
				if s := versions(again, folder); s != got {
					t.Errorf("one at a time:\n%s\nat once:\n%s", s, got)
				}
			}
			redone, err := d.Redo(t.Context(), desk.Options{Most: -1})
			if err != nil {
				t.Fatal(err)
			}
			if !redone.Changed.None() || versions(redone, folder) != got {
				t.Errorf("redo changed %+v:\n%s", redone.Changed, versions(redone, folder))
			}
			var ids []string // what is taken out and put back leaves no trace
			err = d.Store.Documents(t.Context(), func(doc hearsay.Document) error {
				ids = append(ids, doc.ID)
				return nil
			})
			if err != nil || len(ids) < 2 {
				t.Fatalf("%d documents: %v", len(ids), err)
			}
			for _, id := range ids {
				if _, err := d.Remove(t.Context(), id, "a test", true); err != nil {
					t.Fatal(err)
				}
				if _, err := d.Restore(t.Context(), id, "a test"); err != nil {
					t.Fatal(err)
				}
			}
			if s := versions(traced(t, d, all), folder); s != got {
				t.Errorf("taken out and put back:\n%s\nbefore:\n%s", s, got)
			}
		})
	}
}

// versions is what r says of documents, links and claims, without their ids.
func versions(r hearsay.Report, folder string) string {
	var out strings.Builder
	name := map[string]string{}
	text := map[string]string{}
	for _, d := range r.Documents {
		name[d.ID] = strings.TrimPrefix(d.Path, folder+string(filepath.Separator))
		text[d.ID] = d.Text
		fmt.Fprintf(&out, "document %s %s\n", name[d.ID], d.URL)
		for _, a := range d.Addresses {
			fmt.Fprintf(&out, "\talso at %s\n", a)
		}
		for _, c := range d.Captures {
			fmt.Fprintf(&out, "\tcapture %s\n", strings.TrimPrefix(c.Path, folder+string(filepath.Separator)))
		}
	}
	for _, l := range r.Links {
		fmt.Fprintf(&out, "link %s %s %s: %s\n", name[l.From], l.Kind, name[l.To], l.Reason)
		if l.OnePage() {
			for _, s := range l.Spans.From {
				fmt.Fprintf(&out, "\tnew: %s\n", hearsay.Join(text[l.From], []hearsay.Span{s}))
			}
			for _, s := range l.Spans.To {
				fmt.Fprintf(&out, "\tgone: %s\n", hearsay.Join(text[l.To], []hearsay.Span{s}))
			}
		}
	}
	statement := map[string]hearsay.Statement{}
	for _, s := range r.Statements {
		statement[s.ID] = s
	}
	for _, c := range r.Claims {
		if len(c.Statements()) < 2 {
			continue
		}
		fmt.Fprintf(&out, "claim %s, %d outlets, origins %d to %d\n", c.Standing, c.Outlets, c.Origins.Low, c.Origins.High)
		for _, group := range []struct {
			what string
			ids  []string
		}{{"telling", c.Tellings}, {"other", c.Others}, {"again", c.Again}} {
			for _, id := range group.ids {
				s := statement[id]
				fmt.Fprintf(&out, "\t%s %s %s: %s\n", group.what, name[s.Document], s.Stance, hearsay.Join(text[s.Document], s.Content))
			}
		}
	}
	return out.String()
}

func sum(it hearsay.Item) []byte {
	s := sha256.Sum256(it.Bytes)
	return s[:]
}

// TestStoryTwice brings each page of a story once more in other bytes, as of a page that counts its visitors: all that is counted is what it
// was.
func TestStoryTwice(t *testing.T) {
	all := items(t, dam)
	once := traced(t, newDesk(t), all)
	var twice []hearsay.Item
	pages := 0
	for _, it := range all {
		if it.Format == hearsay.FormatHTML {
			again := it
			again.Path += ".again"
			for n := 0; n == 0 || bytes.Compare(sum(again), sum(it)) < 0; n++ { // ids decide which of the two is shown, and the order of much else
				again.Bytes = fmt.Appendf(slices.Clone(it.Bytes), "<!-- visitors: %d -->\n", n)
			}
			twice = append(twice, again)
			pages++
		}
	}
	if pages < 10 {
		t.Fatalf("only %d pages in the story", pages)
	}
	counts := func(r hearsay.Report) []string {
		voice := map[string]string{} // the twin of a document speaks with its voice
		for _, d := range r.Documents {
			voice[d.ID] = strings.TrimSuffix(d.Path, ".again")
		}
		statement := map[string]string{}
		for _, s := range r.Statements {
			statement[s.ID] = fmt.Sprintf("%s %v", voice[s.Document], s.Content)
		}
		var out []string
		for _, c := range r.Claims {
			var said []string
			for _, id := range slices.Concat(c.Tellings, c.Others) {
				said = append(said, statement[id])
			}
			slices.Sort(said)
			out = append(out, fmt.Sprintf("claim %v standing %s origins %d-%d outlets %d rank %.3f why %q", said, c.Standing, c.Origins.Low, c.Origins.High, c.Outlets, c.Rank, c.Origins.Why))
		}
		slices.Sort(out)
		return out
	}
	for _, order := range [][][]hearsay.Item{{twice, all}, {all, twice}} {
		d := newDesk(t)
		for _, part := range order {
			traced(t, d, part)
		}
		r := traced(t, d, all)
		differ(t, "each page twice", counts(r), counts(once))
		if len(r.Documents) != len(once.Documents) {
			t.Errorf("%d documents of %d are shown", len(r.Documents), len(once.Documents))
		}
	}
}
