package sqlite

import (
	"context"
	"encoding/json"

	"github.com/hearsay-news/hearsay"
)

// Results returns the current results of a stage for subjects, or for all of them where subjects is nil; one without a
// result, or with an empty one, is not in the map.
func (s *Store) Results(ctx context.Context, stage hearsay.Stage, subjects []string) (map[string]hearsay.Result, error) {
	doing := "results of " + string(stage)
	// Both go along the index results_newest, which holds what the inner query asks for.
	query := `SELECT r.run, r.subject, r.version, r.body
		FROM (SELECT max(seq) AS seq FROM results WHERE stage = ?1 GROUP BY subject) n CROSS JOIN results r ON r.seq = n.seq
		WHERE r.body <> ''`
	args := []any{string(stage)}
	if subjects != nil {
		query = `SELECT r.run, r.subject, r.version, r.body
			FROM json_each(?2) j CROSS JOIN results r ON r.seq = (SELECT max(seq) FROM results WHERE stage = ?1 AND subject = j.value)
			WHERE r.body <> ''`
		list, err := json.Marshal(subjects)
		if err != nil {
			return nil, s.fault(doing, err)
		}
		args = append(args, string(list))
	}
	results := make(map[string]hearsay.Result, len(subjects))
	err := s.eachResult(ctx, stage, query, args, func(r hearsay.Result) { results[r.Subject] = r })
	return results, s.fault(doing, err)
}

// History returns every result of a subject, oldest first, empty ones included.
func (s *Store) History(ctx context.Context, stage hearsay.Stage, subject string) ([]hearsay.Result, error) {
	var history []hearsay.Result
	err := s.eachResult(ctx, stage, "SELECT run, subject, version, body FROM results WHERE stage = ? AND subject = ? ORDER BY seq", []any{string(stage), subject},
		func(r hearsay.Result) { history = append(history, r) })
	return history, s.fault("history of "+string(stage)+" "+subject, err)
}

func (s *Store) eachResult(ctx context.Context, stage hearsay.Stage, query string, args []any, f func(hearsay.Result)) error {
	rows, err := s.read.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		r := hearsay.Result{Stage: stage}
		if err := rows.Scan(&r.Run, &r.Subject, &r.Version, &r.Body); err != nil {
			return err
		}
		f(r)
	}
	return rows.Err()
}

// PutResult appends a result, unless version and body are those of the current one, and reports whether it did. A body
// that is neither JSON nor empty is hearsay.ErrInvalid. r.Run counts for nothing.
func (w *writer) PutResult(r hearsay.Result) (bool, error) {
	res, err := w.exec(`INSERT INTO results (run, stage, subject, version, body)
		SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS (
			SELECT 1 FROM results
			WHERE seq = (SELECT max(seq) FROM results WHERE stage = ?2 AND subject = ?3) AND version = ?4 AND body = ?5)`,
		w.run, string(r.Stage), r.Subject, r.Version, string(r.Body))
	var n int64
	if err == nil {
		n, err = res.RowsAffected()
	}
	return n > 0, w.store.fault("put a result of "+string(r.Stage)+" for "+r.Subject, err)
}
