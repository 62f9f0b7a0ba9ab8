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
	wrong := flag.Bool("wrong", false, "tell what is found wrongly")
	flag.Parse()
	if err := run(*in, *gold, *wrong); err != nil {
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

func run(in, gold string, wrong bool) error {
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
	f, err := os.Open(gold)
	if err != nil {
		return err
	}
	defer f.Close()
	var all, met b3.Counts
	documents := 0
	for d := json.NewDecoder(f); ; documents++ {
		var a annotation
		if err := d.Decode(&a); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return fmt.Errorf("%s: line %d: %w", gold, documents+1, err)
		}
		text, there := texts[a.ID]
		if !there || len(a.Mentions) != len(a.Identity) {
			return fmt.Errorf("%s: line %d: %s does not fit the texts of %s; give the dev part of PolNeAR", gold, documents+1, a.ID, in)
		}
		x := extract.Document(&hearsay.Document{ID: "d", Language: "en", Text: text})
		found := make([]string, len(a.Mentions))
		for i, m := range a.Mentions {
			for _, s := range m {
				if !s.Fits(text) {
					return fmt.Errorf("%s: line %d: %v does not fit the text of %s", gold, documents+1, s, a.ID)
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
	fmt.Printf("polnear dev, %d articles\n  all mentions:  %s\n  those found:   %s\n", documents, &all, &met)
	return nil
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
