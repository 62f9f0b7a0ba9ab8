package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/tell"
)

// check refuses a page that cannot be written, or that would take the place of a file that hearsay did not write.
func (p page) check(casebook string) error {
	if *p.none && *p.file != "" {
		return wrongUsage("-html and -no-html contradict each other; leave one out")
	}
	path := p.path(casebook)
	if path == "" {
		return nil
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(filepath.Dir(path)); err != nil {
			return fmt.Errorf("the page cannot be written to %s, as there is no such folder; make it, or name another file with -html", path)
		}
		return nil
	}
	if err != nil {
		return fmt.Errorf("%w; name another file for the page with -html, or write none with -no-html", err)
	}
	defer f.Close()
	head, err := io.ReadAll(io.LimitReader(f, 4096))
	if err != nil {
		return fmt.Errorf("%w; name another file for the page with -html, or write none with -no-html", err)
	}
	if len(head) > 0 && !bytes.Contains(head, []byte(`<meta name="generator" content="hearsay`)) {
		return fmt.Errorf("%s is there and was not written by hearsay; move it, or name another file for the page with -html", path)
	}
	return nil
}

// writePage writes the page to a temporary file beside path, which it then takes the place of.
func writePage(path string, r hearsay.Report) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".hearsay-*.html")
	if err != nil {
		return fmt.Errorf("the page cannot be written: %w; name another file with -html, or write none with -no-html", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("the page %s cannot be written: %w; name another file with -html, or write none with -no-html", path, err), f.Close())
			os.Remove(f.Name())
		}
	}()
	if err := tell.Page(f, r); err != nil {
		return err
	}
	if err := f.Chmod(0o644); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
