package sqlite_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/sqlite"
)

// shell opens the file as any other program would.
func shell(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func exec(t *testing.T, db *sql.DB, query string) {
	t.Helper()
	if _, err := db.Exec(query); err != nil {
		t.Fatal(err)
	}
}

func TestOpenRefused(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(t *testing.T, path string)
		want error
		say  string // a part of the remedy
	}{
		{"text", func(t *testing.T, path string) { writeFile(t, path, "Dear diary, this is not a casebook.\n") }, hearsay.ErrInvalid, "name another one"},
		{"one byte", func(t *testing.T, path string) { writeFile(t, path, "x") }, hearsay.ErrInvalid, "name another one"},
		{"a long text", func(t *testing.T, path string) { writeFile(t, path, strings.Repeat("No casebook. ", 10_000)) }, hearsay.ErrInvalid, "name another one"},
		{"database of another program", func(t *testing.T, path string) {
			exec(t, shell(t, path), "CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('soup')")
		}, hearsay.ErrInvalid, "another program"},
		{"database of another program with a journal ahead", func(t *testing.T, path string) {
			db := shell(t, path)
			exec(t, db, "PRAGMA journal_mode = WAL; CREATE TABLE recipes (name TEXT)")
			db.Close()
		}, hearsay.ErrInvalid, "another program"},
		{"newer casebook", func(t *testing.T, path string) {
			s := open(t, path)
			s.Close()
			exec(t, shell(t, path), "PRAGMA journal_mode = DELETE; PRAGMA user_version = 1000000")
		}, hearsay.ErrNewer, "take a newer hearsay"},
		{"folder", func(t *testing.T, path string) {
			if err := os.Mkdir(path, 0o777); err != nil {
				t.Fatal(err)
			}
		}, hearsay.ErrInvalid, "name a file in it"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "hearsay.db")
			c.make(t, path)
			before := contents(t, dir)
			s, err := sqlite.Open(path)
			if err == nil {
				s.Close()
			}
			if !errors.Is(err, c.want) || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), c.say) {
				t.Errorf("got %v, want one that is %q, names the file and says %q", err, c.want, c.say)
			}
			if after := contents(t, dir); after != before {
				t.Errorf("the folder was changed: it held %d bytes, and holds %d", len(before), len(after))
			}
		})
	}
	_, err := sqlite.Open(filepath.Join(t.TempDir(), "no", "hearsay.db"))
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "make it first") {
		t.Errorf("in no folder: %v", err)
	}
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// contents is every file of dir, by name, with what it holds.
func contents(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	for _, e := range entries {
		b.WriteString(e.Name() + "\n")
		if !e.IsDir() {
			text, err := os.ReadFile(filepath.Join(dir, e.Name()))
			if err != nil {
				t.Fatal(err)
			}
			b.Write(text)
		}
	}
	return b.String()
}

func TestOpenNames(t *testing.T) {
	for _, name := range []string{"a b.db", "what?mode=memory.db", "50%25.db", "#1.db", "é&_pragma=x.db", "file:x.db"} {
		dir := t.TempDir()
		s := open(t, filepath.Join(dir, name))
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 || entries[0].Name() != name {
			t.Errorf("%q: the folder holds %v, %v", name, entries, err)
		}
	}
	t.Chdir(t.TempDir())
	open(t, "hearsay.db").Close()
	if _, err := os.Stat("hearsay.db"); err != nil {
		t.Errorf("a path within the current folder: %v", err)
	}
}

// An empty file is what is left where a program was stopped before it had made a casebook.
func TestOpenEmptyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hearsay.db")
	writeFile(t, path, "")
	open(t, path).Close()
	open(t, path)
}

func TestLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hearsay.db")
	short := sqlite.BusyTimeout(20 * time.Millisecond)
	s := open(t, path, short)
	if err := s.Write(t.Context(), hearsay.Run{}, func(hearsay.Writer) error { return nil }); err != nil {
		t.Fatal(err)
	}
	other := shell(t, path)
	lock, err := other.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	run := func(query string) {
		t.Helper()
		if _, err := lock.ExecContext(context.Background(), query); err != nil {
			t.Fatal(err)
		}
	}
	run("BEGIN IMMEDIATE")
	err = s.Write(t.Context(), hearsay.Run{}, func(hearsay.Writer) error { return nil })
	if !errors.Is(err, hearsay.ErrConflict) || !strings.Contains(err.Error(), "wait") {
		t.Errorf("writing while another program writes: %v", err)
	}
	if _, err := s.Decisions(t.Context()); err != nil {
		t.Errorf("reading while another program writes: %v", err)
	}
	second := open(t, path, short) // to read, no lock is needed
	second.Close()
	run("ROLLBACK")
	if err := s.Write(t.Context(), hearsay.Run{}, func(hearsay.Writer) error { return nil }); err != nil {
		t.Errorf("writing after the other program: %v", err)
	}
	s.Close()
	run("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")
	if _, err := sqlite.Open(path, short); !errors.Is(err, hearsay.ErrConflict) {
		t.Errorf("opening what another program has for itself: %v", err)
	}
	run("ROLLBACK")
}

// Two programs that make the same casebook at the same moment both get it.
func TestOpenTogether(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hearsay.db")
	errs := make(chan error)
	for range 4 {
		go func() {
			s, err := sqlite.Open(path)
			if err == nil {
				err = errors.Join(s.Write(context.Background(), hearsay.Run{}, func(hearsay.Writer) error { return nil }), s.Close())
			}
			errs <- err
		}()
	}
	for range 4 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
}

func TestReadOnly(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("who may do everything is not refused")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "hearsay.db")
	open(t, path).Close()
	t.Cleanup(func() { os.Chmod(dir, 0o777) })
	for name, modes := range map[string][2]fs.FileMode{"file": {0o777, 0o444}, "folder": {0o555, 0o666}, "both": {0o555, 0o444}} {
		os.Chmod(dir, 0o777)
		os.Chmod(path, modes[1])
		os.Chmod(dir, modes[0])
		s, err := sqlite.Open(path)
		if err == nil {
			err = s.Write(t.Context(), hearsay.Run{}, func(hearsay.Writer) error { return nil })
			s.Close()
		}
		if !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), "must allow writing") {
			t.Errorf("%s: %v", name, err)
		}
	}
	os.Chmod(dir, 0o555)
	if _, err := sqlite.Open(filepath.Join(dir, "new.db")); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("a new casebook in such a folder: %v", err)
	}
}
