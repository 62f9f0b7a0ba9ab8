// Command identity tells how well extract knows who is meant by "he", "the officer", "the 71-year-old": whether the sources of a
// document's attributions that are one are found to be one.
//
//	go run ./bench/identity -in dev.jsonl.gz
//
// The texts are those of FILE, the dev part of PolNeAR, which the tree does not hold. polnear.jsonl says which mentions of sources there are one,
// for 40 of its articles: {"id", "mentions": [[[start, end], ...], ...], "identity": [...]}, in bytes. It was annotated by hand by
// somebody who had not seen the rules; the mentions are those that PolNeAR gives. A mention where extract finds no source counts as a
// source of its own; the second line leaves such mentions out, and so tells what remains when the finding is perfect.
//
// second.jsonl says the same by somebody else, who had seen the articles with their mentions and not the first annotation; the last line tells how far the two agree.
//
// With -wrong it tells each mention that is found together with others than it should be.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/bench/extract/tally"
	"github.com/hearsay-news/hearsay/extract"
	"github.com/hearsay-news/hearsay/internal/b3"
	"github.com/hearsay-news/hearsay/internal/truth"
)

func main() {
	in := flag.String("in", "", "`file` of texts, .jsonl or .jsonl.gz")
	gold := flag.String("gold", "bench/identity/polnear.jsonl", "`file` that says which mentions are one")
	second := flag.String("second", "bench/identity/second.jsonl", "`file` in which somebody else says it, in the same order")
	wrong := flag.Bool("wrong", false, "tell what is found wrongly")
	flag.Parse()
	if err := run(*in, *gold, *second, *wrong); err != nil {
		fmt.Fprintln(os.Stderr, "identity:", err)
		os.Exit(1)
	}
}

// An annotation says which sources of an article are one.
type annotation struct {
	ID       string           `json:"id"`
	Mentions [][]hearsay.Span `json:"mentions"`
	Identity []int            `json:"identity"`
}

func run(in, gold, second string, wrong bool) error {
	if in == "" {
		return errors.New("no texts; give the dev part of PolNeAR with -in")
	}
	records, err := tally.Read(in)
	if err != nil {
		return err
	}
	texts := map[string]string{}
	for _, r := range records {
		texts[r.ID] = r.Text
	}
	annotations, err := read(gold)
	if err != nil {
		return err
	}
	others, err := read(second)
	if err != nil {
		return err
	}
	if len(others) != len(annotations) {
		return fmt.Errorf("%s has %d articles, %s %d; give two annotations of the same ones", second, len(others), gold, len(annotations))
	}
	var all, met, people b3.Counts
	for n, a := range annotations {
		if others[n].ID != a.ID || len(others[n].Identity) != len(a.Identity) {
			return fmt.Errorf("%s: line %d: it does not fit %s of %s", second, n+1, a.ID, gold)
		}
		for i := range a.Identity {
			people.Add(fmt.Sprint(a.ID, " ", others[n].Identity[i]), fmt.Sprint(a.ID, " ", a.Identity[i]))
		}
		text, there := texts[a.ID]
		if !there || len(a.Mentions) != len(a.Identity) {
			return fmt.Errorf("%s: line %d: %s does not fit the texts of %s; give the dev part of PolNeAR", gold, n+1, a.ID, in)
		}
		x := extract.Document(&hearsay.Document{ID: "d", Language: "en", Text: text})
		found := make([]string, len(a.Mentions))
		for i, m := range a.Mentions {
			for _, s := range m {
				if !s.Fits(text) {
					return fmt.Errorf("%s: line %d: %v does not fit the text of %s", gold, n+1, s, a.ID)
				}
			}
			wanted := fmt.Sprint(a.ID, " ", a.Identity[i])
			if found[i] = truth.Speaker(x.Statements, m); found[i] == "" {
				all.Add(fmt.Sprint(a.ID, " none ", i), wanted)
				continue
			}
			all.Add(a.ID+" "+found[i], wanted)
			met.Add(a.ID+" "+found[i], wanted)
		}
		if wrong {
			tell(a, text, found, x.Sources)
		}
	}
	fmt.Printf("polnear dev, %d articles\n  all mentions:  %s\n  those found:   %s\n  two people:    %s\n", len(annotations), &all, &met, &people)
	return nil
}

// read returns the annotations of a file.
func read(path string) ([]annotation, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var all []annotation
	for d := json.NewDecoder(f); ; {
		var a annotation
		if err := d.Decode(&a); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", path, len(all)+1, err)
		}
		all = append(all, a)
	}
}

// tell writes, for each identity, who its mentions were found to be, where they are not one or are others too.
func tell(a annotation, text string, found []string, sources []hearsay.Source) {
	name := map[string]string{"": "NOT FOUND"}
	for _, s := range sources {
		name[s.ID] = s.Name
	}
	is := map[string]map[int]bool{}
	for i, f := range found {
		if is[f] == nil {
			is[f] = map[int]bool{}
		}
		is[f][a.Identity[i]] = true
	}
	fmt.Println(a.ID)
	for i, f := range found {
		mark := " "
		if f != "" && len(is[f]) > 1 {
			mark = "+" // with others
		}
		for j, g := range found {
			if a.Identity[i] == a.Identity[j] && f != g && f != "" && g != "" {
				mark = strings.TrimSpace(mark) + "-" // without its own
				break
			}
		}
		start, end := a.Mentions[i][0].Start, a.Mentions[i][len(a.Mentions[i])-1].End
		fmt.Printf("  %-2s %2d %6d %-40.40q %s\n", mark, a.Identity[i], start, text[start:end], name[f])
	}
}
