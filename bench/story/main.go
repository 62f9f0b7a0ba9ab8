// Story runs whole stories through all stages and says what of their truth was found.
//
//	go run ./bench/story                         the stories in testdata
//	go run ./bench/story DIR ...                 those in other folders, or single txtar files
//	go run ./bench/story -gold FILE -text FILE   a gold file in JSON, alone or with folders
//
// It prints a table for each group, a line for everything that was not found or is too much (left out with -q), and for
// all groups together a table.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"time"

	"github.com/hearsay-news/hearsay/bench/story/score"
	"github.com/hearsay-news/hearsay/internal/truth"
	"github.com/hearsay-news/hearsay/tell"
)

func main() {
	gold := flag.String("gold", "", "a gold `file` in JSON")
	text := flag.String("text", "", "the text `file` that it is about")
	quiet := flag.Bool("q", false, "print the tables only")
	show := flag.Bool("show", false, "print the report of each story too")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, flag.Args(), *gold, *text, *quiet, *show); err != nil {
		fmt.Fprintln(os.Stderr, "story:", err)
		stop()
		os.Exit(1)
	}
}

func run(ctx context.Context, paths []string, gold, text string, quiet, show bool) error {
	var stories []score.Story
	if gold != "" {
		s, err := score.Gold(gold, text)
		if err != nil {
			return err
		}
		stories = append(stories, s)
	}
	if len(paths) == 0 && gold == "" {
		paths = []string{"testdata"}
	}
	if len(paths) > 0 {
		found, err := score.Find(paths)
		if err != nil {
			return err
		}
		stories = append(stories, found...)
	}
	var group, all truth.Score
	groups := 0
	n, began := 0, time.Now()
	for i, s := range stories {
		r, err := score.Run(ctx, s)
		if err != nil {
			return err
		}
		if show {
			fmt.Printf("== %s/%s\n", s.Group, s.Name)
			if err := tell.Text(os.Stdout, r.Report, tell.Options{Width: 120}); err != nil {
				return err
			}
		}
		group.Add(s.Name, r.Score)
		all.Add(s.Group+"/"+s.Name, r.Score)
		n++
		if i+1 < len(stories) && stories[i+1].Group == s.Group {
			continue
		}
		fmt.Printf("%s: %d\n%s", s.Group, n, group)
		if !quiet {
			for _, line := range group.Wrong() {
				fmt.Println(" ", line)
			}
		}
		fmt.Println()
		group, n = truth.Score{}, 0
		groups++
	}
	if groups > 1 {
		fmt.Printf("together: %d\n%s\n", len(stories), all)
	}
	fmt.Fprintf(os.Stderr, "%d stories in %s\n", len(stories), time.Since(began).Round(10*time.Millisecond))
	return nil
}
