package sqlite_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay"
)

// sold is a casebook with a row in every table, at the path that is returned.
func sold(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "hearsay.db")
	s := open(t, path)
	raw := []byte("<p>Die Mühle was sold, Ines Rau alleged. Nobody has seen a deed.")
	sum := sha256.Sum256(raw)
	hash := hex.EncodeToString(sum[:])
	d := hearsay.Document{ID: "d" + hash[:12], Path: "a.html", Outlet: "The Harbour Post", SHA256: hash, Text: "Die Mühle was sold, Ines Rau alleged. Nobody has seen a deed.",
		Published: hearsay.Time{At: time.Date(2024, 3, 5, 0, 0, 0, 0, time.UTC), Precision: hearsay.ToDay, How: "address"}}
	span := func(words string) hearsay.Span {
		i := strings.Index(d.Text, words)
		return hearsay.Span{Start: i, End: i + len(words)}
	}
	statement := hearsay.Statement{ID: d.ID + "/34/0-20", Document: d.ID, Kind: hearsay.Indirect, Commitment: hearsay.Distances, Stance: hearsay.Tells, Speaker: "s1",
		Source: []hearsay.Span{span("Ines Rau")}, Cue: []hearsay.Span{span("alleged")}, Content: []hearsay.Span{span("Die Mühle"), span("sold")}}
	results := map[hearsay.Stage]any{
		hearsay.StageExtract: hearsay.Extraction{Document: d.ID, Statements: []hearsay.Statement{statement},
			Remarks: []hearsay.Remark{{ID: "m1", Document: d.ID, Kind: hearsay.FindingNone, Span: span("Nobody has seen a deed")}}},
		hearsay.StageClaim: hearsay.Weighed{
			Claim: hearsay.Claim{ID: "c1", Text: "Die Mühle was sold", Tellings: []string{statement.ID}, Standing: hearsay.Reported, Origins: hearsay.Origins{Low: 0, High: 1}, Outlets: 1,
				NamedOrigin: &hearsay.NamedOrigin{Text: "a speech by Ines Rau"}},
			Evidence: []hearsay.Evidence{{ID: "e1", Claim: "c1", Kind: hearsay.Finding, For: hearsay.ContextOnly, Document: d.ID, Text: "Nobody has seen a deed"}}},
		hearsay.StageSource: hearsay.Source{ID: "s1", Name: "Ines Rau", Names: []string{"Ines Rau", "Rau"}, Kind: hearsay.Person},
		hearsay.StageLink:   []hearsay.Link{{ID: "l1", From: d.ID, To: "dx", Kind: hearsay.Cites, Confidence: 0.5, Reason: "names it"}},
	}
	subjects := map[hearsay.Stage]string{hearsay.StageExtract: d.ID, hearsay.StageClaim: "c1", hearsay.StageSource: "s1", hearsay.StageLink: d.ID + " dx"}
	err := s.Write(t.Context(), hearsay.Run{At: time.Unix(0, 0).UTC(), Program: "0.1", Command: "trace"}, func(w hearsay.Writer) error {
		if err := w.AddDocument(d, raw); err != nil {
			return err
		}
		for stage, value := range results {
			body, err := json.Marshal(value)
			if err != nil {
				return err
			}
			for _, version := range []string{"0", "1"} { // the first is superseded
				if _, err := w.PutResult(hearsay.Result{Stage: stage, Subject: subjects[stage], Version: version, Body: body}); err != nil {
					return err
				}
			}
		}
		if err := w.PutKeys([]hearsay.Key{{Kind: "document", Value: 1, Subject: d.ID}}); err != nil {
			return err
		}
		if err := w.RemoveDocument(d.ID, "by mistake"); err != nil {
			return err
		}
		if err := w.RestoreDocument(d.ID, "it was none"); err != nil {
			return err
		}
		if err := w.PutFetched(hearsay.Fetched{Address: "https://harbour.example/", Final: "https://harbour.example/", Documents: []string{d.ID}}); err != nil {
			return err
		}
		return w.PutDecision(hearsay.Decision{Kind: "same", Anchors: []hearsay.Anchor{{SHA256: hash, Quote: "sold"}}})
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// The database itself refuses to change, delete and replace, in every table that there is.
func TestAppendOnly(t *testing.T) {
	db := shell(t, sold(t))
	rows, err := db.Query("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
	if err != nil {
		t.Fatal(err)
	}
	var tables []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		tables = append(tables, name)
	}
	if rows.Close(); len(tables) < 10 {
		t.Fatalf("only %d tables: %v", len(tables), tables)
	}
	for _, table := range tables {
		var before, after, column, all, others string
		if err := db.QueryRow(`SELECT group_concat('quote("' || name || '")', ' || '), group_concat('"' || name || '"') FILTER (WHERE cid > 0) FROM pragma_table_info(?)`, table).Scan(&all, &others); err != nil {
			t.Fatal(err)
		}
		state := fmt.Sprintf("SELECT group_concat(%s, ';') FROM %s", all, table)
		if err := db.QueryRow(state).Scan(&before); err != nil || before == "" {
			t.Fatalf("%s holds no row to try on: %v", table, err)
		}
		if err := db.QueryRow("SELECT name FROM pragma_table_info(?) LIMIT 1", table).Scan(&column); err != nil {
			t.Fatal(err)
		}
		queries := []string{
			fmt.Sprintf("UPDATE %s SET %s = %s", table, column, column),
			fmt.Sprintf("DELETE FROM %s", table),
			fmt.Sprintf("INSERT OR REPLACE INTO %s SELECT * FROM %s", table, table),
		}
		switch table { // those with a name beside their number
		case "raw", "documents", "key_kinds", "key_subjects":
			queries = append(queries, fmt.Sprintf("INSERT OR REPLACE INTO %s (%s) SELECT %s FROM %s", table, others, others, table))
		}
		for _, query := range queries {
			_, err := db.Exec(query)
			if err == nil || !strings.Contains(err.Error(), "rows of a casebook are never") {
				t.Errorf("%s: got %v, want it refused", query, err)
			}
		}
		if err := db.QueryRow(state).Scan(&after); err != nil || after != before {
			t.Errorf("%s: was %s, is %s, %v", table, before, after, err)
		}
	}
	t.Logf("%d tables", len(tables))
}

// The views say to a person with a shell what hearsay knows.
func TestViews(t *testing.T) {
	db := shell(t, sold(t))
	for query, want := range map[string]string{
		"SELECT path, outlet, published, published_how, url IS NULL, text LIKE 'Die Mühle%' FROM documents_now": "a.html|The Harbour Post|2024-03-05|address|1|1",
		"SELECT kind, commitment, source, cue, content, speaker, parent IS NULL, version FROM statements":       "indirect|distances|Ines Rau|alleged|Die Mühle … sold|s1|1|1",
		"SELECT kind, text, contradicts IS NULL FROM remarks":                                                   "finding-none|Nobody has seen a deed|1",
		"SELECT id, text, standing, origins_low, origins_high, tellings, outlets, named_origin FROM claims":     "c1|Die Mühle was sold|reported|0|1|1|1|a speech by Ines Rau",
		"SELECT claim, statement LIKE 'd%/34/0-20', tells FROM claim_statements":                                "c1|1|1",
		`SELECT id, claim, kind, "for", text, part IS NULL FROM evidence`:                                       "e1|c1|finding|context|Nobody has seen a deed|1",
		"SELECT name, kind, names FROM sources":                                                                 `Ines Rau|person|["Ines Rau","Rau"]`,
		`SELECT id, "to", kind, confidence, reason FROM links`:                                                  "l1|dx|cites|0.5|names it",
		"SELECT count(*) FROM results_now":                                                                      "4",
		"SELECT count(*) FROM removed":                                                                          "0",
	} {
		rows, err := db.Query(query)
		if err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for rows.Next() {
			row, dest := make([]string, len(columns)), make([]any, len(columns))
			for i := range row {
				dest[i] = &row[i]
			}
			if err := rows.Scan(dest...); err != nil {
				t.Fatal(err)
			}
			got = append(got, strings.Join(row, "|"))
		}
		if rows.Close(); len(got) != 1 || got[0] != want {
			t.Errorf("%s:\n got %q\nwant %q", query, got, want)
		}
	}
}
