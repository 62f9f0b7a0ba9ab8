package truth

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

func (c *comparison) compareRemarks() {
	matched := make([]*hearsay.Remark, len(c.truth.Remarks))
	used := map[*hearsay.Remark]bool{}
	for i, t := range c.truth.Remarks {
		matched[i] = c.compareRemark(t, used)
	}
	for i, t := range c.truth.Remarks {
		m := matched[i]
		if len(t.About) > 0 {
			var want []string
			for _, id := range t.About {
				if claim := c.claims[id]; claim != nil {
					want = append(want, claim.ID)
				}
			}
			var got []string
			if m != nil {
				got = slices.Clone(m.Claim)
			}
			slices.Sort(want)
			slices.Sort(got)
			right := m != nil && len(want) > 0 && slices.Equal(slices.Compact(want), slices.Compact(got))
			c.score.check(Abouts, right, "remark %q about: want %s, which is %s, got %s", t.Span, strings.Join(t.About, " "), list(want), list(got))
		}
		if t.Contradicts != "" {
			right := false
			for k, o := range c.truth.Remarks {
				if n := matched[k]; m != nil && n != nil && trimWords(o.Span) == trimWords(t.Contradicts) {
					right = m.Contradicts == n.ID || n.Contradicts == m.ID
				}
			}
			c.score.check(Contradicts, right, "remark %q: does not contradict %q", t.Span, t.Contradicts)
		}
	}
}

// compareRemark finds the remark of the report that is at the place of t: the same kind and span, else the one of its
// kind that overlaps it most, else of any kind.
func (c *comparison) compareRemark(t Remark, used map[*hearsay.Remark]bool) *hearsay.Remark {
	d, told := c.document(t.In)
	if d == nil {
		c.score.check(Remarks, false, "remark %q: %s", t.Span, told)
		c.score.item(RemarksNear).Wanted++
		return nil
	}
	var best *hearsay.Remark
	most := 0.0
	for _, place := range c.pages[d.ID].find(t.Span) {
		for i := range c.report.Remarks {
			m := &c.report.Remarks[i]
			if m.Document != d.ID || used[m] {
				continue
			}
			alike := overlap(d.Text, [][]hearsay.Span{{place}}, []hearsay.Span{trim(d.Text, m.Span)})
			if alike > 0 && m.Kind == t.Kind {
				alike++
			}
			if alike > most {
				best, most = m, alike
			}
		}
	}
	if best == nil {
		c.score.check(Remarks, false, "remark %s %q: not found", t.Kind, t.Span)
		c.score.item(RemarksNear).Wanted++
		return nil
	}
	got, _ := best.Span.In(d.Text)
	c.score.check(Remarks, most == 2, "remark %s: want %q, got %s %q", t.Kind, t.Span, best.Kind, got)
	near := most >= 1.5 // of the kind, and half of both words in common
	c.score.check(RemarksNear, near, "remark %s %q: nothing of the kind there", t.Kind, t.Span)
	if near {
		used[best] = true
		return best
	}
	return nil
}

// compareLinks compares links between documents; a statement's end counts for its document. What is not wanted counts
// against the report where the truth asks for links at all.
func (c *comparison) compareLinks() {
	if len(c.truth.Links) == 0 {
		return
	}
	got := map[Link]bool{} // by documents' ids
	var keys []Link
	for _, l := range c.report.Links {
		k := Link{l.Kind, c.documentOf(l.From), c.documentOf(l.To)}
		if k.From != k.To && !got[k] {
			got[k] = true
			keys = append(keys, k)
		}
	}
	want := map[Link]bool{}
	for _, t := range c.truth.Links {
		from, toldFrom := c.document(t.From)
		to, toldTo := c.document(t.To)
		if from == nil || to == nil {
			c.score.check(Links, false, "link %s %s %s: %s", t.Kind, t.From, t.To, cmp.Or(toldFrom, toldTo))
			continue
		}
		k := Link{t.Kind, from.ID, to.ID}
		want[k] = true
		c.score.check(Links, got[k], "link %s %s %s: not found", t.Kind, t.From, t.To)
	}
	slices.SortFunc(keys, func(a, b Link) int {
		return cmp.Or(strings.Compare(c.path(a.From), c.path(b.From)), strings.Compare(c.path(a.To), c.path(b.To)), strings.Compare(string(a.Kind), string(b.Kind)))
	})
	for _, k := range keys {
		if !want[k] {
			c.score.extra(Links, "link %s %s %s: not wanted", k.Kind, c.path(k.From), c.path(k.To))
		}
	}
}

// documentOf is the document that id names, or that the statement stands in that it names.
func (c *comparison) documentOf(id string) string {
	if s := c.statements[id]; s != nil {
		return s.Document
	}
	document, _, _ := strings.Cut(id, "/")
	return document
}

func (c *comparison) compareDocuments() {
	for _, t := range c.truth.Documents {
		d, told := c.document(t.Name)
		if d == nil {
			c.score.check(Documents, false, "document %s: %s", t.Name, told)
			continue
		}
		published := ""
		if d.Published.Known() {
			published = d.Published.String()
		}
		for _, f := range []struct{ name, want, got string }{
			{"title", t.Title, d.Title}, {"outlet", t.Outlet, d.Outlet}, {"author", t.Author, d.Author}, {"published", t.Published, published},
			{"language", t.Language, d.Language}, {"channel", t.Channel, string(d.Channel)},
		} {
			if f.want == "" {
				continue
			}
			right := trimWords(f.want) == trimWords(f.got)
			switch {
			case f.want == "-":
				right = f.got == ""
			case f.name == "published": // as exactly as the truth says it
				right = strings.HasPrefix(f.got, f.want)
			}
			c.score.check(Documents, right, "document %s %s: want %s, got %s", cmp.Or(t.Name, d.Path), f.name, f.want, cmp.Or(f.got, "nothing"))
		}
		var embeds []string
		for _, e := range d.Embeds {
			embeds = append(embeds, e.Platform)
		}
		for _, e := range t.Embeds {
			c.score.check(Documents, slices.Contains(embeds, e), "document %s embeds: want %s, got %s", cmp.Or(t.Name, d.Path), e, list(embeds))
		}
	}
}
