package fetch

import (
	"net/netip"
	"net/url"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ address, want string }{
		{"https://harbour.example", "https://harbour.example/"},
		{" HTTPS://Harbour.Example:443/A?b=c#d ", "https://harbour.example/A?b=c"},
		{"http://harbour.example:80/", "http://harbour.example/"},
		{"http://harbour.example:0080/", "http://harbour.example/"},
		{"http://harbour.example:443/", "http://harbour.example:443/"},
		{"http://harbour.example:8080/", "http://harbour.example:8080/"},
		{"http://harbour.example:/", "http://harbour.example/"},
		{"https://ann:secret@harbour.example/x", "https://harbour.example/x"},
		{"https://ann%40post.example:se@cret@harbour.example/x", "https://harbour.example/x"},
		{"https://hafen-über.example/größe?q=ä b", "https://xn--hafen-ber-v9a.example/gr%C3%B6%C3%9Fe?q=%C3%A4%20b"},
		{"https://xn--hafen-ber-v9a.example/", "https://xn--hafen-ber-v9a.example/"},
		{"https://harbour.example./", "https://harbour.example./"},
		{"https://my_harbour.example/", "https://my_harbour.example/"},
		{"https://web.archive.org/web/2020/https://harbour.example/a", "https://web.archive.org/web/2020/https://harbour.example/a"},
		{"https://harbour.example/a%2Fb", "https://harbour.example/a%2Fb"},
		{"https://harbour.example/?", "https://harbour.example/"},
		{"http://[::1]:8080/", "http://[::1]:8080/"},
		{"http://[::FFFF:10.0.0.1]/", "http://[::ffff:10.0.0.1]/"},
		{"http://[fe80::1%25eth0]/", "http://[fe80::1%25eth0]/"},
		{"http://3com.example/", "http://3com.example/"},
		{"http://0xharbour.example/", "http://0xharbour.example/"},

		// One IPv4 address in all the ways that browsers and C libraries know.
		{"http://127.0.0.1/", "http://127.0.0.1/"},
		{"http://2130706433/", "http://127.0.0.1/"},
		{"http://0x7f000001/", "http://127.0.0.1/"},
		{"http://0X7F.1/", "http://127.0.0.1/"},
		{"http://0177.0.0.01/", "http://127.0.0.1/"},
		{"http://017700000001/", "http://127.0.0.1/"},
		{"http://127.1/", "http://127.0.0.1/"},
		{"http://127.0.1/", "http://127.0.0.1/"},
		{"http://127.0.0.1./", "http://127.0.0.1/"},
		{"http://１２７。０。０。１/", "http://127.0.0.1/"},
		{"http://0x0/", "http://0.0.0.0/"},
		{"http://0x/", "http://0.0.0.0/"},
		{"http://134744072/", "http://8.8.8.8/"},

		{"", ": the address does not begin with https:// or http://"},
		{"harbour.example/x", ": the address does not begin with https:// or http://"},
		{"www.harbour.example", ": the address does not begin with https:// or http://"},
		{"ftp://harbour.example/", ": addresses that begin with ftp: are not fetched"},
		{"file:///etc/passwd", ": addresses that begin with file: are not fetched"},
		{"javascript:alert(1)", ": addresses that begin with javascript: are not fetched"},
		{"gopher://harbour.example/", ": addresses that begin with gopher: are not fetched"},
		{"https:harbour.example", ": the address names no host that there can be"},
		{"https://", ": the address names no host that there can be"},
		{"https:///x", ": the address names no host that there can be"},
		{"https://ann:secret@/", ": the address names no host that there can be"},
		{"https://harbour..example/", ": the address names no host that there can be"},
		{"https://har bour.example/", ": the address cannot be read: invalid character \" \" in host name"},
		{"https://har%20bour.example/", `: the address cannot be read: invalid URL escape "%20"`},
		{"https://harbour.example:99999/", ": the address names no port that there can be"},
		{"https://harbour.example:0/", ": the address names no port that there can be"},
		{"https://harbour.example:x/", `: the address cannot be read: invalid port ":x" after host`},
		{"https://256.1.1.1/", ": the address names no host that there can be"},
		{"https://1.2.3.4.5/", ": the address names no host that there can be"},
		{"https://08.0.0.1/", ": the address names no host that there can be"},
		{"https://harbour.1/", ": the address names no host that there can be"},
		{"https://4294967296/", ": the address names no host that there can be"},
		{"https://99999999999999999999999/", ": the address names no host that there can be"},
		{"https://[::1/", ": the address cannot be read: missing ']' in host"},
		{"https://harbour.example/\n", "https://harbour.example/"},
		{"https://harbour.example/\x00", ": the address cannot be read: net/url: invalid control character in URL"},
		{"https://" + strings.Repeat("a", 64) + ".example/", ": the address names no host that there can be"},
		{"https://harbour.example/" + strings.Repeat("ü", maxAddress/3), ": the address is longer than 8192 bytes"},
		{"https://harbour.example/" + strings.Repeat("a", maxAddress), ": the address is longer than 8192 bytes"},
	} {
		u, err := Parse(c.address)
		got := ""
		if err != nil {
			got = ": " + err.(problem).reason
			if err.(problem).remedy == "" {
				t.Errorf("%q: no remedy", c.address)
			}
		} else {
			got = u.String()
		}
		if got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.address, got, c.want)
		}
	}
}

func TestShown(t *testing.T) {
	for address, want := range map[string]string{
		"ftp://ann:secret@harbour.example/x@y": "ftp://harbour.example/x@y",
		"https://ann:se@cret@harbour.example":  "https://harbour.example",
		"https://ann:secret@:99999?a@b":        "https://:99999?a@b",
		"//ann:secret@harbour.example/":        "//harbour.example/",
		"https://harbour.example/a@b":          "https://harbour.example/a@b",
		"ftp://a\x1b[31m\xff/":                 "ftp://a\ufffd[31m\ufffd/",
		"just words@home":                      "just words@home",
	} {
		if got := Shown(address); got != want {
			t.Errorf("%q: got %q, want %q", address, got, want)
		}
	}
}

// What Parse takes, it takes again and gives the same; it names a web address without credentials, and a host that is a name or an IP
// address in the form by which it is judged.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"https://ann:b@harbour.example:443/a?b#c", "http://0x7f.1/", "http://[::ffff:10.0.0.1%25x]:80/", "http://１２７.0.0.1", "https://ü.example/ä?ö", "file:///x", "http://a%00b/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		u, err := Parse(s)
		if err != nil {
			if p, is := err.(problem); !is || p.reason == "" || p.remedy == "" {
				t.Errorf("%q: the error says too little: %v", s, err)
			}
			return
		}
		if u.User != nil || u.Fragment != "" || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || !strings.HasPrefix(u.RequestURI(), "/") {
			t.Errorf("%q gives %q", s, u)
		}
		again, err := Parse(u.String())
		if err != nil || again.String() != u.String() {
			t.Errorf("%q gives %q, and that %q, %v", s, u, again, err)
		}
		host := u.Hostname()
		if strings.ContainsAny(u.RequestURI(), " \r\n\t\"<>") || strings.ContainsAny(host, " \r\n/?#@\\") {
			t.Errorf("%q: %q cannot be sent", s, u)
		}
		last := strings.TrimSuffix(host, ".")
		last = last[strings.LastIndexByte(last, '.')+1:]
		if _, err := netip.ParseAddr(host); err != nil && strings.Trim(last, "0123456789") == "" {
			t.Errorf("%q: the host %q may be an IP address and is not in its usual form", s, host)
		}
		if _, err := url.Parse(Shown(s)); err == nil && strings.Contains(Shown(s), "@"+host) {
			t.Errorf("%q: shown with credentials: %q", s, Shown(s))
		}
	})
}

func TestPrivate(t *testing.T) {
	for _, s := range strings.Fields(`
		127.0.0.1 127.255.255.255 0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.255 192.168.0.1 100.64.0.1 100.127.255.255 100.100.100.200
		169.254.0.1 169.254.169.254 168.63.129.16 192.0.0.1 192.0.0.192 192.0.2.1 198.51.100.7 203.0.113.7 192.88.99.1 198.18.0.1 198.19.255.255
		224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
		::1 :: ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::ffff:0:10.0.0.1
		64:ff9b::10.0.0.1 64:ff9b::7f00:1 64:ff9b::169.254.169.254 64:ff9b:1::8.8.8.8 64:ff9b::0.0.0.0
		2002:0a00:0001:: 2002:7f00:0001::1 2002:0808:0808::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:10::1 2001:20::1 2001:db8::1 3fff::1
		fc00::1 fd00::1 fd00:ec2::254 fdff:ffff::1 fe80::1 fe80::1%eth0 febf::1 fec0::1 ff02::1 ff0e::1 100::1 4000::1 5f00::1 fe00::1`) {
		if what := private(netip.MustParseAddr(s)); what == "" {
			t.Errorf("%s is let through", s)
		}
	}
	for _, s := range strings.Fields(`
		1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.1 100.63.255.255 100.128.0.1 126.255.255.255 128.0.0.1 169.253.255.255 169.255.0.1 172.15.255.255 172.32.0.1
		192.0.1.1 192.167.255.255 192.169.0.1 198.17.255.255 198.20.0.1 223.255.255.255 ::ffff:8.8.8.8 64:ff9b::8.8.8.8 64:ff9b::808:808
		2001:4860:4860::8888 2606:4700::1111 2a00:1450:4001::1 2001:200::1 2003::1 3ffe::1`) {
		if what := private(netip.MustParseAddr(s)); what != "" {
			t.Errorf("%s is refused as %s", s, what)
		}
	}
}
