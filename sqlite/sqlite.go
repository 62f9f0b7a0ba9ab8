// Package sqlite keeps a casebook in one SQLite file: hearsay.Store for a person with a laptop.
//
// The file can be copied, sent and opened with any SQLite shell; the views claims, statements, documents_now,
// sources, links, evidence and remarks are made for that. While a program has it open there are two files beside it
// (-wal and -shm) that belong to it; they are gone when the last program has closed it.
//
// Tables only grow. Triggers in the file itself refuse to change, delete or replace a row, whoever asks; what is
// current is found by an index whose last entry is the newest. schema/0001_casebook.sql tells the tables.
//
// One Store writes one transaction at a time, and several programs take turns: who waits longer than the busy timeout
// gets hearsay.ErrConflict. Reading never waits. It sees what was committed when the reading began, also while a
// Write is under way.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"github.com/klauspost/compress/zstd"
	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"github.com/hearsay-news/hearsay"
)

// Store is a casebook in a file. Its methods may be called from several goroutines.
type Store struct {
	path  string
	read  *sql.DB // many connections that cannot write
	write *sql.DB // one connection
	zip   *zstd.Encoder
	unzip *zstd.Decoder

	subjects atomic.Pointer[map[string]int64] // numbers of key_subjects that are in the casebook; nil while somebody writes
}

var _ hearsay.Store = (*Store)(nil)

// An Option changes how a casebook is opened.
type Option func(*options)

type options struct {
	busy time.Duration
}

// BusyTimeout is how long to wait for another program that has the casebook locked. It is 5 seconds unless set.
func BusyTimeout(d time.Duration) Option { return func(o *options) { o.busy = d } }

// Open opens the casebook at path. Where there is no file, or an empty one, it makes a new casebook; the folder must be
// there. A casebook of an older hearsay is brought up to this one, each step in a transaction of its own. The errors are
// hearsay.ErrNewer for a casebook of a newer hearsay, hearsay.ErrInvalid for a file that is no casebook (it is left as
// it is), hearsay.ErrConflict where another program keeps it locked, fs.ErrNotExist where there is no such folder.
func Open(path string, opts ...Option) (*Store, error) {
	o := options{busy: 5 * time.Second}
	for _, opt := range opts {
		opt(&o)
	}
	s := &Store{path: path}
	if err := s.checkPlace(); err != nil {
		return nil, err
	}
	file, err := address(path)
	if err != nil {
		return nil, fmt.Errorf("casebook %s: %w", path, err)
	}
	busy := fmt.Sprintf("_pragma=busy_timeout(%d)", o.busy.Milliseconds())
	// Of who turns the journal of a new casebook to WAL at the same moment as another, SQLite does not wait for its turn, whatever the
	// timeout: waiting for each other would be a deadlock. So it is tried again here.
	for until := time.Now().Add(o.busy); ; time.Sleep(10 * time.Millisecond) {
		if err = s.prepare(file + "?" + busy); !errors.Is(err, hearsay.ErrConflict) || time.Now().After(until) {
			break
		}
	}
	if err != nil {
		return nil, err
	}
	if s.zip, err = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithZeroFrames(true)); err != nil {
		return nil, fmt.Errorf("casebook %s: %w", path, err)
	}
	if s.unzip, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1)); err != nil {
		return nil, fmt.Errorf("casebook %s: %w", path, err)
	}
	// A pragma given in the address reaches every connection of a pool; one that is executed reaches one of them.
	shared := file + "?mode=rw&" + busy + "&_pragma=foreign_keys(1)&_pragma=synchronous(normal)&_pragma=temp_store(memory)"
	if s.write, err = sql.Open("sqlite", shared+"&_txlock=immediate&_pragma=cache_size(-131072)&_pragma=journal_size_limit(67108864)"); err != nil {
		return nil, s.fault("open", err)
	}
	s.write.SetMaxOpenConns(1)
	if s.read, err = sql.Open("sqlite", shared+"&_pragma=query_only(1)&_pragma=cache_size(-16384)"); err != nil {
		return nil, errors.Join(s.fault("open", err), s.write.Close())
	}
	// There is no upper limit: who reads within Documents needs a second connection while the first is busy.
	s.read.SetMaxIdleConns(4)
	return s, nil
}

// checkPlace says what is wrong with the path before SQLite says it with a number.
func (s *Store) checkPlace() error {
	info, err := os.Stat(s.path)
	switch {
	case err == nil && info.IsDir():
		return fmt.Errorf("casebook %s: %w: it is a folder; name a file in it, such as %s", s.path, hearsay.ErrInvalid, filepath.Join(s.path, "hearsay.db"))
	case err == nil && !info.Mode().IsRegular():
		return fmt.Errorf("casebook %s: %w: it is not an ordinary file; name another place", s.path, hearsay.ErrInvalid)
	case err == nil && info.Size() > 0 && info.Size() < 512: // the least that a database has; SQLite takes one byte for none
		return fmt.Errorf("casebook %s: %w: the file is no casebook; name another one, or a new one", s.path, hearsay.ErrInvalid)
	case errors.Is(err, fs.ErrNotExist):
		folder := filepath.Dir(s.path)
		if at, err := os.Stat(folder); err != nil || !at.IsDir() {
			return fmt.Errorf("casebook %s: there is no folder %s: %w; make it first, or name another place", s.path, folder, fs.ErrNotExist)
		}
	case err != nil:
		return fmt.Errorf("casebook %s: %w; name another place", s.path, err)
	}
	return nil
}

// address writes path as a URI, in which no character of a file's name means anything to SQLite.
func address(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	abs = filepath.ToSlash(abs)
	if !strings.HasPrefix(abs, "/") {
		abs = "/" + abs // C:/casebooks
	}
	u := url.URL{Scheme: "file", Path: abs}
	return u.String(), nil
}

// Close closes the casebook. A Store that is closed cannot be used any more.
func (s *Store) Close() error {
	s.unzip.Close()
	// The writer goes last: the last connection to leave moves what is in the -wal file into the casebook, and a
	// connection that cannot write cannot do that.
	return errors.Join(s.read.Close(), s.write.Close())
}

// Size is the size of the casebook in bytes, what is still in the -wal file included.
func (s *Store) Size(ctx context.Context) (int64, error) {
	var size int64
	err := s.read.QueryRowContext(ctx, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").Scan(&size)
	return size, s.fault("size", err)
}

// fault says what an error of the database means to a person. It returns nil for nil.
func (s *Store) fault(doing string, err error) error {
	if err == nil {
		return nil
	}
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return fmt.Errorf("casebook %s: %s: %w", s.path, doing, err)
	}
	switch e.Code() & 0xff {
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return fmt.Errorf("casebook %s: %s: %w; wait until that has finished, or stop it", s.path, doing, hearsay.ErrConflict)
	case lib.SQLITE_NOTADB:
		return fmt.Errorf("casebook %s: %w: the file is no casebook; name another one, or a new one", s.path, hearsay.ErrInvalid)
	case lib.SQLITE_CORRUPT:
		return fmt.Errorf("casebook %s: %w: the file is damaged (%v); take the last copy of it, or save what can be read with sqlite3's .recover", s.path, hearsay.ErrInvalid, err)
	case lib.SQLITE_CONSTRAINT:
		return fmt.Errorf("casebook %s: %s: %w: %v; nothing of it was kept", s.path, doing, hearsay.ErrInvalid, err)
	case lib.SQLITE_READONLY, lib.SQLITE_CANTOPEN, lib.SQLITE_PERM:
		return fmt.Errorf("casebook %s: %s: %w: %v; the file and its folder must allow writing: change that, or copy the file to a folder of yours", s.path, doing, fs.ErrPermission, err)
	case lib.SQLITE_FULL:
		return fmt.Errorf("casebook %s: %s: the disk is full: %w; make room and try again, nothing was lost", s.path, doing, err)
	case lib.SQLITE_TOOBIG:
		return fmt.Errorf("casebook %s: %s: %w: more than a gigabyte in one piece; split it", s.path, doing, hearsay.ErrInvalid)
	}
	return fmt.Errorf("casebook %s: %s: %w", s.path, doing, err)
}
