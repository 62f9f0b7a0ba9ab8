package read

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"

	"golang.org/x/net/html/charset"

	hearsay "github.com/hearsay-news/hearsay"
)

// readMail reads an e-mail (RFC 5322, RFC 2045), or a page that a browser saved as one (RFC 2557): of its parts the page, else the
// plain text. Attachments are left unread.
func readMail(d *hearsay.Document, raw []byte) error {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return problem{"it is no e-mail that can be read: " + err.Error(), "export it again"}
	}
	best, err := content(textproto.MIMEHeader(m.Header), m.Body, 0)
	if err != nil {
		return problem{"the e-mail breaks off: " + err.Error(), "export it again"}
	}
	if best == nil {
		return problem{"there is no text in the e-mail", "open its attachments and save them as files of their own"}
	}
	words := mime.WordDecoder{CharsetReader: func(name string, r io.Reader) (io.Reader, error) { return charset.NewReaderLabel(name, r) }}
	line := func(key string) string {
		s := m.Header.Get(key)
		if plain, err := words.DecodeHeader(s); err == nil {
			s = plain
		}
		return strings.Join(strings.Fields(s), " ")
	}
	sent := date(m.Header.Get("Date"), "mail header Date", true)
	if !sent.Known() {
		if at, err := m.Header.Date(); err == nil {
			sent = sane(hearsay.Time{At: at, Precision: hearsay.ToSecond, How: "mail header Date"})
		}
	}
	address := best.head.Get("Content-Location")
	if address == "" {
		address = m.Header.Get("Snapshot-Content-Location")
	}
	saved := strings.HasPrefix(address, "http:") || strings.HasPrefix(address, "https:")
	if saved { // a page, and the time is when it was saved
		d.URL, d.Captured = unwrap(address)
		if !d.Captured.Known() {
			d.Captured = sent
		}
		if d.Channel = channelOf(d.URL); d.Channel == "" {
			d.Channel = hearsay.Web
		}
	} else {
		d.Channel, d.Published = hearsay.Email, sent
		if from, err := (&mail.AddressParser{WordDecoder: &words}).Parse(m.Header.Get("From")); err == nil {
			if d.Author = from.Name; d.Author == "" {
				d.Author = from.Address
			}
		}
	}
	at := bytes.Index(raw, best.body)
	if err := readBody(d, best.head.Get("Content-Type"), best.body, max(at, 0), at < 0); err != nil {
		return err
	}
	if subject := line("Subject"); d.Title == "" && !saved {
		d.Title = subject
	}
	return nil
}

// A bodyPart is one part of a mail, decoded.
type bodyPart struct {
	head textproto.MIMEHeader
	body []byte
}

// maxNested is how deep parts of a mail may hold parts.
const maxNested = 8

// content returns the part that holds the text: a page before plain text, the first of each; nil where there is none.
func content(head textproto.MIMEHeader, r io.Reader, depth int) (*bodyPart, error) {
	media, params, err := mime.ParseMediaType(head.Get("Content-Type"))
	if err != nil || media == "" {
		media = "text/plain"
	}
	if strings.HasPrefix(head.Get("Content-Disposition"), "attachment") {
		return nil, nil
	}
	if !strings.HasPrefix(media, "multipart/") {
		if !strings.HasPrefix(media, "text/") && media != "application/xhtml+xml" {
			return nil, nil
		}
		body, err := decoded(head.Get("Content-Transfer-Encoding"), r)
		if len(body) == 0 && err != nil {
			return nil, err
		}
		return &bodyPart{head, body}, nil
	}
	if depth >= maxNested || params["boundary"] == "" {
		return nil, fmt.Errorf("its parts cannot be told apart")
	}
	var best *bodyPart
	for parts := multipart.NewReader(r, params["boundary"]); ; {
		p, err := parts.NextRawPart()
		if err != nil { // also where the mail breaks off: what came before is read
			if err == io.EOF || best != nil {
				err = nil
			}
			return best, err
		}
		got, err := content(p.Header, p, depth+1)
		if err != nil || got == nil {
			continue
		}
		if best == nil || isPage(got) && !isPage(best) {
			best = got
		}
	}
}

func isPage(p *bodyPart) bool { return strings.Contains(p.head.Get("Content-Type"), "html") }

// decoded undoes a transfer encoding. What can be read before an error is returned with it.
func decoded(encoding string, r io.Reader) ([]byte, error) {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		r = quotedprintable.NewReader(r)
	case "base64":
		r = base64.NewDecoder(base64.StdEncoding, r)
	}
	return io.ReadAll(io.LimitReader(r, maxUnpacked))
}
