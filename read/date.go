package read

import (
	_ "embed"
	"strconv"
	"strings"
	"time"

	hearsay "github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/dfa"
)

//go:embed months.txt
var monthList string

// monthNames gives the number of a month by its name, in lower case and without a final stop.
var monthNames = func() map[string]time.Month {
	m := map[string]time.Month{}
	for line := range strings.Lines(monthList) {
		f := strings.Fields(line)
		if len(f) < 2 || strings.HasPrefix(line, "#") {
			continue
		}
		n, _ := strconv.Atoi(f[0])
		for _, name := range f[1:] {
			m[name] = time.Month(n)
		}
	}
	return m
}()

var zoned = []string{
	time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z0700", "2006-01-02T15:04:05.999Z0700",
	"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 Z0700", "2006-01-02 15:04:05 Z07:00", "2006-01-02 15:04 Z0700", "2006-01-02 15:04Z07:00",
	time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 GMT", "Mon, 2 Jan 2006 15:04:05 UTC",
	"Mon Jan 02 15:04:05 -0700 2006", "2006-01-02 15:04:05 UTC", "2006-01-02 15:04 UTC", "2006-01-02T15:04:05 Z07:00",
}

var local = []string{"2006-01-02T15:04:05.999999999", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", "20060102T150405"}

// date reads a date that is written for machines: ISO 8601 in its usual forms, RFC 1123, seconds since 1970. A time of
// day without a zone might be anywhere on earth, so it leaves the day: unless utc says that it means UTC.
func date(s, how string, utc bool) hearsay.Time {
	s = strings.TrimSpace(s)
	for _, layout := range zoned {
		if at, err := time.Parse(layout, s); err == nil {
			precision := hearsay.ToSecond
			if !strings.Contains(layout, "05") && layout != time.RFC3339Nano {
				precision = hearsay.ToMinute
			}
			return sane(hearsay.Time{At: at, Precision: precision, How: how})
		}
	}
	for _, layout := range local {
		if at, err := time.Parse(layout, s); err == nil {
			t := hearsay.Time{At: at, Precision: hearsay.ToDay, How: how}
			if utc {
				t.Precision = hearsay.ToMinute
			} else {
				t.At = at.Truncate(24 * time.Hour)
			}
			return sane(t)
		}
	}
	for _, l := range [...]struct {
		layout    string
		precision hearsay.Precision
	}{{time.DateOnly, hearsay.ToDay}, {"2006/01/02", hearsay.ToDay}, {"20060102", hearsay.ToDay}, {"2006-01", hearsay.ToMonth}, {"2006", hearsay.ToYear}} {
		if at, err := time.Parse(l.layout, s); err == nil {
			return sane(hearsay.Time{At: at, Precision: l.precision, How: how})
		}
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && (len(s) == 10 || len(s) == 13) {
		if len(s) == 13 {
			n /= 1000
		}
		return sane(hearsay.Time{At: time.Unix(n, 0).UTC(), Precision: hearsay.ToSecond, How: how})
	}
	return hearsay.Time{}
}

// sane drops dates that programs write where they know none.
func sane(t hearsay.Time) hearsay.Time {
	if y := t.At.Year(); y < 1600 || y > 2100 || t.At.Unix() == 0 {
		return hearsay.Time{}
	}
	return t
}

var (
	dayMonth  = dfa.MustCompile(`(?i)(?:^|[^\p{L}\d])(\d{1,2})(?:st|nd|rd|th|er|º|ª)?\.?[\s\x{a0}]+(?:of\s+|de\s+)?(\p{L}{3,12})\.?,?[\s\x{a0}]+(?:de[l]?\s+)?((?:19|20)\d\d)(?:[^\d]|$)`)
	monthDay  = dfa.MustCompile(`(?i)(?:^|[^\p{L}\d])(\p{L}{3,12})\.?[\s\x{a0}]+(\d{1,2})(?:st|nd|rd|th)?,?[\s\x{a0}]+((?:19|20)\d\d)(?:[^\d]|$)`)
	yearMonth = dfa.MustCompile(`(?i)(?:^|[^\d])((?:19|20)\d\d)\.?[\s\x{a0}]+(\p{L}{3,12})[\s\x{a0}]+(\d{1,2})\.`) // Hungarian
	numeric   = dfa.MustCompile(`(?:^|[^\d.])(\d{1,2})\.[\s\x{a0}]?(\d{1,2})\.[\s\x{a0}]?((?:19|20)\d\d)(?:[^\d]|$)`)
	isoInText = dfa.MustCompile(`(?:^|[^\d])((?:19|20)\d\d)-(\d\d)-(\d\d)(?:[^\d]|$)`)
)

// dateIn reads the first date in words written for people, to the day.
func dateIn(s, how string) hearsay.Time {
	try := func(y, m, d string) hearsay.Time {
		month, known := monthNames[strings.ToLower(m)]
		if n, err := strconv.Atoi(m); err == nil {
			month, known = time.Month(n), n >= 1 && n <= 12
		}
		year, _ := strconv.Atoi(y)
		day, _ := strconv.Atoi(d)
		at := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
		if !known || at.Day() != day || at.Month() != month {
			return hearsay.Time{}
		}
		return sane(hearsay.Time{At: at, Precision: hearsay.ToDay, How: how})
	}
	for _, f := range [...]struct {
		pattern *dfa.Regexp
		y, m, d int
	}{{dayMonth, 3, 2, 1}, {monthDay, 3, 1, 2}, {yearMonth, 1, 2, 3}, {numeric, 3, 2, 1}, {isoInText, 1, 2, 3}} {
		if m := f.pattern.FindStringSubmatch(s); m != nil {
			if t := try(m[f.y], m[f.m], m[f.d]); t.Known() {
				return t
			}
		}
	}
	return hearsay.Time{}
}

func parseTime(layout, s string) (time.Time, bool) {
	at, err := time.Parse(layout, s)
	return at, err == nil
}
