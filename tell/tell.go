// Package tell turns a report into what people and programs see: a summary for a terminal (Text, and Claim, Document
// and Source for one thing alone), a page that needs nothing but itself (Page), and JSON (JSON, Rows).
//
// Three rules hold for everything here. A claim's words never stand without who makes them and where the claim stands.
// A standing is told by its word, never by a colour alone, and how often something was told is never told as a reason
// to believe it. What is left out for want of room is counted and said.
//
// All text of documents is a stranger's: control characters and marks that turn the direction of writing are dropped
// for the terminal, everything is escaped for the page. The functions are pure: the same report gives the same bytes.
//
// The package is public to be read and reused; its functions may still change.
package tell

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/hearsay-news/hearsay"
)

// JSON writes r as one object of the schema hearsay.trace/1, and a line break.
func JSON(w io.Writer, r hearsay.Report) error {
	r.Schema = hearsay.Schema
	if err := json.NewEncoder(w).Encode(r); err != nil {
		return fmt.Errorf("writing the report as JSON: %w", err)
	}
	return nil
}

// Rows writes JSON Lines: one row a line, each an object of the schema hearsay.trace/1 with its "type" as first field:
// "report" (schema and totals), "document", "statement", "source", "claim", "link", "evidence", "remark", "skipped",
// "changed". Rows can be written as they become known; a reader has to expect a row before those that it names.
type Rows struct{ w io.Writer }

// JSONL returns Rows that go to w.
func JSONL(w io.Writer) *Rows { return &Rows{w} }

// Write writes one row. A row is a root type of the list above; any other is an error.
func (r *Rows) Write(row any) error {
	kind := ""
	switch row.(type) {
	case head:
		kind = "report"
	case hearsay.Document:
		kind = "document"
	case hearsay.Statement:
		kind = "statement"
	case hearsay.Source:
		kind = "source"
	case hearsay.Claim:
		kind = "claim"
	case hearsay.Link:
		kind = "link"
	case hearsay.Evidence:
		kind = "evidence"
	case hearsay.Remark:
		kind = "remark"
	case hearsay.Skip:
		kind = "skipped"
	case hearsay.Changed:
		kind = "changed"
	default:
		return fmt.Errorf("writing JSON Lines: a %T is no row: %w", row, hearsay.ErrInvalid)
	}
	b, err := json.Marshal(row)
	if err != nil {
		return fmt.Errorf("writing a %s as JSON: %w", kind, err)
	}
	_, err = fmt.Fprintf(r.w, "{\"type\":%q,%s\n", kind, b[1:])
	return err
}

// head is the row that says what the others are part of.
type head struct {
	Schema string         `json:"schema"`
	About  string         `json:"about,omitempty"`
	More   int            `json:"more"`
	Totals hearsay.Totals `json:"totals"`
}

// Report writes all rows of r.
func (r *Rows) Report(report hearsay.Report) error {
	if err := r.Write(head{hearsay.Schema, report.About, report.More, report.Totals}); err != nil {
		return err
	}
	for _, write := range []func() error{
		func() error { return each(r, report.Documents) },
		func() error { return each(r, report.Statements) },
		func() error { return each(r, report.Sources) },
		func() error { return each(r, report.Claims) },
		func() error { return each(r, report.Links) },
		func() error { return each(r, report.Evidence) },
		func() error { return each(r, report.Remarks) },
		func() error { return each(r, report.Skipped) },
	} {
		if err := write(); err != nil {
			return err
		}
	}
	return r.Write(report.Changed)
}

func each[T any](r *Rows, rows []T) error {
	for _, row := range rows {
		if err := r.Write(row); err != nil {
			return err
		}
	}
	return nil
}
