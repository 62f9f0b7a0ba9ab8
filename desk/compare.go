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
	compared := map[string]bool{} // with all others
	for batch := range slices.Chunk(ids, batchDocuments) {
		pairs, err := d.comparePairs(ctx, batch, compared)
		if err != nil {
			return err
		}
		links, err := d.compareLinks(ctx, batch, compared)
		if err != nil {
			return err
		}
		if err := d.keep(ctx, command, append(pairs, links...)); err != nil {
			return err
		}
		for _, id := range batch {
			compared[id] = true
		}
		d.tell("comparing", len(compared), len(ids))
	}
	return nil
}

// A finding is a result to be kept, with the keys that lead to it.
type finding struct {
	result hearsay.Result
	keys   []hearsay.Key
}

func (d *Desk) comparePairs(ctx context.Context, ids []string, compared map[string]bool) ([]finding, error) {
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
	return d.neighbours(ctx, match.Kind, pairTie, statements, compared, func(s, t *sheet, a, b string) (finding, bool) {
		x, foundA := s.items[a]
		y, foundB := t.items[b]
		f := finding{result: hearsay.Result{Stage: hearsay.StagePair, Subject: a + " " + b, Version: match.Version}}
		if !foundA || !foundB {
			return f, false
		}
		pair, same := match.Compare(&x, &y)
		if same {
			f.result.Body, _ = json.Marshal(pair) // a pair always can be written
			f.keys = tie(pairTie, a, b)
		}
		return f, same
	})
}

func (d *Desk) compareLinks(ctx context.Context, ids []string, compared map[string]bool) ([]finding, error) {
	return d.neighbours(ctx, documentKind, linkTie, ids, compared, func(s, t *sheet, a, b string) (finding, bool) {
		f := finding{result: hearsay.Result{Stage: hearsay.StageLink, Subject: a + " " + b, Version: trace.Version}}
		links := trace.Links(s.traced, t.traced)
		if len(links) > 0 {
			f.result.Body, _ = json.Marshal(links) // likewise
			f.keys = tie(linkTie, a, b)
		}
		return f, len(links) > 0
	})
}

// neighbours compares subjects with those that share keys of kind with them, and with those that they are tied to; but
// not with those of documents that were compared before. It returns what was found, and, without a body, what is no more.
func (d *Desk) neighbours(ctx context.Context, kind, ties string, subjects []string, compared map[string]bool, compare func(s, t *sheet, a, b string) (finding, bool)) ([]finding, error) {
	if len(subjects) == 0 {
		return nil, nil // the store would take none for all
	}
	near, err := d.Store.Near(ctx, kind, subjects, common)
	if err != nil {
		return nil, err
	}
	old, err := d.tied(ctx, ties, subjects)
	if err != nil {
		return nil, err
	}
	candidates := append(pairsOf(near), old...)
	slices.SortFunc(candidates, comparePairs)
	candidates = slices.DeleteFunc(slices.Compact(candidates), func(p [2]string) bool {
		return compared[documentOf(p[0])] || compared[documentOf(p[1])]
	})
	var found []finding
	for chunk := range slices.Chunk(candidates, 512) {
		var documents []string
		for _, p := range chunk {
			documents = append(documents, documentOf(p[0]), documentOf(p[1]))
		}
		slices.Sort(documents)
		sheets, err := d.prepared(ctx, slices.Compact(documents))
		if err != nil {
			return nil, err
		}
		kept := make([]*finding, len(chunk))
		d.share(ctx, len(chunk), func(i int) {
			p := chunk[i]
			_, tied := slices.BinarySearchFunc(old, p, comparePairs)
			if f, is := compare(sheets[documentOf(p[0])], sheets[documentOf(p[1])], p[0], p[1]); is || tied {
				kept[i] = &f
			}
		})
		for _, f := range kept {
			if f != nil {
				found = append(found, *f)
			}
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return found, nil
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
