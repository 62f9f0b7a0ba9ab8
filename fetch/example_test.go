package fetch_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/hearsay-news/hearsay/fetch"
)

func Example() {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			fmt.Fprint(w, "User-agent: *\nDisallow: /private/")
		case "/news":
			fmt.Fprint(w, "The north quay was sold.")
		}
	}))
	defer site.Close()

	f := fetch.New(fetch.Options{Agent: "hearsay/0.1.0 (+https://harbour.example/hearsay)", Private: true}) // the site is on this machine
	for reply, skip := range f.Fetch(context.Background(), []string{site.URL + "/private/letter", site.URL + "/news"}) {
		if skip != nil {
			fmt.Println("not fetched;", skip.Remedy)
			continue
		}
		fmt.Println(string(reply.Bytes))
	}
	// Output:
	// not fetched; open it in a browser, save the page, and give the file
	// The north quay was sold.
}
