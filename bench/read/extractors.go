package main

import (
	"bytes"
	"errors"
	"net/url"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/read"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
)

// product reads p as hearsay does.
func product(p page) (found, error) {
	d, skip := read.Document(p.item)
	if skip != nil {
		return found{}, errors.New(skip.Reason)
	}
	f := found{title: d.Title, outlet: d.Outlet, credit: d.Credit, addresses: append([]string{d.URL}, d.Addresses...),
		published: d.Published, modified: d.Modified, language: d.Language}
	if d.Author != "" {
		f.authors = strings.Split(d.Author, ", ")
	}
	from := 0
	if d.TitleSpan != nil {
		from = d.TitleSpan.End
	}
	var text strings.Builder
	for _, b := range d.Boilerplate {
		text.WriteString(d.Text[from:max(from, b.Start)])
		from = max(from, b.End)
	}
	text.WriteString(d.Text[from:])
	f.text = paragraphs(text.String(), "\n\n")
	return f, nil
}

// second reads p with go-trafilatura, which is given what it does best with: a tree parsed from the decoded page, its
// fallbacks, and no comments.
func second(p page) (found, error) {
	address, err := url.Parse(p.url)
	if err != nil {
		return found{}, err
	}
	decoded, err := charset.NewReader(bytes.NewReader(p.raw), "text/html")
	if err != nil {
		return found{}, err
	}
	root, err := html.Parse(decoded)
	if err != nil {
		return found{}, err
	}
	r, err := trafilatura.ExtractDocument(root, trafilatura.Options{OriginalURL: address, EnableFallback: true, ExcludeComments: true})
	if err != nil {
		return found{}, err
	}
	m := r.Metadata
	f := found{text: paragraphs(r.ContentText, "\n"), title: m.Title, outlet: m.Sitename, addresses: []string{p.url, m.URL}, language: m.Language}
	if m.Author != "" {
		f.authors = paragraphs(m.Author, ";")
	}
	if !m.Date.IsZero() {
		f.published = hearsay.Time{At: m.Date, Precision: hearsay.ToSecond}
		if h, min, s := m.Date.Clock(); h+min+s == 0 {
			f.published.Precision = hearsay.ToDay
		}
	}
	return f, nil
}

// paragraphs are the parts of s between breaks that are not empty.
func paragraphs(s, between string) (all []string) {
	for p := range strings.SplitSeq(s, between) {
		if p = strings.TrimSpace(p); p != "" {
			all = append(all, p)
		}
	}
	return all
}
