package desk_test

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/desk"
	"github.com/hearsay-news/hearsay/ingest"
	"github.com/hearsay-news/hearsay/inmem"
	"github.com/hearsay-news/hearsay/sqlite"
)

const dam = "../testdata/stories/dam/documents"

var noon = time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)

// newDesk is over a store in memory, which storetest holds to what the casebook on disk does: with the race detector, which
// looks at each instruction of a database that is none of ours, the latter took four fifths of the time.
func newDesk(t *testing.T) *desk.Desk {
	t.Helper()
	return deskOver(inmem.New())
}

func deskOver(s hearsay.Store) *desk.Desk {
	return &desk.Desk{Store: s, Program: "test", Now: func() time.Time { return noon }}
}

func newDeskOnDisk(t *testing.T) *desk.Desk {
	t.Helper()
	store, err := sqlite.Open(filepath.Join(t.TempDir(), "hearsay.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return deskOver(store)
}

// items are what stands under paths.
func items(t *testing.T, paths ...string) []hearsay.Item {
	t.Helper()
	var all []hearsay.Item
	for item, skip := range ingest.Walk(t.Context(), paths, strings.NewReader(""), nil) {
		if skip != nil {
			t.Fatalf("%s: %s", skip.Path, skip.Reason)
		}
		all = append(all, item)
	}
	if len(all) == 0 {
		t.Fatalf("nothing stands under %v", paths)
	}
	return all
}

func seq(items []hearsay.Item) iter.Seq2[hearsay.Item, *hearsay.Skip] {
	return func(yield func(hearsay.Item, *hearsay.Skip) bool) {
		for _, it := range items {
			if !yield(it, nil) {
				return
			}
		}
	}
}

func traced(t *testing.T, d *desk.Desk, items []hearsay.Item) hearsay.Report {
	t.Helper()
	r, err := d.Trace(t.Context(), seq(items), desk.Options{Most: -1})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// outcome is what a report says, without the ids of claims: those depend on which document came first.
func outcome(r hearsay.Report) []string {
	var all []string
	speaker := map[string]string{}
	for _, s := range r.Statements {
		speaker[s.ID] = s.Speaker
	}
	for _, c := range r.Claims {
		var said []string
		for _, s := range c.Tellings {
			said = append(said, s+" by "+speaker[s])
		}
		slices.Sort(said)
		others := slices.Sorted(slices.Values(c.Others))
		all = append(all, fmt.Sprintf("claim %v others %v standing %s origins %d-%d why %v rank %.3f relatives %d gaps %v responses %d",
			said, others, c.Standing, c.Origins.Low, c.Origins.High, c.Origins.Why, c.Rank, len(c.Relatives), c.Gaps, len(c.Responses)))
	}
	for _, l := range r.Links {
		all = append(all, fmt.Sprintf("link %s %s %s %.3f", l.From, l.To, l.Kind, l.Confidence))
	}
	for _, e := range r.Evidence {
		all = append(all, fmt.Sprintf("evidence %s %s %s %v %s", e.Kind, e.For, e.Document, e.Span, e.Source))
	}
	for _, s := range r.Sources {
		all = append(all, fmt.Sprintf("source %s %s %d", s.ID, s.Name, len(s.Descriptions)))
	}
	all = append(all, fmt.Sprintf("totals %+v", r.Totals))
	slices.Sort(all)
	return all
}

func differ(t *testing.T, what string, got, want []string) {
	t.Helper()
	told := 0
	tell := func(format, line string) {
		if told++; told <= 6 {
			t.Errorf(what+": "+format, line)
		}
	}
	for _, line := range got {
		if !slices.Contains(want, line) {
			tell("there is %s", line)
		}
	}
	for _, line := range want {
		if !slices.Contains(got, line) {
			tell("there is no %s", line)
		}
	}
}

func TestOneAtATime(t *testing.T) {
	all := items(t, dam)
	want := traced(t, newDesk(t), all)
	if len(want.Claims) < 4 || len(want.Links) < 20 {
		t.Fatalf("only %d claims and %d links in the story", len(want.Claims), len(want.Links))
	}
	backwards := slices.Clone(all)
	slices.Reverse(backwards)
	shuffled := slices.Clone(all)
	slices.SortFunc(shuffled, func(a, b hearsay.Item) int { return cmp.Compare(len(a.Bytes), len(b.Bytes)) })
	for name, order := range map[string][]hearsay.Item{"forwards": all, "backwards": backwards, "by size": shuffled} {
		d := newDesk(t)
		for _, item := range order {
			traced(t, d, []hearsay.Item{item})
		}
		r := traced(t, d, all)
		if !r.Changed.None() {
			t.Errorf("%s: a last run over all changed %+v", name, r.Changed)
		}
		differ(t, name, outcome(r), outcome(want))
	}
}

// TestMany is a pile of so many documents that they are compared by an index of all keys, against the same in parts, which
// are compared by what the store finds near.
func TestMany(t *testing.T) {
	var all []hearsay.Item
	who := []string{"Ines Rau", "Oto Kim", "Corvin Hald", "Mara Lind", "Jonas Ebert"}
	what := []string{"took 30,000 crowns from the harbour fund", "burned the minutes of the dam board", "sold the Kelder bridge to a cousin",
		"knew of the cracks in the Arvel dam in 1987", "hid a letter of the Tarn bank", "never paid for the boat Merle"}
	for i := range 90 {
		text := fmt.Sprintf("Report %d\n\nMayor %s alleged on Tuesday that %s %s. “It was %s who %s,” the mayor said in Port Arvel.\n",
			i, who[i%5], who[i/5%5], what[i%6], who[i/5%5], what[i%6])
		all = append(all, hearsay.Item{Path: fmt.Sprintf("%02d.txt", i), Format: hearsay.FormatText, Bytes: []byte(text)})
	}
	d := newDesk(t)
	want := traced(t, d, all)
	if len(want.Claims) < 3 {
		t.Fatalf("only %d claims", len(want.Claims))
	}
	parts := newDesk(t)
	for part := range slices.Chunk(all, 40) {
		traced(t, parts, part)
	}
	differ(t, "in parts", outcome(traced(t, parts, all)), outcome(want))
	if r, err := d.Redo(t.Context(), desk.Options{Most: -1}); err != nil || !r.Changed.None() {
		t.Errorf("redo changed %+v: %v", r.Changed, err)
	}
}

func TestAgain(t *testing.T) {
	all := items(t, dam)
	d := newDeskOnDisk(t)
	first := traced(t, d, all)
	if got := len(first.Changed.Added); got != len(all) {
		t.Errorf("%d documents were added of %d", got, len(all))
	}
	watched := &watch{Store: d.Store}
	d.Store = watched
	again := traced(t, d, all)
	if watched.writes > 0 {
		t.Errorf("a second run on the same items wrote %d times", watched.writes)
	}
	if !again.Changed.None() {
		t.Errorf("a second run changed %+v", again.Changed)
	}
	first.Changed = again.Changed
	if asJSON(t, first) != asJSON(t, again) {
		differ(t, "a second run", outcome(again), outcome(first))
		t.Error("a second run reports something else")
	}
	redone, err := d.Redo(t.Context(), desk.Options{Most: -1})
	if err != nil {
		t.Fatal(err)
	}
	if watched.writes > 0 {
		t.Errorf("redo with the same methods wrote %d times", watched.writes)
	}
	if asJSON(t, first) != asJSON(t, redone) {
		differ(t, "redo", outcome(redone), outcome(first))
		t.Error("redo with the same methods reports something else")
	}
}

func asJSON(t *testing.T, r hearsay.Report) string {
	t.Helper()
	b, err := json.MarshalIndent(r, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// watch counts writes, and fails them after a while where it is asked to.
type watch struct {
	hearsay.Store
	writes int
	most   int // 0 for any number
}

var errBroken = errors.New("broken off")

func (w *watch) Write(ctx context.Context, run hearsay.Run, f func(hearsay.Writer) error) error {
	if w.writes++; w.most > 0 && w.writes > w.most {
		return errBroken
	}
	return w.Store.Write(ctx, run, f)
}

// A run that breaks off anywhere leaves a casebook that the next run completes, whatever it is about.
func TestBrokenOff(t *testing.T) {
	all := items(t, dam)
	want := outcome(traced(t, newDesk(t), all))
	for most := 1; ; most++ {
		d := newDesk(t)
		store := d.Store
		d.Store = &watch{Store: store, most: most}
		_, err := d.Trace(t.Context(), seq(all), desk.Options{})
		if err == nil {
			if most < 3 {
				t.Errorf("a run over all wrote %d times only", most)
			}
			return
		}
		if !errors.Is(err, errBroken) {
			t.Fatal(err)
		}
		d = &desk.Desk{Store: store, Now: func() time.Time { return noon }}
		traced(t, d, all[:1])
		r, err := d.Trace(t.Context(), seq(all), desk.Options{Most: -1})
		if err != nil {
			t.Fatal(err)
		}
		differ(t, fmt.Sprintf("broken off after %d writes", most), outcome(r), want)
	}
}

func TestRemove(t *testing.T) {
	all := items(t, dam)
	for i, item := range all {
		if i%4 != 0 {
			continue // each takes a second or two
		}
		d := newDesk(t)
		before := traced(t, d, all)
		id := documentAt(t, before, item.Path)
		watched := &watch{Store: d.Store}
		d.Store = watched
		would, err := d.Remove(t.Context(), item.Path, "a test", false)
		if err != nil {
			t.Fatal(err)
		}
		if watched.writes > 0 {
			t.Error("what only says what would change wrote")
		}
		did, err := d.Remove(t.Context(), id, "a test", true)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(would.Changed, did.Changed) {
			t.Errorf("%s: would change\n%+v\nand did change\n%+v", item.Path, would.Changed, did.Changed)
		}
		rest := slices.Delete(slices.Clone(all), i, i+1)
		differ(t, item.Path+" removed", outcome(traced(t, d, rest)), outcome(traced(t, newDesk(t), rest)))

		skips, err := d.Trace(t.Context(), seq(all[i:i+1]), desk.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(skips.Skipped) != 1 || !strings.Contains(skips.Skipped[0].Remedy, "-undo "+id) {
			t.Errorf("tracing a removed document skips %+v", skips.Skipped)
		}
		if _, err := d.Restore(t.Context(), id, "it was right"); err != nil {
			t.Fatal(err)
		}
		differ(t, item.Path+" restored", outcome(traced(t, d, all)), outcome(before))
	}
}

func documentAt(t *testing.T, r hearsay.Report, path string) string {
	t.Helper()
	for _, d := range r.Documents {
		if d.Path == path {
			return d.ID
		}
	}
	t.Fatalf("%s is not in the report", path)
	return ""
}

// Whatever a row names by an id is in the report.
func TestReportIsWhole(t *testing.T) {
	for _, most := range []int{-1, 3, 20} {
		d := newDesk(t)
		r, err := d.Trace(t.Context(), seq(items(t, dam)), desk.Options{Most: most})
		if err != nil {
			t.Fatal(err)
		}
		whole(t, r)
	}
}

func whole(t *testing.T, r hearsay.Report) {
	t.Helper()
	there := map[string]bool{"": true}
	for _, x := range r.Documents {
		there[x.ID] = true
		there[x.Voice()] = true
	}
	for _, x := range r.Statements {
		there[x.ID] = true
	}
	for _, x := range r.Sources {
		there[x.ID] = true
	}
	for _, x := range r.Claims {
		there[x.ID] = true
	}
	for _, x := range r.Remarks {
		there[x.ID] = true
	}
	need := func(by string, ids ...string) {
		t.Helper()
		for _, id := range ids {
			if !there[id] {
				t.Errorf("%s names %q, which is not in the report", by, id)
			}
		}
	}
	for _, s := range r.Statements {
		need("statement "+s.ID, s.Document, s.Speaker, s.Parent, s.Refers, s.Claim)
	}
	for _, s := range r.Sources {
		for _, d := range s.Descriptions {
			need("source "+s.ID, d.By)
		}
	}
	for _, c := range r.Claims {
		need("claim "+c.ID, slices.Concat(c.Tellings, c.Others, c.Relatives, c.Flat, []string{c.Earliest})...)
		for _, a := range c.Responses {
			need("a response to "+c.ID, a.Document, a.Statement)
		}
		if o := c.NamedOrigin; o != nil {
			need("the named origin of "+c.ID, o.Source, o.Document)
		}
	}
	for _, l := range r.Links {
		need("link "+l.ID, l.From, l.To)
	}
	for _, e := range r.Evidence {
		need("evidence "+e.ID, e.Claim, e.Document, e.Source, e.Origin)
	}
	for _, m := range r.Remarks {
		need("remark "+m.ID, append(m.Statements, m.Document, m.Contradicts)...)
		need("remark "+m.ID, m.Claim...)
	}
}

func TestShow(t *testing.T) {
	d := newDesk(t)
	r := traced(t, d, items(t, dam))
	speaker := ""
	for _, s := range r.Sources {
		if s.Kind == hearsay.Person && strings.Contains(s.Name, " ") {
			speaker = s.Name
		}
	}
	for _, c := range []struct {
		what string
		want desk.Thing
	}{
		{r.Claims[0].ID, desk.ClaimThing},
		{r.Documents[0].ID, desk.DocumentThing},
		{r.Documents[0].Path, desk.DocumentThing},
		{r.Documents[0].URL + "?utm_source=x", desk.DocumentThing},
		{speaker, desk.SourceThing},
		{"minister paid crack readings", desk.ClaimsThing},
	} {
		thing, _, found, err := d.Show(t.Context(), c.what, desk.Options{})
		if err != nil || thing != c.want {
			t.Errorf("show %q: %s, %v; want %s", c.what, thing, err, c.want)
			continue
		}
		whole(t, found)
	}
	if _, _, _, err := d.Show(t.Context(), "zeppelin marmalade", desk.Options{}); !errors.Is(err, hearsay.ErrNotFound) {
		t.Errorf("what is not there: %v", err)
	}
}

func TestAll(t *testing.T) {
	d := newDesk(t)
	r := traced(t, d, items(t, dam))
	count := map[string]int{}
	if err := d.All(t.Context(), func(row any) error {
		count[fmt.Sprintf("%T", row)]++
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]int{"Document": r.Totals.Documents, "Statement": r.Totals.Statements, "Claim": r.Totals.Claims, "Evidence": len(r.Evidence), "Link": len(r.Links)} {
		if got := count["hearsay."+name]; got != want {
			t.Errorf("All gives %d rows of %s, want %d", got, name, want)
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := newDeskOnDisk(t).Trace(ctx, ingest.Walk(ctx, []string{dam}, os.Stdin, nil), desk.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("a run that was cancelled: %v", err)
	}
}
