package ingest

import (
	"bytes"
	"encoding/json"
	"net/http"
	"regexp"
	"strings"

	hearsay "github.com/hearsay-news/hearsay"
)

var (
	bom8   = []byte("\ufeff")
	bom16b = []byte{0xfe, 0xff}
	bom16l = []byte{0xff, 0xfe}

	generator = regexp.MustCompile(`(?i)<meta\s+name="?generator"?\s+content="?hearsay\b`)
	posts     = regexp.MustCompile(`^(?:note-)?tweets?(-part\d+)?\.js$`)
	script    = regexp.MustCompile(`^\s*window\.YTD\.[a-z_]+\.part\d+\s*=`)
	syndicate = regexp.MustCompile(`(?i)^\s*(<\?xml[^>]*>\s*)?(<!--[^>]*-->\s*)*<(rss|feed|rdf:RDF)\b`)
	markup    = regexp.MustCompile(`(?i)^\s*(<\?xml[^>]*>\s*)?(<!--[^>]*-->\s*)*<(!doctype\s+html|html|head|body|article|div|p|h1|meta|title)\b`)
)

// ours reports whether hearsay itself wrote the file: a casebook with its journals, or a report.
func ours(name string, head []byte) bool {
	switch {
	case name == "hearsay.db":
		return bytes.HasPrefix(head, []byte("SQLite format 3\x00"))
	case name == "hearsay.db-wal", name == "hearsay.db-shm", name == "hearsay.db-journal":
		return true
	case name == "hearsay.html":
		return generator.Match(head)
	}
	return false
}

// isBinary reports whether b is something other than text. UTF-16 counts as text where it has a byte order mark.
func isBinary(b []byte) bool {
	if bytes.HasPrefix(b, bom16b) || bytes.HasPrefix(b, bom16l) {
		return false
	}
	if bytes.HasPrefix(b, []byte("%PDF-")) || bytes.HasPrefix(b, []byte("PK\x03\x04")) {
		return true
	}
	control := 0
	for _, c := range b {
		if c == 0 {
			return true
		}
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b {
			control++
		}
	}
	return control*100 > len(b) // one in a hundred
}

// remedy is what helps with bytes that are no text.
func remedy(head []byte) string {
	if bytes.HasPrefix(head, []byte("%PDF-")) {
		return "take out its text, for one with pdftotext, and give that"
	}
	return "save it as HTML or plain text"
}

// looksLike names what b seems to be, for a reason.
func looksLike(b []byte) string {
	t, _, _ := strings.Cut(http.DetectContentType(b), ";")
	if t == "application/octet-stream" || strings.HasPrefix(t, "text/") {
		return ""
	}
	return " but " + t
}

func isMarkup(head []byte) bool { return markup.Match(bytes.TrimPrefix(head, bom8)) }

// sniff tells the format of bytes that come without a name.
func sniff(head []byte) hearsay.Format {
	head = bytes.TrimPrefix(head, bom8)
	if isMarkup(head) {
		return hearsay.FormatHTML
	}
	if syndicate.Match(head) {
		return hearsay.FormatFeed
	}
	first := bytes.TrimSpace(head)
	if line, _, whole := bytes.Cut(first, []byte("\n")); whole {
		first = line
	}
	// A record longer than the head cannot be parsed yet; its first key shows what it is.
	if json.Valid(first) && first[0] == '{' || openRecord.Match(first) && len(first) > 2048 {
		return hearsay.FormatRecord
	}
	return hearsay.FormatText
}

var openRecord = regexp.MustCompile(`^\{\s*"[^"\\]{1,60}"\s*:`)
