// Package ingest brings bytes in: files, folders, standard input and addresses become items for read.
//
// Folders are walked in sorted order; hidden files are left out. A file's format is known by its extension (.html,
// .htm, .xhtml, .txt, .md, .markdown, .jsonl, .ndjson, .warc, .eml, .mht, .mhtml, .rss, .atom, .rdf, .xml, .json, each also with .gz)
// and, where it has none, by its first bytes. Zip archives (.zip, .wacz) are read like folders. Of the many files in an archive of X only
// its posts are read (tweets.js, and note-tweet.js with the long ones), together with account.js beside them.
// What cannot be read becomes a hearsay.Skip with a reason and a remedy; it never ends the walk. Nothing is held
// in memory beyond the one item that is being handed out.
//
// An address is brought by a Network, and what comes is treated as a file of its kind. A file or standard input that is a list of addresses
// (see Addresses) stands for them where it was named itself; a list that was met in a folder or an archive is skipped, so that reading
// somebody's files asks nobody anything.
//
// What hearsay itself writes beside the pile is not read: a casebook (hearsay.db and its journals) and a report
// (hearsay.html that says in a meta element that hearsay generated it).
package ingest

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	hearsay "github.com/hearsay-news/hearsay"
)

// MaxItem is how many bytes one item may have once it is unpacked.
const MaxItem = 64 << 20

var formats = map[string]hearsay.Format{
	".html": hearsay.FormatHTML, ".htm": hearsay.FormatHTML, ".xhtml": hearsay.FormatHTML,
	".txt": hearsay.FormatText,
	".md":  hearsay.FormatMarkdown, ".markdown": hearsay.FormatMarkdown,
	".jsonl": hearsay.FormatRecord, ".ndjson": hearsay.FormatRecord,
	".warc": hearsay.FormatCapture,
	".eml":  hearsay.FormatMail, ".mht": hearsay.FormatMail, ".mhtml": hearsay.FormatMail,
	".rss": hearsay.FormatFeed, ".atom": hearsay.FormatFeed, ".rdf": hearsay.FormatFeed, ".xml": hearsay.FormatFeed,
}

// Walk yields what stands under paths, in the order of paths and sorted within folders; "-" is stdin. Each step has
// either an item or a skip; a skip of what came from an address has an item beside it that says from which. A folder reached twice
// is walked once. Addresses are brought by network, those that follow each other together; where it is nil they are skipped. The walk ends
// early when ctx is done.
func Walk(ctx context.Context, paths []string, stdin io.Reader, network Network) iter.Seq2[hearsay.Item, *hearsay.Skip] {
	return func(yield func(hearsay.Item, *hearsay.Skip) bool) {
		w := &walk{ctx: ctx, network: network, yield: yield, seen: map[string]bool{}}
		for len(paths) > 0 && w.on() {
			n := 0
			for n < len(paths) && IsAddress(paths[n]) {
				n++
			}
			switch {
			case n > 0:
				w.addresses(paths[:n])
			case paths[0] == "-":
				w.stdin(stdin)
				n = 1
			default:
				w.path(filepath.Clean(paths[0]), true)
				n = 1
			}
			paths = paths[n:]
		}
	}
}

type walk struct {
	ctx     context.Context
	network Network
	fetched *hearsay.Fetched // what is being handed out came from there; nil for a file
	yield   func(hearsay.Item, *hearsay.Skip) bool
	stopped bool            // the caller wants no more
	seen    map[string]bool // folders by their path with links resolved
}

func (w *walk) on() bool { return !w.stopped && w.ctx.Err() == nil }

func (w *walk) item(it hearsay.Item) {
	if w.on() {
		it.Fetched = w.fetched
		w.stopped = !w.yield(it, nil)
	}
}

func (w *walk) skip(path, reason, remedy string) {
	if w.on() {
		w.stopped = !w.yield(hearsay.Item{Fetched: w.fetched}, &hearsay.Skip{Path: path, Reason: reason, Remedy: remedy})
	}
}

// unreadable skips path because the system would not give it.
func (w *walk) unreadable(path string, err error) {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if remedy := "check the spelling of the path"; bare.MatchString(path) {
			w.skip(path, "there is no such file or folder", remedy+"; an address begins with https:// or http://")
		} else {
			w.skip(path, "there is no such file or folder", remedy)
		}
	case errors.Is(err, fs.ErrPermission):
		w.skip(path, "reading it is not permitted", "give yourself the right to read it")
	default:
		w.skip(path, err.Error(), "check that the disk and the file are in order")
	}
}

// path brings in the file or folder p. named says that the caller gave it, so that nothing about it is left unsaid.
func (w *walk) path(p string, named bool) {
	info, err := os.Stat(p)
	switch {
	case err != nil:
		w.unreadable(p, err)
	case info.IsDir():
		w.folder(p)
	case !info.Mode().IsRegular():
		w.skip(p, "it is no regular file", "give a file, a folder, or - for standard input")
	default:
		w.file(p, named)
	}
}

func (w *walk) folder(p string) {
	real, err := filepath.EvalSymlinks(p)
	if err == nil {
		real, err = filepath.Abs(real)
	}
	if err != nil {
		w.unreadable(p, err)
		return
	}
	if w.seen[real] {
		return
	}
	w.seen[real] = true
	entries, err := os.ReadDir(p) // sorted by name
	if err != nil {
		w.unreadable(p, err)
		return
	}
	for _, e := range entries {
		if !w.on() {
			return
		}
		if !strings.HasPrefix(e.Name(), ".") {
			w.path(filepath.Join(p, e.Name()), false)
		}
	}
}

func (w *walk) file(p string, named bool) {
	f, err := os.Open(p)
	if err != nil {
		w.unreadable(p, err)
		return
	}
	defer f.Close()
	if ext := strings.ToLower(filepath.Ext(p)); ext == ".zip" || ext == ".wacz" {
		info, err := f.Stat()
		if err != nil {
			w.unreadable(p, err)
			return
		}
		w.zipped(p, f, info.Size())
		return
	}
	beside := func(name string) []byte {
		other, err := os.Open(filepath.Join(filepath.Dir(p), name))
		if err != nil {
			return nil
		}
		defer other.Close()
		return little(other)
	}
	w.content(p, filepath.Base(p), bufio.NewReaderSize(f, 64<<10), named, beside)
}

// little reads a file that is at most 1 MB large, and none that is larger or breaks off.
func little(r io.Reader) []byte {
	b, err := io.ReadAll(io.LimitReader(r, 1<<20+1))
	if err != nil || len(b) > 1<<20 {
		return nil
	}
	return b
}

// content brings in what in holds, which is called name and stands at p. beside gives what lies with it by its name.
func (w *walk) content(p, name string, in *bufio.Reader, named bool, beside func(name string) []byte) {
	head, err := in.Peek(4096)
	if err != nil && err != io.EOF {
		w.unreadable(p, err)
		return
	}
	name = strings.ToLower(name)
	if ours(name, head) {
		return
	}
	ext := filepath.Ext(name)
	if ext == ".gz" || ext == "" && bytes.HasPrefix(head, []byte{0x1f, 0x8b}) {
		name = strings.TrimSuffix(name, ".gz")
		ext = filepath.Ext(name)
		unpacked, err := gzip.NewReader(in)
		if err != nil {
			w.skip(p, "it is no intact gzip file: "+err.Error(), "fetch it again, or unpack it yourself")
			return
		}
		in = bufio.NewReaderSize(unpacked, 64<<10)
		if head, err = in.Peek(4096); err != nil && err != io.EOF && (ext != ".warc" || len(head) == 0) {
			w.skip(p, "it cannot be unpacked: "+err.Error(), "fetch it again, or unpack it yourself")
			return
		}
	}
	format, known := formats[ext]
	switch {
	case len(bytes.TrimSpace(head)) == 0 && len(head) < 4096:
		w.skip(p, "it is empty", "fetch it again, or leave it out")
	case format == hearsay.FormatCapture:
		w.warc(p, in)
	case isBinary(head):
		w.skip(p, "it is no text"+looksLike(head), remedy(head))
	case ext == ".json" || posts.MatchString(name):
		w.list(p, in, beside)
	case !known && ext == "":
		w.read(p, sniff(head), in, named)
	case !known && named && isMarkup(head):
		w.read(p, hearsay.FormatHTML, in, named)
	case !known:
		w.skip(p, fmt.Sprintf("files that end in %s are not read", ext), "save it as .html, .txt, .md or .jsonl")
	default:
		w.read(p, format, in, named)
	}
}

func (w *walk) stdin(r io.Reader) {
	if r == nil {
		w.skip("-", "there is no standard input", "give a file or a folder")
		return
	}
	in := bufio.NewReaderSize(r, 64<<10)
	head, err := in.Peek(4096)
	switch {
	case err != nil && err != io.EOF:
		w.skip("-", err.Error(), "check the program that writes to it")
	case len(bytes.TrimSpace(head)) == 0:
		w.skip("-", "standard input is empty", "check the program that writes to it")
	case isBinary(head):
		w.skip("-", "standard input is no text"+looksLike(head), "hand over HTML, plain text or JSON Lines")
	default:
		w.read("-", sniff(head), in, true)
	}
}

// read hands out what stands in r: one item, or one for each line of records and each entry of a feed, or what a list of addresses
// leads to, where it was named.
func (w *walk) read(p string, format hearsay.Format, r *bufio.Reader, named bool) {
	if format == hearsay.FormatRecord {
		w.records(p, r)
		return
	}
	b, err := io.ReadAll(io.LimitReader(r, MaxItem+1))
	switch {
	case err != nil:
		w.skip(p, "it breaks off: "+err.Error(), "fetch it again")
	case len(b) > MaxItem:
		w.skip(p, fmt.Sprintf("it is larger than %d MB", MaxItem>>20), "split it into single documents")
	case isBinary(b[:min(len(b), 1<<20)]):
		w.skip(p, "it is no text", "save it as HTML or plain text")
	case format == hearsay.FormatFeed:
		w.feed(p, b)
	case format == hearsay.FormatText && len(Addresses(b)) > 0:
		switch all := Addresses(b); {
		case w.fetched != nil:
			w.skip(p, fmt.Sprintf("it is a list of addresses (%d)", len(all)), "to fetch these, save the list and give the file")
		case !named:
			w.skip(p, fmt.Sprintf("it is a list of addresses (%d), and nothing is fetched for one that is met in a folder or an archive", len(all)), "to fetch these, give the file by its name")
		default:
			w.addresses(all)
		}
	default:
		w.item(hearsay.Item{Path: p, Format: format, Bytes: b})
	}
}

func (w *walk) records(p string, r *bufio.Reader) {
	for n := 1; w.on(); n++ {
		at := fmt.Sprintf("%s:%d", p, n)
		b, long, err := line(r)
		if n == 1 {
			b = bytes.TrimPrefix(b, []byte("\ufeff"))
		}
		switch {
		case err != nil && err != io.EOF:
			w.skip(at, "the file breaks off: "+err.Error(), "fetch it again; the lines before were read")
			return
		case long:
			w.skip(at, fmt.Sprintf("the line is larger than %d MB", MaxItem>>20), "split it into single documents")
		case len(bytes.TrimSpace(b)) > 0:
			w.item(hearsay.Item{Path: at, Format: hearsay.FormatRecord, Bytes: b})
		}
		if err == io.EOF {
			return
		}
	}
}

// line reads one line without its line break. long says that it was too large; it is then read to its end and dropped.
func line(r *bufio.Reader) (b []byte, long bool, err error) {
	for {
		var part []byte
		part, err = r.ReadSlice('\n')
		if long = long || len(b)+len(part) > MaxItem; !long {
			b = append(b, part...)
		}
		if err != bufio.ErrBufferFull {
			break
		}
	}
	if long {
		b = nil
	}
	return bytes.TrimSuffix(bytes.TrimSuffix(b, []byte("\n")), []byte("\r")), long, err
}
