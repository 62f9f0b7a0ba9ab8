package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/hearsay-news/hearsay"
)

// Write runs f in one transaction, as one run; the casebook numbers it, whatever its ID says. What f wrote is kept when
// it returns nil; nothing is when it returns an error, which Write then returns, when it panics, or when ctx ends
// before. Within f the Store may be read, and shows what was there before; another Write within f would wait for itself.
func (s *Store) Write(ctx context.Context, run hearsay.Run, f func(hearsay.Writer) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return s.fault("write", err)
	}
	defer tx.Rollback()
	w := &writer{store: s, ctx: ctx, tx: tx, prepared: map[string]*sql.Stmt{}, kinds: map[string]int64{}, subjects: s.subjects.Swap(nil)}
	if w.subjects == nil {
		w.subjects = &map[string]int64{}
	}
	if w.run, err = w.insert("INSERT INTO runs (at, program, command) VALUES (?, ?, ?)", run.At.Format(time.RFC3339Nano), run.Program, run.Command); err != nil {
		return s.fault("begin a run", err)
	}
	if err := f(w); err != nil {
		return err
	}
	if err := w.flushKeys(); err != nil {
		return err
	}
	if err = tx.Commit(); err == nil {
		s.subjects.Store(w.subjects)
	}
	if errors.Is(err, sql.ErrTxDone) && ctx.Err() != nil { // the transaction saw the end of ctx before Commit did
		err = ctx.Err()
	}
	return s.fault("commit", err)
}

// A writer writes within one run.
type writer struct {
	store    *Store
	ctx      context.Context
	tx       *sql.Tx
	run      int64
	prepared map[string]*sql.Stmt
	kinds    map[string]int64  // of keys, by name
	subjects *map[string]int64 // of keys, those met last
	keys     []key             // not yet in a block
}

// statement prepares query once for the transaction, which closes it. It is run without the context: with one, the
// driver would start a goroutine for each of a million rows. The transaction has the context and ends with it.
func (w *writer) statement(query string) (*sql.Stmt, error) {
	if err := w.ctx.Err(); err != nil {
		return nil, err
	}
	if stmt, ok := w.prepared[query]; ok {
		return stmt, nil
	}
	stmt, err := w.tx.Prepare(query)
	if err == nil {
		w.prepared[query] = stmt
	}
	return stmt, err
}

func (w *writer) exec(query string, args ...any) (sql.Result, error) {
	stmt, err := w.statement(query)
	if err != nil {
		return nil, err
	}
	return stmt.Exec(args...)
}

// insert adds a row and returns its number.
func (w *writer) insert(query string, args ...any) (int64, error) {
	res, err := w.exec(query, args...)
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

// look scans the one row that query finds into dest, and reports whether there is one.
func (w *writer) look(query string, arg any, dest ...any) (bool, error) {
	stmt, err := w.statement(query)
	if err != nil {
		return false, err
	}
	err = stmt.QueryRow(arg).Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}
