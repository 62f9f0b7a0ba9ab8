package read

import (
	"bytes"
	"encoding/json"
	"html"
	"net/url"
	"strings"

	hearsay "github.com/hearsay-news/hearsay"
)

// readElement reads an element of a JSON list: a first line, in which the list says what it is, and the element behind it.
func readElement(d *hearsay.Document, format hearsay.Format, raw []byte) error {
	first, rest, found := bytes.Cut(raw, []byte("\n"))
	var about map[string]any
	if !found || json.Unmarshal(first, &about) != nil {
		return problem{"the element has no line before it that says what it is from", "export it again"}
	}
	e, err := field{source: source{text: string(rest)}, at: len(first) + 1}.members()
	if err != nil {
		return problem{"the element is not valid JSON: " + err.Error(), "export it again"}
	}
	of := element{e, about}
	switch format {
	case hearsay.FormatTelegram:
		err = of.telegram(d)
	case hearsay.FormatMastodon:
		err = of.mastodon(d)
	case hearsay.FormatTweet:
		err = of.tweet(d)
	default:
		err = of.entry(d)
	}
	return err
}

// An element is what a list in JSON holds, with what the list says of itself.
type element struct {
	fields map[string]field
	about  map[string]any
}

// line is the first of the fields that has words, in one line.
func (e element) line(keys ...string) string {
	for _, k := range keys {
		if s := e.fields[k].line(); s != "" {
			return s
		}
	}
	return ""
}

// says is what the list says of itself under key, in one line.
func (e element) says(key string) string {
	s, _ := e.about[key].(string)
	return strings.Join(strings.Fields(s), " ")
}

// line is f in one line; "" where it is no text and no number.
func (f field) line() string {
	if !f.isText && (f.text == "null" || strings.HasPrefix(f.text, "{") || strings.HasPrefix(f.text, "[")) {
		return ""
	}
	return strings.Join(strings.Fields(f.text), " ")
}

// members are the members of the object f, with the way back from where f stands.
func (f field) members() (map[string]field, error) {
	m, err := fieldsOf([]byte(f.text))
	for k, g := range m {
		m[k] = g.from(f.at)
	}
	return m, err
}

// from is f where all bytes stand at further on.
func (f field) from(at int) field {
	if f.at += at; f.isText {
		f.source = moved(f.source, at, false)
	}
	return f
}

// parts are the elements of the list f, none where it is no list.
func (f field) parts() (all []field) {
	if f.isText || !strings.HasPrefix(f.text, "[") {
		return nil
	}
	d := json.NewDecoder(strings.NewReader(f.text))
	if _, err := d.Token(); err != nil {
		return nil
	}
	for d.More() {
		var value json.RawMessage
		if d.Decode(&value) != nil {
			return all
		}
		at := f.at + int(d.InputOffset()) - len(value)
		if value[0] == '"' {
			all = append(all, field{unquote(value[1:len(value)-1], at+1), true, at})
		} else {
			all = append(all, field{source: source{text: string(value)}, at: at})
		}
	}
	return all
}

// telegram reads a message of Telegram Desktop's export. Its outlet is who sent it: the channel, or a member of a group. The
// export does not say the address of a channel.
func (e element) telegram(d *hearsay.Document) error {
	d.Channel = hearsay.Telegram
	if d.Outlet = e.line("from"); d.Outlet == "" {
		d.Outlet = e.says("name")
	}
	d.Author = e.line("author")
	d.Credit = e.line("forwarded_from")
	d.Published = e.time("date", "date_unixtime")
	d.Modified = e.time("edited", "edited_unixtime")
	var w writer
	var links []hearsay.Hyperlink
	text := e.fields["text"]
	parts := text.parts()
	if text.isText {
		parts = []field{text}
	}
	for _, p := range parts {
		from := len(w.text)
		if p.isText {
			w.append(p.source)
			continue
		}
		m, err := p.members()
		if err != nil || !m["text"].isText {
			continue
		}
		w.append(m["text"].source)
		if u, _ := unwrap(m["href"].line()); u != "" {
			links = append(links, hearsay.Hyperlink{URL: u, Text: string(w.text[from:]), Span: hearsay.Span{Start: from, End: len(w.text)}})
		}
	}
	readPlain(d, w.source())
	d.Links = append(links, d.Links...)
	return nil
}

// time is the time in the field unix, in seconds since 1970, else the one in the field local, which says no zone.
func (e element) time(local, unix string) hearsay.Time {
	if t := date(e.line(unix), "field "+unix, true); t.Known() {
		return t
	}
	return date(e.line(local), "field "+local, false)
}

// mastodon reads an activity of ActivityStreams that creates a post.
func (e element) mastodon(d *hearsay.Document) error {
	object, err := e.fields["object"].members()
	if err != nil {
		return problem{"the activity holds no post", "export it again"}
	}
	post := element{object, nil}
	d.Channel = hearsay.Mastodon
	d.URL, _ = unwrap(post.line("url", "id"))
	who := post.line("attributedTo")
	if who == "" {
		who = e.line("actor")
	}
	if u, err := url.Parse(who); err == nil && u.Host != "" {
		if name := u.Path[strings.LastIndexByte(u.Path, '/')+1:]; name != "" {
			d.Outlet = "@" + strings.TrimPrefix(name, "@") + "@" + strings.ToLower(u.Hostname())
		}
	}
	d.Published = date(post.line("published"), "field published", true)
	d.Modified = date(post.line("updated"), "field updated", true)
	content, lang := post.fields["content"], ""
	if m, err := post.fields["contentMap"].members(); err == nil && len(m) == 1 {
		for lang = range m {
		}
	}
	if !content.isText {
		return problem{"the post has no text", "leave it out"}
	}
	warning := post.fields["summary"]
	if !warning.isText {
		warning = field{}
	}
	return readPage(d, warning.source, content.source, lang)
}

// tweet reads a post of an X archive. Its address needs no name of the account. A long post stands there twice: cut short as a post, and whole as a
// note, which does not say its address.
func (e element) tweet(d *hearsay.Document) error {
	if note, err := e.fields["noteTweet"].members(); err == nil {
		return e.note(d, element{note, nil})
	}
	tweet, err := e.fields["tweet"].members()
	if err != nil { // older archives have the post without a cover
		tweet = e.fields
	}
	post := element{tweet, nil}
	d.Channel = hearsay.X
	name := e.says("username")
	if name != "" {
		d.Outlet = "@" + name
	} else {
		name = "i"
	}
	d.Author = e.says("accountDisplayName")
	if id := post.line("id_str", "id"); id != "" {
		d.URL, _ = unwrap("https://x.com/" + url.PathEscape(name) + "/status/" + url.PathEscape(id))
	}
	d.Published = date(post.line("created_at"), "field created_at", true)
	text := post.fields["full_text"]
	if !text.isText {
		text = post.fields["text"]
	}
	if !text.isText {
		return problem{"the post has no text", "leave it out"}
	}
	readPlain(d, unescape(text.source))
	entities, _ := post.fields["entities"].members()
	lengthen(d, entities["urls"], "url", "expanded_url")
	if lang := post.line("lang"); lang != "und" && lang != "zxx" && !strings.HasPrefix(lang, "q") {
		language(d, lang)
	}
	return nil
}

// note reads a long post of an X archive.
func (e element) note(d *hearsay.Document, note element) error {
	d.Channel = hearsay.X
	if name := e.says("username"); name != "" {
		d.Outlet = "@" + name
	}
	d.Author = e.says("accountDisplayName")
	d.Published = date(note.line("createdAt"), "field createdAt", true)
	core, _ := note.fields["core"].members()
	if !core["text"].isText {
		return problem{"the post has no text", "leave it out"}
	}
	readPlain(d, unescape(core["text"].source))
	lengthen(d, core["urls"], "shortUrl", "expandedUrl")
	return nil
}

// lengthen gives the links of d the addresses that short ones stand for, as a list says them.
func lengthen(d *hearsay.Document, list field, short, long string) {
	to := map[string]string{}
	for _, u := range list.parts() {
		m, _ := u.members()
		to[m[short].line()] = m[long].line()
	}
	for i, l := range d.Links {
		if u, _ := unwrap(to[l.Text]); u != "" {
			d.Links[i].URL = u
		}
	}
}

// entry reads an entry of a JSON Feed (jsonfeed.org, version 1.1).
func (e element) entry(d *hearsay.Document) error {
	d.URL, _ = unwrap(e.line("url", "external_url"))
	d.Outlet = e.says("title")
	var authors []string
	for _, a := range append(e.fields["authors"].parts(), e.fields["author"]) {
		if m, err := a.members(); err == nil && m["name"].line() != "" {
			authors = append(authors, m["name"].line())
		}
	}
	d.Author = strings.Join(authors, ", ")
	d.Published = date(e.line("date_published"), "field date_published", true)
	d.Modified = date(e.line("date_modified"), "field date_modified", true)
	if d.Channel = channelOf(d.URL); d.Channel == "" {
		d.Channel = hearsay.Web
	}
	lang := e.line("language")
	if lang == "" {
		lang = e.says("language")
	}
	title := e.fields["title"]
	if !title.isText {
		title = field{}
	}
	if page := e.fields["content_html"]; page.isText && page.line() != "" {
		return readPage(d, title.source, page.source, lang)
	}
	for _, key := range [...]string{"content_text", "summary"} {
		if text := e.fields[key]; text.isText && text.line() != "" {
			readFields(d, title.source, text.source)
			language(d, lang)
			return nil
		}
	}
	if title.line() == "" {
		return problem{"the entry has no text", "fetch the page that it leads to"}
	}
	readFields(d, source{}, title.source)
	d.Title, d.TitleSpan = d.Text, &hearsay.Span{End: len(d.Text)}
	language(d, lang)
	return nil
}

// unescape resolves the character references of s, as HTML has them.
func unescape(s source) source {
	var w writer
	for at := 0; at < len(s.text); {
		n := strings.IndexByte(s.text[at:], '&')
		if n < 0 {
			n = len(s.text) - at
		}
		w.copy(s.text[at:at+n], at)
		if at += n; at == len(s.text) {
			break
		}
		size := 1
		if end := strings.IndexByte(s.text[at:min(len(s.text), at+40)], ';'); end > 0 {
			if c := html.UnescapeString(s.text[at : at+end+1]); len(c) < end {
				w.put(c, hearsay.Span{Start: at, End: at + end + 1})
				at += end + 1
				continue
			}
		}
		w.copy(s.text[at:at+size], at)
		at += size
	}
	out := w.source()
	out.pieces = s.back(out.pieces)
	if out.pieces == nil {
		out.pieces = []hearsay.Piece{}
	}
	return out
}
