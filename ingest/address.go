package ingest

import (
	"bufio"
	"bytes"
	"context"
	"iter"
	"mime"
	"net/url"
	"path"
	"regexp"
	"strings"

	hearsay "github.com/hearsay-news/hearsay"
)

// A Network brings what stands at addresses. A fetch.Fetcher is one.
type Network interface {
	// Fetch yields what stands at each of addresses, in their order: either a reply or a skip.
	Fetch(ctx context.Context, addresses []string) iter.Seq2[hearsay.Reply, *hearsay.Skip]
}

var (
	scheme = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]+://`)
	bare   = regexp.MustCompile(`^(?:www\.|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/)`) // an address without its scheme
)

// IsAddress reports whether s, which may be a path, is an address, of whatever kind.
func IsAddress(s string) bool { return scheme.MatchString(s) }

// Addresses returns the addresses of a list of such: a text of which every line that is neither empty nor begins with # is one address,
// with or without a remark behind " #", and at least one is of the web. Other texts give none.
func Addresses(text []byte) []string {
	var all []string
	web := false
	for line := range bytes.Lines(bytes.TrimPrefix(text, bom8)) {
		s := strings.TrimSpace(string(line))
		if i := strings.Index(s, " #"); i >= 0 {
			s = strings.TrimSpace(s[:i])
		}
		if s == "" || s[0] == '#' {
			continue
		}
		if strings.ContainsAny(s, " \t") || !IsAddress(s) && !strings.HasPrefix(s, "www.") {
			return nil
		}
		u, err := url.Parse(s)
		web = web || err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
		all = append(all, s)
	}
	if !web {
		return nil
	}
	return all
}

// addresses hands out what stands at addresses.
func (w *walk) addresses(all []string) {
	if w.network == nil {
		for _, a := range all {
			w.skip(a, "addresses are not fetched here", "save the page, and give the file")
		}
		return
	}
	for r, skip := range w.network.Fetch(w.ctx, all) {
		switch {
		case skip != nil:
			w.skip(skip.Path, skip.Reason, skip.Remedy)
		case r.Unchanged:
			for _, id := range r.Fetched.Documents {
				w.item(hearsay.Item{Path: r.Fetched.Address, Known: id})
			}
		default:
			w.reply(r)
		}
		if !w.on() {
			return
		}
	}
}

// reply hands out what came from an address, as if it were a file of the kind that the server says, and that the bytes show.
func (w *walk) reply(r hearsay.Reply) {
	w.fetched = &r.Fetched
	defer func() { w.fetched = nil }()
	switch p, name := r.Fetched.Address, fileName(r); path.Ext(name) {
	case ".zip", ".wacz":
		w.zipped(p, bytes.NewReader(r.Bytes), int64(len(r.Bytes)))
	default:
		w.content(p, name, bufio.NewReaderSize(bytes.NewReader(r.Bytes), 64<<10), true, func(string) []byte { return nil })
	}
}

// extensions are those of the types that servers send.
var extensions = map[string]string{
	"text/html": ".html", "application/xhtml+xml": ".xhtml", "text/markdown": ".md", "text/x-markdown": ".md",
	"application/rss+xml": ".rss", "application/atom+xml": ".atom", "application/rdf+xml": ".rdf", "application/xml": ".xml", "text/xml": ".xml",
	"application/json": ".json", "application/feed+json": ".json", "application/activity+json": ".json",
	"application/jsonl": ".jsonl", "application/x-ndjson": ".jsonl", "application/x-jsonlines": ".jsonl", "application/jsonlines": ".jsonl",
	"application/warc": ".warc", "message/rfc822": ".eml", "multipart/related": ".mhtml", "application/zip": ".zip", "application/wacz": ".wacz",
}

// fileName is what a file would be called that holds r. Servers call many things plain text, or nothing at all: then the address tells,
// as far as its end is known, and otherwise the bytes do.
func fileName(r hearsay.Reply) string {
	head := bytes.TrimPrefix(r.Bytes[:min(len(r.Bytes), 4096)], bom8)
	end := ""
	if u, err := url.Parse(r.Fetched.Final); err == nil {
		end = strings.ToLower(u.Path)
	}
	ext := path.Ext(end)
	media, _, _ := mime.ParseMediaType(r.Fetched.Type)
	markup, feed := isMarkup(head), syndicate.Match(head)
	switch said := extensions[media]; {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		if ext == ".gz" {
			return "x" + path.Ext(strings.TrimSuffix(end, ext)) + ext
		}
		return "x" // as its bytes show
	case bytes.HasPrefix(head, []byte("PK\x03\x04")) && ext == ".wacz":
		return "x.wacz"
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return "x.zip"
	case feed:
		return "x.xml"
	case markup && (said == ".xml" || said == ".html" || said == ".xhtml" || said == ""):
		return "x.html"
	case said != "":
		return "x" + said
	case formats[ext] != "" || ext == ".json":
		return "x" + ext
	case media == "text/plain":
		return "x.txt"
	}
	return "x"
}
