package fetch

import (
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// maxAddress is how many bytes an address may have.
const maxAddress = 8192

var tooLong = problem{fmt.Sprintf("the address is longer than %d bytes", maxAddress), "give a shorter one"}

// Parse reads an address of the web and returns it in one form: scheme and host in lower case, a host of another script in the ASCII form
// of IDNA, an IPv4 address with four decimal numbers however it was written (2130706433, 0x7f.1 and 0177.0.0.1 are 127.0.0.1, as
// browsers have it: https://url.spec.whatwg.org/#concept-ipv4-parser), no default port, at least "/" for a path, and neither
// credentials nor fragment: both are for whoever wrote the address, and are neither sent nor kept. The error says what is wrong with it,
// without the address.
func Parse(address string) (*url.URL, error) {
	address = strings.TrimSpace(address)
	if len(address) > maxAddress {
		return nil, tooLong
	}
	u, err := url.Parse(address)
	if err != nil {
		if e, is := err.(*url.Error); is {
			err = e.Err
		}
		return nil, problem{"the address cannot be read: " + strings.ReplaceAll(err.Error(), address, "…"), "check its spelling"}
	}
	if u.Scheme == "" {
		return nil, problem{"the address does not begin with https:// or http://", "write it so"}
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return nil, problem{fmt.Sprintf("addresses that begin with %s: are not fetched", u.Scheme), "give one that begins with https:// or http://, or save the page and give the file"}
	}
	host, err := hostname(u.Hostname())
	if err != nil || u.Opaque != "" {
		return nil, problem{"the address names no host that there can be", "check its spelling"}
	}
	port := u.Port()
	if n, err := strconv.ParseUint(port, 10, 16); port != "" && (err != nil || n == 0) {
		return nil, problem{"the address names no port that there can be", "check its spelling"}
	} else if port != "" {
		port = ":" + strconv.FormatUint(n, 10)
	}
	if u.Scheme == "http" && port == ":80" || u.Scheme == "https" && port == ":443" {
		port = ""
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	u.Host = host + port
	u.User, u.Fragment, u.RawFragment, u.ForceQuery = nil, "", "", false
	if u.Path == "" {
		u.Path, u.RawPath = "/", ""
	}
	u.RawQuery = escaped(u.RawQuery)
	if len(u.String()) > maxAddress { // as it is sent, a byte may take three
		return nil, tooLong
	}
	return u, nil
}

// Shown is address as it may be printed where Parse does not take it: without credentials, and without what a terminal would obey.
func Shown(address string) string {
	address = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return utf8.RuneError
		}
		return r
	}, strings.TrimSpace(address))
	at := strings.Index(address, "//")
	if at < 0 {
		return address
	}
	at += 2
	end := len(address)
	if i := strings.IndexAny(address[at:], "/?#\\"); i >= 0 {
		end = at + i
	}
	if i := strings.LastIndexByte(address[at:end], '@'); i >= 0 {
		return address[:at] + address[at+i+1:]
	}
	return address
}

var names = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.Transitional(false), idna.StrictDomainName(false))

// hostname returns the host of an address in one form, an IPv6 address without brackets.
func hostname(host string) (string, error) {
	if strings.Contains(host, ":") {
		ip, err := netip.ParseAddr(host)
		return ip.String(), err
	}
	host, err := names.ToASCII(host)
	if err != nil {
		return "", err
	}
	if again, err := names.ToASCII(host); err != nil || again != host { // what only looks like a name of another script
		return "", fmt.Errorf("%q is no name", host)
	}
	bare := strings.TrimSuffix(host, ".")
	last := bare[strings.LastIndexByte(bare, '.')+1:]
	if _, err := number(last); err == nil || last != "" && strings.Trim(last, "0123456789") == "" {
		ip, err := fourParts(bare)
		return ip.String(), err
	}
	for label := range strings.SplitSeq(bare, ".") {
		if label == "" || len(label) > 63 || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			return "", fmt.Errorf("%q is no name", label)
		}
	}
	if len(bare) > 253 {
		return "", fmt.Errorf("the name is longer than 253 bytes")
	}
	return host, nil
}

// fourParts reads an IPv4 address of one to four numbers, of which the last fills what the others leave.
func fourParts(host string) (ip netip.Addr, err error) {
	parts := strings.Split(host, ".")
	if len(parts) > 4 {
		return ip, fmt.Errorf("%d parts", len(parts))
	}
	var all uint64
	for i, part := range parts {
		n, err := number(part)
		if err != nil {
			return ip, err
		}
		most, shift := uint64(0xff), 8*(3-i)
		if i == len(parts)-1 {
			most, shift = 1<<(8*(4-i))-1, 0
		}
		if n > most {
			return ip, fmt.Errorf("%s is too large", part)
		}
		all |= n << shift
	}
	return netip.AddrFrom4([4]byte{byte(all >> 24), byte(all >> 16), byte(all >> 8), byte(all)}), nil
}

// number reads a part of an IPv4 address: decimal, octal behind a 0, hexadecimal behind 0x.
func number(s string) (uint64, error) {
	base := 10
	switch {
	case strings.HasPrefix(s, "0x"):
		if s, base = s[2:], 16; s == "" {
			return 0, nil
		}
	case len(s) > 1 && s[0] == '0':
		s, base = s[1:], 8
	}
	return strconv.ParseUint(s, base, 64)
}

// escaped is the query of an address with the bytes escaped that may not stand in one.
func escaped(query string) string {
	var b strings.Builder
	for _, c := range []byte(query) {
		if c <= ' ' || c >= 0x7f || strings.IndexByte(`"#<>`, c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
