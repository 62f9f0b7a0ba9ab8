package read

import (
	"strings"

	hearsay "github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/dfa"
)

// placeholder is what a page leaves in the place of an embedded post when its text is copied.
var placeholder = dfa.MustCompile(`(?i)^(?:view (?:this|the) (?:post|profile|photo|reel|video)|see (?:this|the) (?:post|video)|watch(?: this video)?|view|play) on (instagram|x|twitter|facebook|telegram|youtube|tiktok|mastodon|bluesky|vk|reddit|linkedin)\.?$`)

// filler is a line that no writer of an article means as a part of it.
var filler = dfa.MustCompile(`(?i)^(?:advertisement|advertising|ad|sponsored(?: content)?|story continues below advertisement|article continues (?:below|after)(?: this)? ad(?:vertisement)?|scroll to continue(?: with content)?|(?:read more|read also|read next|also read|see also)\s?[:–—|-].{0,200}|read (?:more|next)|read more (?:here|about|on) .{0,80}|related(?: (?:stories|articles|news|coverage))?\s?:.{0,200}|related (?:stories|articles|news|coverage)|(?:sign up|subscribe) (?:for|to) (?:our|the|my) .{0,120}newsletter.{0,60}|share this(?: article| story| post)?|follow us on .{0,60}|image for illustration(?: only)?|нашли ошибку\?.{0,60}ctrl.{0,40}|(?:lesen sie auch|lesen sie mehr|auch interessant|mehr zum thema|(?:à )?lire aussi|lea también|lee también|leggi anche|leia também|leia mais|читайте также|читайте ещё|czytaj też|czytaj również|olvassa el|lees ook|läs också|les også|přečtěte si)\s?:? .{0,200}|(?:foto|fotos|photos?|bild|bilder|picture|фото|zdjęcie|fot\.|crédit photo|photograph)s?(?: by| credit)?\s?: ?.{2,60}|\d{1,3} ?/ ?\d{1,3}|share|tweet|copy link|teilen|drucken|partager|imprimer|compartir|condividi|compartilhar|partilhar|поделиться|поширити|udostępnij|megosztás|sdílet|paylaş|مشاركة|anzeige|werbung|publicité|publicidad|pubblicità|publicidade|реклама|reklama|hirdetés|advertentie)$`)

// platforms gives the channel for the name of a platform as pages write it.
func platform(name string) string {
	if name = strings.ToLower(name); name == "twitter" {
		name = string(hearsay.X)
	}
	return name
}

// markLine notes whether a line of plain text is a placeholder or filler.
func markLine(d *hearsay.Document, at int, line string) {
	s := hearsay.Span{Start: at, End: at + len(line)}.TrimSpace(d.Text)
	t, _ := s.In(d.Text)
	if m := placeholder.FindStringSubmatch(t); m != nil {
		d.Embeds = append(d.Embeds, hearsay.Embed{Platform: platform(m[1]), At: s.Start})
		d.Boilerplate = append(d.Boilerplate, s)
	} else if filler.MatchString(t) {
		d.Boilerplate = append(d.Boilerplate, s)
	}
}
