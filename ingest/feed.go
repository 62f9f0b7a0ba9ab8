package ingest

import (
	"bytes"
	"fmt"
	"strings"

	hearsay "github.com/hearsay-news/hearsay"
)

// feed hands out the entries of an RSS or Atom feed: each as the feed would be if it had no other, and of what it says of itself only
// title, address, language and author, so that an entry is the same bytes each time that the feed is fetched.
func (w *walk) feed(p string, b []byte) {
	f, err := cutFeed(b)
	switch {
	case bytes.HasPrefix(b, bom16b), bytes.HasPrefix(b, bom16l):
		w.skip(p, "the feed is in UTF-16", "save it as UTF-8")
		return
	case err != nil:
		w.skip(p, "the feed breaks off: "+err.Error(), "fetch it again; the entries before were read")
	case f.root == nil:
		w.skip(p, "it is XML of a kind that is not known", "give a feed (RSS or Atom), or save the page as HTML")
		return
	case len(f.entries) == 0:
		w.skip(p, "the feed has no entries", "fetch it again, or leave it out")
	}
	for i, e := range f.entries {
		one := append([]byte{}, f.declaration...)
		one = append(one, f.root...)
		if f.channel != nil {
			one = append(one, f.channel...)
		}
		for _, h := range f.heads {
			one = append(one, h...)
		}
		if f.channel != nil && f.apart { // RSS 1.0 has its entries behind the channel
			one = append(one, closing(f.channel)...)
		}
		one = append(append(one, '\n'), e...)
		one = append(one, '\n')
		if f.channel != nil && !f.apart {
			one = append(one, closing(f.channel)...)
		}
		one = append(one, closing(f.root)...)
		w.item(hearsay.Item{Path: fmt.Sprintf("%s:%d", p, i+1), Format: hearsay.FormatFeed, Bytes: one})
	}
}

// A cutting is a feed in its parts, as they stand in the file.
type cutting struct {
	declaration   []byte
	root, channel []byte // start tags
	apart         bool   // the entries stand behind the channel
	heads         [][]byte
	entries       [][]byte
}

// maxHeads bounds what a feed says of itself before each entry.
const maxHeads = 16 << 10

// cutFeed finds the parts of a feed. The root is nil where b is none. With an error come the parts before it.
func cutFeed(b []byte) (f cutting, err error) {
	b = bytes.TrimPrefix(b, bom8)
	type element struct {
		name string
		at   int
	}
	var open []element
	total := 0
	close := func(end int) {
		e := open[len(open)-1]
		open = open[:len(open)-1]
		parent := ""
		if len(open) > 0 {
			parent = open[len(open)-1].name
		}
		switch {
		case (e.name == "item" || e.name == "entry") && (len(open) == 1 || len(open) == 2 && parent == "channel"):
			f.entries = append(f.entries, b[e.at:end])
			f.apart = len(open) == 1
		case len(open) == 1 && parent == "feed" || len(open) == 2 && parent == "channel":
			if head := b[e.at:end]; heads[e.name] && total+len(head) <= maxHeads {
				f.heads = append(f.heads, head)
				total += len(head)
			}
		}
	}
	for at := 0; at < len(b); {
		next := bytes.IndexByte(b[at:], '<')
		if next < 0 {
			break
		}
		at += next
		rest := b[at:]
		var n int
		switch {
		case bytes.HasPrefix(rest, []byte("<!--")):
			n = until(rest, "-->")
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			n = until(rest, "]]>")
		case bytes.HasPrefix(rest, []byte("<?")):
			if n = until(rest, "?>"); n > 0 && f.declaration == nil && bytes.HasPrefix(rest, []byte("<?xml ")) && n < 1024 {
				f.declaration = rest[:n]
			}
		case bytes.HasPrefix(rest, []byte("<!")):
			n = doctype(rest)
		default:
			n = tag(rest)
		}
		if n < 0 {
			return f, fmt.Errorf("what begins at byte %d does not end", at)
		}
		if rest[1] == '!' || rest[1] == '?' {
			at += n
			continue
		}
		whole := rest[:n]
		name := local(whole)
		switch {
		case bytes.HasPrefix(whole, []byte("</")):
			if len(open) == 0 || open[len(open)-1].name != name {
				return f, fmt.Errorf("the end of <%s> at byte %d has no beginning", name, at)
			}
			close(at + n)
		default:
			if len(open) == 0 {
				if f.root != nil || name != "rss" && name != "feed" && name != "RDF" {
					return f, nil
				}
				f.root = whole
			}
			if len(open) == 1 && name == "channel" && f.channel == nil && !bytes.HasSuffix(whole, []byte("/>")) {
				f.channel = whole
			}
			if len(open) >= maxOpen {
				return f, fmt.Errorf("at byte %d it is nested more than %d deep", at, maxOpen)
			}
			open = append(open, element{name, at})
			if bytes.HasSuffix(whole, []byte("/>")) {
				close(at + n)
			}
		}
		at += n
	}
	if len(open) > 0 {
		return f, fmt.Errorf("<%s> at byte %d does not end", open[len(open)-1].name, open[len(open)-1].at)
	}
	return f, nil
}

// maxOpen is how deep the elements of a feed may be nested.
const maxOpen = 500

// heads are the elements in which a feed says what it is.
var heads = map[string]bool{"title": true, "link": true, "language": true, "author": true, "creator": true}

// until is how many bytes of b there are to the end of the first end, -1 where there is none.
func until(b []byte, end string) int {
	if i := bytes.Index(b, []byte(end)); i >= 0 {
		return i + len(end)
	}
	return -1
}

// tag is how long the tag is that b begins with, -1 where it does not end. A ">" in quotes does not end it.
func tag(b []byte) int {
	return unquoted(b, func(i int, c byte) int {
		switch {
		case c == '>':
			return i + 1
		case c == '<' && i > 0:
			return -1
		}
		return 0
	})
}

// doctype is how long the declaration is that b begins with, with what stands in its brackets.
func doctype(b []byte) int {
	depth := 0
	return unquoted(b, func(i int, c byte) int {
		switch {
		case c == '[':
			depth++
		case c == ']':
			depth--
		case c == '>' && depth <= 0:
			return i + 1
		}
		return 0
	})
}

// unquoted gives to end each byte of b that stands in no quotes, until it says something else than 0; -1 where it never does.
func unquoted(b []byte, end func(i int, c byte) int) int {
	quote := byte(0)
	for i, c := range b {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		default:
			if n := end(i, c); n != 0 {
				return n
			}
		}
	}
	return -1
}

// local is the name of a tag without its prefix.
func local(tag []byte) string {
	name := named(tag)
	return name[strings.IndexByte(name, ':')+1:]
}

// closing is the end tag of a start tag.
func closing(start []byte) string { return "</" + named(start) + ">" }

// named is the name of a tag.
func named(tag []byte) string {
	name := bytes.TrimLeft(tag, "</")
	if end := bytes.IndexAny(name, " \t\r\n/>"); end >= 0 {
		name = name[:end]
	}
	return string(name)
}
