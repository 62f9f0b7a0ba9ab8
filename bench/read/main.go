// Command read measures read on the twenty pages of testdata/pages, each in the manner of another publishing system, and
// beside it a second extractor (go-trafilatura) on the same pages in the same run.
//
//	go run ./bench/read > bench/read/stats.txt    the scores
//	go run ./bench/read -wrong [PAGE ...]         with what is wrong, of some pages only
//
// A page is read as the product reads one that was fetched: as a record of a web archive that ingest brings, with the address
// and the bytes of the page. What took how long goes to standard error.
//
// # Scores
//
// The text is cut into words (UAX #29; what has no letter and no digit is none) in lower case. What the two texts have in
// common is their longest common subsequence of words, so a word that stands in another order does not count. Precision,
// recall and F1 are those of one page; those of all are the means over the pages. A title within the text, and what a
// document calls boilerplate, are no part of the text.
//
// A field is right or wrong; testdata/pages/README.md says when. "day" asks of the date of publication the day alone. A
// change is right where the truth knows none and none is told but the publication again.
package main

import (
	"flag"
	"fmt"
	"os"
	"time"
)

// rounds is how often all pages are read to tell the time that it takes; the fastest counts.
const rounds = 7

func main() {
	wrong := flag.Bool("wrong", false, "print what is wrong")
	flag.Parse()
	if err := run("testdata/pages", flag.Args(), *wrong); err != nil {
		fmt.Fprintln(os.Stderr, "read:", err)
		os.Exit(1)
	}
}

// An extractor reads a page.
type extractor struct {
	name string
	read func(page) (found, error)
}

func run(folder string, only []string, wrong bool) error {
	pages, err := load(folder, only)
	if err != nil {
		return err
	}
	bytes := 0
	for _, p := range pages {
		bytes += len(p.raw)
	}
	var took []time.Duration
	for _, e := range [...]extractor{{"hearsay", product}, {"go-trafilatura 1.12.2", second}} {
		fmt.Printf("%s, %d pages\n", e.name, len(pages))
		var all []score
		for _, p := range pages {
			f, err := e.read(p)
			if err != nil { // a page that is not read counts as one of which nothing was found
				fmt.Fprintf(os.Stderr, "%s: %s: %v\n", e.name, p.name, err)
			}
			s := p.score(f)
			all = append(all, s)
			fmt.Println(s)
			if wrong {
				p.explain(os.Stdout, f, s)
			}
		}
		fmt.Println(sum(all))
		best := time.Duration(1 << 62)
		for range rounds {
			began := time.Now()
			for _, p := range pages {
				if _, err := e.read(p); err != nil {
					continue // told above
				}
			}
			best = min(best, time.Since(began))
		}
		took = append(took, best)
		fmt.Fprintf(os.Stderr, "%s: %.3f s a megabyte\n", e.name, best.Seconds()/float64(bytes)*(1<<20))
	}
	fmt.Fprintf(os.Stderr, "the second takes %.1f times as long as the first, on %.2f MB\n", float64(took[1])/float64(took[0]), float64(bytes)/(1<<20))
	return nil
}
