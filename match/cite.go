package match

import (
	"strings"

	"github.com/hearsay-news/hearsay"
)

// cites reports whether a tells, by its own account, what the outlet of b told: "The Lantern reports that his driver took him more cash". It
// must then mean something that stands there, however far its words are from those.
func cites(a, b *Item) bool {
	return a.cited != nil && b.outlet != nil && a.Statement.Document != b.Statement.Document && a.target == "" && b.target == "" &&
		a.Statement.Stance == hearsay.Tells && b.Statement.Stance == hearsay.Tells && a.Statement.Allegation >= charge && b.Statement.Allegation >= charge &&
		sameName(a.cited, b.outlet)
}

// told is the likeness from which what cites an outlet tells what that outlet told: there is so little to choose from that a name or a word
// decides.
const told = 0.06

// outletName is the name of an outlet, or of who might be one, as it is compared; nil where there is none.
func outletName(text string) *name {
	words := strings.Fields(text)
	if len(words) > 0 && strings.EqualFold(words[0], "the") {
		words = words[1:]
	}
	if len(words) == 0 || !capital(words[0]) {
		return nil
	}
	n, ok := newName(words, true)
	if !ok {
		return nil
	}
	return &n
}

// cite brings groups of which most statements cite outlets, and which are like nothing else, to the group in which such an outlet tells what is
// most like one of them.
func (g *gathering) cite() {
	group := g.places()
	for x, members := range g.groups {
		on, to, best := 0, -1, 0.0
		for _, i := range members {
			if len(g.cited[i]) > 0 {
				on++
			}
			for j, v := range g.cited[i] {
				if y := group[j]; y != x && (v > best || v == best && y < to) {
					to, best = y, v
				}
			}
		}
		if to < 0 || 2*on < len(members) {
			continue
		}
		g.move(x, to, group)
	}
}
