package desk

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/match"
	"github.com/hearsay-news/hearsay/trace"
)

// compare compares documents, and the statements in them, with all that share a key with them, and keeps what is the
// same and what depends. It writes nothing that is there already.
func (d *Desk) compare(ctx context.Context, command string, ids []string) error {
	c := &comparing{compared: map[string]bool{}}
	t, err := d.totals(ctx)
	if err != nil {
		return err
	}
	if len(ids) > batchDocuments && share*len(ids) >= t.Documents && t.Documents <= indexed {
		if c.statements, err = d.newIndex(ctx, match.Kind); err != nil {
			return err
		}
		if c.documents, err = d.newIndex(ctx, documentKind); err != nil {
			return err
		}
	}
	for batch := range slices.Chunk(ids, batchDocuments) {
		pairs, err := d.comparePairs(ctx, batch, c)
		if err != nil {
			return err
		}
		links, err := d.compareLinks(ctx, batch, c)
		if err != nil {
			return err
		}
		if err := d.keep(ctx, command, append(pairs, links...)); err != nil {
			return err
		}
		for _, id := range batch {
			c.compared[id] = true
		}
		d.tell("comparing", len(c.compared), len(ids))
	}
	return nil
}

// A comparing is how far documents were compared, and what that needs.
type comparing struct {
	statements, documents *index          // nil where few are compared
	compared              map[string]bool // with all others
}

// A finding is a result to be kept, with the keys that lead to it.
type finding struct {
	result hearsay.Result
	keys   []hearsay.Key
}

func (d *Desk) comparePairs(ctx context.Context, ids []string, c *comparing) ([]finding, error) {
	sheets, err := d.prepared(ctx, ids)
	if err != nil {
		return nil, err
	}
	var statements []string
	for _, id := range ids {
		for i := range sheets[id].ext.Statements {
			statements = append(statements, sheets[id].ext.Statements[i].ID)
		}
	}
	return d.neighbours(ctx, comparison{c.statements, match.Kind, pairTie, hearsay.StagePair, match.Version}, statements, c.compared, func(s, t *sheet, a, b string) []byte {
		x, y := s.items[a], t.items[b]
		if x == nil || y == nil {
			return nil
		}
		pair, same := match.Compare(x, y)
		if !same {
			return nil
		}
		body, _ := json.Marshal(pair) // a pair always can be written
		return body
	})
}

func (d *Desk) compareLinks(ctx context.Context, ids []string, c *comparing) ([]finding, error) {
	return d.neighbours(ctx, comparison{c.documents, documentKind, linkTie, hearsay.StageLink, trace.Version}, ids, c.compared, func(s, t *sheet, _, _ string) []byte {
		links := trace.Links(s.traced, t.traced)
		if len(links) == 0 {
			return nil
		}
		body, _ := json.Marshal(links) // likewise
		return body
	})
}

// A comparison is of what with what, and how what is found is kept.
type comparison struct {
	index   *index
	kind    string // of the keys
	ties    string // of the ties that are made
	stage   hearsay.Stage
	version string
}

// neighbours compares subjects with those that share keys with them, and with those that they are tied to; but not with
// those of documents that were compared before. compare returns what is to be kept of two, nil for nothing. It returns
// what was found, and, without a body, what is no more.
func (d *Desk) neighbours(ctx context.Context, c comparison, subjects []string, compared map[string]bool, compare func(s, t *sheet, a, b string) []byte) ([]finding, error) {
	if len(subjects) == 0 {
		return nil, nil // the store would take none for all
	}
	old, err := d.tied(ctx, c.ties, subjects)
	if err != nil {
		return nil, err
	}
	var found []finding
	err = d.candidates(ctx, c.index, c.kind, subjects, old, func(pairs [][2]string) error {
		pairs = slices.DeleteFunc(pairs, func(p [2]string) bool { return compared[documentOf(p[0])] || compared[documentOf(p[1])] })
		for chunk := range slices.Chunk(pairs, 1024) {
			var documents []string
			for _, p := range chunk {
				documents = append(documents, documentOf(p[0]), documentOf(p[1]))
			}
			slices.Sort(documents)
			sheets, err := d.prepared(ctx, slices.Compact(documents))
			if err != nil {
				return err
			}
			bodies := make([][]byte, len(chunk))
			d.share(ctx, len(chunk), func(i int) {
				a, b := chunk[i][0], chunk[i][1]
				bodies[i] = compare(sheets[documentOf(a)], sheets[documentOf(b)], a, b)
			})
			if err := ctx.Err(); err != nil {
				return err
			}
			for i, p := range chunk {
				f := finding{result: hearsay.Result{Stage: c.stage, Version: c.version, Body: bodies[i]}}
				if bodies[i] != nil {
					f.keys = tie(c.ties, p[0], p[1])
				} else if _, tied := slices.BinarySearchFunc(old, p, comparePairs); !tied {
					continue
				}
				f.result.Subject = p[0] + " " + p[1]
				found = append(found, f)
			}
		}
		return nil
	})
	return found, err
}

// share calls f with 0 to n-1, several at once; when ctx ends, with fewer.
func (d *Desk) share(ctx context.Context, n int, f func(i int)) {
	var wait sync.WaitGroup
	var next atomic.Int64
	for range min(n, d.workers()) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	wait.Wait()
}

// keep writes those findings that are not there yet.
func (d *Desk) keep(ctx context.Context, command string, findings []finding) error {
	news, err := d.news(ctx, findings)
	if err != nil || len(news) == 0 {
		return err
	}
	return d.write(ctx, command, func(w hearsay.Writer) error { return putAll(w, news) })
}

// news leaves of findings those that say something else than what is kept.
func (d *Desk) news(ctx context.Context, findings []finding) ([]finding, error) {
	subjects := map[hearsay.Stage][]string{}
	for _, f := range findings {
		subjects[f.result.Stage] = append(subjects[f.result.Stage], f.result.Subject)
	}
	now := map[hearsay.Stage]map[string]hearsay.Result{}
	for stage, list := range subjects {
		var err error
		if now[stage], err = d.Store.Results(ctx, stage, list); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(findings, func(f finding) bool {
		kept, is := now[f.result.Stage][f.result.Subject]
		if !is {
			return len(f.result.Body) == 0
		}
		return kept.Version == f.result.Version && string(kept.Body) == string(f.result.Body)
	}), nil
}

func putAll(w hearsay.Writer, findings []finding) error {
	for _, f := range findings {
		if _, err := w.PutResult(f.result); err != nil {
			return err
		}
		if err := w.PutKeys(f.keys); err != nil {
			return err
		}
	}
	return nil
}
