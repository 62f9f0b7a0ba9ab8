// Package fetch brings what stands at addresses of the web, politely and carefully. It is the only package that opens a connection,
// and it opens none unless it is given an address.
//
// # Politely
//
// A Fetcher says in its User-Agent what it is and where one can read about it. It does what a site's robots.txt says (RFC 9309), for
// each host that a redirect leads to as well. It makes one request at a time to a host, with a pause between two addresses: a second, or what
// robots.txt asks for as Crawl-delay. Where it has fetched an address before it asks only for what has changed since (RFC 9110: ETag,
// Last-Modified). Where a server says 429 or 503 it waits as long as Retry-After says and tries again, twice at most; where that is longer
// than a minute it leaves the host alone for the rest of the run. Several hosts are asked at once, eight at most.
//
// # Carefully
//
// Addresses come from strangers: out of a list, and out of redirects. So what a host's name leads to is looked at when the connection is made,
// after the name was looked up, and each time: this machine, private networks, links, and what clouds offer to their own machines are
// refused, however they are written, unless Options.Private asks for them (see private). No proxy is used, which would look names up by itself.
// Connecting, and each request as a whole, have a time limit; what comes has a limit of size, before and after it is unpacked. Credentials in
// an address are not sent. Cookies live as long as the redirects of one address.
//
// What fails is a hearsay.Skip, with address, reason and remedy; the other addresses are fetched all the same.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/netip"
	"net/url"
	"sync"
	"time"

	hearsay "github.com/hearsay-news/hearsay"
)

// Options say how to fetch. Only Agent is needed.
type Options struct {
	Agent   string // the User-Agent; robots.txt calls the program by what stands in it before the first "/"
	Private bool   // also from this machine and private networks
	// Known returns what an address gave last, with hearsay.ErrNotFound where it was never fetched. May be nil.
	Known func(ctx context.Context, address string) (hearsay.Fetched, error)
	// Progress is called before each request and each long wait, never twice at once. May be nil.
	Progress func(Progress)
	Limits   Limits
}

// Limits bound what a Fetcher does. A zero field is what Standard has there.
type Limits struct {
	Pause     time.Duration // between two addresses of one host
	Longest   time.Duration // that is waited where a server asks for it
	Connect   time.Duration // for a connection, and once more for its encryption
	Whole     time.Duration // for a request with its answer
	Bytes     int64         // of an answer, as it is sent and unpacked
	Redirects int           // of one address
	Tries     int           // of one request, where the server asks to come again
	Hosts     int           // that are asked at once
}

// Standard are the limits of a polite guest.
var Standard = Limits{
	Pause: time.Second, Longest: time.Minute, Connect: 10 * time.Second, Whole: time.Minute,
	Bytes: 32 << 20, Redirects: 10, Tries: 3, Hosts: 8,
}

// maxWaiting is how many bytes of answers may wait for their turn before no other address is begun.
const maxWaiting = 64 << 20

// Progress says how far a Fetch is.
type Progress struct {
	Done, Total int           // addresses
	Host        string        // that is asked, or waited for
	Wait        time.Duration // how long; 0 for a request
}

// A Fetcher fetches addresses. It remembers what hosts want for as long as it lives, and may be used by one caller at a time.
type Fetcher struct {
	o         Options
	transport *http.Transport
	slots     chan struct{} // one for each request under way

	mu    sync.Mutex // guards hosts
	hosts map[string]*host

	telling sync.Mutex
}

// New returns a Fetcher.
func New(o Options) *Fetcher {
	l, s := &o.Limits, Standard
	for _, d := range []struct{ given, standard *time.Duration }{{&l.Pause, &s.Pause}, {&l.Longest, &s.Longest}, {&l.Connect, &s.Connect}, {&l.Whole, &s.Whole}} {
		if *d.given == 0 {
			*d.given = *d.standard
		}
	}
	for _, n := range []struct{ given, standard *int }{{&l.Redirects, &s.Redirects}, {&l.Tries, &s.Tries}, {&l.Hosts, &s.Hosts}} {
		if *n.given == 0 {
			*n.given = *n.standard
		}
	}
	if l.Bytes == 0 {
		l.Bytes = s.Bytes
	}
	permit := private
	if o.Private {
		permit = everything
	}
	return &Fetcher{o: o, transport: transport(l.Connect, permit), slots: make(chan struct{}, l.Hosts), hosts: map[string]*host{}}
}

// everything is what Options.Private permits.
func everything(netip.Addr) string { return "" }

// A job is one of several addresses that are fetched together.
type job struct {
	n       int
	address string // in the form that Parse gives
	url     *url.URL
	out     chan outcome // takes one
}

type outcome struct {
	reply hearsay.Reply
	err   error
}

// Fetch yields what stands at each of addresses, in their order, one given twice once: either a reply or a skip. It ends early when
// ctx is done.
func (f *Fetcher) Fetch(ctx context.Context, addresses []string) iter.Seq2[hearsay.Reply, *hearsay.Skip] {
	return func(yield func(hearsay.Reply, *hearsay.Skip) bool) {
		ctx, stop := context.WithCancel(ctx)
		var working sync.WaitGroup
		defer working.Wait()
		defer stop()
		var jobs []*job
		var order []string // of hosts
		byHost := map[string][]*job{}
		seen := map[string]bool{}
		for _, address := range addresses {
			u, err := Parse(address)
			j := &job{n: len(jobs), address: Shown(address), url: u, out: make(chan outcome, 1)}
			if err != nil {
				j.out <- outcome{err: err}
				jobs = append(jobs, j)
				continue
			}
			if j.address = u.String(); seen[j.address] {
				continue
			}
			seen[j.address] = true
			jobs = append(jobs, j)
			name := u.Hostname()
			if byHost[name] == nil {
				order = append(order, name)
			}
			byHost[name] = append(byHost[name], j)
		}
		g := &gate{total: len(seen), changed: make(chan struct{})}
		for _, name := range order {
			working.Go(func() {
				for _, j := range byHost[name] {
					if g.wait(ctx, j.n) != nil {
						return
					}
					reply, err := f.one(ctx, j, g)
					g.arrived(len(reply.Bytes))
					j.out <- outcome{reply, err}
				}
			})
		}
		for _, j := range jobs {
			g.turn(j.n)
			select {
			case <-ctx.Done():
				return
			case o := <-j.out:
				var skip *hearsay.Skip
				if o.err != nil {
					if ctx.Err() != nil {
						return
					}
					p := explain(o.err, &f.o.Limits)
					skip = &hearsay.Skip{Path: j.address, Reason: p.reason, Remedy: p.remedy}
				}
				g.taken(len(o.reply.Bytes))
				if !yield(o.reply, skip) {
					return
				}
			}
		}
	}
}

// A gate keeps answers that come before their turn from filling the memory.
type gate struct {
	total int

	mu      sync.Mutex
	changed chan struct{} // closed at the next change
	next    int           // the job whose turn it is
	done    int
	waiting int // bytes that have come and are not yet taken
}

// wait returns when job n may begin.
func (g *gate) wait(ctx context.Context, n int) error {
	for {
		g.mu.Lock()
		free, changed := n == g.next || g.waiting < maxWaiting, g.changed
		g.mu.Unlock()
		if free {
			return ctx.Err()
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-changed:
		}
	}
}

func (g *gate) change(f func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	f()
	close(g.changed)
	g.changed = make(chan struct{})
}

func (g *gate) turn(n int)     { g.change(func() { g.next = n }) }
func (g *gate) taken(n int)    { g.change(func() { g.waiting -= n }) }
func (g *gate) arrived(n int)  { g.change(func() { g.waiting, g.done = g.waiting+n, g.done+1 }) }
func (g *gate) so() (done int) { g.mu.Lock(); defer g.mu.Unlock(); return g.done }

func (f *Fetcher) tell(g *gate, host string, wait time.Duration) {
	if f.o.Progress == nil {
		return
	}
	f.telling.Lock()
	defer f.telling.Unlock()
	f.o.Progress(Progress{Done: g.so(), Total: g.total, Host: host, Wait: wait})
}

// one fetches one address, and follows where it leads.
func (f *Fetcher) one(ctx context.Context, j *job, g *gate) (hearsay.Reply, error) {
	var known hearsay.Fetched
	if f.o.Known != nil {
		var err error
		if known, err = f.o.Known(ctx, j.address); err != nil && !errors.Is(err, hearsay.ErrNotFound) {
			return hearsay.Reply{}, fmt.Errorf("what it gave last cannot be looked up: %w", err)
		}
	}
	jar := cookies()
	fetched := hearsay.Fetched{Address: j.address}
	been := map[string]bool{} // where, with which cookies
	for u := j.url; ; {
		if err := f.permitted(ctx, u, g); err != nil {
			return hearsay.Reply{}, err
		}
		q := request{url: u, jar: jar, most: f.o.Limits.Bytes, further: u != j.url, gate: g}
		if known.Final == u.String() && len(known.Documents) > 0 {
			q.etag, q.modified = known.ETag, known.Modified
		}
		a, err := f.patiently(ctx, q)
		if err != nil {
			return hearsay.Reply{}, err
		}
		if to := a.head.Get("Location"); a.status >= 301 && a.status <= 308 && a.status != http.StatusNotModified && to != "" {
			here := fmt.Sprint(u, jar.Cookies(u))
			if been[here] {
				return hearsay.Reply{}, problem{"it leads in a circle", inBrowser}
			}
			been[here] = true
			if len(fetched.Via) == f.o.Limits.Redirects {
				return hearsay.Reply{}, problem{fmt.Sprintf("it leads from one address to the next, more than %d times", f.o.Limits.Redirects), inBrowser}
			}
			fetched.Via = append(fetched.Via, u.String())
			if u, err = follow(u, to); err != nil {
				return hearsay.Reply{}, err
			}
			continue
		}
		switch {
		case a.status == http.StatusNotModified && q.etag+q.modified != "":
			return hearsay.Reply{Fetched: known, Unchanged: true}, nil
		case a.status != http.StatusOK && a.status != http.StatusNonAuthoritativeInfo:
			return hearsay.Reply{}, statusProblem(a, u)
		}
		fetched.Final, fetched.At = u.String(), a.at.Truncate(time.Second)
		fetched.Type, fetched.ETag, fetched.Modified = a.head.Get("Content-Type"), a.head.Get("ETag"), a.head.Get("Last-Modified")
		if len(fetched.Via) > 0 {
			fetched.Via = fetched.Via[1:] // the first is the address itself
		}
		return hearsay.Reply{Fetched: fetched, Bytes: a.body}, nil
	}
}

// follow is where a redirect from u leads.
func follow(u *url.URL, to string) (*url.URL, error) {
	ref, err := url.Parse(to)
	if err != nil {
		return nil, problem{"it leads to an address that cannot be read", inBrowser}
	}
	next, err := Parse(u.ResolveReference(ref).String())
	var p problem
	if errors.As(err, &p) {
		return nil, problem{"it leads further: " + p.reason, inBrowser}
	}
	return next, err
}
