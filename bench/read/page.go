package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ingest"
)

// A page is a page of the exam with its truth, as testdata/pages/README.md describes them.
type page struct {
	name     string
	raw      []byte
	item     hearsay.Item // raw, as ingest brings it
	url      string
	want     found
	outlets  []string // all that are right; the first is that of want
	claimant string
	zoned    bool // the time of publication says its zone
}

// found is what an extractor made of a page, or what a person did.
type found struct {
	text      []string // paragraphs
	title     string
	authors   []string
	outlet    string
	credit    string
	addresses []string
	published hearsay.Time
	modified  hearsay.Time
	language  string
}

// load reads the pages in folder, all or those with the names only.
func load(folder string, only []string) ([]page, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.truth"))
	if err != nil {
		return nil, err
	}
	var pages []page
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".truth")
		if len(only) > 0 && !slices.Contains(only, name) {
			continue
		}
		truth, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		p, err := parse(string(truth))
		if err != nil {
			return nil, fmt.Errorf("%s:%w", file, err)
		}
		p.name = name
		if p.raw, err = os.ReadFile(filepath.Join(folder, name+".html")); err != nil {
			return nil, err
		}
		pages = append(pages, p)
	}
	if len(pages) == 0 {
		return nil, fmt.Errorf("%s: there is no page; run this in the root of the project, and name pages without their ending", folder)
	}
	return pages, ingested(pages)
}

// ingested gives each page its item: ingest brings them all out of one web archive.
func ingested(pages []page) error {
	folder, err := os.MkdirTemp("", "hearsay-bench-read-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	var archive []byte
	for _, p := range pages {
		archive = append(archive, p.record()...)
	}
	file := filepath.Join(folder, "pages.warc")
	if err := os.WriteFile(file, archive, 0o600); err != nil {
		return err
	}
	n := 0
	for item, skip := range ingest.Walk(context.Background(), []string{file}, nil, nil) {
		if skip != nil || n == len(pages) {
			return fmt.Errorf("%s: ingest does not bring the pages as they were put into the archive: %v", file, skip)
		}
		pages[n].item = item
		n++
	}
	if n < len(pages) {
		return fmt.Errorf("%s: ingest brings %d of %d pages", file, n, len(pages))
	}
	return nil
}

// parse reads a truth. The error begins with the line.
func parse(truth string) (p page, err error) {
	head, text, ok := strings.Cut(truth, "\n\n")
	if !ok {
		return p, fmt.Errorf("1: there is no empty line before the text")
	}
	for i, line := range strings.Split(head, "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		key, value, ok := strings.Cut(line, ": ")
		if !ok {
			return p, fmt.Errorf("%d: %q is no field; write NAME: VALUE", i+1, line)
		}
		switch key {
		case "url":
			p.url = value
			p.want.addresses = append(p.want.addresses, value)
		case "canonical":
			p.want.addresses = append(p.want.addresses, value)
		case "title":
			p.want.title = value
		case "author":
			p.want.authors = append(p.want.authors, value)
		case "claimant":
			p.claimant = value
		case "credit":
			p.want.credit = value
		case "outlet", "or outlet":
			p.outlets = append(p.outlets, value)
			p.want.outlet = p.outlets[0]
		case "language":
			p.want.language = value
		case "published":
			p.want.published, p.zoned, err = when(value)
		case "modified":
			p.want.modified, _, err = when(value)
		default:
			err = fmt.Errorf("the field %q is not known", key)
		}
		if err != nil {
			return p, fmt.Errorf("%d: %w", i+1, err)
		}
	}
	for par := range strings.SplitSeq(text, "\n\n") {
		if par = strings.TrimSpace(par); par != "" {
			p.want.text = append(p.want.text, par)
		}
	}
	if p.url == "" || p.want.title == "" || len(p.want.text) == 0 {
		return p, fmt.Errorf("1: url, title or text is missing")
	}
	return p, nil
}

// when reads a time with its precision, and whether it says its zone.
func when(s string) (t hearsay.Time, zoned bool, err error) {
	value, precision, _ := strings.Cut(s, " ")
	t.Precision = hearsay.Precision(precision)
	layout := time.DateOnly
	switch t.Precision {
	case hearsay.ToDay:
	case hearsay.ToSecond, hearsay.ToMinute:
		if layout, zoned = time.RFC3339, true; len(value) == len("2006-01-02T15:04:05") {
			layout, zoned = "2006-01-02T15:04:05", false
		}
	default:
		return t, false, fmt.Errorf("%q is no precision; write second, minute or day", precision)
	}
	t.At, err = time.Parse(layout, value)
	return t, zoned, err
}

// record is p as a record of a web archive.
func (p page) record() []byte {
	block := append([]byte("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"), p.raw...)
	var b bytes.Buffer
	fmt.Fprintf(&b, "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n", p.url, len(block))
	b.Write(block)
	b.WriteString("\r\n\r\n")
	return b.Bytes()
}
