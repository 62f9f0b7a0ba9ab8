// Command extract finds the attributions in a file of texts, and tells how well it did where the file says what is right.
//
//	go run ./bench/extract -in FILE.jsonl[.gz] -out PRED.jsonl
//
// It measures the labeller, which knows nothing but the text; with -of extract all of what extract tells of others' words.
// Each line of FILE is an object with id and text. Each line of PRED is {id, attributions: [{source, cue, content}]} with
// spans as [start, end] in bytes. What is right (attributions of FILE) is only looked at for counting, after all has been
// found.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"runtime"
	"time"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/bench/extract/tally"
	"github.com/hearsay-news/hearsay/extract"
	"github.com/hearsay-news/hearsay/internal/label"
	"github.com/hearsay-news/hearsay/internal/label/large"
	"github.com/hearsay-news/hearsay/token"
)

func main() {
	in := flag.String("in", "", "`file` of texts, .jsonl or .jsonl.gz")
	out := flag.String("out", "", "`file` for what was found, .jsonl")
	of := flag.String("of", "label", "what to measure: label, fast (label by its chain alone), large (with the encoder) or extract")
	classes := flag.Bool("errors", false, "tell also what became of each attribution")
	flag.Parse()
	if err := run(*in, *out, *of, *classes); err != nil {
		fmt.Fprintln(os.Stderr, "extract:", err)
		os.Exit(1)
	}
}

// A finder finds the attributions in a text, and says how many words it has.
type finder func(text string) (found []tally.Attribution, words int)

var finders = map[string]finder{
	"label":   by(label.Attributions),
	"fast":    by(label.Fast),
	"large":   by(large.Attributions),
	"extract": all,
}

func run(in, out, of string, errorsToo bool) error {
	if in == "" {
		return errors.New("no texts; give a file with -in")
	}
	find := finders[of]
	if find == nil {
		return fmt.Errorf("-of %s: there is no such thing to measure; say label, fast, large or extract", of)
	}
	records, err := tally.Read(in)
	if err != nil {
		return err
	}
	found := make([][]tally.Attribution, len(records))
	find("He said so.") // so that reading the models is not counted
	runtime.GOMAXPROCS(1)
	words, start, used := 0, time.Now(), busy()
	for i, r := range records {
		var n int
		found[i], n = find(r.Text)
		words += n
	}
	took, used := time.Since(start), busy()-used
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	fmt.Fprintf(os.Stderr, "%d texts, %d words; %.0f words/s, %.0f a second of one core's work; %d MB from the system\n",
		len(records), words, float64(words)/took.Seconds(), float64(words)/used.Seconds(), memory.Sys>>20)
	if out != "" {
		if err := write(out, records, found); err != nil {
			return err
		}
	}
	if score, errors, counted := count(records, found); counted {
		fmt.Print(score)
		if errorsToo {
			fmt.Print(errors)
		}
	}
	return nil
}

// by makes a finder of a labeller.
func by(attributions func(*token.Text) []label.Attribution) finder {
	return func(text string) ([]tally.Attribution, int) {
		t, out := token.Divide(text), []tally.Attribution{}
		for _, a := range attributions(t) {
			out = append(out, attribution(a.Source, a.Cue, a.Content))
		}
		return out, len(t.Tokens)
	}
}

// all finds what extract does, but for the document's own voice.
func all(text string) ([]tally.Attribution, int) {
	t, out := token.Divide(text), []tally.Attribution{}
	for _, s := range extract.Text(&hearsay.Document{ID: "d", Language: "en", Text: text}, t).Statements {
		if s.Kind != hearsay.Own {
			out = append(out, attribution(s.Source, s.Cue, s.Content))
		}
	}
	return out, len(t.Tokens)
}

// attribution is what was found, with [] in JSON for none.
func attribution(source, cue, content []hearsay.Span) tally.Attribution {
	some := func(spans []hearsay.Span) []hearsay.Span { return append([]hearsay.Span{}, spans...) }
	return tally.Attribution{Source: some(source), Cue: some(cue), Content: some(content)}
}

func count(records []tally.Record, found [][]tally.Attribution) (s tally.Score, e tally.Errors, counted bool) {
	for i, r := range records {
		if r.Wanted != nil {
			s.Add(r.Text, found[i], r.Wanted)
			e.Add(r.Text, found[i], r.Wanted)
			counted = true
		}
	}
	return s, e, counted
}

func write(name string, records []tally.Record, found [][]tally.Attribution) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	e := json.NewEncoder(w)
	for i, r := range records {
		if err := e.Encode(struct {
			ID           string              `json:"id"`
			Attributions []tally.Attribution `json:"attributions"`
		}{r.ID, found[i]}); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}
