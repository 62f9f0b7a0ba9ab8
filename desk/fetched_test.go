package desk_test

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/desk"
	"github.com/hearsay-news/hearsay/inmem"
)

const alleged = "<p>The baker Odo Lint alleged that the miller was bribed in 1987."

// answers are items as they come from addresses, those of one address together.
type answers []struct {
	address, etag string
	pages         []string // a page each; "" for one that cannot be read
}

func (a answers) items() iter.Seq2[hearsay.Item, *hearsay.Skip] {
	return func(yield func(hearsay.Item, *hearsay.Skip) bool) {
		for _, x := range a {
			from := &hearsay.Fetched{Address: x.address, Final: x.address + "?final", ETag: x.etag, At: time.Date(2024, 5, 2, 6, 30, 11, 0, time.UTC)}
			for _, page := range x.pages {
				var skip *hearsay.Skip
				if page == "" {
					skip = &hearsay.Skip{Path: x.address, Reason: "it breaks off", Remedy: "fetch it again"}
				}
				if !yield(hearsay.Item{Path: x.address, Format: hearsay.FormatHTML, Bytes: []byte(page), Fetched: from}, skip) {
					return
				}
			}
		}
	}
}

func tracedItems(t *testing.T, d *desk.Desk, items iter.Seq2[hearsay.Item, *hearsay.Skip]) hearsay.Report {
	t.Helper()
	r, err := d.Trace(t.Context(), items, desk.Options{Most: -1})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// What an address gave is kept with the documents that it is, unless a part of it could not be read, and not again where it is the same.
func TestFetchedKept(t *testing.T) {
	store := &watch{Store: inmem.New()}
	d := deskOver(store)
	first := answers{{"https://a.example/", `"1"`, []string{alleged, alleged + " Twice.", alleged}}, {"https://b.example/", `"1"`, []string{alleged + " Thrice.", ""}}, {"https://c.example/", "", []string{""}}}
	r := tracedItems(t, d, first.items())
	if len(r.Changed.Added) != 3 || len(r.Skipped) != 2 {
		t.Fatalf("added %v, skipped %v", r.Changed.Added, r.Skipped)
	}
	kept, err := store.Fetched(t.Context(), "https://a.example/")
	if err != nil || kept.ETag != `"1"` || kept.Final != "https://a.example/?final" || !slices.Equal(kept.Documents, []string{r.Changed.Added[0], r.Changed.Added[1], r.Changed.Added[0]}) {
		t.Errorf("kept is %+v, %v", kept, err)
	}
	for _, address := range []string{"https://b.example/", "https://c.example/"} {
		if kept, err := store.Fetched(t.Context(), address); !errors.Is(err, hearsay.ErrNotFound) {
			t.Errorf("%s, of which not all was read, is kept: %+v, %v", address, kept, err)
		}
	}
	writes := store.writes
	if r := tracedItems(t, d, first.items()); !r.Changed.None() || store.writes != writes {
		t.Errorf("the same again changed %+v, and wrote %d times", r.Changed, store.writes-writes)
	}
	tracedItems(t, d, answers{{"https://a.example/", `"2"`, first[0].pages}}.items())
	if kept, err = store.Fetched(t.Context(), "https://a.example/"); err != nil || kept.ETag != `"2"` {
		t.Errorf("kept is %+v, %v", kept, err)
	}
}

// A page that says what it said before is the document that it was, whatever else changed in its bytes; one that says something else is
// another; and one that was removed stays removed.
func TestFetchedUnchanged(t *testing.T) {
	d := newDesk(t)
	visit := func(page string) hearsay.Report {
		return tracedItems(t, d, answers{{"https://a.example/", "", []string{page}}}.items())
	}
	id := visit(alleged + "<!-- visitor 1 -->").Changed.Added[0]
	if r := visit(alleged + "<!-- visitor 2 -->"); !r.Changed.None() || len(r.Documents) != 1 || r.Documents[0].ID != id {
		t.Errorf("another visitor: changed %+v, %d documents", r.Changed, len(r.Documents))
	}
	if _, err := d.Remove(t.Context(), id, "by mistake", true); err != nil {
		t.Fatal(err)
	}
	if r := visit(alleged + "<!-- visitor 3 -->"); !r.Changed.None() || len(r.Skipped) != 1 || !strings.Contains(r.Skipped[0].Remedy, "-undo "+id) {
		t.Errorf("a document that was removed: changed %+v, skipped %+v", r.Changed, r.Skipped)
	}
	if r := visit(alleged + " He did not say by whom."); len(r.Changed.Added) != 1 {
		t.Errorf("another text: changed %+v", r.Changed)
	}
}

// Where a server says that nothing has changed, the documents are named, and nothing is written.
func TestFetchedKnown(t *testing.T) {
	store := &watch{Store: inmem.New()}
	d := deskOver(store)
	id := tracedItems(t, d, answers{{"https://a.example/", `"1"`, []string{alleged}}}.items()).Changed.Added[0]
	writes := store.writes
	again := seq([]hearsay.Item{{Path: "https://a.example/", Known: id}})
	if r := tracedItems(t, d, again); !r.Changed.None() || len(r.Documents) != 1 || len(r.Claims) == 0 || store.writes != writes {
		t.Errorf("changed %+v, %d documents, %d claims, %d writes", r.Changed, len(r.Documents), len(r.Claims), store.writes-writes)
	}
	if _, err := d.Remove(t.Context(), id, "by mistake", true); err != nil {
		t.Fatal(err)
	}
	if r := tracedItems(t, d, again); len(r.Skipped) != 1 || r.Skipped[0].Path != "https://a.example/" {
		t.Errorf("skipped %+v", r.Skipped)
	}
}

// Redo reads a document as it was read when it was fetched.
func TestFetchedRedo(t *testing.T) {
	d := newDesk(t)
	r := tracedItems(t, d, answers{{"https://a.example/", `"1"`, []string{alleged}}}.items())
	before := r.Documents[0]
	if before.URL != "https://a.example/?final" || !before.Captured.Known() {
		t.Fatalf("the document is %+v", before)
	}
	if r, err := d.Redo(t.Context(), desk.Options{Most: -1}); err != nil || !r.Changed.None() || r.Documents[0].URL != before.URL || r.Documents[0].Captured != before.Captured {
		t.Errorf("the document is %+v, %v", r.Documents, err)
	}
	history, err := d.Store.History(t.Context(), "read", before.ID)
	if err != nil || len(history) != 1 {
		t.Errorf("it was read anew: %d times, %v", len(history), err)
	}
}

// What was fetched is written before the next comes, which may take a minute.
func TestFetchedAtOnce(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	d := newDesk(t)
	_, err := d.Trace(ctx, func(yield func(hearsay.Item, *hearsay.Skip) bool) {
		from := &hearsay.Fetched{Address: "https://a.example/", Final: "https://a.example/"}
		yield(hearsay.Item{Path: from.Address, Format: hearsay.FormatHTML, Bytes: []byte(alleged), Fetched: from}, nil)
		for n := 0; n == 0 && ctx.Err() == nil; time.Sleep(time.Millisecond) {
			if err := d.Store.Documents(ctx, func(hearsay.Document) error { n++; return nil }); err != nil {
				t.Error(err)
			}
		}
		stop()
	}, desk.Options{})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
}
