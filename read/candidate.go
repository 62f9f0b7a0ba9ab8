package read

import (
	"slices"
	"strings"
	"time"

	hearsay "github.com/hearsay-news/hearsay"
)

// note keeps that how says value of a field of d.
func note(d *hearsay.Document, field, value, how string) {
	if value = strings.Join(strings.Fields(value), " "); value == "" {
		return
	}
	c := hearsay.Candidate{Field: field, Value: value, How: how}
	if !slices.Contains(d.Candidates, c) {
		d.Candidates = append(d.Candidates, c)
	}
}

// noteTime keeps that how says t.
func noteTime(d *hearsay.Document, field string, t hearsay.Time) {
	if !t.Known() {
		return
	}
	value := t.String()
	if fine(t) {
		value = t.At.Format(time.RFC3339)
	}
	note(d, field, value, t.How)
}

func fine(t hearsay.Time) bool {
	return t.Precision == hearsay.ToSecond || t.Precision == hearsay.ToMinute
}

// settle chooses among times, the surest first: the first, but where a later one tells the hour of the same day, that.
func settle(times []hearsay.Time) (t hearsay.Time) {
	for _, other := range times {
		switch {
		case !t.Known():
			t = other
		case t.Precision == hearsay.ToDay && fine(other) && t.At.Format(time.DateOnly) == other.At.Format(time.DateOnly):
			t = other
		}
	}
	return t
}

// disagreements leaves of the candidates those of fields of which different things are said.
func disagreements(d *hearsay.Document) {
	// The title element has the name of the site beside the headline: that is no other title.
	d.Candidates = slices.DeleteFunc(d.Candidates, func(c hearsay.Candidate) bool {
		whole, title := plainly(c.Value), plainly(d.Title)
		return c.How == "title element" && title != "" && (strings.HasPrefix(whole, title+" ") || strings.HasSuffix(whole, " "+title))
	})
	values := map[string]map[string]bool{}
	for _, c := range d.Candidates {
		if values[c.Field] == nil {
			values[c.Field] = map[string]bool{}
		}
		values[c.Field][alike(c, d.Candidates)] = true
	}
	d.Candidates = slices.DeleteFunc(d.Candidates, func(c hearsay.Candidate) bool { return len(values[c.Field]) < 2 })
	if len(d.Candidates) == 0 {
		d.Candidates = nil
	}
}

// alike is the form in which the value of c is compared. A day agrees with an hour of it that another of all tells.
func alike(c hearsay.Candidate, all []hearsay.Candidate) string {
	switch c.Field {
	case "published", "modified":
		for _, other := range all {
			if other.Field == c.Field && len(other.Value) > len(c.Value) && strings.HasPrefix(other.Value, c.Value) {
				c = other
			}
		}
		if at, err := time.Parse(time.RFC3339, c.Value); err == nil {
			return at.UTC().Format("2006-01-02 15:04")
		}
	case "url":
		return strings.TrimPrefix(strings.TrimPrefix(c.Value, "https://"), "http://")
	}
	return plainly(c.Value)
}
