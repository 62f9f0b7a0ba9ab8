package read

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	hearsay "github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/dfa"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A head is what a page says about itself outside its text.
type head struct {
	metas map[string][]string // content by name, property or itemprop, in lower case
	nodes []node
	main  node     // the object of nodes that describes the page
	micro node     // the article that microdata describes
	base  string   // what relative addresses are relative to
	title string   // of the title element, whole
	names []string // headlines by which the page calls itself in its metadata, the surest first
	sites []string // what links to the home page, and feeds, call the site
	orgs  []string // authors that are no people
}

// A teller is an object that describes the page, and in which form.
type teller struct {
	node
	how string
}

// tellers are the objects that describe the page, the surest first.
func (h *head) tellers() []teller { return []teller{{h.main, "json-ld"}, {h.micro, "microdata"}} }

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
	savedFrom = dfa.MustCompile(`(?i)saved from url=\(\d+\)\s*(https?://\S+)`)
	savedBy   = dfa.MustCompile(`(?i)page saved with singlefile\s+url:\s*(https?://\S+)`)
	archived  = dfa.MustCompile(`FILE ARCHIVED ON (\d\d:\d\d:\d\d \w{3} \d\d, \d{4})`)
)

// about reads the metadata of the page into d. What d knows already (from the record that the page came in) stays.
func (p *page) about(d *hearsay.Document) *head {
	h := &head{metas: map[string][]string{}, nodes: p.linkedData(), micro: p.microdata()}
	h.main = mainNode(h.nodes)
	var canonical, saved string
	for n := range p.root.Descendants() {
		switch {
		case n.Type == html.CommentNode:
			for _, pattern := range [...]*dfa.Regexp{savedFrom, savedBy} {
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
	p.addresses(d, h, []address{{canonical, "link canonical"}, {h.meta("og:url"), "meta og:url"}, {h.main.address(), "json-ld url"}, {saved, "note of the program that saved it"}})
	h.sites = p.siteNames(d)
	h.outlet(d)
	h.times(d)
	h.authors(d)
	d.Reviews = reviews(h.nodes)
	if d.Credit == "" {
		d.Credit = h.main.text("creditText", "sourceOrganization")
	}
	if d.Credit == "" && len(h.orgs) > 0 {
		d.Credit = h.orgs[0]
	}
	for _, c := range []struct{ title, how string }{{h.main.text("headline"), "json-ld headline"}, {h.micro.text("headline", "name"), "microdata headline"}, {h.meta("og:title"), "meta og:title"},
		{h.meta("twitter:title"), "meta twitter:title"}, {h.meta("dc.title", "dcterms.title"), "meta dc.title"}, {h.title, "title element"}} {
		if s := headline(c.title, d.Outlet); s != "" {
			h.names = append(h.names, s)
			if !posts[d.Channel] {
				note(d, "title", s, c.how)
			}
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

// An address is where a page says that it stands, and how it says so.
type address struct{ url, how string }

// addresses sets the canonical address, the others, the channel and, from a web archive, the time of capture.
func (p *page) addresses(d *hearsay.Document, h *head, found []address) {
	seen := map[string]bool{}
	if d.URL != "" {
		seen[d.URL] = true
		note(d, "url", d.URL, "brought with it")
	}
	for _, a := range found {
		u, captured := unwrap(a.url)
		if u == "" && d.URL != "" && a.url != "" {
			u = resolve(d.URL, a.url)
		}
		note(d, "url", u, a.how)
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

// company is the form of a firm in its name: the publisher of a paper rather than the paper.
var company = dfa.MustCompile(`(?i)[\s,](?:llc|inc|ltd|limited|plc|corp(?:oration)?|company|gmbh|mbh|ag|kg|ohg|se|s\.?a\.?s?|s\.?l\.?u?|s\.?r\.?l|s\.?p\.?a|b\.?v|n\.?v|a/s|oyj?|ab|kft|zrt|sp\. z o\.o|z o\.o|s\.r\.o|a\.s|verlag|verlagshaus|holding|media group)\.?$|^(?:ооо|зао|оао|тоо|ао|тов)\s|(?:ооо|зао|оао)$`)

// hostName is the name of a host and no name of an outlet.
var hostName = regexp.MustCompile(`^[\w-]+(?:\.[\w-]+)+$`)

func (h *head) outlet(d *hearsay.Document) {
	if d.Outlet != "" {
		note(d, "outlet", d.Outlet, "brought with it")
	}
	var found []string
	add := func(s, how string) {
		if s = unescaped(s); s == "" || strings.Contains(s, "://") || platformNames[strings.ToLower(strings.Fields(s)[0])] {
			return
		}
		found = append(found, s)
		note(d, "outlet", s, how)
	}
	for _, t := range h.tellers() {
		add(name(t.node["publisher"]), t.how+" publisher")
	}
	if len(found) == 0 {
		for _, n := range h.nodes {
			if n.is("NewsMediaOrganization", "Organization") && len(found) == 0 {
				add(name(n["name"]), "json-ld organization")
			}
		}
	}
	add(h.meta("og:site_name"), "meta og:site_name")
	add(h.meta("dc.publisher", "dcterms.publisher", "citation_publisher"), "meta dc.publisher")
	add(h.meta("application-name"), "meta application-name")
	add(name(h.main["isPartOf"]), "json-ld isPartOf")
	if d.Outlet != "" {
		return
	}
	// A firm and a host publish under a name of their own: the one with which the page's title begins or ends, else any other.
	for _, s := range found {
		if h.entitled(s) {
			d.Outlet = s
			return
		}
	}
	for _, s := range found {
		if !company.MatchString(s) && !hostName.MatchString(s) {
			d.Outlet = s
			return
		}
	}
	if len(found) > 0 {
		d.Outlet = found[0]
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
			note(d, "outlet", name, "title element")
			return
		}
	}
	for _, name := range h.sites {
		if d.Outlet == "" && h.entitled(name) {
			d.Outlet = name
		}
		note(d, "outlet", name, "link to the home page")
	}
}

// entitled reports whether the title element begins or ends with the name of a site.
func (h *head) entitled(name string) bool {
	title, name := plainly(h.title), plainly(name)
	return name != "" && title != name && (strings.HasSuffix(title, " "+name) || strings.HasPrefix(title, name+" ")) || h.hasPart(name)
}

// hasPart reports whether a part of the title element ends with the name of a site, for one "Harbour Post" where it is "The Harbour
// Post - News - Headline".
func (h *head) hasPart(name string) bool {
	for _, part := range parts(h.title) {
		if name != "" && strings.HasSuffix(" "+plainly(part), " "+name) && part != h.title {
			return true
		}
	}
	return false
}

// parts are the parts of a title between its separators.
func parts(title string) []string { return separator.Split(title, -1) }

var feedTitle = dfa.MustCompile(`(?i)\s*(?:[-–—|»:]\s*)?(?:\(?(?:atom|rss)(?: ?[\d.]+)?\)?(?: feed)?|feed)$`)

// maxNames is how many names are taken of a site, and of those who wrote an article: no page has more.
const maxNames = 64

// siteNames are what the page calls its site: the words or the picture of a link to the home page, and the titles of its feeds.
func (p *page) siteNames(d *hearsay.Document) (all []string) {
	add := func(s string) {
		if s = unescaped(s); plainly(s) != "" && utf8.RuneCountInString(s) <= 60 && len(all) < maxNames {
			all = appendName(all, s)
		}
	}
	for n := range p.root.Descendants() {
		switch {
		case n.DataAtom == atom.Link && strings.EqualFold(attr(n, "rel"), "alternate") && strings.Contains(attr(n, "type"), "xml"):
			if s := attr(n, "title"); feedTitle.MatchString(s) {
				add(feedTitle.ReplaceAllString(s, ""))
			}
		case p.home(n, d.URL):
			add(p.words(n))
			for c := range beginning(n) {
				if c.DataAtom == atom.Img {
					add(attr(c, "alt"))
				}
			}
		}
	}
	return all
}

// home reports whether n is a link to the home page of the site at address.
func (p *page) home(n *html.Node, address string) bool {
	if n.DataAtom != atom.A || attr(n, "href") == "" {
		return false
	}
	to, err := url.Parse(attr(n, "href"))
	return err == nil && (to.Host != "" && hostOf(attr(n, "href")) == hostOf(address) || to.Host == "" && strings.HasPrefix(to.Path, "/")) && homePath.MatchString(to.Path) && to.RawQuery == ""
}

var homePath = regexp.MustCompile(`^/?(?:(?:index|default|home)\.\w+)?$`)

var separator = dfa.MustCompile(`\s+(?:[-–—|·•»/]|::)\s+`)

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

var platformEnd = dfa.MustCompile(`(?i)\s*(?:\bon (?:x|twitter|instagram|facebook|telegram|threads|tiktok)\b.*|\(@[\w.]+\).*|[-–|]\s*(?:facebook|instagram|telegram)\b.*)$`)

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
	var published, modified []hearsay.Time
	given := d.Published.Known()
	add := func(times *[]hearsay.Time, value, how string) {
		t := date(value, how, false)
		if !t.Known() {
			t = dateIn(value, how)
		}
		if t.Known() {
			*times = append(*times, t)
		}
	}
	if given {
		published = append(published, d.Published)
	}
	if d.Modified.Known() {
		modified = append(modified, d.Modified)
	}
	for _, t := range h.tellers() {
		for _, k := range [...]string{"datePublished", "uploadDate"} {
			add(&published, t.text(k), t.how+" "+k)
		}
		add(&modified, t.text("dateModified"), t.how+" dateModified")
	}
	for _, k := range [...]string{"article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
		"dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "citation_publication_date", "sailthru.date", "pubdate",
		"publishdate", "publish-date", "publication_date", "article.published", "date", "datecreated"} {
		add(&published, h.meta(k), "meta "+k)
	}
	for _, t := range h.tellers() {
		add(&published, t.text("dateCreated"), t.how+" dateCreated")
	}
	for _, k := range [...]string{"article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "dcterms.modified", "dc.date.modified", "last-modified", "lastmod"} {
		add(&modified, h.meta(k), "meta "+k)
	}
	if !given {
		d.Published = settle(published)
	}
	if !d.Modified.Known() {
		d.Modified = settle(modified)
	}
	for _, t := range published {
		noteTime(d, "published", t)
	}
	for _, t := range modified {
		noteTime(d, "modified", t)
	}
}

// authors sets the people whom the metadata names as authors. Others who stand there are no people: logins and offices are left
// out, outlets and agencies are noted in h.orgs.
func (h *head) authors(d *hearsay.Document) {
	if d.Author != "" {
		note(d, "author", d.Author, "brought with it")
		return
	}
	var names []string
	add := func(value any, how string) {
		var all []string
		defer func() { note(d, "author", strings.Join(all, ", "), how) }()
		for _, v := range list(value) {
			for _, s := range texts(v) {
				if len(all) >= maxNames {
					return
				}
				if s = bearer(unescaped(s)); s == "" || strings.Contains(s, "://") || utf8.RuneCountInString(s) > 120 {
					continue
				}
				all = appendName(all, s)
				organisation := false
				if m, ok := v.(map[string]any); ok {
					organisation = node(m).is("Organization", "NewsMediaOrganization") && !node(m).is("Person")
				}
				switch {
				case organisation && !office.MatchString(s) && !login(s) && !strings.EqualFold(s, d.Outlet), agency([]string{s}) != "":
					h.orgs = append(h.orgs, s)
				case organisation, nobody(s, d.Outlet):
				default:
					names = appendName(names, s)
				}
			}
		}
	}
	for _, t := range h.tellers() {
		if !t.is("WebPage") && len(names) == 0 {
			add(t.node["author"], t.how+" author")
		}
	}
	for _, k := range [...]string{"author", "article:author", "dc.creator", "dcterms.creator", "citation_author", "parsely-author", "sailthru.author", "byl"} {
		if len(names) > 0 {
			break
		}
		var all []any
		for _, s := range h.metas[k] {
			all = append(all, s)
		}
		add(all, "meta "+k)
	}
	if len(names) == 0 && posts[d.Channel] && !strings.HasPrefix(d.Outlet, "@") {
		names = []string{d.Outlet}
	}
	d.Author = strings.Join(names, ", ")
}

// list is v where it is a list, else a list of v alone.
func list(v any) []any {
	if l, ok := v.([]any); ok {
		return l
	}
	return []any{v}
}
