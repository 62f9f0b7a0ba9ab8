package read

import (
	"net/url"
	"strings"
	"time"

	hearsay "github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/dfa"
)

var (
	wayback = dfa.MustCompile(`^https?://(?:web\.)?(?:archive\.org/web|arquivo\.pt/(?:no[fF]rame/)?(?:wayback|replay))/(\d{4,14})(?:[a-z]{2}_)?/(.+)$`)
	today   = dfa.MustCompile(`^https?://archive\.(?:today|ph|is|li|vn|md|fo)/(?:o/\w+/)?(\d{4}\.\d\d\.\d\d-\d{6}|\d{4,14})/(.+)$`)
	amp     = dfa.MustCompile(`^https?://[\w-]+\.cdn\.ampproject\.org/[cv]/(s/)?(.+)$`)
	ampBy   = dfa.MustCompile(`^https?://(?:www\.)?google\.[a-z.]+/amp/(s/)?(.+)$`)
)

// Bounds of addresses: how many bytes one may have, and how many a document may lead to. No article comes near them; without them a
// page could ask for a thousand times its size, with an address for a base that each of its links repeats.
const (
	maxAddress = 2 << 10
	maxLinks   = 20_000
)

// unwrap leads an address back to the original: out of web archives, AMP caches and redirecting services, without
// tracking parameters and fragment. captured is when the archive took it. An address that is none, or is too long for one, comes back empty.
func unwrap(address string) (original string, captured hearsay.Time) {
	address = strings.TrimSpace(address)
	if len(address) > 2*maxAddress { // with what is wrapped around it
		return "", captured
	}
	for range 5 { // archives of archives
		if m := wayback.FindStringSubmatch(address); m != nil {
			captured = stamp(m[1], captured)
			address = withScheme(m[2], "http")
			continue
		}
		if m := today.FindStringSubmatch(address); m != nil {
			captured = stamp(strings.NewReplacer(".", "", "-", "").Replace(m[1]), captured)
			address = withScheme(m[2], "http")
			continue
		}
		m := amp.FindStringSubmatch(address)
		if m == nil {
			m = ampBy.FindStringSubmatch(address)
		}
		if m != nil {
			scheme := "http"
			if m[1] != "" {
				scheme = "https"
			}
			address = withScheme(m[2], scheme)
			continue
		}
		to := redirect(address)
		if to == "" {
			break
		}
		address = to
	}
	return clean(address), captured
}

// withScheme completes an address as archives write it: with "http:/" for "http://", or with no scheme at all.
func withScheme(address, scheme string) string {
	for _, s := range [...]string{"https", "http"} {
		if rest, ok := strings.CutPrefix(address, s+":/"); ok {
			return s + "://" + strings.TrimLeft(rest, "/")
		}
		if rest, ok := strings.CutPrefix(address, s+"%3A%2F%2F"); ok {
			if rest, err := url.PathUnescape(rest); err == nil {
				return s + "://" + rest
			}
		}
	}
	return scheme + "://" + strings.TrimLeft(address, "/")
}

// stamp reads a web archive's time stamp, as much of it as is there.
func stamp(digits string, before hearsay.Time) hearsay.Time {
	precision := map[int]hearsay.Precision{4: hearsay.ToYear, 6: hearsay.ToMonth, 8: hearsay.ToDay, 12: hearsay.ToMinute, 14: hearsay.ToSecond}[len(digits)]
	if precision == "" {
		return before
	}
	at, err := time.Parse("20060102150405"[:len(digits)], digits)
	if err != nil {
		return before
	}
	return hearsay.Time{At: at.UTC(), Precision: precision, How: "address of the web archive"}
}

// redirect returns where a redirecting service leads, or nothing.
func redirect(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	host, keys := strings.TrimPrefix(u.Hostname(), "www."), []string(nil)
	switch {
	case (host == "l.facebook.com" || host == "lm.facebook.com" || host == "l.instagram.com") && u.Path == "/l.php", host == "l.instagram.com":
		keys = []string{"u"}
	case strings.HasPrefix(host, "google.") && u.Path == "/url":
		keys = []string{"q", "url"}
	case host == "youtube.com" && u.Path == "/redirect":
		keys = []string{"q"}
	case host == "vk.com" && u.Path == "/away.php":
		keys = []string{"to"}
	case host == "out.reddit.com":
		keys = []string{"url"}
	case strings.HasSuffix(host, "safelinks.protection.outlook.com"):
		keys = []string{"url"}
	}
	for _, k := range keys {
		if to := u.Query().Get(k); strings.HasPrefix(to, "http://") || strings.HasPrefix(to, "https://") {
			return to
		}
	}
	return ""
}

var tracking = dfa.MustCompile(`^(?:utm_\w+|at_\w+|mtm_\w+|pk_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|ref_src|ref_url|refsrc|_ga|_gl|ocid|cmpid|cmp|xtor|s_cid|ncid|smid|smtyp|partner|sh|__twitter_impression|wt_mc|ito|ns_\w+|CMP|feature|si|mibextid|rdid|__cft__\S*|__tn__|_branch_match_id|ref)$`)

// clean returns a web address in one form: host in lower case, no default port, no tracking, no fragment. What is no
// web address comes back empty.
func clean(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	u.Host = strings.ToLower(u.Host)
	if port := u.Port(); port == "80" && u.Scheme == "http" || port == "443" && u.Scheme == "https" {
		u.Host = strings.TrimSuffix(u.Host, ":"+port)
	}
	u.Fragment, u.RawFragment, u.User = "", "", nil
	if u.Path == "" {
		u.Path = "/"
	}
	oneHost(u)
	if u.RawQuery != "" {
		var keep []string
		for part := range strings.SplitSeq(u.RawQuery, "&") {
			if key, _, _ := strings.Cut(part, "="); part != "" && !tracking.MatchString(key) {
				keep = append(keep, part)
			}
		}
		u.RawQuery = strings.Join(keep, "&")
	}
	u.ForceQuery = false
	if address = u.String(); len(address) > maxAddress {
		return ""
	}
	return address
}

var inArchive = dfa.MustCompile(`^/web/\d{4,14}(?:[a-z]{2}_)?/https?:/`)

// resolve makes ref absolute against base and unwraps it; empty where that gives no web address.
func resolve(base, ref string) string {
	ref = strings.TrimSpace(ref)
	if len(ref) > 2*maxAddress || len(base) > 2*maxAddress {
		return ""
	}
	if inArchive.MatchString(ref) { // as archives rewrite the links of a page
		ref = "https://web.archive.org" + ref
	}
	u, err := url.Parse(ref)
	if err != nil {
		return ""
	}
	if b, err := url.Parse(base); err == nil && base != "" {
		u = b.ResolveReference(u)
	}
	s, _ := unwrap(u.String())
	return s
}

// oneHost gives the pages of a platform that has several hosts their usual one.
func oneHost(u *url.URL) {
	switch u.Host {
	case "twitter.com", "www.twitter.com", "mobile.twitter.com", "www.x.com", "mobile.x.com":
		u.Host = "x.com"
	case "facebook.com", "m.facebook.com", "mbasic.facebook.com", "web.facebook.com", "touch.facebook.com":
		u.Host = "www.facebook.com"
	case "youtube.com", "m.youtube.com":
		u.Host = "www.youtube.com"
	case "youtu.be":
		if id := strings.Trim(u.Path, "/"); id != "" && !strings.Contains(id, "/") {
			u.Host, u.Path, u.RawPath = "www.youtube.com", "/watch", ""
			u.RawQuery = strings.TrimSuffix("v="+url.QueryEscape(id)+"&"+u.RawQuery, "&")
		}
	case "instagram.com":
		u.Host = "www.instagram.com"
	case "t.me", "telegram.me":
		u.Host, u.RawQuery = "t.me", ""
		if rest, ok := strings.CutPrefix(u.Path, "/s/"); ok {
			u.Path, u.RawPath = "/"+rest, ""
		}
	}
}

// hosts gives the channel of a platform's hosts; subdomains count as well.
var hosts = map[string]hearsay.Channel{
	"facebook.com": hearsay.Facebook, "fb.com": hearsay.Facebook, "fb.watch": hearsay.Facebook,
	"instagram.com": hearsay.Instagram, "x.com": hearsay.X, "twitter.com": hearsay.X,
	"t.me": hearsay.Telegram, "telegram.me": hearsay.Telegram, "telegram.org": hearsay.Telegram,
	"youtube.com": hearsay.YouTube, "youtu.be": hearsay.YouTube, "youtube-nocookie.com": hearsay.YouTube,
	"tiktok.com": hearsay.TikTok, "bsky.app": hearsay.Bluesky, "vk.com": hearsay.VK, "vkontakte.ru": hearsay.VK,
	"reddit.com": hearsay.Reddit, "redd.it": hearsay.Reddit, "linkedin.com": hearsay.LinkedIn, "substack.com": hearsay.Substack,
	"whatsapp.com": hearsay.WhatsApp, "mastodon.social": hearsay.Mastodon, "mastodon.online": hearsay.Mastodon,
	"medium.com": hearsay.Weblog, "blogspot.com": hearsay.Weblog, "wordpress.com": hearsay.Weblog,
}

// channelOf returns the platform that an address belongs to, or nothing.
func channelOf(address string) hearsay.Channel {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	for host != "" {
		if c, ok := hosts[host]; ok {
			return c
		}
		_, host, _ = strings.Cut(host, ".")
	}
	return ""
}

// accountOf returns the account on a platform that an address names, or nothing.
func accountOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	parts := strings.FieldsFunc(u.Path, func(r rune) bool { return r == '/' })
	if len(parts) == 0 {
		return ""
	}
	first := parts[0]
	switch channelOf(address) {
	case hearsay.X:
		if len(parts) >= 3 && parts[1] == "status" && first != "i" {
			return "@" + first
		}
	case hearsay.Telegram:
		if first == "s" && len(parts) > 1 {
			first = parts[1]
		}
		if first != "c" && !strings.HasPrefix(first, "+") {
			return "@" + first
		}
	case hearsay.TikTok, hearsay.YouTube, hearsay.Mastodon:
		if strings.HasPrefix(first, "@") {
			return first
		}
	case hearsay.Bluesky:
		if first == "profile" && len(parts) > 1 {
			return "@" + parts[1]
		}
	case hearsay.Facebook:
		if len(parts) >= 3 && (parts[1] == "posts" || parts[1] == "videos" || parts[1] == "photos") {
			return first
		}
	}
	return ""
}

var inAddress = dfa.MustCompile(`/((?:19|20)\d\d)(?:/|-)?(0[1-9]|1[0-2])(?:/|-)?(0[1-9]|[12]\d|3[01])(?:[/_-]|\.|$)`)

// addressDate reads the day of publication out of an address such as /2024/03/05/.
func addressDate(address string) hearsay.Time {
	u, err := url.Parse(address)
	if err != nil {
		return hearsay.Time{}
	}
	m := inAddress.FindStringSubmatch(u.Path)
	if m == nil {
		return hearsay.Time{}
	}
	at, err := time.Parse(time.DateOnly, m[1]+"-"+m[2]+"-"+m[3])
	if err != nil {
		return hearsay.Time{}
	}
	return hearsay.Time{At: at, Precision: hearsay.ToDay, How: "address"}
}

// hostOf returns the host of an address without "www.", in lower case.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// unquery resolves the escapes of a query's value.
func unquery(s string) string {
	if u, err := url.QueryUnescape(s); err == nil {
		return u
	}
	return s
}
