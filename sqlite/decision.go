package sqlite

import (
	"context"
	"time"

	"github.com/hearsay-news/hearsay"
)

// Decisions returns all decisions, oldest first, with the numbers that the casebook gave them.
func (s *Store) Decisions(ctx context.Context) ([]hearsay.Decision, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT d.id, d.at, d.by, d.kind, d.value, d.note, a.sha256, a.quote, a.start, a."end"
		FROM decisions d LEFT JOIN anchors a ON a.decision = d.id ORDER BY d.id, a.n`)
	if err != nil {
		return nil, s.fault("decisions", err)
	}
	defer rows.Close()
	var decisions []hearsay.Decision
	for rows.Next() {
		var d hearsay.Decision
		var at string
		var sha256, quote *string
		var start, end *int
		if err := rows.Scan(&d.ID, &at, &d.By, &d.Kind, &d.Value, &d.Note, &sha256, &quote, &start, &end); err != nil {
			return nil, s.fault("decisions", err)
		}
		if n := len(decisions); n == 0 || decisions[n-1].ID != d.ID {
			if d.At, err = time.Parse(time.RFC3339Nano, at); err != nil {
				return nil, s.fault("decisions", err)
			}
			decisions = append(decisions, d)
		}
		if sha256 != nil {
			last := &decisions[len(decisions)-1]
			last.Anchors = append(last.Anchors, hearsay.Anchor{SHA256: *sha256, Quote: *quote, Span: hearsay.Span{Start: *start, End: *end}})
		}
	}
	return decisions, s.fault("decisions", rows.Err())
}

// PutDecision appends d, with its anchors in their order. The casebook numbers it, whatever its ID says.
func (w *writer) PutDecision(d hearsay.Decision) error {
	id, err := w.insert("INSERT INTO decisions (run, at, by, kind, value, note) VALUES (?, ?, ?, ?, ?, ?)",
		w.run, d.At.Format(time.RFC3339Nano), d.By, d.Kind, d.Value, d.Note)
	for n, a := range d.Anchors {
		if err == nil {
			_, err = w.exec(`INSERT INTO anchors (decision, n, sha256, quote, start, "end") VALUES (?, ?, ?, ?, ?, ?)`, id, n, a.SHA256, a.Quote, a.Span.Start, a.Span.End)
		}
	}
	return w.store.fault("put a decision", err)
}
