package hearsay

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// Channel is the kind of place where a document was published or a source spoke.
type Channel string

// The channels. An empty channel is an unknown one.
const (
	Web       Channel = "web"
	Wire      Channel = "wire" // a news agency's service
	Facebook  Channel = "facebook"
	Instagram Channel = "instagram"
	X         Channel = "x" // also when it was called Twitter
	Telegram  Channel = "telegram"
	YouTube   Channel = "youtube"
	TikTok    Channel = "tiktok"
	Mastodon  Channel = "mastodon"
	Bluesky   Channel = "bluesky"
	VK        Channel = "vk"
	Reddit    Channel = "reddit"
	WhatsApp  Channel = "whatsapp"
	LinkedIn  Channel = "linkedin"
	Substack  Channel = "substack"
	Weblog    Channel = "blog"
	Post      Channel = "post" // on a platform that is not named
	Interview Channel = "interview"
	Broadcast Channel = "broadcast" // radio or television
	Podcast   Channel = "podcast"
	Video     Channel = "video"
	Book      Channel = "book"
	Letter    Channel = "letter"
	Email     Channel = "email"
	Court     Channel = "court"   // a filing, a testimony, a judgment
	Hearing   Channel = "hearing" // before a parliament or an inquiry
	Speech    Channel = "speech"  // a rally, a press conference, a talk in public
	Press     Channel = "press"   // a press release, a statement handed out
	Inquiry   Channel = "report"  // the report of an inquiry, an authority, an organisation
	Print     Channel = "print"   // a newspaper or a magazine, named as such
)

// Precision is how exactly a time is known.
type Precision string

// The precisions of a Time. Unknown means that there is no time at all.
const (
	Unknown  Precision = "unknown"
	ToSecond Precision = "second"
	ToMinute Precision = "minute"
	ToDay    Precision = "day"
	ToMonth  Precision = "month"
	ToYear   Precision = "year"
)

// Time is a point in time with how exactly it is known and how it was learned. Parts finer than the precision
// mean nothing. The zero Time is an unknown one.
type Time struct {
	At        time.Time
	Precision Precision
	How       string // "json-ld datePublished", "meta article:published_time", "time element", "address", "field published", ...
}

// Known reports whether there is a time.
func (t Time) Known() bool { return t.Precision != "" && t.Precision != Unknown }

// String writes t as exactly as it is known, "unknown" where it is not.
func (t Time) String() string {
	switch t.Precision {
	case ToSecond, ToMinute:
		return t.At.Format("2006-01-02 15:04")
	case ToDay:
		return t.At.Format(time.DateOnly)
	case ToMonth:
		return t.At.Format("2006-01")
	case ToYear:
		return t.At.Format("2006")
	}
	return "unknown"
}

type timeJSON struct {
	Time      *string   `json:"time"`
	Precision Precision `json:"precision"`
	How       *string   `json:"how"`
}

// MarshalJSON writes {time, precision, how}: time is RFC 3339, or as much of a date as is known, or null.
func (t Time) MarshalJSON() ([]byte, error) {
	j := timeJSON{Precision: Unknown}
	if t.Known() {
		s := t.String()
		if t.Precision == ToSecond || t.Precision == ToMinute {
			s = t.At.Format(time.RFC3339)
		}
		j = timeJSON{&s, t.Precision, &t.How}
	}
	return json.Marshal(j)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (t *Time) UnmarshalJSON(b []byte) error {
	var j timeJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return fmt.Errorf("time: %w", err)
	}
	*t = Time{}
	if j.Time == nil {
		return nil
	}
	layout := map[Precision]string{ToSecond: time.RFC3339, ToMinute: time.RFC3339, ToDay: time.DateOnly, ToMonth: "2006-01", ToYear: "2006"}[j.Precision]
	at, err := time.Parse(layout, *j.Time)
	if err != nil {
		return fmt.Errorf("time: %w", err)
	}
	t.At, t.Precision = at, j.Precision
	if j.How != nil {
		t.How = *j.How
	}
	return nil
}

// An Embed is a foreign piece that a page shows within itself: a post, a video, a document.
type Embed struct {
	Platform string `json:"platform"`       // "instagram", "youtube", ...: a Channel where it is one, else the host
	URL      string `json:"url,omitempty"`  // empty where the page kept no address, only the placeholder
	At       int    `json:"at"`             // the byte of the text that it stood before
	Text     string `json:"text,omitempty"` // what the placeholder said, where it was left out of the text
}

// A Hyperlink leads from words of the text to an address.
type Hyperlink struct {
	URL  string `json:"url"`  // absolute, unwrapped from web archives and trackers
	Text string `json:"text"` // the words that carry it, empty for a bare picture
	Span Span   `json:"span"` // their place in the text
}

// A Review is a published check of a claim as the page's own metadata states it (schema.org ClaimReview).
type Review struct {
	Claim    string `json:"claim"`              // claimReviewed
	Claimant string `json:"claimant,omitempty"` // itemReviewed.author: who made the claim, never the page's author
	Rating   string `json:"rating,omitempty"`   // reviewRating.alternateName
	Author   string `json:"author,omitempty"`   // the checking organisation
}

// A Candidate is what one place in a document says of one of its fields.
type Candidate struct {
	Field string `json:"field"` // "title", "author", "outlet", "published", "modified", "url"
	Value string `json:"value"` // a time is RFC 3339, or as much of a date as is told
	How   string `json:"how"`   // where it says so: "json-ld author", "meta og:site_name", "byline", ...
}

// A Capture is a page brought once more with the same text: from another address, or in other bytes. It is a document of the casebook of
// its own, whose addresses stand among those of the one that it is the same as.
type Capture struct {
	ID       string `json:"id"`
	Path     string `json:"path"`
	URL      string `json:"url,omitempty"`
	Captured Time   `json:"captured"`
	SHA256   string `json:"sha256"`
}

// A Document is one published thing. What is not known is empty; nothing is guessed.
type Document struct {
	ID          string      `json:"id"`           // "d" and twelve hex digits of SHA256
	Path        string      `json:"path"`         // where it was found; "-" for standard input; "file.jsonl:12" for a line; the address that was fetched
	URL         string      `json:"url"`          // the canonical address
	Addresses   []string    `json:"addresses"`    // other addresses of the same document
	Outlet      string      `json:"outlet"`       // who published it, as it calls itself; an account on a platform
	Channel     Channel     `json:"channel"`      //
	Title       string      `json:"title"`        //
	TitleSpan   *Span       `json:"title_span"`   // the title is the first paragraph of the text; nil where there is none
	Author      string      `json:"author"`       // byline; several are joined by ", "
	Credit      string      `json:"credit"`       // agency or other outlet that the page itself credits, as written
	Published   Time        `json:"published"`    //
	Modified    Time        `json:"modified"`     //
	Captured    Time        `json:"captured"`     // when a web archive took it, or when it was fetched
	Language    string      `json:"language"`     // BCP 47 primary tag, "" where it is unknown
	LanguageHow string      `json:"language_how"` // "declared", "detected"
	Text        string      `json:"text"`         // UTF-8; paragraphs end with "\n\n"
	Pieces      []Piece     `json:"-"`            // the way back from Text to the raw bytes
	SHA256      string      `json:"sha256"`       // of the raw bytes, in hex
	Embeds      []Embed     `json:"embeds"`
	Links       []Hyperlink `json:"links"`
	Reviews     []Review    `json:"reviews,omitempty"`
	Candidates  []Candidate `json:"candidates,omitempty"` // all that is said of the fields of which a page says different things, the surest first; what was chosen stands in the field
	Captures    []Capture   `json:"captures,omitempty"`   // in a report: where else the same page was brought from with the same text
	Boilerplate []Span      `json:"boilerplate"`          // stretches of the text that certainly are not part of what the document says: they stand in it only to keep its offsets
}

// Name is what people call d by: its title, else its address, else where it was found.
func (d *Document) Name() string {
	for _, s := range []string{d.Title, d.URL, d.Path} {
		if s = strings.TrimSpace(s); s != "" {
			return s
		}
	}
	return d.ID
}

// Voice is who speaks in d where nobody is quoted: the outlet, else the author, else the document itself.
func (d *Document) Voice() string {
	for _, s := range []string{d.Outlet, d.Author} {
		if s != "" {
			return s
		}
	}
	return d.Name()
}

// Byline is Voice as it is shown: of a document's own name, which may be a long title, no more than its beginning. Two documents may
// have one.
func (d *Document) Byline() string {
	voice := d.Voice()
	if d.Outlet != "" || d.Author != "" || len(voice) <= longName {
		return voice
	}
	cut := strings.LastIndexByte(voice[:longName], ' ')
	if cut < longName/2 {
		return voice // an address
	}
	return strings.TrimRight(voice[:cut], " ,;:–-") + "…"
}

// longName is how many bytes of a document's name tell which it is.
const longName = 64

// A Skip is a thing that was brought and not read. That is an answer with a reason, not an error.
type Skip struct {
	Path   string `json:"path"`
	Reason string `json:"reason"`
	Remedy string `json:"remedy"`
}
