// Command speed measures how fast the main job is, and how much memory it takes.
//
//	go run ./bench/speed FILE.jsonl.gz
//
// It traces the articles of a JSON Lines file (the fields id and text are needed) into a new casebook in a temporary folder, and
// then ten times as many: the same under other ids, their sentences shuffled below the first paragraph, always in the
// same way. Each run is a process of its own, does what "hearsay trace" does, page and summary included, and is told in
// one line: articles, seconds by the clock, articles a second, seconds that the cores worked, the most memory that the process
// had, the size of the casebook, and where the time went.
//
// With -goal it fails where the pile is read at less than 100 articles a second or with a gibibyte or more, or the tenfold one at
// less than 80% of that speed or with more than 1.5 times the memory.
package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/pprof"
	"slices"
	"strings"
	"time"

	"github.com/hearsay-news/hearsay/desk"
	"github.com/hearsay-news/hearsay/ingest"
	"github.com/hearsay-news/hearsay/internal/heap"
	"github.com/hearsay-news/hearsay/sqlite"
	"github.com/hearsay-news/hearsay/tell"
	"github.com/hearsay-news/hearsay/token"
)

func main() {
	times := flag.Int("times", 10, "how many times as many articles the second pile has; 1 for no second pile")
	goal := flag.Bool("goal", false, "fail where the goals are missed")
	profile := flag.String("profile", "", "write where the time of the last run went to this `file`, for go tool pprof")
	casebook := flag.String("casebook", "", "used by the program itself: trace the pile into this `file` and tell the time")
	flag.Parse()
	var err error
	switch {
	case flag.NArg() != 1:
		err = errors.New("name one file of articles, such as train.jsonl.gz of PolNeAR")
	case *casebook != "":
		heap.Tune()
		err = work(flag.Arg(0), *casebook, *profile)
	default:
		err = measure(flag.Arg(0), *times, *goal, *profile)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "speed:", err)
		os.Exit(1)
	}
}

// A record is what a run tells of itself.
type record struct {
	Articles int
	Seconds  float64
	Casebook int64 // bytes
	Stages   []stage
}

type stage struct {
	Name    string
	Seconds float64
}

// work does the main job once and writes its record to standard output.
func work(pile, casebook, profile string) error {
	if profile != "" {
		f, err := os.Create(profile)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	var r record
	start := time.Now()
	began, step := start, "reading"
	enter := func(next string) {
		if next != step {
			now := time.Now()
			r.Stages = append(r.Stages, stage{step, now.Sub(began).Seconds()})
			began, step = now, next
		}
	}
	store, err := sqlite.Open(casebook)
	if err != nil {
		return err
	}
	defer store.Close()
	d := &desk.Desk{Store: store, Program: "speed", Progress: func(p desk.Progress) { enter(p.Step) }}
	ctx := context.Background()
	report, err := d.Trace(ctx, ingest.Walk(ctx, []string{pile}, strings.NewReader(""), nil), desk.Options{})
	if err != nil {
		return err
	}
	if len(report.Skipped) > 0 {
		return fmt.Errorf("%s: %s; name a file of articles that can be read whole", report.Skipped[0].Path, report.Skipped[0].Reason)
	}
	enter("telling")
	if err := tell.Text(io.Discard, report, tell.Options{}); err != nil {
		return err
	}
	if err := tell.Page(io.Discard, report); err != nil {
		return err
	}
	enter("")
	r.Articles, r.Seconds = report.Totals.Documents, time.Since(start).Seconds()
	if r.Casebook, err = store.Size(ctx); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(r)
}

// measure runs the program on the pile, and on the pile that is times as large, and prints a line of each.
func measure(pile string, times int, goal bool, profile string) error {
	folder, err := os.MkdirTemp("", "hearsay-speed")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	fmt.Println("articles  seconds  a second  CPU seconds  memory MB  casebook MB  seconds by stage")
	first, memory, err := one(folder, pile, profile)
	if err != nil || times < 2 {
		return err
	}
	large := filepath.Join(folder, "large.jsonl")
	if err := repeat(pile, large, times); err != nil {
		return err
	}
	second, more, err := one(folder, large, profile)
	if err != nil {
		return err
	}
	speed := func(r record) float64 { return float64(r.Articles) / r.Seconds }
	fmt.Printf("%d times as many: %.2f of the speed, %.2f times the memory\n", times, speed(second)/speed(first), float64(more)/float64(memory))
	if goal && (speed(first) < 100 || memory >= 1<<30 || speed(second) < 0.8*speed(first) || 2*more > 3*memory) {
		return errors.New("a goal is missed: 100 articles a second in less than a gibibyte, ten times as many at 0.80 of the speed in 1.50 times the memory")
	}
	return nil
}

// one runs the program once in a process of its own and prints its line. It returns the record and the most memory that it had,
// in bytes.
func one(folder, pile, profile string) (r record, memory int64, err error) {
	self, err := os.Executable()
	if err != nil {
		return r, 0, err
	}
	casebook := filepath.Join(folder, filepath.Base(pile)+".db")
	c := exec.Command(self, "-casebook", casebook, "-profile", profile, pile)
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil {
		return r, 0, fmt.Errorf("%s: %w", pile, err)
	}
	if err := json.Unmarshal(out, &r); err != nil {
		return r, 0, fmt.Errorf("%s: %w", pile, err)
	}
	memory = peak(c.ProcessState)
	var stages []string
	for _, s := range r.Stages {
		stages = append(stages, fmt.Sprintf("%s %.1f", s.Name, s.Seconds))
	}
	fmt.Printf("%8d  %7.1f  %8.1f  %11.1f  %9d  %11d  %s\n", r.Articles, r.Seconds, float64(r.Articles)/r.Seconds,
		(c.ProcessState.UserTime() + c.ProcessState.SystemTime()).Seconds(), memory>>20, r.Casebook>>20, strings.Join(stages, ", "))
	return r, memory, os.Remove(casebook)
}

// repeat writes the articles of a pile as many times to a file, each time but the first under other ids and shuffled.
func repeat(pile, to string, times int) error {
	in, err := os.Open(pile)
	if err != nil {
		return err
	}
	defer in.Close()
	var lines io.Reader = in
	if strings.HasSuffix(pile, ".gz") {
		if lines, err = gzip.NewReader(in); err != nil {
			return fmt.Errorf("%s: %w", pile, err)
		}
	}
	raw, err := io.ReadAll(lines)
	if err != nil {
		return fmt.Errorf("%s: %w", pile, err)
	}
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	defer out.Close()
	w := bufio.NewWriter(out)
	random := rand.New(rand.NewPCG(1, 2))
	for n := range times {
		for number, line := range bytes.Split(bytes.TrimSpace(raw), []byte("\n")) {
			var fields map[string]any
			if err := json.Unmarshal(line, &fields); err != nil {
				return fmt.Errorf("%s:%d: %w", pile, number+1, err)
			}
			text, ok := fields["text"].(string)
			if !ok {
				return fmt.Errorf("%s:%d: it has no text", pile, number+1)
			}
			if n > 0 {
				fields["id"] = fmt.Sprintf("%v-%d", fields["id"], n)
				fields["text"] = shuffle(text, random)
			}
			line, err := json.Marshal(fields)
			if err != nil {
				return fmt.Errorf("%s:%d: %w", pile, number+1, err)
			}
			w.Write(append(line, '\n')) // Flush tells the error
		}
	}
	return errors.Join(w.Flush(), out.Close())
}

// shuffle puts the sentences of a text in another order, but for those of its first paragraph. Its paragraphs keep their numbers of
// sentences.
func shuffle(text string, random *rand.Rand) string {
	t := token.Divide(text)
	sentence := func(s token.Range) string { return text[t.Tokens[s.First].Span.Start:t.Tokens[s.End-1].Span.End] }
	var sentences []string
	var paragraphs []int // of each sentence
	for _, s := range t.Sentences {
		sentences = append(sentences, sentence(s))
		paragraphs = append(paragraphs, t.Tokens[s.First].Paragraph)
	}
	head, _ := slices.BinarySearch(paragraphs, 1)
	rest := sentences[head:]
	random.Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
	var b strings.Builder
	for i, s := range sentences {
		switch {
		case i == 0:
		case paragraphs[i] == paragraphs[i-1]:
			b.WriteByte(' ')
		default:
			b.WriteString("\n\n")
		}
		b.WriteString(s)
	}
	return b.String()
}
