// Package score runs whole stories through the desk and holds the reports against what an editor wrote must be found.
package score

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/desk"
	"github.com/hearsay-news/hearsay/ingest"
	"github.com/hearsay-news/hearsay/inmem"
	"github.com/hearsay-news/hearsay/internal/truth"
)

// A Story is documents with their truth.
type Story struct {
	Group string // the folder that it stands in
	Name  string
	Truth truth.Truth
	// Lay returns the paths of the documents; folder is the caller's to be used for them.
	Lay func(folder string) ([]string, error)
}

// Find returns the stories under paths, sorted by group and name: txtar files, and folders with a truth.txt beside a
// folder documents.
func Find(paths []string) ([]Story, error) {
	var all []Story
	for _, path := range paths {
		err := filepath.WalkDir(path, func(name string, e fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case filepath.Ext(name) == ".txtar":
				s, err := archive(name)
				all = append(all, s)
				return err
			case e.Name() == "truth.txt":
				s, err := folder(filepath.Dir(name))
				all = append(all, s)
				return err
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("no story is under %s; name txtar files, or folders with a truth.txt", strings.Join(paths, ", "))
	}
	slices.SortStableFunc(all, func(a, b Story) int {
		return cmp.Or(strings.Compare(a.Group, b.Group), strings.Compare(a.Name, b.Name))
	})
	return all, nil
}

func archive(path string) (Story, error) {
	c, err := truth.ReadCase(path)
	return Story{
		Group: filepath.Base(filepath.Dir(path)),
		Name:  strings.TrimSuffix(filepath.Base(path), ".txtar"),
		Truth: c.Truth,
		Lay: func(folder string) ([]string, error) {
			for _, f := range c.Documents {
				name := filepath.Join(folder, f.Name)
				if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
					return nil, err
				}
				if err := os.WriteFile(name, f.Data, 0o666); err != nil {
					return nil, err
				}
			}
			return []string{folder}, nil
		},
	}, err
}

func folder(path string) (Story, error) {
	t, err := truth.ReadStory(path)
	return Story{
		Group: filepath.Base(filepath.Dir(path)),
		Name:  filepath.Base(path),
		Truth: t,
		Lay:   func(string) ([]string, error) { return []string{filepath.Join(path, "documents")}, nil },
	}, err
}

// Gold is the story of a gold file and its text.
func Gold(gold, text string) (Story, error) {
	t, err := truth.Gold(gold)
	return Story{Group: "gold", Name: filepath.Base(text), Truth: t, Lay: func(string) ([]string, error) { return []string{text}, nil }}, err
}

// A Result is how a story went.
type Result struct {
	Story
	Report hearsay.Report
	Score  truth.Score
	Took   time.Duration
}

// Run traces a story into a casebook of its own.
func Run(ctx context.Context, s Story) (Result, error) {
	r := Result{Story: s}
	dir, err := os.MkdirTemp("", "story")
	if err != nil {
		return r, err
	}
	defer os.RemoveAll(dir)
	pile := filepath.Join(dir, "pile")
	if err := os.Mkdir(pile, 0o777); err != nil {
		return r, err
	}
	paths, err := s.Lay(pile)
	if err != nil {
		return r, err
	}
	began := time.Now()
	d := &desk.Desk{Store: inmem.New(), Program: "story"}
	r.Report, err = d.Trace(ctx, ingest.Walk(ctx, paths, strings.NewReader(""), nil), desk.Options{Most: -1})
	r.Took = time.Since(began)
	if err != nil {
		return r, fmt.Errorf("%s/%s: %w", s.Group, s.Name, err)
	}
	for _, skip := range r.Report.Skipped {
		return r, fmt.Errorf("%s/%s: %s was not read: %s", s.Group, s.Name, skip.Path, skip.Reason)
	}
	r.Score = truth.Compare(s.Truth, r.Report)
	return r, nil
}
