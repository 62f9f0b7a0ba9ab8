package read

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	hearsay "github.com/hearsay-news/hearsay"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A head is what a page says about itself outside its text.
type head struct {
	metas map[string][]string // content by name, property or itemprop, in lower case
	nodes []node
	main  node     // the object of nodes that describes the page
	base  string   // what relative addresses are relative to
	title string   // of the title element, whole
	names []string // headlines by which the page calls itself in its metadata, the surest first
}

// meta returns the first content of the first of keys that has one.
func (h *head) meta(keys ...string) string {
	for _, k := range keys {
		for _, v := range h.metas[k] {
			if v = unescaped(v); v != "" {
				return v
			}
		}
	}
	return ""
}

// longest is how many bytes the longest has of what may be taken for the title of the page, the title element left out.
func (h *head) longest() int {
	n := 0
	for key, values := range h.metas {
		if strings.Contains(key, "title") {
			for _, v := range values {
				n = max(n, len(v))
			}
		}
	}
	for _, o := range h.nodes {
		for _, key := range [...]string{"headline", "name"} {
			if s, is := o[key].(string); is {
				n = max(n, len(s))
			}
		}
	}
	return n
}

var (
	savedFrom = regexp.MustCompile(`(?i)saved from url=\(\d+\)\s*(https?://\S+)`)
	savedBy   = regexp.MustCompile(`(?i)page saved with singlefile\s+url:\s*(https?://\S+)`)
	archived  = regexp.MustCompile(`FILE ARCHIVED ON (\d\d:\d\d:\d\d \w{3} \d\d, \d{4})`)
)

// about reads the metadata of the page into d. What d knows already (from the record that the page came in) stays.
func (p *page) about(d *hearsay.Document) *head {
	h := &head{metas: map[string][]string{}, nodes: p.linkedData()}
	h.main = mainNode(h.nodes)
	var canonical, saved string
	for n := range p.root.Descendants() {
		switch {
		case n.Type == html.CommentNode:
			for _, pattern := range [...]*regexp.Regexp{savedFrom, savedBy} {
				if m := pattern.FindStringSubmatch(n.Data); m != nil && saved == "" {
					saved = m[1]
				}
			}
			if m := archived.FindStringSubmatch(n.Data); m != nil && !d.Captured.Known() {
				if at, ok := parseTime("15:04:05 Jan 02, 2006", m[1]); ok {
					d.Captured = hearsay.Time{At: at, Precision: hearsay.ToSecond, How: "note of the web archive"}
				}
			}
		case n.DataAtom == atom.Meta:
			for _, key := range [...]string{"name", "property", "itemprop", "http-equiv"} {
				if k := strings.ToLower(attr(n, key)); k != "" {
					h.metas[k] = append(h.metas[k], attr(n, "content"))
				}
			}
		case n.DataAtom == atom.Link && strings.EqualFold(attr(n, "rel"), "canonical") && canonical == "":
			canonical = attr(n, "href")
		case n.DataAtom == atom.Base && h.base == "":
			h.base = attr(n, "href")
		case n.DataAtom == atom.Title && h.title == "" && within(n, atom.Head, atom.Html) && !within(n, atom.Svg):
			h.title = p.words(n)
		}
	}
	p.addresses(d, h, []string{canonical, h.meta("og:url"), h.main.address(), saved})
	h.outlet(d)
	h.times(d)
	h.authors(d)
	d.Reviews = reviews(h.nodes)
	if d.Credit == "" {
		d.Credit = h.main.text("creditText", "sourceOrganization")
	}
	for _, s := range []string{h.main.text("headline"), h.meta("og:title"), h.meta("twitter:title"), h.meta("dc.title", "dcterms.title"), h.title} {
		if s = headline(s, d.Outlet); s != "" {
			h.names = append(h.names, s)
		}
	}
	return h
}

// address is where an object says that its page stands.
func (n node) address() string {
	for _, s := range append(texts(n["url"]), page0(n["mainEntityOfPage"])...) {
		if strings.HasPrefix(s, "http") {
			return s
		}
	}
	return ""
}

// page0 returns the address of an object that is a page, by its id rather than by its name.
func page0(v any) []string {
	if m := object(v); m != nil {
		return append(texts(m["@id"]), texts(m["url"])...)
	}
	return texts(v)
}

// addresses sets the canonical address, the others, the channel and, from a web archive, the time of capture.
func (p *page) addresses(d *hearsay.Document, h *head, found []string) {
	seen := map[string]bool{}
	if d.URL != "" {
		seen[d.URL] = true
	}
	for _, address := range found {
		u, captured := unwrap(address)
		if u == "" && d.URL != "" && address != "" {
			u = resolve(d.URL, address)
		}
		if captured.Known() && !d.Captured.Known() {
			d.Captured = captured
		}
		switch {
		case u == "" || seen[u]:
		case d.URL == "":
			d.URL = u
		case channelOf(u) != hearsay.Channel("") && channelOf(d.URL) == "": // the page of an archive or a sharing service
		default:
			d.Addresses = append(d.Addresses, u)
		}
		seen[u] = true
	}
	if base, captured := unwrap(h.base); base != "" {
		h.base = base
		if captured.Known() && !d.Captured.Known() {
			d.Captured = captured
		}
	} else if h.base != "" && d.URL != "" {
		h.base = resolve(d.URL, h.base)
	} else if h.base == "" {
		h.base = d.URL
	}
	if d.Channel == "" {
		if d.Channel = channelOf(d.URL); d.Channel == "" {
			d.Channel = hearsay.Web
		}
	}
}

var platformNames = setOf("facebook instagram x twitter telegram youtube tiktok vk reddit linkedin mastodon bluesky medium substack")

func (h *head) outlet(d *hearsay.Document) {
	if d.Outlet != "" {
		return
	}
	publisher := name(h.main["publisher"])
	if publisher == "" {
		for _, n := range h.nodes {
			if publisher == "" && n.is("NewsMediaOrganization", "Organization") {
				publisher = name(n["name"])
			}
		}
	}
	for _, s := range []string{publisher, h.meta("og:site_name"), h.meta("dc.publisher", "dcterms.publisher", "citation_publisher"), h.meta("application-name"), name(h.main["isPartOf"])} {
		if s == "" || strings.Contains(s, "://") || platformNames[strings.ToLower(strings.Fields(s)[0])] {
			continue
		}
		d.Outlet = s
		return
	}
	if channelOf(d.URL) != "" {
		d.Outlet = name(h.main["author"])
		if d.Outlet == "" && posts[d.Channel] { // what a platform calls the page is the account
			d.Outlet = unadorned(h.meta("og:title"))
		}
		if d.Outlet == "" {
			d.Outlet = accountOf(d.URL)
		}
		return
	}
	// The title element often ends with the name of the outlet; it counts where the address has the same letters.
	if i := lastSeparator(h.title); i >= 0 {
		name := strings.TrimSpace(strings.TrimLeft(h.title[i:], " -–—|·•»:"))
		letters := strings.ReplaceAll(plainly(name), " ", "")
		letters = strings.TrimPrefix(letters, "the")
		if letters != "" && strings.Contains(strings.NewReplacer("-", "", ".", "").Replace(hostOf(d.URL)), letters) {
			d.Outlet = name
		}
	}
}

var separator = regexp.MustCompile(`\s+(?:[-–—|·•»]|::)\s+`)

// posts are the channels whose pages are posts: they have an author and no title.
var posts = map[hearsay.Channel]bool{hearsay.Facebook: true, hearsay.Instagram: true, hearsay.X: true, hearsay.Telegram: true,
	hearsay.TikTok: true, hearsay.Mastodon: true, hearsay.Bluesky: true, hearsay.VK: true}

// unadorned takes emoji and other signs off both ends of a name, and what platforms add to it ("... on X").
func unadorned(s string) string {
	s = platformEnd.ReplaceAllString(s, "")
	return strings.TrimFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune("@.!?)(", r)
	})
}

var platformEnd = regexp.MustCompile(`(?i)\s*(?:\bon (?:x|twitter|instagram|facebook|telegram|threads|tiktok)\b.*|\(@[\w.]+\).*|[-–|]\s*(?:facebook|instagram|telegram)\b.*)$`)

// lastSeparator returns where the last separator of a title stands, or -1.
func lastSeparator(title string) int {
	all := separator.FindAllStringIndex(title, -1)
	if len(all) == 0 {
		return -1
	}
	return all[len(all)-1][0]
}

// headline takes the name of the outlet off a title. Another ending stays: it might be a part of the headline.
func headline(title, outlet string) string {
	title = strings.TrimSpace(title)
	for range 2 { // "Headline | Section | Outlet" keeps its section: it is not known to be one
		i := lastSeparator(title)
		if i <= 0 || outlet == "" {
			break
		}
		end := plainly(title[i:])
		if end == "" || end != plainly(outlet) && strings.TrimPrefix(end, "the ") != strings.TrimPrefix(plainly(outlet), "the ") {
			break
		}
		title = strings.TrimSpace(title[:i])
	}
	if plainly(title) == plainly(outlet) {
		return ""
	}
	return title
}

func (h *head) times(d *hearsay.Document) {
	set := func(t *hearsay.Time, value, how string) {
		if t.Known() || value == "" {
			return
		}
		if found := date(value, how, false); found.Known() {
			*t = found
		} else if found := dateIn(value, how); found.Known() {
			*t = found
		}
	}
	set(&d.Published, h.main.text("datePublished"), "json-ld datePublished")
	set(&d.Published, h.main.text("uploadDate"), "json-ld uploadDate")
	for _, k := range [...]string{"article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
		"dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "citation_publication_date", "sailthru.date", "pubdate",
		"publishdate", "publish-date", "publication_date", "article.published", "date", "datecreated"} {
		set(&d.Published, h.meta(k), "meta "+k)
	}
	set(&d.Published, h.main.text("dateCreated"), "json-ld dateCreated")
	set(&d.Modified, h.main.text("dateModified"), "json-ld dateModified")
	for _, k := range [...]string{"article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "dcterms.modified", "dc.date.modified", "last-modified", "lastmod"} {
		set(&d.Modified, h.meta(k), "meta "+k)
	}
}

func (h *head) authors(d *hearsay.Document) {
	if d.Author != "" {
		return
	}
	var names []string
	known := map[string]bool{}
	add := func(s string) {
		s = byline(unescaped(s))
		if s == "" || strings.Contains(s, "://") || strings.EqualFold(s, d.Outlet) || utf8.RuneCountInString(s) > 120 {
			return
		}
		if lower := strings.ToLower(s); !known[lower] {
			known[lower] = true
			names = append(names, s)
		}
	}
	if !h.main.is("WebPage") {
		for _, s := range texts(h.main["author"]) {
			add(s)
		}
	}
	for _, k := range [...]string{"author", "article:author", "dc.creator", "dcterms.creator", "citation_author", "parsely-author", "sailthru.author", "byl"} {
		if len(names) > 0 {
			break
		}
		for _, s := range h.metas[k] {
			add(s)
		}
	}
	if len(names) == 0 && posts[d.Channel] && !strings.HasPrefix(d.Outlet, "@") {
		names = []string{d.Outlet}
	}
	d.Author = strings.Join(names, ", ")
}

// by is what opens a byline in the languages that are read.
var by = regexp.MustCompile(`(?i)^(?:(?:written |reported |reporting |posted |published |words |text |story )?by|von|par|por|di|da|de|door|av|af|autor(?:a|en)?|auteur|autore|szerző|írta|автор(?:ы)?|текст|tekst|napisał|napsal|yazan|de la|kirjoittanut)(?::\s*|\s+)`)

var bylineEnd = regexp.MustCompile(`\s*(?:[|·•–—]|\s-\s|,?\s+(?:in|for|updated|published|posted|on)\s|,?\s*\d).*$`)

var and = regexp.MustCompile(`\s*(?:,|;|\s(?:and|und|et|y|e|en|och|og|i|és|ve|и|та|&)\s)\s*`)

// byline makes names of a line that says who wrote something.
func byline(s string) string {
	s = strings.TrimSpace(by.ReplaceAllString(s, ""))
	s = strings.TrimSpace(bylineEnd.ReplaceAllString(s, ""))
	return strings.Trim(and.ReplaceAllString(s, ", "), " ,.:;")
}
