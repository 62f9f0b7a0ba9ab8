package read

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/textproto"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	hearsay "github.com/hearsay-news/hearsay"
)

// readCapture reads one record of a web archive: its header, and behind it the answer of a server, or the thing itself.
// ISO 28500 tells the form.
func readCapture(d *hearsay.Document, raw []byte) error {
	head, body, err := fields(raw)
	if err != nil {
		return problem{"the record of the web archive has no header that can be read: " + err.Error(), "fetch the archive again"}
	}
	at := len(raw) - len(body)
	kind := head.Get("Content-Type")
	encoded := false
	if media, _, _ := mime.ParseMediaType(kind); media == "application/http" {
		answer, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(body)), nil)
		if err != nil {
			return problem{"the answer in the web archive cannot be read: " + err.Error(), "fetch the page again"}
		}
		if answer.StatusCode != http.StatusOK && answer.StatusCode != http.StatusNonAuthoritativeInfo {
			return problem{fmt.Sprintf("the server answered with %s, and no page", answer.Status), "fetch the page again, or leave it out"}
		}
		kind = answer.Header.Get("Content-Type")
		if body, encoded, err = payload(body, answer); err != nil {
			return problem{"the page in the web archive breaks off: " + err.Error(), "fetch the page again"}
		}
		at = len(raw) - len(body)
	}
	d.URL, d.Captured = unwrap(strings.Trim(head.Get("WARC-Target-URI"), "<>"))
	if t := date(head.Get("WARC-Date"), "WARC-Date", true); t.Known() && !d.Captured.Known() {
		d.Captured = t
	}
	if d.URL != "" && d.Channel == "" {
		if d.Channel = channelOf(d.URL); d.Channel == "" {
			d.Channel = hearsay.Web
		}
	}
	return readBody(d, kind, body, at, encoded)
}

// readBody reads what was sent as kind, a media type. at is where it stands in the raw bytes, unless it was encoded.
func readBody(d *hearsay.Document, kind string, body []byte, at int, encoded bool) error {
	media, params, _ := mime.ParseMediaType(kind)
	declared := params["charset"]
	page := strings.HasSuffix(media, "html") || strings.HasSuffix(media, "xhtml+xml")
	switch {
	case page:
		if declared == "" {
			declared = declaredCharset(body)
		}
		return readHTML(d, moved(decode(body, declared), at, encoded))
	case strings.HasPrefix(media, "text/"), media == "":
		readPlain(d, moved(decode(body, declared), at, encoded))
		return nil
	}
	return problem{fmt.Sprintf("it is %s, and no page", media), "leave it out"}
}

// moved is s with its way back to bytes that stand at byte at of the raw ones; without one where they were encoded.
func moved(s source, at int, encoded bool) source {
	switch {
	case encoded:
		s.pieces = []hearsay.Piece{}
	case s.pieces == nil:
		s.pieces = []hearsay.Piece{{N: len(s.text), Raw: hearsay.Span{Start: at, End: at + len(s.text)}}}
	default:
		for i := range s.pieces {
			s.pieces[i].Raw.Start += at
			s.pieces[i].Raw.End += at
		}
	}
	return s
}

// fields reads the header lines that raw begins with, after a first line that says "WARC/1.0" or the like, and returns what
// follows the empty line.
func fields(raw []byte) (textproto.MIMEHeader, []byte, error) {
	_, rest, found := bytes.Cut(raw, []byte("\n"))
	if !found {
		return nil, nil, io.ErrUnexpectedEOF
	}
	end, gap := bytes.Index(rest, []byte("\r\n\r\n")), 4
	if short := bytes.Index(rest, []byte("\n\n")); short >= 0 && (end < 0 || short < end) {
		end, gap = short, 2
	}
	if end < 0 {
		return nil, nil, io.ErrUnexpectedEOF
	}
	head, err := textproto.NewReader(bufio.NewReader(bytes.NewReader(rest[:end+gap]))).ReadMIMEHeader()
	return head, rest[end+gap:], err
}

// maxUnpacked is how many bytes a page may have once it is unpacked: a small record may hold a bomb.
const maxUnpacked = 64 << 20

// payload is the page in an answer as the server meant it. encoded says that it was packed or cut in pieces for the way.
func payload(raw []byte, answer *http.Response) (body []byte, encoded bool, err error) {
	defer answer.Body.Close()
	var r io.Reader = answer.Body
	switch strings.ToLower(strings.TrimSpace(answer.Header.Get("Content-Encoding"))) {
	case "", "identity":
	case "gzip", "x-gzip":
		encoded = true
		if r, err = gzip.NewReader(r); err != nil {
			return nil, true, err
		}
	case "deflate":
		encoded = true
		if r, err = zlib.NewReader(r); err != nil {
			return nil, true, err
		}
	case "br":
		encoded = true
		r = brotli.NewReader(r)
	case "zstd":
		encoded = true
		z, err := zstd.NewReader(r, zstd.WithDecoderMaxMemory(maxUnpacked), zstd.WithDecoderConcurrency(1))
		if err != nil {
			return nil, true, err
		}
		defer z.Close()
		r = z
	default:
		return nil, true, fmt.Errorf("it is packed with %s, which is not known", answer.Header.Get("Content-Encoding"))
	}
	body, err = io.ReadAll(io.LimitReader(r, maxUnpacked+1))
	switch {
	case len(body) > maxUnpacked:
		return nil, encoded, fmt.Errorf("it has more than %d MB once it is unpacked", maxUnpacked>>20)
	case err != nil && (len(body) == 0 || !errors.Is(err, io.ErrUnexpectedEOF)):
		return nil, encoded, err
	}
	// A page that breaks off is read as far as it goes.
	if !encoded && !bytes.HasSuffix(raw, body) {
		encoded = true // chunks, or more behind it
	}
	return body, encoded, nil
}
