package sqlite_test

import (
	"path/filepath"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/sqlite"
	"github.com/hearsay-news/hearsay/storetest"
)

func open(t *testing.T, path string, opts ...sqlite.Option) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(path, opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) hearsay.Store { return open(t, filepath.Join(t.TempDir(), "hearsay.db")) })
}

func TestReopened(t *testing.T) {
	storetest.RunReopened(t, func(t *testing.T) (hearsay.Store, func() hearsay.Store) {
		path := filepath.Join(t.TempDir(), "hearsay.db")
		s := open(t, path)
		return s, func() hearsay.Store {
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			return open(t, path)
		}
	})
}
