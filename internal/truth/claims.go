package truth

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

func (c *comparison) compareClaims() {
	holds := map[string][]*hearsay.Claim{} // statement -> the report's claims that hold it
	for i := range c.report.Claims {
		claim := &c.report.Claims[i]
		for _, s := range slices.Concat(claim.Tellings, claim.Others) {
			holds[s] = append(holds[s], claim)
		}
	}
	in := map[string]int{} // statement of the truth -> in how many of its claims it is
	for _, t := range c.truth.Claims {
		for _, s := range slices.Concat(t.Tellings, t.Denials) {
			in[s]++
		}
	}
	together := map[string][]string{} // report's claim -> the truth's claims that have statements of their own in it
	for _, t := range c.truth.Claims {
		c.claims[t.ID] = c.bestClaim(t, holds)
		for _, s := range slices.Concat(t.Tellings, t.Denials) {
			m := c.matched[s]
			if m == nil || in[s] > 1 {
				continue
			}
			for _, claim := range holds[m.ID] {
				if !slices.Contains(together[claim.ID], t.ID) {
					together[claim.ID] = append(together[claim.ID], t.ID)
				}
			}
		}
	}
	for _, t := range c.truth.Claims {
		c.compareClaim(t, holds, together)
	}
	for i := range c.report.Claims {
		if claim := &c.report.Claims[i]; len(together[claim.ID]) > 1 {
			c.score.extra(Claims, "%s are run together in %q", strings.Join(together[claim.ID], " and "), claim.Text)
		}
	}
}

// bestClaim is the report's claim that holds most of t's tellings, then of all its statements, then the first.
func (c *comparison) bestClaim(t Claim, holds map[string][]*hearsay.Claim) *hearsay.Claim {
	points := map[*hearsay.Claim]int{}
	add := func(statements []string, weight int) {
		for _, s := range statements {
			if m := c.matched[s]; m != nil {
				for _, claim := range holds[m.ID] {
					points[claim] += weight
				}
			}
		}
	}
	add(t.Tellings, 1000)
	add(t.Denials, 1)
	var best *hearsay.Claim
	for i := range c.report.Claims {
		if claim := &c.report.Claims[i]; points[claim] > 0 && (best == nil || points[claim] > points[best]) {
			best = claim
		}
	}
	return best
}

func (c *comparison) compareClaim(t Claim, holds map[string][]*hearsay.Claim, together map[string][]string) {
	claim := c.claims[t.ID]
	if claim == nil {
		c.score.check(Claims, false, "%s: not found: %s", t.ID, t.Text)
		claim = &hearsay.Claim{}
	} else {
		var away []string
		for _, s := range slices.Concat(t.Tellings, t.Denials) {
			if m := c.matched[s]; m != nil && !slices.Contains(holds[m.ID], claim) {
				away = append(away, s)
			}
		}
		// That it is run together with another one is told by that claim of the report.
		right := len(away) == 0 && len(together[claim.ID]) < 2
		if right || len(away) > 0 {
			c.score.check(Claims, right, "%s: is split: %s not with the others in %q", t.ID, strings.Join(away, " "), claim.Text)
		} else {
			c.score.item(Claims).Wanted++
		}
	}
	for _, side := range []struct {
		name             string
		want, got, other []string
	}{
		{Tellings, t.Tellings, claim.Tellings, claim.Others},
		{Denials, t.Denials, claim.Others, claim.Tellings},
	} {
		name := side.name
		for _, s := range side.want {
			m := c.matched[s]
			switch {
			case m == nil:
				c.score.check(name, false, "%s %s: %s was not found", t.ID, name, s)
			case slices.Contains(side.other, m.ID):
				c.score.check(name, false, "%s %s: %s is on the other side", t.ID, name, s)
			default:
				c.score.check(name, slices.Contains(side.got, m.ID), "%s %s: %s is not in it", t.ID, name, s)
			}
		}
	}
	for _, p := range t.Parts {
		right := slices.ContainsFunc(claim.Parts, func(g hearsay.Part) bool {
			return (p.Role == "" || p.Role == g.Role) && strings.Contains(plain(g.Value), plain(p.Words))
		})
		var got []string
		for _, g := range claim.Parts {
			got = append(got, fmt.Sprintf("%s %q", g.Role, g.Value))
		}
		c.score.check(Parts, right, "%s part: want %s %q, got %s", t.ID, cmp.Or(p.Role, "any"), p.Words, list(got))
	}
	if t.Origins != nil {
		got := [2]int{claim.Origins.Low, claim.Origins.High}
		right := claim.ID != "" && got == *t.Origins
		c.score.check(Origins, right, "%s origins: want %d %d, got %d %d", t.ID, t.Origins[0], t.Origins[1], got[0], got[1])
	}
	if t.Named != nil {
		told := c.namedOrigin(*t.Named, claim.NamedOrigin)
		c.score.check(NamedOrigins, told == "", "%s named origin: %s", t.ID, told)
	}
	if t.Standing != "" {
		c.score.check(Standings, claim.Standing == t.Standing, "%s standing: want %s, got %s", t.ID, t.Standing, cmp.Or(claim.Standing, "nothing"))
	}
	for _, r := range t.Responses {
		right := slices.ContainsFunc(claim.Responses, func(g hearsay.Response) bool { return g.Answer == r.Answer && within(g.Who, r.Who) })
		var got []string
		for _, g := range claim.Responses {
			got = append(got, string(g.Answer)+" "+g.Who)
		}
		c.score.check(Responses, right, "%s response: want %s %s, got %s", t.ID, r.Answer, r.Who, list(got))
	}
}

func list(got []string) string {
	if len(got) == 0 {
		return "nothing"
	}
	return strings.Join(got, ", ")
}

// namedOrigin says what is wrong with the origin that is named, or nothing.
func (c *comparison) namedOrigin(want Named, got *hearsay.NamedOrigin) string {
	if got == nil {
		return fmt.Sprintf("want %s, got nothing", strings.Join(append(want.Documents, string(want.Channel), want.By), " "))
	}
	if want.Channel != "" && !strings.EqualFold(string(want.Channel), string(got.Channel)) {
		return fmt.Sprintf("want channel %s, got %s (%s)", want.Channel, cmp.Or(got.Channel, "none"), got.Text)
	}
	if want.By != "" {
		if s := c.sources[got.Source]; s != nil && !c.isCalled(s, want.By) || s == nil && !within(got.Text, want.By) {
			return fmt.Sprintf("want it by %s, got %s (%s)", want.By, cmp.Or(c.nameOf(got.Source), "nobody"), got.Text)
		}
	}
	switch {
	case len(want.Documents) == 0 && got.InPile:
		return fmt.Sprintf("want it outside the pile, got it in %s", c.path(got.Document))
	case len(want.Documents) == 0:
		return ""
	case got.InPile && slices.ContainsFunc(want.Documents, func(name string) bool { return fits(c.path(got.Document), name) }):
		return ""
	}
	return fmt.Sprintf("want it in %s, got %s", strings.Join(want.Documents, " or "), cmp.Or(c.path(got.Document), "it outside the pile"))
}
