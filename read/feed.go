package read

import (
	"regexp"
	"strings"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/rss"

	hearsay "github.com/hearsay-news/hearsay"
)

var (
	declaration = regexp.MustCompile(`^\s*<\?xml\b[^>]*?\?>`)
	encodingOf  = regexp.MustCompile(`encoding\s*=\s*["']([^"']+)["']`)
	anyTag      = regexp.MustCompile(`<[a-zA-Z/!][^>]*>|&[a-zA-Z#]\w*;`)
)

// readFeed reads a feed of one entry, in any of the dialects of RSS and Atom. Of its content and its description the first that there
// is, which may be the whole article or the beginning of it.
func readFeed(d *hearsay.Document, raw []byte) error {
	charset := ""
	if m := encodingOf.FindSubmatch(declaration.Find(raw)); m != nil {
		charset = string(m[1])
	}
	src := decode(raw, charset)
	if bases(src.text) > maxBases+perBase*len(src.text) {
		return problem{"the addresses of the feed's entry are relative to an address that is too long", "fetch the page that it leads to"}
	}
	xml := src.text[len(declaration.FindString(src.text)):] // it names a charset that the text no longer has
	parser := gofeed.NewParser()
	parser.KeepOriginalFeed = true
	feed, err := parser.ParseString(xml)
	if err != nil {
		return problem{"the entry of the feed cannot be read: " + err.Error(), "fetch the feed again"}
	}
	if len(feed.Items) == 0 {
		return problem{"the feed has no entry", "fetch the feed again, or leave it out"}
	}
	e := feed.Items[0]
	d.URL, d.Captured = unwrap(e.Link)
	d.Outlet = strings.Join(strings.Fields(feed.Title), " ")
	if of, is := feed.OriginalFeed().(*rss.Feed); is && of.Items[0].Source != nil && of.Items[0].Source.Title != "" {
		d.Outlet = strings.Join(strings.Fields(of.Items[0].Source.Title), " ") // a feed that gathers what others published
	}
	var authors []string
	for _, a := range e.Authors {
		if a == nil {
			continue
		}
		name := a.Name
		if name == "" {
			name = a.Email
		}
		if name = strings.Join(strings.Fields(name), " "); name != "" {
			authors = append(authors, name)
		}
	}
	d.Author = strings.Join(authors, ", ")
	at := func(s, how string) hearsay.Time {
		if t := date(s, how, true); t.Known() {
			return t
		}
		return dateIn(s, how)
	}
	d.Published = at(e.Published, "feed published")
	d.Modified = at(e.Updated, "feed updated")
	if d.Channel = channelOf(d.URL); d.Channel == "" {
		d.Channel = hearsay.Web
	}
	content := e.Content
	if strings.TrimSpace(content) == "" {
		content = e.Description
	}
	title := unescape(place(src, e.Title)) // HTML more often than not
	text := place(src, content)
	switch {
	case strings.TrimSpace(content) == "" && strings.TrimSpace(e.Title) == "":
		return problem{"the entry has no text", "fetch the page that it leads to"}
	case strings.TrimSpace(content) == "":
		readFields(d, source{}, title)
		d.Title, d.TitleSpan = d.Text, &hearsay.Span{End: len(d.Text)}
	case anyTag.MatchString(content):
		return readPage(d, title, text, feed.Language)
	default:
		readFields(d, title, text)
	}
	language(d, feed.Language)
	return nil
}

// Bounds of xml:base: what it makes of all addresses, in bytes, beside so many for a byte of the feed.
const (
	maxBases = 1 << 20
	perBase  = 8
)

// bases is how many bytes the addresses of a feed would have together if each were relative to all of its bases.
func bases(xml string) int {
	base := 0
	for _, part := range strings.Split(xml, "xml:base")[1:] {
		if _, value, quoted := cutAny(part, `"'`); quoted {
			address, _, _ := cutAny(value, `"'`)
			base += len(address)
		}
	}
	return base * (strings.Count(xml, "href") + strings.Count(xml, "src") + strings.Count(xml, "<link"))
}

// cutAny cuts s around the first of chars.
func cutAny(s, chars string) (before, after string, found bool) {
	if i := strings.IndexAny(s, chars); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return s, "", false
}

// maxTries is how many places are looked at for a text of a feed.
const maxTries = 100

// place is s with the way back to where it stands in the entry of src, behind a tag: as it is, or with its character references
// resolved. Where it stands nowhere, there is no way back.
func place(src source, s string) source {
	from := max(strings.LastIndex(src.text, "<item"), strings.LastIndex(src.text, "<entry"), 0)
	for _, in := range []func() source{func() source { return src }, func() source { return unescape(src) }} {
		in := in()
		for at, tries := from, 0; s != "" && at < len(in.text) && tries < maxTries; tries++ {
			n := strings.Index(in.text[at:], s)
			if n < 0 {
				break
			}
			if at += n; strings.HasSuffix(strings.TrimRight(in.text[:at], " \t\r\n"), ">") || strings.HasSuffix(strings.TrimRight(in.text[:at], " \t\r\n"), "[CDATA[") {
				var w writer
				w.copy(s, at)
				return source{s, in.back(w.pieces)}
			}
			at++
		}
		from = 0 // resolved references have moved it
	}
	return source{s, []hearsay.Piece{}}
}
