package ingest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"strconv"
	"strings"

	hearsay "github.com/hearsay-news/hearsay"
)

// warc hands out the pages of a web archive (WARC, ISO 28500, 1.0 and 1.1): each record that holds what a server answered, or the thing
// itself, also in another form. Requests, metadata, pictures and revisits (the same page again, told without it) are passed over. r is
// unpacked.
func (w *walk) warc(p string, r *bufio.Reader) {
	for n := 1; w.on(); n++ {
		at := fmt.Sprintf("%s:%d", p, n)
		head, length, kind, err := warcHead(r)
		switch {
		case err == io.EOF:
			return
		case err != nil:
			w.skip(at, "the web archive breaks off: "+err.Error(), "fetch it again; the records before were read")
			return
		}
		if !holds[kind] || length > MaxItem {
			if length > MaxItem && holds[kind] {
				w.skip(at, fmt.Sprintf("the record is larger than %d MB", MaxItem>>20), "save the page by itself")
			}
			if _, err := io.CopyN(io.Discard, r, length); err != nil {
				w.skip(at, "the web archive ends within a record", "fetch it again; the records before were read")
				return
			}
			continue
		}
		body := make([]byte, 0, min(length, 1<<20))
		buffer := bytes.NewBuffer(body)
		got, err := io.CopyN(buffer, r, length)
		if isText(buffer.Bytes()) {
			w.item(hearsay.Item{Path: at, Format: hearsay.FormatCapture, Bytes: append(head, buffer.Bytes()...)})
		}
		if err != nil {
			w.skip(at, fmt.Sprintf("the web archive ends within a record: %d of %d bytes are there", got, length), "fetch it again; what is there was read")
			return
		}
	}
}

// holds are the types of records that hold a thing.
var holds = map[string]bool{"response": true, "resource": true, "conversion": true}

// isText reports whether the block of a record is a page or a text: what its HTTP header says, true where there is none.
func isText(block []byte) bool {
	if !bytes.HasPrefix(block, []byte("HTTP/")) {
		return !isBinary(block[:min(len(block), 4096)])
	}
	head, _, _ := bytes.Cut(block, []byte("\r\n\r\n"))
	for line := range strings.Lines(string(head)) {
		name, value, _ := strings.Cut(line, ":")
		if strings.EqualFold(strings.TrimSpace(name), "Content-Type") {
			media, _, _ := mime.ParseMediaType(strings.TrimSpace(value))
			return media == "text/html" || media == "application/xhtml+xml" || media == "text/plain"
		}
	}
	return true
}

// maxHead is how many bytes the header of a record may have.
const maxHead = 64 << 10

// warcHead reads the header of the next record, and returns it with the length of what follows and the record's type.
func warcHead(r *bufio.Reader) (head []byte, length int64, kind string, err error) {
	length = -1
	for first := true; ; {
		b, err := r.ReadSlice('\n') // no line is longer than r's buffer
		if err == bufio.ErrBufferFull {
			return nil, 0, "", errors.New("the header of a record does not end")
		}
		if first && len(bytes.TrimSpace(b)) == 0 { // the empty lines behind the record before
			if err != nil {
				return nil, 0, "", err
			}
			continue
		}
		if err != nil {
			return nil, 0, "", io.ErrUnexpectedEOF
		}
		if first && !bytes.HasPrefix(b, []byte("WARC/")) {
			return nil, 0, "", errors.New("a record does not begin with WARC/")
		}
		first = false
		if head = append(head, b...); len(head) > maxHead {
			return nil, 0, "", errors.New("the header of a record does not end")
		}
		line := strings.TrimSpace(string(b))
		if line == "" {
			break
		}
		name, value, _ := strings.Cut(line, ":")
		switch value = strings.TrimSpace(value); strings.ToLower(name) {
		case "content-length":
			if length, err = strconv.ParseInt(value, 10, 64); err != nil || length < 0 {
				return nil, 0, "", fmt.Errorf("a record says that it is %q bytes long", value)
			}
		case "warc-type":
			kind = strings.ToLower(value)
		}
	}
	if length < 0 {
		return nil, 0, "", errors.New("a record does not say how long it is")
	}
	return head, length, kind, nil
}
