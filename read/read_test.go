package read

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	hearsay "github.com/hearsay-news/hearsay"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write the wanted parts of testdata/*.txtar anew")

var formats = map[string]hearsay.Format{".html": hearsay.FormatHTML, ".txt": hearsay.FormatText, ".md": hearsay.FormatMarkdown, ".jsonl": hearsay.FormatRecord}

// show writes the fields of d for people, one on a line, and leaves out what is empty.
func show(d hearsay.Document) string {
	var b strings.Builder
	line := func(key string, value ...string) {
		if s := strings.TrimSpace(strings.Join(value, "  ")); s != "" {
			fmt.Fprintf(&b, "%-11s %s\n", key, s)
		}
	}
	at := func(key string, t hearsay.Time) {
		if t.Known() {
			line(key, t.String(), string(t.Precision), t.How)
		}
	}
	line("title", d.Title)
	line("outlet", d.Outlet)
	line("author", d.Author)
	line("credit", d.Credit)
	at("published", d.Published)
	at("modified", d.Modified)
	at("captured", d.Captured)
	line("url", d.URL)
	for _, u := range d.Addresses {
		line("address", u)
	}
	line("channel", string(d.Channel))
	line("language", d.Language, d.LanguageHow)
	for _, l := range d.Links {
		line("link", l.URL, l.Text)
	}
	for _, e := range d.Embeds {
		next, _, _ := strings.Cut(d.Text[e.At:], "\n")
		if len(next) > 20 {
			next = strings.ToValidUTF8(next[:20], "")
		}
		line("embed", e.Platform, e.URL, "before: "+next)
		line("  showing", e.Text)
	}
	for _, r := range d.Reviews {
		line("review", r.Claim, "by "+r.Claimant, "rated "+r.Rating, "checked by "+r.Author)
	}
	for _, s := range d.Boilerplate {
		line("boilerplate", d.Text[s.Start:s.End])
	}
	return b.String()
}

// check holds d against what every document promises.
func check(t *testing.T, d hearsay.Document, raw []byte) {
	t.Helper()
	if !utf8.ValidString(d.Text) {
		t.Errorf("the text is not UTF-8")
	}
	end, utf := 0, utf8.Valid(raw)
	for _, p := range d.Pieces {
		if p.At < end || p.N <= 0 || p.At+p.N > len(d.Text) || p.Raw.Start < 0 || p.Raw.End > len(raw) || p.Raw.Len() <= 0 {
			t.Fatalf("piece %v is out of place (text %d, raw %d bytes, the one before ends at %d)", p, len(d.Text), len(raw), end)
		}
		end = p.At + p.N
		if have, want := d.Text[p.At:end], string(raw[p.Raw.Start:p.Raw.End]); utf && p.N == p.Raw.Len() && have != want {
			t.Fatalf("piece %v says %q, the bytes say %q", p, have, want)
		}
		if !(hearsay.Span{Start: p.At, End: end}).Fits(d.Text) {
			t.Fatalf("piece %v cuts a character", p)
		}
	}
	spans := append([]hearsay.Span{}, d.Boilerplate...)
	for _, l := range d.Links {
		spans = append(spans, l.Span)
		if have, _ := l.Span.In(d.Text); have != l.Text {
			t.Errorf("the link %q stands at %q", l.Text, have)
		}
	}
	for _, e := range d.Embeds {
		spans = append(spans, hearsay.Span{Start: e.At, End: e.At})
	}
	if d.TitleSpan != nil {
		spans = append(spans, *d.TitleSpan)
		if have, _ := d.TitleSpan.In(d.Text); have != d.Title {
			t.Errorf("the title is %q, its place says %q", d.Title, have)
		}
	}
	for _, s := range spans {
		if !s.Fits(d.Text) {
			t.Errorf("%v does not fit the text", s)
		}
	}
}

func TestCases(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) < 15 {
		t.Fatalf("%d cases in testdata, 15 or more wanted (%v)", len(paths), err)
	}
	t.Logf("%d cases", len(paths))
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			page := a.Files[0]
			raw := page.Data
			if filepath.Ext(page.Name) == ".jsonl" {
				raw = bytes.TrimSuffix(raw, []byte("\n"))
			}
			d, skip := Document(hearsay.Item{Path: page.Name, Format: formats[filepath.Ext(page.Name)], Bytes: raw})
			if skip != nil {
				t.Fatalf("skipped: %+v", *skip)
			}
			check(t, d, raw)
			got := []txtar.File{{Name: "want", Data: []byte(show(d))}, {Name: "text", Data: []byte(strings.TrimRight(d.Text, "\n") + "\n")}}
			if *update {
				a.Files = append(a.Files[:1], got...)
				if err := os.WriteFile(path, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if len(a.Files) != 3 {
				t.Fatalf("%s: a page, want and text are needed", path)
			}
			for i, g := range got {
				if want := a.Files[i+1]; g.Name != want.Name || !bytes.Equal(g.Data, want.Data) {
					t.Errorf("%s: got\n%s\nwant\n%s", g.Name, g.Data, want.Data)
				}
			}
		})
	}
}
