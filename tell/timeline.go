package tell

import (
	"fmt"
	"math"
	"time"

	"github.com/hearsay-news/hearsay"
)

// timeline is the drawing of when a claim was told. Few tellings stand each on a line of its own; many are counted.
type timeline struct {
	ID            string
	Class         string // "wide", "narrow"
	Width, Height float64
	Ticks         []tick
	Axis          float64 // where the line of time stands
	Rows          []timeRow
	Bars          []timeBar
	Most          int     // the most tellings in one bar
	MostY         float64 // and how high it reaches
	Notes         []timeRow
	Undated       int
	Alternative   string // what the drawing says, in words
	Every         string // what one bar covers
}

type tick struct {
	X    float64
	Text string
}

// timeRow is a text beside a point in time.
type timeRow struct {
	X, X2, Y float64 // X2 is where a time that is not known to the day ends
	TextX    float64
	End      bool // the text ends at TextX
	Mark     string
	Text     string
	When     string
}

// timeBar counts the tellings of a stretch of time: attributed, flat, and below the line denials.
type timeBar struct {
	X, W                            float64
	Told, ToldY, Flat, FlatY, Below float64
}

const (
	fewRows   = 16 // so many tellings stand each on a line of its own
	rowHeight = 26.0
	chartHigh = 110.0
	labelSize = 13.0
)

// timelines draws the claim's statements in time, for a wide and for a narrow page; none where fewer than two have a time.
func (b *book) timelines(c *hearsay.Claim, anchor string) []timeline {
	var dated []*hearsay.Statement
	undated := 0
	for _, s := range b.tellings(append(append([]string{}, c.Tellings...), c.Others...)) {
		if b.document(s.Document).Published.Known() {
			dated = append(dated, s)
		} else {
			undated++
		}
	}
	if len(dated) < 2 {
		return nil
	}
	var all []timeline
	for _, t := range []timeline{{Class: "wide", Width: 1000}, {Class: "narrow", Width: 340}} {
		t.ID, t.Undated = anchor+"-time-"+t.Class, undated
		b.drawTime(&t, dated)
		all = append(all, t)
	}
	return all
}

func (b *book) drawTime(t *timeline, dated []*hearsay.Statement) {
	when := func(s *hearsay.Statement) time.Time { return b.document(s.Document).Published.At }
	first, last := when(dated[0]), when(dated[len(dated)-1])
	for _, s := range dated {
		if end := ends(b.document(s.Document).Published); end.After(last) {
			last = end
		}
	}
	pad := 10.0
	span := max(last.Sub(first), time.Hour)
	x := func(at time.Time) float64 {
		return pad + at.Sub(first).Seconds()/span.Seconds()*(t.Width-2*pad)
	}
	row := func(s *hearsay.Statement, y float64, text string) timeRow {
		d := b.document(s.Document)
		r := timeRow{X: x(when(s)), Y: y, Mark: mark(s), When: d.Published.String()}
		if t.Class == "narrow" && len(r.When) > len("2006-01-02") {
			r.When = d.Published.At.Format("2 Jan 15:04")
		}
		if end := ends(d.Published); end.After(when(s)) {
			r.X2 = x(end)
		}
		right := max(r.X, r.X2)
		r.End = r.X-pad > t.Width-pad-right
		room := t.Width - pad - right - 12
		r.TextX = right + 11
		if r.End {
			room, r.TextX = r.X-pad-12, r.X-11
		}
		r.Text = fit(text, labelSize, room-textWidth(r.When, labelSize)-10)
		return r
	}
	top := 8.0
	if len(dated) <= fewRows {
		for i, s := range dated {
			t.Rows = append(t.Rows, row(s, top+rowHeight*(float64(i)+.5), b.document(s.Document).Byline()))
		}
		t.Axis = top + rowHeight*float64(len(dated)) + 8
		t.Height = t.Axis + 30
	} else {
		top = b.notes(t, dated, row, top)
		b.bars(t, dated, first, span, x, top)
	}
	t.ticks(first, last, span, x)
	t.Alternative = fmt.Sprintf("%s from %s to %s. Earliest: %s.", count(len(dated), "statement", "statements"),
		b.document(dated[0].Document).Published, b.document(dated[len(dated)-1].Document).Published, b.document(dated[0].Document).Byline())
}

// ends is when a time that is known to the month or the year may have been at the latest.
func ends(t hearsay.Time) time.Time {
	switch t.Precision {
	case hearsay.ToMonth:
		return t.At.AddDate(0, 1, 0)
	case hearsay.ToYear:
		return t.At.AddDate(1, 0, 0)
	}
	return t.At
}

// notes names the earliest telling, the first flat one and the first denial above the bars, each on its own line.
func (b *book) notes(t *timeline, dated []*hearsay.Statement, row func(*hearsay.Statement, float64, string) timeRow, top float64) float64 {
	seen := map[string]bool{}
	for _, s := range dated {
		kind := mark(s)
		text := map[string]string{"told": "first told by ", "flat": "first told as fact by ", "denied": "first denied in "}[kind]
		if seen[kind] || kind == "told" && seen["flat"] {
			continue
		}
		seen[kind] = true
		t.Notes = append(t.Notes, row(s, top+rowHeight*(float64(len(t.Notes))+.5), text+b.document(s.Document).Byline()))
	}
	return top + rowHeight*float64(len(t.Notes)) + 6
}

func (b *book) bars(t *timeline, dated []*hearsay.Statement, first time.Time, span time.Duration, x func(time.Time) float64, top float64) {
	step := span
	for _, every := range []time.Duration{time.Hour, 2 * time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour, day, 2 * day, 7 * day, 14 * day, 30 * day, 91 * day, 365 * day, 3650 * day} {
		if span/every <= time.Duration(t.Width/12) {
			step = every
			break
		}
	}
	if step >= day {
		t.Every = count(int(step/day), "day", "days")
	} else {
		t.Every = count(int(step/time.Hour), "hour", "hours")
	}
	type bin struct{ told, flat, denied int }
	bins := make([]bin, int(span/step)+1)
	below := 0
	for _, s := range dated {
		n := &bins[min(int(b.document(s.Document).Published.At.Sub(first)/step), len(bins)-1)]
		switch mark(s) {
		case "flat":
			n.flat++
		case "told":
			n.told++
		default:
			n.denied++
		}
		t.Most = max(t.Most, n.flat+n.told)
		below = max(below, n.denied)
	}
	high := chartHigh / float64(max(t.Most, 1))
	t.MostY = top + 12
	t.Axis = t.MostY + chartHigh
	under := min(high, 12)
	t.Height = t.Axis + float64(below)*under + 34
	for i, n := range bins {
		if n.flat+n.told+n.denied == 0 {
			continue
		}
		bar := timeBar{X: x(first.Add(time.Duration(i) * step)), Flat: float64(n.flat) * high, Told: float64(n.told) * high, Below: float64(n.denied) * under}
		bar.W = max(2, min(x(first.Add(time.Duration(i+1)*step)), t.Width)-bar.X-1.5)
		bar.FlatY = t.Axis - bar.Flat
		bar.ToldY = bar.FlatY - bar.Told
		t.Bars = append(t.Bars, bar)
	}
}

const day = 24 * time.Hour

// ticks puts round times below the axis, so many as stand clear of each other.
func (t *timeline) ticks(first, last time.Time, span time.Duration, x func(time.Time) float64) {
	most := math.Floor(t.Width / 90)
	type step struct {
		every  time.Duration
		format string
	}
	chosen := step{}
	for _, s := range []step{{time.Hour, "2 Jan 15:04"}, {3 * time.Hour, "2 Jan 15:04"}, {6 * time.Hour, "2 Jan 15:04"}, {12 * time.Hour, "2 Jan 15:04"},
		{day, "2 Jan"}, {2 * day, "2 Jan"}, {7 * day, "2 Jan 2006"}, {14 * day, "2 Jan 2006"}} {
		if span.Seconds()/s.every.Seconds() <= most {
			chosen = s
			break
		}
	}
	at := first.UTC()
	next := func() time.Time { return at.Add(chosen.every) }
	switch months := span.Hours() / 24 / 30; {
	case chosen.every > 0:
		at = at.Truncate(chosen.every)
	case months <= 12*most:
		n := max(1, int(math.Ceil(months/most)))
		at, chosen.format = time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, time.UTC), "Jan 2006"
		next = func() time.Time { return at.AddDate(0, n, 0) }
	default:
		n := int(math.Ceil(months / 12 / most))
		at, chosen.format = time.Date(at.Year(), 1, 1, 0, 0, 0, 0, time.UTC), "2006"
		next = func() time.Time { return at.AddDate(n, 0, 0) }
	}
	free := 0.0
	for ; !at.After(last); at = next() {
		text := at.Format(chosen.format)
		half := textWidth(text, labelSize) / 2
		if px := x(at); px-half >= free && px+half <= t.Width {
			t.Ticks = append(t.Ticks, tick{px, text})
			free = px + half + 8
		}
	}
}

// TickY is the base line of the words below the axis.
func (t timeline) TickY() float64 { return t.Height - 8 }
