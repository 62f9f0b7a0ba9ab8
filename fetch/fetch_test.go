package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	hearsay "github.com/hearsay-news/hearsay"
)

const agent = "hearsay/test (+https://harbour.example/about)"

// quick are limits that a test can wait for.
var quick = Limits{Pause: time.Millisecond, Longest: 3 * time.Second, Connect: 2 * time.Second, Whole: 2 * time.Second, Bytes: 64 << 10}

// serve answers with what pages says, by path; other paths are not found. A server of a test listens on this machine.
func serve(t *testing.T, pages map[string]http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if page := pages[r.URL.Path]; page != nil {
			page(w, r)
			return
		}
		http.NotFound(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

func words(s string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, s) }
}

func to(address string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, address, http.StatusFound) }
}

// fetched fetches addresses and writes a line for each.
func fetched(t *testing.T, f *Fetcher, addresses ...string) (lines []string) {
	t.Helper()
	for r, skip := range f.Fetch(t.Context(), addresses) {
		switch {
		case skip != nil:
			if skip.Remedy == "" {
				t.Errorf("%s: no remedy", skip.Reason)
			}
			lines = append(lines, "skip "+skip.Path+": "+skip.Reason)
		case r.Unchanged:
			lines = append(lines, "unchanged "+r.Fetched.Address+": "+strings.Join(r.Fetched.Documents, " "))
		default:
			if r.Fetched.At.IsZero() {
				t.Errorf("%s: no time", r.Fetched.Address)
			}
			lines = append(lines, strings.TrimSpace("got "+r.Fetched.Final+": "+string(r.Bytes[:min(len(r.Bytes), 40)])))
		}
	}
	return lines
}

func same(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %s\nwant %s", what, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

func TestReply(t *testing.T) {
	var asked []string
	var s *httptest.Server
	s = serve(t, map[string]http.HandlerFunc{
		"/a": func(w http.ResponseWriter, r *http.Request) {
			asked = append(asked, fmt.Sprint(r.UserAgent(), "; ", r.Header.Get("Authorization"), "; ", r.Header.Get("Referer"), "; ", r.URL))
			w.Header().Set("Content-Type", "text/html; charset=iso-8859-1")
			w.Header().Set("ETag", `"1"`)
			w.Header().Set("Last-Modified", "Tue, 05 Mar 2024 10:00:00 GMT")
			io.WriteString(w, "<p>a")
		},
		"/1": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://ann:secret@"+strings.TrimPrefix(s.URL, "http://")+"/2#x", http.StatusMovedPermanently)
		},
		"/2": to("a?q=1"),
		"/cookie": func(w http.ResponseWriter, r *http.Request) { // redirects to itself until it sees its cookie
			if _, err := r.Cookie("seen"); err != nil {
				http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1"})
				http.Redirect(w, r, "/cookie", http.StatusFound)
				return
			}
			io.WriteString(w, "came back")
		},
		"/zipped": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", r.Header.Get("Accept-Encoding"))
			w.Write(zip("unpacked"))
		},
	})
	f := New(Options{Agent: agent, Private: true, Limits: quick})
	host := strings.TrimPrefix(s.URL, "http://")
	for r, skip := range f.Fetch(t.Context(), []string{"http://ann:secret@" + host + "/1#top"}) {
		if skip != nil {
			t.Fatal(skip)
		}
		want := hearsay.Fetched{Address: s.URL + "/1", Final: s.URL + "/a?q=1", Via: []string{s.URL + "/2"}, At: r.Fetched.At,
			Type: "text/html; charset=iso-8859-1", ETag: `"1"`, Modified: "Tue, 05 Mar 2024 10:00:00 GMT"}
		if fmt.Sprint(r.Fetched) != fmt.Sprint(want) || string(r.Bytes) != "<p>a" || time.Since(r.Fetched.At) > time.Minute {
			t.Errorf("got  %+v %q\nwant %+v", r.Fetched, r.Bytes, want)
		}
	}
	same(t, "asked", asked, agent+"; ; ; /a?q=1")
	same(t, "a cookie, and packed", fetched(t, f, s.URL+"/cookie", s.URL+"/zipped"), "got "+s.URL+"/cookie: came back", "got "+s.URL+"/zipped: unpacked")
	same(t, "twice and not at all", fetched(t, f, s.URL+"/2", s.URL+"/2#again", "ftp://ann:secret@harbour.example/", s.URL+"/none", s.URL+"/2"),
		"got "+s.URL+"/a?q=1: <p>a",
		"skip ftp://harbour.example/: addresses that begin with ftp: are not fetched",
		"skip "+s.URL+"/none: the server answers 404 Not Found")
}

func zip(s string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, s)
	z.Close()
	return b.Bytes()
}

// This machine is reached in no spelling, by no name and by no redirect, unless it is asked for.
func TestRefused(t *testing.T) {
	var asked atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer s.Close()
	port := s.URL[strings.LastIndexByte(s.URL, ':'):]
	f := New(Options{Agent: agent, Limits: quick})
	for _, host := range strings.Fields("127.0.0.1 localhost LOCALHOST 2130706433 0x7f.1 0177.0.0.1 127.1 １２７.0.0.1 [::1] [::ffff:127.0.0.1] [::ffff:7f00:1] 0 [::] 169.254.169.254 10.0.0.1 [fe80::1%25lo] [64:ff9b::7f00:1]") {
		for _, line := range fetched(t, f, "http://"+host+port+"/") {
			if !strings.Contains(line, "not the public web") {
				t.Errorf("%s: %s", host, line)
			}
		}
	}
	if n := asked.Load(); n > 0 {
		t.Errorf("the server was asked %d times", n)
	}

	// One that may be reached leads to others that may not.
	f.transport = transport(time.Second, func(ip netip.Addr) string {
		if ip == netip.MustParseAddr("127.0.0.1") {
			return ""
		}
		return private(ip)
	})
	leads := map[string]http.HandlerFunc{}
	public := serve(t, leads)
	var addresses, want []string
	for i, c := range []struct{ to, reason string }{
		{"http://127.0.0.2" + port + "/", "it leads to 127.0.0.2: this machine, not the public web"},
		{"http://2130706434" + port + "/", "it leads to 127.0.0.2: this machine, not the public web"},
		{"//0x7f.2" + port + "/", "it leads to 127.0.0.2: this machine, not the public web"},
		{"http://[::1]" + port + "/", "it leads to ::1: this machine, not the public web"},
		{"http://169.254.169.254/latest/meta-data/", "it leads to 169.254.169.254: the link itself, not the public web"},
		{"http://[::ffff:169.254.169.254]/", "it leads to ::ffff:169.254.169.254, which is 169.254.169.254: the link itself, not the public web"},
		{"http://10.0.0.1/", "it leads to 10.0.0.1: a private network, not the public web"},
		{"file:///etc/passwd", "it leads further: addresses that begin with file: are not fetched"},
		{"gopher://127.0.0.2/", "it leads further: addresses that begin with gopher: are not fetched"},
		{"http://", "it leads further: the address names no host that there can be"},
		{"http://%zz/", "it leads to an address that cannot be read"},
	} {
		leads[fmt.Sprint("/", i)] = func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", c.to)
			w.WriteHeader(http.StatusFound)
		}
		addresses = append(addresses, fmt.Sprint(public.URL, "/", i))
		want = append(want, fmt.Sprintf("skip %s/%d: %s", public.URL, i, c.reason))
	}
	same(t, "redirects", fetched(t, f, addresses...), want...)
	if n := asked.Load(); n > 0 {
		t.Errorf("the server was asked %d times", n)
	}
}

// What is judged is what the connection is made to: a name that leads elsewhere the second time gains nothing.
func TestRebinding(t *testing.T) {
	var mu sync.Mutex
	answers := []string{"127.0.0.1", "127.0.0.2"}
	var tried []string
	s := serve(t, map[string]http.HandlerFunc{"/": words("here")})
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(s.URL, "http://"))
	f := New(Options{Agent: agent, Limits: quick})
	permitted := transport(time.Second, func(ip netip.Addr) string {
		tried = append(tried, ip.String())
		if ip == netip.MustParseAddr("127.0.0.1") {
			return ""
		}
		return private(ip)
	})
	dial := permitted.DialContext
	permitted.DisableKeepAlives = true
	permitted.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) { // as the name's server answers
		mu.Lock()
		defer mu.Unlock()
		at := answers[0]
		if len(answers) > 1 {
			answers = answers[1:]
		}
		return dial(ctx, network, net.JoinHostPort(at, port))
	}
	f.transport = permitted
	same(t, "a name", fetched(t, f, "http://rebind.example/"), "skip http://rebind.example/: it leads to rebind.example, which is 127.0.0.2: this machine, not the public web")
	same(t, "tried", tried, "127.0.0.1", "127.0.0.2")
}

func TestRobots(t *testing.T) {
	type page = http.HandlerFunc
	status := func(code int) page {
		return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
	}
	other := serve(t, map[string]page{"/robots.txt": words("User-agent: *\nDisallow: /closed"), "/closed": words("closed"), "/open": words("open")})
	long := "User-agent: *\nDisallow: /a\n" + strings.Repeat("# so it goes\n", maxRobots/13) + "Disallow: /b\n"
	for _, c := range []struct {
		name   string
		robots page
		a, b   string // what comes of /a, /b
	}{
		{"none", nil, "got", "got"},
		{"says no", words("User-agent: hearsay\nDisallow: /a"), "skip HOST asks programs not to fetch it (SITE/robots.txt)", "got"},
		{"forbidden", status(403), "got", "got"},
		{"broken", status(500), "skip its robots.txt, which says whether programs may fetch it, answers 500 Internal Server Error", "skip its robots.txt, which says whether programs may fetch it, answers 500 Internal Server Error"},
		{"elsewhere", to(other.URL + "/robots-too.txt"), "got", "got"},
		{"for ever elsewhere", to("/robots.txt"), "got", "got"},
		{"elsewhere and strange", to("ftp://harbour.example/robots.txt"), "got", "got"},
		{"long", words(long), "skip HOST asks programs not to fetch it (SITE/robots.txt)", "got"},
		{"a picture", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "image/png")
			io.WriteString(w, "\x89PNG")
		}, "got", "got"},
		{"slow", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "skip 127.0.0.1 did not send it within 2s", "skip 127.0.0.1 did not send it within 2s"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var pages atomic.Int32
			count := func(w http.ResponseWriter, _ *http.Request) { pages.Add(1) }
			s := serve(t, map[string]page{"/robots.txt": c.robots, "/a": count, "/b": count})
			want, all := []string{}, 0
			for i, line := range []string{c.a, c.b} {
				address := s.URL + "/" + "ab"[i:i+1]
				what, rest, _ := strings.Cut(line, " ")
				if what == "got" {
					all++
				}
				rest = strings.NewReplacer("HOST", strings.TrimPrefix(s.URL, "http://"), "SITE", s.URL).Replace(rest)
				want = append(want, strings.TrimSpace(what+" "+address+": "+rest))
			}
			got := fetched(t, New(Options{Agent: agent, Private: true, Limits: quick}), s.URL+"/a", s.URL+"/b")
			same(t, c.name, got, want...)
			if n := int(pages.Load()); n != all {
				t.Errorf("%d pages were asked for, want %d", n, all)
			}
		})
	}
	s := serve(t, map[string]page{"/a": to(other.URL + "/closed"), "/b": to(other.URL + "/open")})
	same(t, "where a redirect leads", fetched(t, New(Options{Agent: agent, Private: true, Limits: quick}), s.URL+"/a", s.URL+"/b"),
		"skip "+s.URL+"/a: "+strings.TrimPrefix(other.URL, "http://")+" asks programs not to fetch it ("+other.URL+"/robots.txt)", "got "+other.URL+"/open: open")
}

// A host is asked one thing at a time, with a pause between two addresses; several hosts are asked at once; what comes keeps the order of
// the addresses.
func TestPolite(t *testing.T) {
	var mu sync.Mutex
	var ends []time.Time
	var busy, most int
	var early []string
	const pause = 60 * time.Millisecond
	page := func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		busy++
		most = max(most, busy)
		if n := len(ends); n > 0 && time.Since(ends[n-1]) < pause-5*time.Millisecond {
			early = append(early, r.URL.Path)
		}
		mu.Unlock()
		time.Sleep(10 * time.Millisecond)
		io.WriteString(w, r.URL.Path)
		mu.Lock()
		busy--
		ends = append(ends, time.Now())
		mu.Unlock()
	}
	s := serve(t, map[string]http.HandlerFunc{"/1": page, "/2": page, "/3": page, "/4": page})
	slow := serve(t, map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, _ *http.Request) { time.Sleep(400 * time.Millisecond) }})
	named := strings.Replace(slow.URL, "127.0.0.1", "localhost", 1) // another host, as far as names go
	limits := quick
	limits.Pause = pause
	var told []Progress
	f := New(Options{Agent: agent, Private: true, Limits: limits, Progress: func(p Progress) { told = append(told, p) }})
	start := time.Now()
	same(t, "replies", fetched(t, f, named+"/", s.URL+"/1", s.URL+"/2", s.URL+"/3", s.URL+"/4"),
		"got "+named+"/:", "got "+s.URL+"/1: /1", "got "+s.URL+"/2: /2", "got "+s.URL+"/3: /3", "got "+s.URL+"/4: /4")
	if took := time.Since(start); took > 650*time.Millisecond {
		t.Errorf("it took %v: one host waited for the other", took)
	}
	if most != 1 || len(early) > 0 {
		t.Errorf("%d requests at once, %v too early", most, early)
	}
	if len(told) != 7 || told[6].Total != 5 || told[6].Host == "" { // five pages, two robots.txt
		t.Errorf("progress: %+v", told)
	}
}

func TestCrawlDelay(t *testing.T) {
	var times []time.Time
	page := func(http.ResponseWriter, *http.Request) { times = append(times, time.Now()) }
	s := serve(t, map[string]http.HandlerFunc{"/robots.txt": words("User-agent: *\nCrawl-delay: 0.3"), "/1": page, "/2": page})
	fetched(t, New(Options{Agent: agent, Private: true, Limits: quick}), s.URL+"/1", s.URL+"/2")
	if len(times) != 2 || times[1].Sub(times[0]) < 290*time.Millisecond {
		t.Errorf("asked at %v", times)
	}
	s = serve(t, map[string]http.HandlerFunc{"/robots.txt": words("User-agent: *\nCrawl-delay: 3600"), "/1": page, "/2": page})
	got := fetched(t, New(Options{Agent: agent, Private: true, Limits: quick}), s.URL+"/1", s.URL+"/2")
	if len(got) != 2 || !strings.HasPrefix(got[0], "got ") || !strings.Contains(got[1], "asks not to be asked again before") {
		t.Errorf("got %v", got)
	}
}

// Where an address was fetched before, what is asked is whether it has changed; only of the address that gave the answer, and only where
// documents came of it.
func TestConditional(t *testing.T) {
	var asked []string
	page := func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, strings.Join([]string{r.URL.Path, r.Header.Get("If-None-Match"), r.Header.Get("If-Modified-Since")}, " "))
		if r.Header.Get("If-None-Match") == `W/"1"` || r.Header.Get("If-Modified-Since") == "Tue, 05 Mar 2024 10:00:00 GMT" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		io.WriteString(w, "new")
	}
	s := serve(t, map[string]http.HandlerFunc{"/a": page, "/b": page, "/moved": to("/b"), "/always": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotModified) }})
	kept := map[string]hearsay.Fetched{
		"/a":     {Final: s.URL + "/a", ETag: `W/"1"`, Documents: []string{"d1", "d2"}},
		"/b":     {Final: s.URL + "/b", Modified: "Tue, 05 Mar 2024 10:00:00 GMT", Documents: []string{"d3"}},
		"/moved": {Final: s.URL + "/elsewhere", ETag: `W/"1"`, Documents: []string{"d4"}},
		"/a?":    {Final: s.URL + "/a?", ETag: `W/"1"`},
	}
	known := func(_ context.Context, address string) (hearsay.Fetched, error) {
		k, is := kept[strings.TrimPrefix(address, s.URL)]
		if k.Address = address; !is {
			return k, hearsay.ErrNotFound
		}
		return k, nil
	}
	f := New(Options{Agent: agent, Private: true, Limits: quick, Known: known})
	same(t, "replies", fetched(t, f, s.URL+"/a", s.URL+"/b", s.URL+"/moved", s.URL+"/a?x", s.URL+"/always"),
		"unchanged "+s.URL+"/a: d1 d2", "unchanged "+s.URL+"/b: d3", "got "+s.URL+"/b: new", "got "+s.URL+"/a?x: new",
		"skip "+s.URL+"/always: the server answers 304 Not Modified, and not where to go on")
	same(t, "asked", asked, `/a W/"1" `, "/b  Tue, 05 Mar 2024 10:00:00 GMT", "/b  ", "/a  ")

	broken := New(Options{Agent: agent, Private: true, Limits: quick, Known: func(context.Context, string) (hearsay.Fetched, error) {
		return hearsay.Fetched{}, errors.New("disk on fire")
	}})
	same(t, "a casebook that is broken", fetched(t, broken, s.URL+"/a"), "skip "+s.URL+"/a: it cannot be fetched: what it gave last cannot be looked up: disk on fire")
}

func TestLimits(t *testing.T) {
	endless := func(b []byte) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				if _, err := w.Write(b); err != nil {
					return
				}
			}
		}
	}
	packed := func(h http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			h(w, r)
		}
	}
	raw := func(answer string) http.HandlerFunc { // as no decent server would answer
		return func(w http.ResponseWriter, _ *http.Request) {
			c, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			io.WriteString(c, answer)
			c.Close()
		}
	}
	drip := func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			io.WriteString(w, "x")
			http.NewResponseController(w).Flush()
			time.Sleep(50 * time.Millisecond)
		}
	}
	bomb := zip(strings.Repeat("a", 10<<20))
	for _, c := range []struct {
		name string
		page http.HandlerFunc
		want string // the line behind the address
	}{
		{"no header comes", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "127.0.0.1 did not send it within 2s"},
		{"a byte now and then", drip, "127.0.0.1 did not send it within 2s"},
		{"endless", endless(bytes.Repeat([]byte("a"), 1000)), "it is larger than 0 MB"},
		{"large by its own word", func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Length", "99999999") }, "it is larger than 0 MB"},
		{"a bomb", packed(func(w http.ResponseWriter, _ *http.Request) { w.Write(bomb) }), "it is larger than 0 MB"},
		{"packed nothings without end", packed(endless(bytes.Repeat(zip(""), 50))), "it is larger than 0 MB"},
		{"not packed", packed(words("plain")), "it breaks off: 127.0.0.1 closed the connection before the end"},
		{"not packed, longer", packed(words(strings.Repeat("plain", 10))), "what the server sent cannot be unpacked: gzip: invalid header"},
		{"broken off while packed", packed(func(w http.ResponseWriter, _ *http.Request) { w.Write(zip("words, words, words")[:20]) }), "it breaks off: 127.0.0.1 closed the connection before the end"},
		{"packed in another way", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "br")
			io.WriteString(w, "x")
		}, `the server packs it in a way that nobody asked for: "br"`},
		{"shorter than it says", raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"), "it breaks off: 127.0.0.1 closed the connection before the end"},
		{"a cut piece", raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc"), "it breaks off: 127.0.0.1 closed the connection before the end"},
		{"nothing", raw(""), "it breaks off: 127.0.0.1 closed the connection before the end"},
		{"no HTTP", raw("220 mail.harbour.example ESMTP\r\n"), `it cannot be fetched: net/http: HTTP/1.x transport connection broken: malformed HTTP status code "mail.harbour.example"`},
		{"a header without end", func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("X", strings.Repeat("a", 300<<10)) }, "it cannot be fetched: net/http: HTTP/1.x transport connection broken: net/http: server response headers exceeded 262144 bytes; aborted"},
		{"in a circle", to("/x"), "it leads in a circle"},
		{"ever further", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.String()+"?", http.StatusFound)
		}, "it leads in a circle"},
		{"ever further and further", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/x?"+r.URL.RawQuery+"a", http.StatusFound)
		}, "it leads from one address to the next, more than 10 times"},
		{"nowhere", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusFound) }, "the server answers 302 Found, and not where to go on"},
		{"no page", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }, "the server answers 204 No Content, and no page"},
		{"a picture", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "Image/PNG; x=y")
			io.WriteString(w, "\x89PNG")
		}, "it is image/png, and no text"},
		{"forbidden", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }, "the server answers 403 Forbidden"},
		{"a status of its own", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(799) }, "the server answers 799"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := serve(t, map[string]http.HandlerFunc{"/x": c.page, "/fine": words("fine")})
			start := time.Now()
			same(t, c.name, fetched(t, New(Options{Agent: agent, Private: true, Limits: quick}), s.URL+"/x", s.URL+"/fine"), "skip "+s.URL+"/x: "+c.want, "got "+s.URL+"/fine: fine")
			if took := time.Since(start); took > quick.Whole+3*time.Second {
				t.Errorf("it took %v", took)
			}
		})
	}
	gone := httptest.NewServer(nil)
	gone.Close()
	secure := httptest.NewUnstartedServer(words("secret"))
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	defer secure.Close()
	f := New(Options{Agent: agent, Private: true, Limits: quick})
	same(t, "nobody there", fetched(t, f, gone.URL+"/"), "skip "+gone.URL+"/: 127.0.0.1 does not take connections there")
	if got := fetched(t, f, secure.URL+"/"); len(got) != 1 || !strings.Contains(got[0], "127.0.0.1 cannot show that it is who it says: ") {
		t.Errorf("a certificate that nobody signed: %v", got)
	}
}

func TestComeAgain(t *testing.T) {
	for _, c := range []struct {
		name, after string
		status      int
		times       int // that it is answered so
		want        string
		least       time.Duration
	}{
		{"seconds", "1", 429, 1, "got", time.Second},
		{"a date", "DATE", 503, 1, "got", time.Second},
		{"nonsense is five seconds, longer than we wait", "soon", 503, 1, "skip 503 Service Unavailable", 0},
		{"nothing is five seconds as well", "", 429, 1, "skip 429 Too Many Requests", 0},
		{"an hour", "3600", 429, 1, "skip 429 Too Many Requests", 0},
		{"for ever", "0", 429, 99, "skip 429 Too Many Requests", 2 * time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var asked atomic.Int32
			s := serve(t, map[string]http.HandlerFunc{"/x": func(w http.ResponseWriter, _ *http.Request) {
				if int(asked.Add(1)) <= c.times {
					if after := c.after; after == "DATE" {
						w.Header().Set("Retry-After", time.Now().Add(2*time.Second).UTC().Format(http.TimeFormat))
					} else if after != "" {
						w.Header().Set("Retry-After", after)
					}
					w.WriteHeader(c.status)
				}
			}, "/y": words("y")})
			start := time.Now()
			got := fetched(t, New(Options{Agent: agent, Private: true, Limits: quick}), s.URL+"/x")
			want := "got " + s.URL + "/x:"
			if status, is := strings.CutPrefix(c.want, "skip "); is {
				want = "skip " + s.URL + "/x: the server answers " + status
			}
			same(t, c.name, got, want)
			if took := time.Since(start); took < c.least {
				t.Errorf("it waited only %v", took)
			}
			if n := asked.Load(); n > 3 {
				t.Errorf("it was asked %d times", n)
			}
		})
	}
	var asked []string
	s := serve(t, map[string]http.HandlerFunc{
		"/x": func(w http.ResponseWriter, r *http.Request) {
			asked = append(asked, r.URL.Path)
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusTooManyRequests)
		},
		"/y": func(_ http.ResponseWriter, r *http.Request) { asked = append(asked, r.URL.Path) },
	})
	got := fetched(t, New(Options{Agent: agent, Private: true, Limits: quick}), s.URL+"/x", s.URL+"/y")
	if len(got) != 2 || !strings.Contains(got[1], "127.0.0.1 asks not to be asked again before ") || len(asked) != 1 {
		t.Errorf("a host that asked to be left alone: %v, asked for %v", got, asked)
	}
	at := time.Now()
	for wait, want := range map[time.Duration]string{time.Hour: "15:04:05", 48 * time.Hour: "2006-01-02 15:04"} {
		a := answer{status: http.StatusServiceUnavailable, head: http.Header{"Retry-After": {fmt.Sprint(int(wait.Seconds()))}}, at: at}
		if got, want := statusProblem(a, nil).remedy, "try again after "+at.Add(wait).Local().Format(want); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// Who stops, or has stopped, is not kept waiting.
func TestStopped(t *testing.T) {
	hanging := serve(t, map[string]http.HandlerFunc{"/x": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "/y": words("y")})
	limits := quick
	limits.Whole = time.Minute
	ctx, stop := context.WithCancel(t.Context())
	start := time.Now()
	time.AfterFunc(100*time.Millisecond, stop)
	for r, skip := range New(Options{Agent: agent, Private: true, Limits: limits}).Fetch(ctx, []string{hanging.URL + "/x", hanging.URL + "/y"}) {
		t.Errorf("came: %+v %+v", r, skip)
	}
	for range New(Options{Agent: agent, Private: true, Limits: limits}).Fetch(t.Context(), []string{hanging.URL + "/y", hanging.URL + "/x"}) {
		break
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("it took %v", took)
	}
}

// Answers that come long before their turn do not fill the memory.
func TestGate(t *testing.T) {
	g := &gate{changed: make(chan struct{})}
	ctx, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer stop()
	if err := g.wait(ctx, 5); err != nil {
		t.Errorf("with nothing waiting: %v", err)
	}
	g.arrived(maxWaiting)
	if err := g.wait(ctx, 0); err != nil {
		t.Errorf("the one whose turn it is: %v", err)
	}
	if err := g.wait(ctx, 5); err == nil {
		t.Error("one whose turn it is not began")
	}
	go func() { g.turn(1); g.taken(1) }()
	if err := g.wait(t.Context(), 5); err != nil {
		t.Error(err)
	}
}
