package extract_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/extract"
)

// FuzzDocument checks what holds of any text: no span lies outside it or cuts a character, every statement has a content, ids
// are unique, and what is named by id is there.
func FuzzDocument(f *testing.F) {
	f.Add("“I saw it,” she said. According to Rau, the mayor—who denied it—was “paid.”", 4)
	f.Add("As per , said \"\" ‘’ who claims that that, according to according to he", 0)
	f.Add("\xff\x00 “ he said the claim that \u2028 it's, said", 3)
	if cases, err := filepath.Glob("../testdata/cases/*/*.txtar"); err == nil {
		for i, path := range cases {
			if raw, err := os.ReadFile(path); err == nil && i%8 == 0 {
				f.Add(string(raw), 20)
			}
		}
	}
	f.Fuzz(func(t *testing.T, text string, title int) {
		text = strings.ToValidUTF8(text, "?") // as read gives it
		d := hearsay.Document{ID: "d", Text: text, Language: "en", Author: "Ines Rau", Channel: hearsay.Facebook}
		if span := (hearsay.Span{Start: 0, End: title}); span.Fits(text) {
			d.TitleSpan = &span
		}
		x := extract.Document(&d)
		ids, who := map[string]bool{}, map[string]bool{}
		for _, s := range x.Sources {
			who[s.ID] = true
		}
		for _, s := range x.Statements {
			if ids[s.ID] {
				t.Fatalf("two statements are called %s", s.ID)
			}
			ids[s.ID] = true
			if len(s.Content) == 0 {
				t.Fatalf("%s says nothing", s.ID)
			}
			if s.Speaker != "" && !who[s.Speaker] {
				t.Fatalf("%s is said by %s, who is not among the sources", s.ID, s.Speaker)
			}
			for _, spans := range [][]hearsay.Span{s.Source, s.Cue, s.Content} {
				for _, span := range spans {
					if !span.Fits(text) || span.Len() == 0 {
						t.Fatalf("%s: span %v", s.ID, span)
					}
				}
			}
		}
		for _, s := range x.Statements {
			if s.Parent != "" && !ids[s.Parent] || s.Refers != "" && !ids[s.Refers] {
				t.Fatalf("%s: parent %s or reference %s is not there", s.ID, s.Parent, s.Refers)
			}
		}
		for _, r := range x.Remarks {
			if !r.Span.Fits(text) || r.Span.Len() == 0 {
				t.Fatalf("%s: span %v", r.ID, r.Span)
			}
			for _, id := range r.Statements {
				if !ids[id] {
					t.Fatalf("%s speaks about %s, which is not there", r.ID, id)
				}
			}
		}
	})
}
