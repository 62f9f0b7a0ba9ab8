package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/sqlite"
)

// A run that is killed at any moment leaves a casebook that opens, in which nothing is half-written; the next run completes
// it, and what it then says is what a run says that nobody disturbed. HEARSAY_KILLS=300 does it 300 times over 500 documents
// instead of a few times over fewer:
//
//	HEARSAY_KILLS=300 go test ./cmd/hearsay -run TestKilled -timeout 2h -v
func TestKilled(t *testing.T) {
	kills, documents := 3, 70
	if s := os.Getenv("HEARSAY_KILLS"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 {
			t.Fatalf("HEARSAY_KILLS=%s: give the number of times", s)
		}
		kills, documents = n, 500
	}
	folder := t.TempDir()
	program := filepath.Join(folder, "hearsay")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(self, program); err != nil {
		t.Skipf("the program cannot be given its name: %v", err)
	}
	pile := filepath.Join(folder, "pile")
	writePile(t, pile, documents)
	trace := func(ctx context.Context, casebook string) (out []byte, err error) {
		c := exec.CommandContext(ctx, program, "trace", "-json", "-no-html", "-casebook", casebook, pile)
		c.WaitDelay = time.Minute
		var said bytes.Buffer
		c.Stderr = &said
		if out, err = c.Output(); err != nil {
			err = fmt.Errorf("%w: %s", err, &said)
		}
		return out, err
	}
	undisturbed := filepath.Join(folder, "undisturbed.db")
	start := time.Now()
	if _, err := trace(t.Context(), undisturbed); err != nil {
		t.Fatal(err)
	}
	takes := time.Since(start)
	want, err := trace(t.Context(), undisturbed) // again: nothing is new
	if err != nil {
		t.Fatal(err)
	}
	if n := claimsOf(t, want); n < 3 {
		t.Fatalf("the pile has %d claims only", n)
	}
	random := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	finished := 0
	for n := range kills {
		moment := time.Duration(random.Float64() * 1.05 * float64(takes))
		casebook := filepath.Join(folder, fmt.Sprintf("killed%d.db", n))
		ctx, cancel := context.WithTimeout(t.Context(), moment) // kills it
		_, err := trace(ctx, casebook)
		cancel()
		if err == nil {
			finished++
		}
		what := fmt.Sprintf("killed after %v of %v", moment, takes)
		if _, err := os.Stat(casebook); err == nil {
			sound(t, what, casebook)
		}
		if _, err := trace(t.Context(), casebook); err != nil {
			t.Fatalf("%s: the next run: %v", what, err)
		}
		got, err := trace(t.Context(), casebook)
		if err != nil {
			t.Fatalf("%s: the run after: %v", what, err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s: the casebook says something else than that of a run that nobody disturbed", what)
		}
		sound(t, what+" and completed", casebook)
		if err := os.Remove(casebook); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d documents, %d times killed, %d of them too late", documents, kills, finished)
}

// writePile writes n documents: stories of seven that tell one claim.
func writePile(t *testing.T, folder string, n int) {
	t.Helper()
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	name := func(k int) string {
		const first, last = "Bel Dor Fen Gor Hal Ket Lun Mar Nor Pel", "bavin cestor dulwen farrow gansel hertog jarven kolmar lindow"
		a, b := strings.Fields(first), strings.Fields(last)
		return a[k%10] + "a " + strings.ToUpper(b[k/10%9][:1]) + b[k/10%9][1:]
	}
	acts := []string{"took %d crowns from the harbour fund", "burned %d letters of the dam board", "sold %d acres of the common wood",
		"knew of %d cracks in the weir", "forged %d papers of the mine", "hid %d barrels behind the mill"}
	for i := range n {
		story := i / 7
		accuser, accused := name(2*story+1), name(2*story)
		act := fmt.Sprintf(acts[story%6], 1200+37*story)
		text := fmt.Sprintf("Report %d on %s\n\nThe former clerk %s alleged on Tuesday that %s %s. “It was %s who %s,” the clerk said. A lawyer for %s denied it.\n",
			i, accused, accuser, accused, act, accused, act, accused)
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%03d.txt", i)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func claimsOf(t *testing.T, report []byte) int {
	t.Helper()
	var r struct{ Claims []json.RawMessage }
	if err := json.Unmarshal(report, &r); err != nil {
		t.Fatal(err)
	}
	return len(r.Claims)
}

// sound checks that a casebook opens, that the database in it is whole, and that each of its documents has all that is
// written with a document.
func sound(t *testing.T, what, casebook string) {
	t.Helper()
	store, err := sqlite.Open(casebook)
	if err != nil {
		t.Errorf("%s: %v", what, err)
		return
	}
	defer store.Close()
	db, err := sql.Open("sqlite", casebook)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var verdict string
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&verdict); err != nil || verdict != "ok" {
		t.Errorf("%s: the database is not whole: %s %v", what, verdict, err)
	}
	keys, err := store.Keys(t.Context(), "document")
	if err != nil {
		t.Fatal(err)
	}
	keyed := map[string]bool{}
	for _, s := range keys.Subjects {
		keyed[s] = true
	}
	err = store.Documents(t.Context(), func(d hearsay.Document) error {
		if _, err := store.Bytes(t.Context(), d.ID); err != nil {
			return err
		}
		found, err := store.Results(t.Context(), hearsay.StageExtract, []string{d.ID})
		if err != nil {
			return err
		}
		var e hearsay.Extraction
		if err := json.Unmarshal(found[d.ID].Body, &e); err != nil || e.Document != d.ID {
			return fmt.Errorf("document %s without what was found in it: %w", d.ID, errors.Join(err, hearsay.ErrInvalid))
		}
		if !keyed[d.ID] {
			return fmt.Errorf("document %s without keys", d.ID)
		}
		return nil
	})
	if err != nil {
		t.Errorf("%s: %v", what, err)
	}
}
