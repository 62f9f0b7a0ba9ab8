package sqlite_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/klauspost/compress/zstd"

	"github.com/hearsay-news/hearsay"
)

// A casebook of each older schema opens, holds what it held, and takes what is new.
func TestOlderCasebooks(t *testing.T) {
	steps, err := filepath.Glob("schema/*.sql")
	if err != nil || len(steps) < 2 {
		t.Fatalf("%d steps of the schema, %v", len(steps), err)
	}
	raw := []byte("Ines Rau said that the bridge was sold.")
	sum := sha256.Sum256(raw)
	hash := hex.EncodeToString(sum[:])
	zip, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	for version := 1; version < len(steps); version++ {
		path := filepath.Join(t.TempDir(), "hearsay.db")
		db := shell(t, path)
		for _, step := range steps[:version] {
			text, err := os.ReadFile(step)
			if err != nil {
				t.Fatal(err)
			}
			exec(t, db, string(text))
		}
		exec(t, db, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d; INSERT INTO runs VALUES (1, '2024-03-05T12:00:00Z', '0.1.0', 'trace')", 0x68656172, version))
		if _, err := db.Exec("INSERT INTO raw VALUES (1, ?, ?, 'zstd', ?)", hash, len(raw), zip.EncodeAll(raw, nil)); err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(`INSERT INTO documents VALUES (1, 1, ?, 1, json_object('id', ?, 'path', 'a.txt', 'sha256', ?), ?, x'')`, "d"+hash[:12], "d"+hash[:12], hash, string(raw)); err != nil {
			t.Fatal(err)
		}
		exec(t, db, "INSERT INTO results VALUES (1, 1, 'extract', 'x', '1', '{}')")
		if version < 3 { // enough keys for several blocks, with the signs and the order that they had
			exec(t, db, `INSERT INTO key_kinds VALUES (1, 'document'), (2, 'statement');
				WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO key_subjects SELECT i, 's' || i FROM n;
				INSERT INTO keys SELECT 1, (id / 2 - 1000) * 1234567891011, id FROM key_subjects;
				INSERT INTO keys VALUES (2, -1, 7), (2, -1, 9), (2, 0x7fffffffffffffff, 7)`)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		s := open(t, path)
		d, err := s.Document(t.Context(), "d"+hash[:12])
		if err != nil || d.Text != string(raw) || d.Path != "a.txt" {
			t.Errorf("version %d: the document is %+v, %v", version, d, err)
		}
		if got, err := s.Bytes(t.Context(), d.ID); err != nil || string(got) != string(raw) {
			t.Errorf("version %d: the bytes are %q, %v", version, got, err)
		}
		if results, err := s.Results(t.Context(), hearsay.StageExtract, nil); err != nil || len(results) != 1 {
			t.Errorf("version %d: the results are %v, %v", version, results, err)
		}
		if version < 3 {
			near, err := s.Near(t.Context(), "document", nil, 2)
			if err != nil || len(near) != 2*2499 || near[0].Shared != 1 {
				t.Errorf("version %d: %d neighbours, %v", version, len(near), err)
			}
			near, err = s.Near(t.Context(), "document", []string{"s3", "s4999"}, 2)
			if want := []hearsay.Neighbours{{A: "s3", B: "s2", Shared: 1}, {A: "s4999", B: "s4998", Shared: 1}}; err != nil || !slices.Equal(near, want) {
				t.Errorf("version %d: near is %v, %v", version, near, err)
			}
			keys, err := s.Keys(t.Context(), "statement")
			if want := []uint64{1<<64 - 1, 1<<64 - 1, 1<<63 - 1}; err != nil || !slices.Equal(keys.Values, want) || !slices.Equal(keys.Subjects, []string{"s7", "s9"}) {
				t.Errorf("version %d: the keys are %v, %v", version, keys, err)
			}
		}
		want := hearsay.Fetched{Address: "https://harbour.example/", Final: "https://harbour.example/", ETag: `"1"`}
		err = s.Write(t.Context(), hearsay.Run{}, func(w hearsay.Writer) error { return w.PutFetched(want) })
		if err != nil {
			t.Errorf("version %d: %v", version, err)
		}
		if got, err := s.Fetched(t.Context(), want.Address); err != nil || got.ETag != want.ETag {
			t.Errorf("version %d: got %+v, %v", version, got, err)
		}
		s.Close()
		s = open(t, path) // and once more, without anything to do
		if _, err := s.Document(t.Context(), d.ID); err != nil {
			t.Errorf("version %d, opened again: %v", version, err)
		}
	}
}
