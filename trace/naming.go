package trace

import (
	"fmt"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// A naming is the place where a document says that it has it from another.
type naming struct {
	span       hearsay.Span
	reason     string
	confidence float64
	by         nameKind
	copying    bool // "copied from", "shared from"
}

// Words beside a name that say that something was had from there. Of several languages, since a name needs no
// translation and a document in any language may cite.
var (
	citing = hashSet(`report reports reported reporting according per told tells tell said says say saying wrote writes write written published
		publishes publish printed prints print revealed reveals disclosed cited cites citing quoted quotes quoting broke aired broadcast
		claimed claims alleged alleges account interview story article piece first exclusive serialised serialized confirmed adds added carried
		ran runs picked source credited comes spoke obtained seen read post posted via
		berichtet berichtete berichten bericht laut zufolge schreibt schrieb meldet meldete angaben berufung zitiert
		selon rapporte rapporté citée cité cite après écrit affirme révèle publié publiée
		según informó informa publicada publicado publicó reveló dijo cita citado
		secondo riferisce riporta scrive pubblicato segundo publicou noticiou
		według podaje podał podała pisze napisał powołując informuje doniósł
		сообщает сообщил сообщила сообщило пишет написал написала данным словам ссылкой передает передаёт
		volgens meldt schrijft szerint írja írta közölte számolt enligt ifølge podle uvedl göre`)
	posting = hashSet(`post posts posted facebook instagram telegram twitter tweet tweeted thread account channel video page profile wrote
		shared forum online kanal kanał canal compte cuenta chaîne beitrag посте пост канал telegramkanal publicación`)
	copying = hashSet(`copied reposted repost shared forwarded`)
	forums  = hashSet(`forum post thread site website board page`)
)

func hashSet(words string) map[uint64]bool {
	m := map[uint64]bool{}
	for _, w := range strings.Fields(words) {
		m[hashOf(w)] = true
	}
	return m
}

// naming finds where d names e as where it has it from: by a name of e, beside a word that says so, while both speak of
// the same matter.
func (m *meeting) naming(d, e *Doc) (naming, bool) {
	var best naming
	for _, n := range e.names {
		if d.isOwn(n) {
			continue
		}
		if r, a := related(d, e, n.words), alike(d, e, n.words); r < 2 && (a < 3 || d.Language != e.Language) {
			continue
		}
		forms := [][]uint64{n.words}
		if n.kind == authorName && len(n.words) > 1 {
			forms = append(forms, n.words[len(n.words)-1:])
		}
		for _, form := range forms {
			for from := 0; ; {
				first, end := d.find(form, from)
				if first < 0 {
					break
				}
				from = first + 1
				if c, is := d.cited(n, first, end); is && c.confidence > best.confidence {
					best = c
				}
			}
		}
	}
	if best.confidence == 0 {
		return best, false
	}
	// The more both speak of the same, the surer: it tells apart several documents of one outlet.
	best.confidence = min(0.98, best.confidence+0.01*float64(min(10, related(d, e, nil))))
	return best, true
}

func (d *Doc) isOwn(n name) bool {
	for _, own := range d.names {
		if own.kind != mastName && sameName(own.words, own.text, n.words, n.text) {
			return true
		}
	}
	return false
}

// cited reports whether the words [first, end) of d, which are the name n, name it as where something comes from.
func (d *Doc) cited(n name, first, end int) (naming, bool) {
	at := d.stretch(first, end)
	for _, c := range d.credits {
		if c.span.Overlaps(at) {
			return naming{}, false
		}
	}
	sentence := d.text.Tokens[d.words[first].token].Sentence
	near := func(set map[uint64]bool, span int) bool {
		for i := first - 1; i >= 0 && d.text.Tokens[d.words[i].token].Sentence >= sentence-span; i-- {
			if set[d.words[i].hash] {
				return true
			}
		}
		for i := end; i < len(d.words) && d.text.Tokens[d.words[i].token].Sentence <= sentence+span; i++ {
			if set[d.words[i].hash] {
				return true
			}
		}
		return false
	}
	c := naming{span: at, by: n.kind, copying: near(copying, 0)}
	switch n.kind {
	case authorName:
		if !near(posting, 0) {
			return c, false
		}
		c.confidence, c.reason = 0.8, fmt.Sprintf("speaks of a post by %s", n.text)
	case hostName:
		if !near(forums, 0) {
			return c, false
		}
		c.confidence, c.reason = 0.75, fmt.Sprintf("names the site %s as where it comes from", n.text)
	default:
		if !near(citing, 0) {
			return c, false
		}
		c.confidence, c.reason = 0.85, fmt.Sprintf("names %s as where it comes from", n.text)
		if n.kind == mastName {
			c.confidence = 0.75
		}
	}
	return c, true
}
