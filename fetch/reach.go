package fetch

import (
	"fmt"
	"net/netip"
)

// Blocks that no page of the public web stands in, with what they are: IANA's registries of special-purpose addresses (RFC 6890 and
// what followed it), multicast, and services that clouds offer to their own machines. The first that matches speaks.
var blocks = []struct {
	block netip.Prefix
	what  string
}{
	{netip.MustParsePrefix("127.0.0.0/8"), "this machine"},
	{netip.MustParsePrefix("0.0.0.0/8"), "this machine"},
	{netip.MustParsePrefix("10.0.0.0/8"), "a private network"},
	{netip.MustParsePrefix("172.16.0.0/12"), "a private network"},
	{netip.MustParsePrefix("192.168.0.0/16"), "a private network"},
	{netip.MustParsePrefix("100.64.0.0/10"), "a provider's inner network"}, // RFC 6598; with 100.100.100.200, a cloud's metadata
	{netip.MustParsePrefix("169.254.0.0/16"), "the link itself"},           // with 169.254.169.254, most clouds' metadata
	{netip.MustParsePrefix("168.63.129.16/32"), "a cloud's inner service"},
	{netip.MustParsePrefix("192.0.0.0/24"), "a reserved address"}, // RFC 6890; with 192.0.0.192, a cloud's metadata
	{netip.MustParsePrefix("192.0.2.0/24"), "an address for examples"},
	{netip.MustParsePrefix("198.51.100.0/24"), "an address for examples"},
	{netip.MustParsePrefix("203.0.113.0/24"), "an address for examples"},
	{netip.MustParsePrefix("192.88.99.0/24"), "a relay to other networks"},
	{netip.MustParsePrefix("198.18.0.0/15"), "a network for tests"},
	{netip.MustParsePrefix("224.0.0.0/4"), "many machines at once"},
	{netip.MustParsePrefix("240.0.0.0/4"), "a reserved address"},

	{netip.MustParsePrefix("::1/128"), "this machine"},
	{netip.MustParsePrefix("::/128"), "this machine"},
	{netip.MustParsePrefix("fc00::/7"), "a private network"},
	{netip.MustParsePrefix("fe80::/10"), "the link itself"},
	{netip.MustParsePrefix("fec0::/10"), "a private network"},
	{netip.MustParsePrefix("ff00::/8"), "many machines at once"},
	{netip.MustParsePrefix("64:ff9b:1::/48"), "a private network"}, // RFC 8215: IPv4 as a network of its own translates it
	{netip.MustParsePrefix("2001:db8::/32"), "an address for examples"},
	{netip.MustParsePrefix("3fff::/20"), "an address for examples"},
	{netip.MustParsePrefix("2001::/23"), "a relay to other networks"}, // RFC 2928; with Teredo, ORCHID and tests
	{netip.MustParsePrefix("2002::/16"), "a relay to other networks"}, // RFC 3056: 6to4, with any IPv4 address in it
}

var (
	public6 = netip.MustParsePrefix("2000::/3")
	nat64   = netip.MustParsePrefix("64:ff9b::/96")
)

// private says what an IP address is that no page of the public web has, "" for one that such a page can have. An IPv4 address within
// an IPv6 one (::ffff:10.0.0.1, or RFC 6052's 64:ff9b::10.0.0.1, by which networks without IPv4 reach it) is judged as itself.
func private(ip netip.Addr) string {
	ip = ip.Unmap().WithZone("")
	if nat64.Contains(ip) {
		b := ip.As16()
		ip = netip.AddrFrom4([4]byte(b[12:]))
	}
	for _, b := range blocks {
		if b.block.Contains(ip) {
			return b.what
		}
	}
	if ip.Is6() && !public6.Contains(ip) {
		return "a reserved address"
	}
	return ""
}

// A refused is an IP address that a host has and that is not to be reached.
type refused struct {
	ip   netip.Addr
	what string
}

func (r refused) Error() string { return fmt.Sprintf("%s is %s", r.ip, r.what) }
