package trace

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// phrases say how an origin is told of, by its channel; %s is who.
var phrases = map[hearsay.Channel]string{
	hearsay.Facebook: "a Facebook post by %s", hearsay.Instagram: "an Instagram post by %s", hearsay.X: "a post on X by %s",
	hearsay.Telegram: "a Telegram post by %s", hearsay.YouTube: "a YouTube video by %s", hearsay.TikTok: "a TikTok video by %s",
	hearsay.Mastodon: "a Mastodon post by %s", hearsay.Bluesky: "a Bluesky post by %s", hearsay.VK: "a VK post by %s",
	hearsay.Reddit: "a Reddit post by %s", hearsay.WhatsApp: "a WhatsApp message by %s", hearsay.LinkedIn: "a LinkedIn post by %s",
	hearsay.Substack: "a Substack letter by %s", hearsay.Weblog: "a blog post by %s", hearsay.Post: "a post by %s",
	hearsay.Interview: "an interview with %s", hearsay.Broadcast: "a broadcast with %s", hearsay.Podcast: "a podcast with %s",
	hearsay.Video: "a video by %s", hearsay.Book: "a book by %s", hearsay.Letter: "a letter by %s", hearsay.Email: "an e-mail by %s",
	hearsay.Court: "a court filing by %s", hearsay.Hearing: "testimony by %s at a hearing", hearsay.Speech: "a speech by %s",
	hearsay.Press: "a statement by %s", hearsay.Inquiry: "a report by %s", hearsay.Print: "a newspaper's account of %s",
	"tv": "a television interview with %s", "radio": "a radio interview with %s", "magazine": "a magazine's account of %s",
	"newspaper": "a newspaper's account of %s", "newsletter": "a newsletter by %s", "twitch": "a Twitch stream by %s", "affidavit": "an affidavit by %s",
	"discord": "a Discord message by %s", "snapchat": "a Snapchat post by %s", "threads": "a post on Threads by %s", "weibo": "a Weibo post by %s",
}

// named is where the tellings say that the claim comes from: the post, the book, the filing of the end that most of them
// lead to, or the document of the pile whose own voice it is.
func (w *walk) named(ends []*end) *hearsay.NamedOrigin {
	var best *end
	for _, e := range ends {
		if best == nil || e.counts && !best.counts || e.counts == best.counts && len(e.tellings) > len(best.tellings) {
			best = e
		}
	}
	if best == nil {
		return nil
	}
	id := ""
	if best.source != nil {
		id = best.source.ID
	}
	channel := w.via(best)
	if d := w.original(best, channel); d != nil {
		if !w.leadTo(best, d.ID) {
			return nil
		}
		n := &hearsay.NamedOrigin{Channel: d.Channel, Source: id, InPile: true, Document: d.ID}
		if phrase, known := phrases[d.Channel]; known && d.Author != "" {
			n.Text = fmt.Sprintf(phrase, d.Author)
		} else {
			n.Text = fmt.Sprintf("%s (%s)", d.Name(), d.Byline())
		}
		return n
	}
	if channel == "" {
		channel = w.spoke(best)
	}
	if d := w.root(best); (channel == "" || vague[channel]) && d != nil {
		return &hearsay.NamedOrigin{Text: fmt.Sprintf("%s (%s)", d.Name(), d.Byline()), Channel: d.Channel, Source: id, InPile: true, Document: d.ID}
	}
	if channel == "" || best.source == nil {
		return nil
	}
	phrase, known := phrases[channel]
	if !known {
		phrase = "%s, by way of " + string(channel)
	}
	return &hearsay.NamedOrigin{Text: fmt.Sprintf(phrase, best.name), Channel: channel, Source: id}
}

// via is the channel through which the tellings of an end say that it came.
func (w *walk) via(e *end) hearsay.Channel {
	for _, id := range e.tellings {
		if s := w.pile.Statements[id]; s.Via != "" && w.is(e, s) {
			if c := hearsay.Channel(strings.ToLower(s.Via)); phrases[c] != "" {
				return c
			}
		}
	}
	return ""
}

// original is the document of the pile that is the end's own.
func (w *walk) original(e *end, channel hearsay.Channel) *hearsay.Document {
	for _, id := range w.docs {
		d := w.pile.Documents[id]
		if d == nil {
			continue
		}
		own := strings.HasPrefix(e.key, "voice ") && "voice "+folded(w.voice(id)) == e.key && w.ownTelling(id)
		if e.source != nil || strings.HasPrefix(e.key, "person ") {
			author := samePerson(d.Author, e.source) || d.Author != "" && folded(d.Author) == folded(e.name)
			own = author && w.ownTelling(id) && (channel == "" || !isPost(d) || d.Channel == channel || channel == hearsay.Post || channel == hearsay.Video)
		}
		if own {
			return d
		}
	}
	// his post may be here though match has not seen the claim in it
	if e.source == nil || !strings.HasPrefix(e.key, "person ") && e.source.Kind != hearsay.Person {
		return nil
	}
	for _, l := range w.linksOn() {
		if d := w.pile.Documents[l.To]; d != nil && isPost(d) && samePerson(d.Author, e.source) && (channel == "" || d.Channel == channel || vague[channel]) {
			return d
		}
	}
	return nil
}

// linksOn are the links that lead on from documents that tell the claim, in their order in the pile.
func (w *walk) linksOn() []*hearsay.Link {
	var places []int
	for _, id := range w.docs {
		places = append(places, w.links[id]...)
	}
	slices.Sort(places)
	links := make([]*hearsay.Link, len(places))
	for n, i := range places {
		links[n] = &w.pile.Links[i]
	}
	return links
}

func (w *walk) ownTelling(document string) bool {
	for _, s := range w.in[document] {
		if s.Kind == hearsay.Own {
			return true
		}
	}
	return false
}

// leadTo reports whether another document's telling ends in e, or the post is one that people speak for themselves in.
func (w *walk) leadTo(e *end, document string) bool {
	for _, id := range e.tellings {
		if w.pile.Statements[id].Document != document {
			return true
		}
	}
	return false
}

// root is the one document that tellings of e name as where they have it from, and that has it from no other; nil where
// there is none, or several.
func (w *walk) root(e *end) *hearsay.Document {
	var root *hearsay.Document
	for _, id := range e.tellings {
		s := w.pile.Statements[id]
		for _, to := range w.documentsOf(s, w.pile.Sources[s.Speaker]) {
			if d := w.pile.Documents[to]; len(w.leads[to]) == 0 && d != root {
				if root != nil {
					return nil
				}
				root = d
			}
		}
	}
	if root != nil {
		return root
	}
	for _, l := range w.linksOn() {
		d := w.pile.Documents[l.To]
		if d == nil || d == root || (l.Kind != hearsay.Cites && l.Kind != hearsay.Hyperlinks) || len(w.in[l.To]) > 0 {
			continue
		}
		for _, id := range e.tellings {
			if s := w.pile.Statements[id]; s.Document == l.From && overlap(l.Spans.From, s.Source) {
				if root != nil && root != d {
					return nil
				}
				root = d
			}
		}
	}
	return root
}
