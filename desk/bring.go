package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/extract"
	"github.com/hearsay-news/hearsay/match"
	"github.com/hearsay-news/hearsay/read"
	"github.com/hearsay-news/hearsay/trace"
)

// stageTodo keeps what a run has still to do: lists of documents that were added and not yet compared and weighed.
const stageTodo hearsay.Stage = "todo"

// A batch of new documents is written when it has so many documents and is a good part of those before it, or has so many raw
// bytes. It grows with the pile because keys go everywhere into their table: a batch writes nearly all of that, however few its keys
// are.
const (
	batchDocuments = 64
	batchBytes     = 16 << 20
	batchPart      = 8 // an eighth
)

// batches divides ids into batches.
func batches(ids []string) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for done := 0; done < len(ids); {
			n := min(max(batchDocuments, done/batchPart), len(ids)-done)
			if !yield(ids[done : done+n]) {
				return
			}
			done += n
		}
	}
}

// brought is what became of one item.
type brought struct {
	id    string
	skip  *hearsay.Skip
	from  *hearsay.Fetched // the address that it came from; nil for a file
	known bool             // it is in the casebook, and counts
	raw   []byte
	how   reading
	sheet *sheet
	keys  []hearsay.Key
	err   error
}

// bring reads items and adds what is new. It returns the documents that the items are, known ones included, in their
// order, each once; those that are new; and what was skipped. An item is read by whichever worker is free, and told in
// its turn.
func (d *Desk) bring(ctx context.Context, items iter.Seq2[hearsay.Item, *hearsay.Skip]) (named, added []string, skipped []hearsay.Skip, err error) {
	ctx, stop := context.WithCancel(ctx)
	queue := make(chan chan brought, 2*d.workers()) // bounds how many items are in memory
	turns := make(chan struct{}, d.workers())
	go func() {
		defer close(queue)
		for item, skip := range items {
			out := make(chan brought, 1)
			select {
			case queue <- out:
			case <-ctx.Done():
				return
			}
			if skip != nil {
				out <- brought{skip: skip, from: item.Fetched}
				continue
			}
			turns <- struct{}{}
			go func() {
				b := d.read(ctx, item)
				b.from = item.Fetched
				out <- b
				<-turns
			}()
		}
	}()
	defer stop() // ends the reading; nobody waits for what is under way, which may be a terminal that is silent

	seen := map[string]bool{}
	var batch []brought
	size := 0
	var writing line
	defer writing.wait()
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		full := batch
		batch, size = nil, 0
		for _, b := range full {
			d.shelf.put(b.sheet)
		}
		return writing.next(func() error { return d.add(ctx, full) })
	}
	var at address
	arrive := func(from *hearsay.Fetched) error { // what was fetched before is written at once: it would have to be fetched again
		if from == at.from {
			return nil
		}
		last := at
		at = address{from: from}
		if last.from == nil {
			return nil
		}
		if err := flush(); err != nil {
			return err
		}
		return writing.next(func() error { return d.keepFetched(ctx, last) })
	}
	for {
		var out chan brought
		var more bool
		if at.from != nil && len(queue) == 0 { // the next may take a minute
			if err := flush(); err != nil {
				return named, added, skipped, err
			}
		}
		select {
		case out, more = <-queue:
		case <-ctx.Done():
			return named, added, skipped, ctx.Err()
		}
		if !more {
			break
		}
		b := <-out
		if b.err == nil {
			b.err = arrive(b.from)
		}
		switch {
		case b.err != nil:
			return named, added, skipped, b.err
		case b.skip != nil:
			skipped = append(skipped, *b.skip)
			at.skipped = true
			continue
		}
		if at.from != nil {
			at.documents = append(at.documents, b.id)
		}
		if seen[b.id] {
			continue
		}
		seen[b.id] = true
		named = append(named, b.id)
		if b.known {
			continue
		}
		added = append(added, b.id)
		batch, size = append(batch, b), size+len(b.raw)
		if len(batch) >= max(batchDocuments, len(seen)/batchPart) || size >= batchBytes {
			if err := flush(); err != nil {
				return named, added, skipped, err
			}
		}
		d.tell("reading", len(seen), 0)
	}
	if err := errors.Join(arrive(nil), flush(), writing.wait()); err != nil {
		return named, added, skipped, err
	}
	return named, added, skipped, ctx.Err()
}

// read reads one item and finds what is said in it, unless it is in the casebook already.
func (d *Desk) read(ctx context.Context, item hearsay.Item) brought {
	id := item.Known
	if id == "" {
		sum := sha256.Sum256(item.Bytes)
		id = "d" + hex.EncodeToString(sum[:])[:12]
	}
	has, err := d.Store.Has(ctx, []string{id})
	if err != nil {
		return brought{err: err}
	}
	if counts, there := has[id]; there {
		return met(item, id, counts)
	}
	doc, skip := read.Document(item)
	if skip != nil {
		return brought{skip: skip}
	}
	how := reading{Format: item.Format}
	if item.Fetched != nil {
		if id, counts, err := d.unchanged(ctx, item, &doc); id != "" || err != nil {
			b := met(item, id, counts)
			b.err = err
			return b
		}
		from := *item.Fetched
		from.Documents = nil // they are kept with the address
		how.Fetched = &from
	}
	s := newSheet(&doc)
	return brought{id: doc.ID, raw: item.Bytes, how: how, sheet: s, keys: s.keys()}
}

// met is an item that is a document of the casebook, which counts or was removed.
func met(item hearsay.Item, id string, counts bool) brought {
	if !counts {
		return brought{skip: &hearsay.Skip{Path: item.Path, Reason: "it was removed from this casebook",
			Remedy: fmt.Sprintf("run \"hearsay remove -undo %s\" to make it count again", id)}}
	}
	return brought{id: id, known: true}
}

// keys are what s and its statements are found by.
func (s *sheet) keys() []hearsay.Key {
	s.prepare()
	var keys []hearsay.Key
	for _, v := range trace.Keys(s.traced) {
		keys = append(keys, hearsay.Key{Kind: documentKind, Value: v, Subject: s.doc.ID})
	}
	for i := range s.ext.Statements {
		it := s.items[s.ext.Statements[i].ID]
		for _, v := range match.Keys(it) {
			keys = append(keys, hearsay.Key{Kind: match.Kind, Value: v, Subject: it.Statement.ID})
		}
	}
	return keys
}

// add writes new documents, and that they are still to be compared.
func (d *Desk) add(ctx context.Context, batch []brought) error {
	var ids []string
	for _, b := range batch {
		ids = append(ids, b.id)
	}
	count, err := d.recount(ctx, batch, 1)
	if err != nil {
		return err
	}
	return d.write(ctx, "trace", func(w hearsay.Writer) error {
		for _, b := range batch {
			if err := w.AddDocument(*b.sheet.doc, b.raw); err != nil {
				return err
			}
			if err := put(w, hearsay.StageExtract, b.id, extract.Version, b.sheet.ext); err != nil {
				return err
			}
			if err := put(w, stageRead, b.id, version, b.how); err != nil {
				return err
			}
			if err := w.PutKeys(b.keys); err != nil {
				return err
			}
		}
		if err := count(w); err != nil {
			return err
		}
		return putTodo(w, ids)
	})
}

// put keeps v as a result; nil stands for nothing any more.
func put(w hearsay.Writer, stage hearsay.Stage, subject, version string, v any) error {
	var body []byte
	if v != nil {
		var err error
		if body, err = json.Marshal(v); err != nil {
			return fmt.Errorf("%s of %s: %w", stage, subject, err)
		}
	}
	_, err := w.PutResult(hearsay.Result{Stage: stage, Subject: subject, Version: version, Body: body})
	return err
}

// putTodo keeps that ids are still to be compared and weighed.
func putTodo(w hearsay.Writer, ids []string) error {
	return put(w, stageTodo, ids[0], "1", ids)
}

// todo returns the documents that are still to be compared and weighed, and the subjects under which that is kept.
func (d *Desk) todo(ctx context.Context) (ids, subjects []string, err error) {
	lists, err := loadAll[[]string](ctx, d.Store, stageTodo)
	if err != nil {
		return nil, nil, err
	}
	for subject := range lists {
		subjects = append(subjects, subject)
	}
	slices.Sort(subjects)
	for _, s := range subjects {
		ids = append(ids, *lists[s]...)
	}
	has, err := d.Store.Has(ctx, ids)
	if err != nil {
		return nil, nil, err
	}
	slices.Sort(ids)
	ids = slices.DeleteFunc(slices.Compact(ids), func(id string) bool { return !has[id] })
	return ids, subjects, nil
}

// done keeps that nothing is to be done any more.
func done(w hearsay.Writer, subjects []string) error {
	for _, s := range subjects {
		if err := put(w, stageTodo, s, "1", nil); err != nil {
			return err
		}
	}
	return nil
}
