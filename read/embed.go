package read

import (
	"strings"

	hearsay "github.com/hearsay-news/hearsay"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// embedClasses gives the platform whose embed code has the class.
var embedClasses = map[string]hearsay.Channel{
	"instagram-media": hearsay.Instagram, "twitter-tweet": hearsay.X, "twitter-video": hearsay.X,
	"fb-post": hearsay.Facebook, "fb-video": hearsay.Facebook, "tiktok-embed": hearsay.TikTok,
	"bluesky-embed": hearsay.Bluesky, "mastodon-embed": hearsay.Mastodon, "reddit-embed-bq": hearsay.Reddit,
	"reddit-card": hearsay.Reddit, "telegram-post": hearsay.Telegram,
}

// players are hosts of frames that show something of their own, beyond those of the channels.
var players = []string{"vimeo.com", "dailymotion.com", "rumble.com", "odysee.com", "documentcloud.org", "scribd.com", "soundcloud.com",
	"spotify.com", "ok.ru", "streamable.com", "issuu.com", "datawrapper.de", "dwcdn.net"}

// embed reports whether n is a foreign piece that the page shows within itself.
func (a *article) embed(n *html.Node) (e hearsay.Embed, ok bool) {
	switch n.DataAtom {
	case atom.Iframe:
		src := attr(n, "src")
		if src == "" || strings.HasPrefix(src, "about:") {
			src = attr(n, "data-src")
		}
		return a.embedded(src)
	case atom.Script:
		if post := attr(n, "data-telegram-post"); post != "" {
			return hearsay.Embed{Platform: string(hearsay.Telegram), URL: clean("https://t.me/" + post)}, true
		}
		return e, false
	case atom.Blockquote, atom.Div:
	default:
		switch n.Data {
		case "amp-instagram":
			return hearsay.Embed{Platform: string(hearsay.Instagram), URL: clean("https://www.instagram.com/p/" + attr(n, "data-shortcode") + "/")}, true
		case "amp-youtube":
			return hearsay.Embed{Platform: string(hearsay.YouTube), URL: clean("https://www.youtube.com/watch?v=" + attr(n, "data-videoid"))}, true
		case "amp-twitter":
			return hearsay.Embed{Platform: string(hearsay.X), URL: clean("https://x.com/i/status/" + attr(n, "data-tweetid"))}, true
		case "amp-facebook":
			return a.embedded(attr(n, "data-href"))
		}
		return e, false
	}
	for class := range strings.FieldsSeq(attr(n, "class")) {
		channel, known := embedClasses[class]
		if !known {
			continue
		}
		e = hearsay.Embed{Platform: string(channel), Text: a.words(n)}
		for _, key := range [...]string{"data-instgrm-permalink", "data-href", "cite", "data-bluesky-uri", "data-embed-url"} {
			if u := resolve(a.base, attr(n, key)); u != "" && attr(n, key) != "" && e.URL == "" {
				e.URL = u
			}
		}
		for c := range beginning(n) { // the last link to the platform is the post; those before are within it
			if c.DataAtom == atom.A {
				if u := resolve(a.base, attr(c, "href")); channelOf(u) == channel && (e.URL == "" || channelOf(e.URL) != channel || attr(n, "class") == "twitter-tweet") {
					e.URL = u
				}
			}
		}
		return e, true
	}
	return e, false
}

// embedded makes an embed of a frame's address, if it is of a kind that shows a foreign piece.
func (a *article) embedded(src string) (e hearsay.Embed, ok bool) {
	if src == "" {
		return e, false
	}
	if strings.HasPrefix(src, "//") {
		src = "https:" + src
	}
	u := resolve(a.base, src)
	host := hostOf(u)
	channel := channelOf(u)
	if channel == "" {
		for _, p := range players {
			if host == p || strings.HasSuffix(host, "."+p) {
				return hearsay.Embed{Platform: host, URL: u}, true
			}
		}
		return e, false
	}
	// Players carry the address of what they play in a parameter or in their path.
	for _, key := range [...]string{"href", "url"} {
		if _, query, found := strings.Cut(u, key+"="); found {
			value, _, _ := strings.Cut(query, "&")
			if inner := resolve("", unquery(value)); inner != "" {
				return hearsay.Embed{Platform: string(channel), URL: inner}, true
			}
		}
	}
	if strings.Contains(u, "/plugins/like") || strings.Contains(u, "/plugins/share") || strings.Contains(u, "/plugins/page") {
		return e, false
	}
	if _, id, found := strings.Cut(u, "/embed/"); found && channel == hearsay.YouTube {
		id, _, _ = strings.Cut(id, "?")
		u = "https://www.youtube.com/watch?v=" + id
	}
	return hearsay.Embed{Platform: string(channel), URL: u}, true
}
