package tell_test

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/sample"
	"github.com/hearsay-news/hearsay/tell"
	"golang.org/x/net/html"
)

var keep = flag.String("keep", "", "a folder to leave the pages in, for a look")

// stories are the reports that every page test looks at.
func stories() map[string]hearsay.Report {
	m := map[string]hearsay.Report{"story": sample.Story(), "nothing": {}}
	for _, n := range []int{1, 5, 200, 10000} {
		m[fmt.Sprint(n)] = sample.Tellings(n)
	}
	return m
}

func render(t *testing.T, name string, r hearsay.Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := tell.Page(&b, r); err != nil {
		t.Fatal(err)
	}
	if *keep != "" {
		if err := os.WriteFile(filepath.Join(*keep, name+".html"), b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// What every page has to hold, whatever it is about.
func TestPageStructure(t *testing.T) {
	for name, r := range stories() {
		t.Run(name, func(t *testing.T) {
			text := render(t, name, r)
			if len(text) > 6<<20 {
				t.Errorf("the page has %d bytes", len(text))
			}
			doc, err := html.Parse(strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			ids, level := map[string]bool{}, 0
			var hrefs []string
			claims, headed, standing := 0, 0, 0
			walk(doc, func(n *html.Node) {
				if id := attr(n, "id"); id != "" {
					if ids[id] {
						t.Errorf("id %q stands twice", id)
					}
					ids[id] = true
				}
				for _, a := range n.Attr {
					if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
						t.Errorf("<%s> has the attribute %s, which the page's policy forbids", n.Data, a.Key)
					}
				}
				switch n.Data {
				case "link", "img", "iframe", "object", "embed", "video", "audio":
					t.Errorf("the page has a <%s>", n.Data)
				case "script":
					if attr(n, "src") != "" {
						t.Error("the page has a script from elsewhere")
					}
				case "h1", "h2", "h3", "h4":
					now := int(n.Data[1] - '0')
					if now > level+1 {
						t.Errorf("a heading of level %d follows one of level %d", now, level)
					}
					level = now
				case "a", "use":
					hrefs = append(hrefs, attr(n, "href"))
				case "article":
					if attr(n, "class") == "claim" {
						claims++
						walk(n, func(c *html.Node) {
							switch {
							case c.Data == "h2":
								headed++
							case attr(c, "class") == "kicker":
								walk(c, func(k *html.Node) {
									if attr(k, "class") == "standing" {
										standing++
									}
								})
							}
						})
					}
				}
			})
			for _, h := range hrefs {
				if strings.HasPrefix(h, "#") && !ids[h[1:]] {
					t.Errorf("a link leads to %s, which is not on the page", h)
				}
			}
			if claims != len(r.Claims) || headed != claims || standing != claims {
				t.Errorf("%d claims, %d with a heading, %d with a standing; the report has %d", claims, headed, standing, len(r.Claims))
			}
			if !strings.Contains(text, `<meta name="generator" content="hearsay">`) {
				t.Error("the generator is not named")
			}
		})
	}
}

func walk(n *html.Node, f func(*html.Node)) {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode {
			f(c)
		}
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// A stranger's text stays text.
func TestPageEscapes(t *testing.T) {
	r := sample.Story()
	evil := `"><script>alert(1)</script><img src=x onerror=alert(2)>`
	r.Claims[0].Text, r.Sources[0].Name, r.Documents[0].Title, r.Documents[0].Outlet = evil, evil, evil, evil
	r.Documents[0].URL, r.Claims[0].Gaps[1].URL = "javascript:alert(3)", "javascript:alert(4)"
	text := render(t, "evil", r)
	for _, bad := range []string{"<script>alert", "<img", "javascript:alert(3)\""} {
		if strings.Contains(strings.ReplaceAll(text, `href="#ZgotmplZ"`, ""), bad) {
			t.Errorf("the page holds %s", bad)
		}
	}
}

// The same report gives the same bytes.
func TestPageIsPure(t *testing.T) {
	first, second := render(t, "200", sample.Tellings(200)), render(t, "200", sample.Tellings(200))
	if first != second {
		t.Error("two pages of one report differ")
	}
}

func BenchmarkPage(b *testing.B) {
	for _, n := range []int{5, 200, 10000} {
		r := sample.Tellings(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if err := tell.Page(io.Discard, r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
