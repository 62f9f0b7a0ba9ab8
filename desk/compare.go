package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/match"
	"github.com/hearsay-news/hearsay/trace"
)

// compare compares documents, and the statements in them, with what is near them, and keeps what is the same and what
// depends. It writes nothing that is there already. The documents take turns in the order of their ids, after those that are not
// among ids: each is compared with those before it.
func (d *Desk) compare(ctx context.Context, command string, ids []string) error {
	ids = slices.Sorted(slices.Values(ids))
	t := make(turns, len(ids))
	for i, id := range ids {
		t[id] = i + 1
	}
	statements := &comparison{kind: match.Kind, ties: pairTie, stage: hearsay.StagePair, version: match.Version, nearest: 64}
	documents := &comparison{kind: documentKind, ties: linkTie, stage: hearsay.StageLink, version: trace.Version, nearest: 128}
	sizes, err := d.totals(ctx)
	if err != nil {
		return err
	}
	if len(ids) > batchDocuments && share*len(ids) >= sizes.Documents && sizes.Documents <= indexed {
		for _, c := range []*comparison{statements, documents} {
			if c.index, err = d.newIndex(ctx, c.kind, t); err != nil {
				return err
			}
		}
	}
	done := 0
	var writing line
	defer writing.wait()
	for batch := range batches(ids) {
		var found []finding
		for some := range slices.Chunk(batch, batchDocuments) { // the candidates of more would take more memory than they do
			sheets, err := d.prepared(ctx, some)
			if err != nil {
				return err
			}
			var told []string
			for _, id := range some {
				for i := range sheets[id].ext.Statements {
					told = append(told, sheets[id].ext.Statements[i].ID)
				}
			}
			pairs, err := d.neighbours(ctx, statements, t, told, findPairs)
			if err != nil {
				return err
			}
			links, err := d.neighbours(ctx, documents, t, some, findLinks)
			if err != nil {
				return err
			}
			found = append(append(found, pairs...), links...)
			done += len(some)
			d.tell("comparing", done, len(ids))
		}
		if err := writing.next(func() error { return d.keep(ctx, command, found) }); err != nil {
			return err
		}
	}
	return writing.wait()
}

// Turns says in which order documents are compared: those that it has no number of come first.
type turns map[string]int

// compare compares the turns of two documents, or of two statements by their documents, then by their ids.
func (t turns) compare(a, b string) int {
	return cmp.Or(cmp.Compare(t[documentOf(a)], t[documentOf(b)]), strings.Compare(a, b))
}

// A comparison is of what with what, and how what is found is kept.
type comparison struct {
	index   *index // nil where few are compared
	kind    string // of the keys
	ties    string // of the ties that are made
	stage   hearsay.Stage
	version string
	nearest int // with how many each is compared at most, where many are: by far the most of what is found is among those
}

// A finding is a result to be kept, with the keys that lead to it.
type finding struct {
	result hearsay.Result
	keys   []hearsay.Key
}

// standIns is how many statements stand in for whatever else is like a statement that repeats them, word by word: what is like it
// is like them. It is more than one because each of them may be removed.
const standIns = 4

// findPairs compares a statement with those near it.
func findPairs(sheets map[string]*sheet, s string, near []string) [][]byte {
	item := func(id string) *match.Item { return sheets[documentOf(id)].items[id] }
	bodies := make([][]byte, len(near))
	x := item(s)
	if x == nil {
		return bodies
	}
	others := make([]*match.Item, len(near))
	var again []int // those that it repeats
	for i, o := range near {
		y := item(o)
		others[i] = y
		if y != nil && len(again) < standIns && match.Repeats(x, y) &&
			!twins(sheets, s, o) && !slices.ContainsFunc(again, func(k int) bool { return twins(sheets, near[k], o) }) {
			again = append(again, i)
		}
	}
	for i, o := range near {
		y := others[i]
		if y == nil || len(again) == standIns && !slices.Contains(again, i) && documentOf(o) != documentOf(s) && !twins(sheets, s, o) || elsewhere(sheets, s, o) {
			continue
		}
		if pair, same := match.Compare(x, y); same {
			bodies[i], _ = json.Marshal(pair) // a pair always can be written
		}
	}
	return bodies
}

// elsewhere reports whether two statements stand in different places of one page that was brought twice with one text: what they have in
// common is what statements of one document have.
func elsewhere(sheets map[string]*sheet, s, o string) bool {
	a, inA, _ := strings.Cut(s, "/")
	b, inB, _ := strings.Cut(o, "/")
	return a != b && inA != inB && trace.OneText(sheets[a].traced, sheets[b].traced)
}

// twins reports whether two statements stand in one place of one page that was brought twice with one text.
func twins(sheets map[string]*sheet, s, o string) bool {
	a, inA, _ := strings.Cut(s, "/")
	b, inB, _ := strings.Cut(o, "/")
	return a != b && inA == inB && trace.OneText(sheets[a].traced, sheets[b].traced)
}

// findLinks compares a document with those near it.
func findLinks(sheets map[string]*sheet, s string, near []string) [][]byte {
	bodies := make([][]byte, len(near))
	for i, o := range near {
		if links := trace.Links(sheets[min(s, o)].traced, sheets[max(s, o)].traced); len(links) > 0 {
			bodies[i], _ = json.Marshal(links) // likewise
		}
	}
	return bodies
}

// neighbours compares subjects with their candidates. compare returns of each of these what is to be kept, nil for nothing.
// It returns what was found, and, without a body, what is no more.
func (d *Desk) neighbours(ctx context.Context, c *comparison, t turns, subjects []string, compare func(sheets map[string]*sheet, s string, near []string) [][]byte) ([]finding, error) {
	old, err := d.tied(ctx, c.ties, subjects)
	if err != nil || len(subjects) == 0 {
		return nil, err // the store would take none for all
	}
	near, err := d.candidates(ctx, c, t, subjects, old)
	if err != nil {
		return nil, err
	}
	var documents []string
	for _, s := range subjects {
		documents = append(documents, documentOf(s))
		for _, o := range near[s] {
			documents = append(documents, documentOf(o))
		}
	}
	slices.Sort(documents)
	sheets, err := d.prepared(ctx, slices.Compact(documents))
	if err != nil {
		return nil, err
	}
	bodies := make([][][]byte, len(subjects))
	d.share(ctx, len(subjects), func(i int) { bodies[i] = compare(sheets, subjects[i], near[subjects[i]]) })
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var found []finding
	for i, s := range subjects {
		for k, o := range near[s] {
			pair := [2]string{min(s, o), max(s, o)}
			f := finding{result: hearsay.Result{Stage: c.stage, Subject: pair[0] + " " + pair[1], Version: c.version, Body: bodies[i][k]}}
			if f.result.Body != nil {
				f.keys = tie(c.ties, pair[0], pair[1])
			} else if _, tied := slices.BinarySearchFunc(old, pair, compareTies); !tied {
				continue
			}
			found = append(found, f)
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
