package fetch

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestParseRobots(t *testing.T) {
	for _, c := range []struct {
		name, text string
		yes, no    string // paths
		delay      time.Duration
	}{
		{"empty", "", "/ /a", "", 0},
		{"a page instead", "<!doctype html><html><body>Not found: <a href='/'>home</a></body></html>", "/ /a", "", 0},
		{"all", "User-agent: *\nDisallow: /", "", "/ /a", 0},
		{"none", "User-agent: *\nDisallow:", "/ /a", "", 0},
		{"others only", "User-agent: Otherbot\nDisallow: /", "/a", "", 0},
		{"ours before all", "User-agent: *\nDisallow: /\n\nUser-agent: hearsay\nDisallow: /private", "/a", "/private /private/x /privately", 0},
		{"ours with nothing", "User-agent: hearsay\nDisallow:\n\nUser-agent: *\nDisallow: /", "/ /a", "", 0},
		{"ours with a version, in capitals", "USER-AGENT: HearSay/2.0\nDISALLOW: /a", "/b", "/a", 0},
		{"no part of a name", "User-agent: hear\nUser-agent: h\nUser-agent: hearsaybot\nDisallow: /", "/a", "", 0},
		{"several names for one group", "User-agent: a\nUser-agent: hearsay\nUser-agent: b\nDisallow: /x", "/y", "/x", 0},
		{"several groups for one name", "User-agent: hearsay\nDisallow: /x\n\nUser-agent: a\nDisallow: /\n\nUser-agent: hearsay\nDisallow: /y", "/z", "/x /y", 0},
		{"the longest counts", "User-agent: *\nAllow: /p/open\nDisallow: /p\nDisallow: /p/open/not", "/p/open /p/open/a /q", "/p /p/a /p/open/not", 0},
		{"of two as long the one that allows", "User-agent: *\nDisallow: /page\nAllow: /page", "/page", "", 0},
		{"asterisks", "User-agent: *\nDisallow: /*.php\nDisallow: /a*b*c\nDisallow: *q=", "/x.html /a/b /ab", "/x.php /x.php5 /y/x.php?a /abc /a1b2c3 /x?q=1", 0},
		{"not in the middle", "User-agent: *\nDisallow: /a*b", "/x/ab", "/ab", 0},
		{"the end", "User-agent: *\nDisallow: /*.pdf$\nDisallow: /only$\nDisallow: /a*$", "/x.pdf?a /only/x /b", "/x.pdf /y.pdf.pdf /only /a /ab", 0},
		{"an asterisk for nothing", "User-agent: *\nDisallow: /x*$y", "/xy", "/xa$y", 0},
		{"queries", "User-agent: *\nDisallow: /*?", "/a", "/a?b", 0},
		{"escapes", "User-agent: *\nDisallow: /%7Eann/\nDisallow: /caf%c3%a9\nDisallow: /größe\nDisallow: /a%2fb", "/a/b", "/~ann/ /%7eann/ /caf%C3%A9 /gr%C3%B6%C3%9Fe /a%2Fb", 0},
		{"a broken escape", "User-agent: *\nDisallow: /100%", "/10", "/100% /100%25x", 0},
		{"remarks, spaces, line breaks of all kinds", "\ufeff# hello\r\n User-agent : * # all\r\r Disallow : /x # not this\n\n\nDisallow:/y", "/z", "/x /y", 0},
		{"empty lines do not end a group", "User-agent: *\n\n\nDisallow: /x", "/y", "/x", 0},
		{"maps between names and rules", "User-agent: *\nSitemap: https://harbour.example/map.xml\nDisallow: /x", "/y", "/x", 0},
		{"rules without a group", "Disallow: /\nUser-agent: *\nDisallow: /x", "/y", "/x", 0},
		{"a broken line costs nothing else", "User-agent: *\nCrawl-delay: soon\nDisallow /y\nDisallow: /x\n\xff\xfe", "/y", "/x", 0},
		{"a delay", "User-agent: *\nCrawl-delay: 2.5\nDisallow: /x", "/y", "/x", 2500 * time.Millisecond},
		{"a delay for another", "User-agent: a\nCrawl-delay: 9\nUser-agent: *\nDisallow: /x", "/y", "/x", 0},
		{"an endless delay", "User-agent: *\nCrawl-delay: 1e300", "/", "", 24 * time.Hour},
		{"no delay", "User-agent: *\nCrawl-delay: -1\nCrawl-delay: nan\nCrawl-delay: inf", "/", "", 0},
	} {
		r := parseRobots([]byte(c.text), "hearsay")
		for path := range strings.FieldsSeq(c.yes) {
			if !r.allow(path) {
				t.Errorf("%s: %s is not allowed", c.name, path)
			}
		}
		for path := range strings.FieldsSeq(c.no) {
			if r.allow(path) {
				t.Errorf("%s: %s is allowed", c.name, path)
			}
		}
		if r.delay != c.delay {
			t.Errorf("%s: the delay is %v, want %v", c.name, r.delay, c.delay)
		}
	}
}

// A robots.txt made to take long does not.
func TestRobotsSpeed(t *testing.T) {
	path := "/" + strings.Repeat("a", maxAddress-100)
	var b strings.Builder
	b.WriteString("User-agent: *\n")
	for i := 0; b.Len() < maxRobots; i++ {
		fmt.Fprintf(&b, "Disallow: /%sb\n", strings.Repeat("a*", 1+i%500))
	}
	start := time.Now()
	if r := parseRobots([]byte(b.String()), "hearsay"); !r.allow(path) {
		t.Error("the path fits a pattern that it does not fit")
	}
	if took := time.Since(start); took > time.Second {
		t.Errorf("it took %v", took)
	}
}

func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$\nAllow: /%41\nCrawl-delay: 1", "/ab?c%zz")
	f.Fuzz(func(t *testing.T, text, path string) {
		r := parseRobots([]byte(text), "hearsay")
		r.allow(path)
		if r.delay < 0 || r.delay > 24*time.Hour {
			t.Errorf("the delay is %v", r.delay)
		}
		if again := normal(normal(path)); again != normal(path) {
			t.Errorf("%q is %q, and that %q", path, normal(path), again)
		}
	})
}
