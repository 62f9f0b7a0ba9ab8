package fetch

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/net/publicsuffix"
)

// transport makes connections that take at most connect, to IP addresses of which permit says nothing.
func transport(connect time.Duration, permit func(netip.Addr) string) *http.Transport {
	dialer := net.Dialer{
		Timeout: connect,
		// Control sees the address that the connection is made to, after the name was looked up: what a name led to a moment ago, and
		// where a redirect came from, make no difference.
		Control: func(_, address string, _ syscall.RawConn) error {
			at, err := netip.ParseAddrPort(address)
			if err != nil {
				return err
			}
			if what := permit(at.Addr()); what != "" {
				return refused{at.Addr(), what}
			}
			return nil
		},
	}
	return &http.Transport{
		DialContext:            dialer.DialContext,
		TLSHandshakeTimeout:    connect,
		ForceAttemptHTTP2:      true,
		DisableCompression:     true, // unpacked below, where it is measured
		MaxIdleConnsPerHost:    1,
		IdleConnTimeout:        30 * time.Second,
		MaxResponseHeaderBytes: 256 << 10,
	}
}

// cookies returns a jar for the requests of one address: without cookies some sites redirect for ever.
func cookies() http.CookieJar {
	jar, _ := cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List}) // the error is always nil
	return jar
}

// A host is what is known of a host while a Fetcher lives.
type host struct {
	turn  chan struct{} // holds one while a request is under way; guards next, rest and pause
	next  time.Time     // when the next address may be fetched
	rest  time.Time     // until when it asked to be left alone
	pause time.Duration // between two addresses

	mu    sync.Mutex      // guards rules, and is held while a robots.txt is fetched
	rules map[string]said // by scheme, host and port
}

// said is what a robots.txt says, or why nobody knows.
type said struct {
	rules rules
	err   error
}

func (f *Fetcher) host(u *url.URL) *host {
	f.mu.Lock()
	defer f.mu.Unlock()
	name := u.Hostname()
	if f.hosts[name] == nil {
		f.hosts[name] = &host{turn: make(chan struct{}, 1), pause: f.o.Limits.Pause, rules: map[string]said{}}
	}
	return f.hosts[name]
}

// A request is one request for what stands at url.
type request struct {
	url            *url.URL
	jar            http.CookieJar
	most           int64 // bytes
	etag, modified string
	further        bool // where a redirect led: no pause since the last
	robots         bool // for a robots.txt: no pause before and after
	gate           *gate
}

// An answer is what a server said to a request. It has a body only where the status says that this is what was asked for.
type answer struct {
	status int
	head   http.Header
	body   []byte
	at     time.Time
}

// patiently makes a request, again where the server asks to come later.
func (f *Fetcher) patiently(ctx context.Context, q request) (answer, error) {
	for try := 1; ; try++ {
		a, err := f.ask(ctx, q)
		if err != nil || a.status != http.StatusTooManyRequests && a.status != http.StatusServiceUnavailable {
			return a, err
		}
		wait := comeBack(a.head.Get("Retry-After"), a.at)
		h := f.host(q.url)
		select {
		case h.turn <- struct{}{}:
			h.rest = a.at.Add(wait)
			<-h.turn
		case <-ctx.Done():
			return answer{}, ctx.Err()
		}
		if wait > f.o.Limits.Longest || try == f.o.Limits.Tries {
			return a, nil
		}
	}
}

// usually is how long to wait where a server asks to come later and does not say when.
const usually = 5 * time.Second

// comeBack reads a Retry-After: seconds, or a date.
func comeBack(s string, now time.Time) time.Duration {
	s = strings.TrimSpace(s)
	if n, err := strconv.ParseUint(s, 10, 31); err == nil {
		return max(time.Duration(n)*time.Second, time.Second)
	}
	if at, err := http.ParseTime(s); err == nil {
		return max(at.Sub(now), time.Second)
	}
	return usually
}

// take waits until the host of q may be asked, and then keeps it for q until the function is called that it returns.
func (f *Fetcher) take(ctx context.Context, q request) (leave func(), err error) {
	h := f.host(q.url)
	select {
	case h.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	until := h.rest
	if !q.further && !q.robots && h.next.After(until) {
		until = h.next
	}
	if wait := time.Until(until); wait > 0 {
		if wait > f.o.Limits.Longest {
			<-h.turn
			return nil, problem{fmt.Sprintf("%s asks not to be asked again before %s", q.url.Hostname(), clock(until)), "try again then"}
		}
		if wait > 2*time.Second {
			f.tell(q.gate, q.url.Hostname(), wait)
		}
		clock := time.NewTimer(wait)
		defer clock.Stop()
		select {
		case <-clock.C:
		case <-ctx.Done():
			<-h.turn
			return nil, ctx.Err()
		}
	}
	select {
	case f.slots <- struct{}{}:
	case <-ctx.Done():
		<-h.turn
		return nil, ctx.Err()
	}
	return func() {
		<-f.slots
		if !q.robots {
			h.next = time.Now().Add(h.pause)
		}
		<-h.turn
	}, nil
}

// ask makes a request in its turn and reads the answer.
func (f *Fetcher) ask(ctx context.Context, q request) (answer, error) {
	leave, err := f.take(ctx, q)
	if err != nil {
		return answer{}, err
	}
	defer leave()
	f.tell(q.gate, q.url.Hostname(), 0)
	ctx, stop := context.WithTimeoutCause(ctx, f.o.Limits.Whole, errTooSlow)
	defer stop()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, q.url.String(), nil)
	if err != nil {
		return answer{}, err
	}
	r.Header.Set("User-Agent", f.o.Agent)
	r.Header.Set("Accept", "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/feed+json;q=0.9,*/*;q=0.5")
	r.Header.Set("Accept-Encoding", "gzip")
	if q.etag != "" {
		r.Header.Set("If-None-Match", q.etag)
	}
	if q.modified != "" {
		r.Header.Set("If-Modified-Since", q.modified)
	}
	for _, c := range q.jar.Cookies(q.url) {
		r.AddCookie(c)
	}
	resp, err := f.transport.RoundTrip(r) // and no http.Client, which has opinions of its own on where to go on
	if err != nil {
		return answer{}, failure(ctx, q, err)
	}
	defer resp.Body.Close()
	q.jar.SetCookies(q.url, resp.Cookies())
	a := answer{status: resp.StatusCode, head: resp.Header, at: time.Now().UTC()}
	if a.status != http.StatusOK && a.status != http.StatusNonAuthoritativeInfo {
		return a, nil
	}
	if kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type")); seen(kind) {
		return a, problem{fmt.Sprintf("it is %s, and no text", kind), "give the page that shows it"}
	}
	a.body, err = body(resp, q.most)
	return a, failure(ctx, q, err)
}

// failure is why q failed that was made with ctx, and at which host; nil where it did not.
func failure(ctx context.Context, q request, err error) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	return failed{q.url.Hostname(), err}
}

// seen reports whether what has this media type is looked at or heard, and not read.
func seen(kind string) bool {
	switch kind, _, _ = strings.Cut(kind, "/"); kind {
	case "image", "audio", "video", "font", "model":
		return true
	}
	return false
}

var (
	errTooSlow  = errors.New("it takes too long")
	errTooLarge = errors.New("it is too large")
)

// body is what an answer holds, unpacked: at most so many bytes, both as they come and unpacked.
func body(resp *http.Response, most int64) ([]byte, error) {
	if resp.ContentLength > most {
		return nil, errTooLarge
	}
	var r io.Reader = &measured{resp.Body, most}
	switch packed := strings.ToLower(strings.TrimSpace(resp.Header.Get("Content-Encoding"))); packed {
	case "", "identity":
	case "gzip", "x-gzip":
		z, err := gzip.NewReader(r)
		if err == io.EOF {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		r = &measured{z, most}
	default:
		return nil, problem{"the server packs it in a way that nobody asked for: " + strconv.Quote(packed), inBrowser}
	}
	return io.ReadAll(r)
}

// A measured reader fails once more than left bytes have come.
type measured struct {
	r    io.Reader
	left int64
}

func (m *measured) Read(b []byte) (int, error) {
	if int64(len(b)) > m.left+1 {
		b = b[:m.left+1]
	}
	n, err := m.r.Read(b)
	if m.left -= int64(n); m.left < 0 {
		return 0, errTooLarge
	}
	return n, err
}
