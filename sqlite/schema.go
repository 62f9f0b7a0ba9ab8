package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"github.com/hearsay-news/hearsay"
)

// casebookID marks a file as a casebook: "hear", where SQLite keeps the id of the application. Beside it stands the
// number of the last schema file that was run on it.
const casebookID = 0x68656172

// The schema, a file a step: the first makes a casebook, each other brings an older one further. A file that was
// published is never changed.
//
//go:embed schema/*.sql
var schema embed.FS

// prepare makes of the file at address a casebook of today's schema, or says why it is not to be made one.
func (s *Store) prepare(address string) error {
	steps, err := fs.Glob(schema, "schema/*.sql")
	if err != nil {
		return fmt.Errorf("casebook %s: %w", s.path, err)
	}
	db, err := sql.Open("sqlite", address+"&_txlock=immediate")
	if err != nil {
		return s.fault("open", err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	version, err := s.version(db)
	for err == nil && version < len(steps) {
		version, err = s.step(db, steps)
	}
	if err != nil {
		return err
	}
	if version > len(steps) {
		return fmt.Errorf("casebook %s: %w (its schema is %d, the newest that this program knows is %d); take a newer hearsay", s.path, hearsay.ErrNewer, version, len(steps))
	}
	// The journal's kind is kept in the file. It is changed only now so that a file that is no casebook is left alone,
	// and so that the mark above is in the file itself from the first moment.
	var mode string
	if err := db.QueryRow("PRAGMA journal_mode = WAL").Scan(&mode); err != nil {
		return s.fault("open", err)
	}
	return nil
}

// step runs the first of steps that the casebook has not seen, and returns the version that it then has.
func (s *Store) step(db *sql.DB, steps []string) (int, error) {
	tx, err := db.BeginTx(context.Background(), nil)
	if err != nil {
		return 0, s.fault("bring up to date", err)
	}
	defer tx.Rollback()
	version, err := s.version(tx) // again: another program may have been faster
	if err != nil || version >= len(steps) {
		return version, err
	}
	text, err := schema.ReadFile(steps[version])
	if err != nil {
		return 0, fmt.Errorf("casebook %s: %w", s.path, err)
	}
	mark := fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d;", casebookID, version+1)
	if _, err := tx.Exec(string(text) + mark); err != nil {
		return 0, s.fault("bring up to date with "+steps[version], err)
	}
	return version + 1, s.fault("bring up to date with "+steps[version], tx.Commit())
}

// version is the number of the last step that the casebook has seen, 0 for a file with nothing in it.
func (s *Store) version(db interface {
	QueryRow(query string, args ...any) *sql.Row
}) (int, error) {
	var id, version, things int
	err := db.QueryRow("SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema) FROM pragma_application_id, pragma_user_version").Scan(&id, &version, &things)
	switch {
	case err != nil:
		return 0, s.fault("open", err)
	case id == 0 && version == 0 && things == 0:
		return 0, nil
	case id != casebookID || version < 1:
		return 0, fmt.Errorf("casebook %s: %w: the file is a database of another program; name another one, or a new one", s.path, hearsay.ErrInvalid)
	}
	return version, nil
}
