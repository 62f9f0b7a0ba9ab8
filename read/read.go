// Package read turns bytes into documents: text with the way back to its place in the bytes, and what the bytes say
// about who published it, when, where and in which language.
//
// Whatever is not said is left empty; nothing is guessed. What was found carries how it was found.
//
// # The way back
//
// Document.Pieces lead from each stretch of the text to the raw bytes that it came from, through character references,
// the charset, and the escapes of JSON. Bytes of the text without a piece were put there by read: breaks between
// paragraphs, and white space that the page wrote in another way. A title that stands nowhere in the page as such
// (only in its metadata) has no piece either.
//
// # Pages
//
// Which parts of a page are the article is readability's answer, with known faults mended: advertisements, boxes that lead
// elsewhere and comments are left out; claim boxes, verdicts, notes of correction and captions stay. Bylines, date lines
// and embedded posts are told in the document's fields and are no part of the text.
//
// # Plain text
//
// Plain text is kept as it is, byte for byte, so that offsets into the text are offsets into the file. What certainly
// is no part of it ("Advertisement") therefore stays, and is told in Document.Boilerplate.
//
// # Web archives and mail
//
// A record of a web archive is read as the page that it holds, at the address and the time of its header. Where the page was
// packed in transit, or a part of a mail is encoded, no piece leads back to the bytes: they are kept, and can be unpacked.
//
// # What was fetched
//
// A page, a text or a Markdown file that came from an address has the address that its redirects led to, and the others among its
// Addresses. The charset that the server names goes before the one that the page names. Whatever was fetched was captured when it was
// fetched, unless it says that an archive took it before.
//
// # Feeds and exports
//
// The raw bytes of an entry are those of its feed cut down to it; the raw bytes of a post are the line that ingest puts before
// it, with what the export says of itself, and the post as it stands there. Pieces lead into these bytes. A feed's text has none
// where the feed moves the addresses in it (xml:base).
package read

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	hearsay "github.com/hearsay-news/hearsay"
)

// Document reads item. What cannot be read is a skip with reason and remedy; otherwise the skip is nil.
func Document(item hearsay.Item) (hearsay.Document, *hearsay.Skip) {
	d := hearsay.Document{Path: item.Path}
	sum := sha256.Sum256(item.Bytes)
	d.SHA256 = hex.EncodeToString(sum[:])
	d.ID = "d" + d.SHA256[:12]
	charset := arrived(&d, item)
	var err error
	switch item.Format {
	case hearsay.FormatHTML:
		if charset == "" {
			charset = declaredCharset(item.Bytes)
		}
		err = readHTML(&d, decode(item.Bytes, charset))
	case hearsay.FormatText:
		readPlain(&d, decode(item.Bytes, charset))
	case hearsay.FormatMarkdown:
		readMarkdown(&d, decode(item.Bytes, charset))
	case hearsay.FormatRecord:
		err = readRecord(&d, item.Bytes)
	case hearsay.FormatCapture:
		err = readCapture(&d, item.Bytes)
	case hearsay.FormatMail:
		err = readMail(&d, item.Bytes)
	case hearsay.FormatFeed:
		err = readFeed(&d, item.Bytes)
	case hearsay.FormatTelegram, hearsay.FormatMastodon, hearsay.FormatTweet, hearsay.FormatJSONFeed:
		err = readElement(&d, item.Format, item.Bytes)
	default:
		err = problem{fmt.Sprintf("the format %q is not known", item.Format), "give HTML, plain text, Markdown, JSON Lines, a web archive, an e-mail, a feed or an export of posts"}
	}
	if p, ok := err.(problem); ok {
		return hearsay.Document{}, &hearsay.Skip{Path: item.Path, Reason: p.reason, Remedy: p.remedy}
	}
	if strings.TrimSpace(d.Text) == "" {
		return hearsay.Document{}, &hearsay.Skip{Path: item.Path, Reason: "there is no text in it", Remedy: "save the page as a browser shows it, or copy its text into a .txt file"}
	}
	settled(&d, item)
	return d, nil
}

// A problem is why something cannot be read, and what helps.
type problem struct{ reason, remedy string }

func (p problem) Error() string { return p.reason + ": " + p.remedy }

// textOf sets the text of d to t, which was written from src.
func textOf(d *hearsay.Document, w *writer, src source) {
	d.Text = string(w.text)
	d.Pieces = src.back(w.pieces)
}
