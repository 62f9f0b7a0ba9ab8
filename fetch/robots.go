package fetch

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Rules are what a robots.txt says to one program (RFC 9309). The zero rules allow everything.
type rules struct {
	lines []rule
	delay time.Duration // between two requests, where it says one
	why   string        // why nothing is allowed, whatever the lines are; "" where they count
}

type rule struct {
	allow   bool
	pattern string // in the form that normal gives
}

// maxRobots is how many bytes of a robots.txt are read.
const maxRobots = 512 << 10

// permitted returns nil where the robots.txt beside u lets it be fetched.
func (f *Fetcher) permitted(ctx context.Context, u *url.URL, g *gate) error {
	h := f.host(u)
	h.mu.Lock()
	defer h.mu.Unlock()
	origin := u.Scheme + "://" + u.Host
	s, asked := h.rules[origin]
	if !asked {
		var err error
		if s.rules, err = f.robots(ctx, u, g); err != nil {
			s.err = err
		}
		var p problem
		if ctx.Err() != nil || errors.As(err, &p) {
			return err // for now; another address may have more luck
		}
		h.rules[origin] = s
		select {
		case h.turn <- struct{}{}:
			h.pause = max(h.pause, s.rules.delay)
			<-h.turn
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	switch {
	case s.err != nil:
		return s.err
	case s.rules.why != "":
		return problem{s.rules.why, "try again later, or open it in a browser, save the page, and give the file"}
	case !s.rules.allow(u.RequestURI()):
		return problem{fmt.Sprintf("%s asks programs not to fetch it (%s/robots.txt)", u.Host, origin), inBrowser}
	}
	return nil
}

// maxFurther is how many redirects of a robots.txt are followed (RFC 9309, 2.3.1.2).
const maxFurther = 5

// robots fetches the robots.txt beside u. Where there is none everything is allowed, and nothing where the server fails; the error is one
// of the network.
func (f *Fetcher) robots(ctx context.Context, u *url.URL, g *gate) (rules, error) {
	jar := cookies()
	u = &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	for range maxFurther + 1 {
		a, err := f.patiently(ctx, request{url: u, jar: jar, most: maxRobots, robots: true, gate: g})
		var p problem
		switch {
		case errors.Is(err, errTooLarge):
			if at := strings.LastIndexByte(string(a.body), '\n'); at >= 0 {
				a.body = a.body[:at] // the last line may be cut
			}
		case errors.As(err, &p) && a.status != 0:
			return rules{}, nil // a picture, or packed in a strange way
		case err != nil:
			return rules{}, err
		}
		switch to := a.head.Get("Location"); {
		case a.status >= 301 && a.status <= 308 && to != "":
			if u, err = follow(u, to); err != nil {
				return rules{}, nil
			}
			continue
		case a.status == http.StatusTooManyRequests, a.status >= 500:
			return rules{why: fmt.Sprintf("its robots.txt, which says whether programs may fetch it, answers %s", status(a.status))}, nil
		}
		return parseRobots(a.body, product(f.o.Agent)), nil
	}
	return rules{}, nil
}

// parseRobots reads what body says to the program called agent: what the groups say that name it, all of them together, else what those
// say that are for all ("*"). Lines that cannot be read count as not there.
func parseRobots(body []byte, agent string) rules {
	var mine, all rules
	var to []*rules // whom the group speaks to that is being read
	named, naming := false, false
	for line := range strings.FieldsFuncSeq(strings.TrimPrefix(string(body), "\ufeff"), func(r rune) bool { return r == '\n' || r == '\r' }) {
		line, _, _ = strings.Cut(line, "#")
		key, value, is := strings.Cut(line, ":")
		if !is {
			continue
		}
		value = strings.TrimSpace(value)
		key = strings.ToLower(strings.TrimSpace(key))
		switch key {
		case "user-agent":
			if !naming {
				to, naming = nil, true
			}
			switch {
			case value == "*":
				to = append(to, &all)
			case strings.EqualFold(product(value), agent):
				to, named = append(to, &mine), true
			}
		case "allow", "disallow":
			naming = false
			for _, r := range to {
				if value != "" {
					r.lines = append(r.lines, rule{key == "allow", normal(value)})
				}
			}
		case "crawl-delay":
			naming = false
			for _, r := range to {
				if s, err := strconv.ParseFloat(value, 64); err == nil && s > 0 && !math.IsInf(s, 0) {
					r.delay = time.Duration(min(s, 24*60*60) * float64(time.Second))
				}
			}
		}
	}
	if named {
		return mine
	}
	return all
}

// product is the name of a program in front of its version.
func product(agent string) string {
	name, _, _ := strings.Cut(agent, "/")
	return strings.TrimSpace(name)
}

// allow reports whether path, with its query, may be fetched: what the longest pattern says that fits, and of two as long the one that
// allows.
func (r rules) allow(path string) bool {
	path = normal(path)
	longest, allow := -1, true
	for _, l := range r.lines {
		if n := len(l.pattern); (n > longest || n == longest && l.allow) && fits(l.pattern, path) {
			longest, allow = n, l.allow
		}
	}
	return allow
}

// fits reports whether path begins as pattern says: "*" is anything, "$" at its end the end of the path. What stands between two
// asterisks is best looked for as far in front as can be, so that nothing is tried twice.
func fits(pattern, path string) bool {
	pattern, whole := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	rest, is := strings.CutPrefix(path, parts[0])
	if !is {
		return false
	}
	for i, part := range parts[1:] {
		if whole && i == len(parts)-2 {
			return strings.HasSuffix(rest, part)
		}
		at := strings.Index(rest, part)
		if at < 0 {
			return false
		}
		rest = rest[at+len(part):]
	}
	return !whole || rest == ""
}

// normal writes the escapes of a path in one way: none where a letter, a digit or -._~ is meant, capital digits elsewhere, and one for
// each byte that is not of ASCII and each % that begins no escape.
func normal(path string) string {
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		c := path[i]
		escape := c >= 0x80
		if c == '%' {
			escape = true
			if i+2 < len(path) {
				if n, err := strconv.ParseUint(path[i+1:i+3], 16, 8); err == nil {
					c, i = byte(n), i+2
					escape = !('a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0)
				}
			}
		}
		if escape {
			const digits = "0123456789ABCDEF"
			b.Write([]byte{'%', digits[c>>4], digits[c&15]})
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
