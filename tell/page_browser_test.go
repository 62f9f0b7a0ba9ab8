package tell_test

import (
	"context"
	_ "embed"
	"encoding/base64"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/hearsay-news/hearsay/internal/sample"
)

// browser starts a browser of its own, in a profile of its own.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Fatal("this test looks at the page in a browser, and there is none on PATH: apt-get install chromium fonts-noto-core")
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, timeout := context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(timeout)
	return ctx
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func call[P, R any](ctx context.Context, cmd cdp.Command[P, R], params P) error {
	_, err := chromedp.Call(ctx, cmd, params)
	return err
}

// view is one way in which a reader may see a page.
type view struct {
	name          string
	width, height int64
	scheme        string
}

var views = []view{{"wide", 1280, 900, "light"}, {"narrow", 390, 844, "light"}, {"dark", 1280, 900, "dark"}}

func TestPageInBrowser(t *testing.T) {
	ctx := browser(t)
	var asked, complaints []string
	var mu sync.Mutex
	note := func(to *[]string, what string) {
		mu.Lock()
		defer mu.Unlock()
		*to = append(*to, what)
	}
	must(t, chromedp.Do(ctx))
	must(t, chromedp.Listen(ctx, func(ev any) {
		switch ev := ev.(type) {
		case *network.EventRequestWillBeSent:
			if !strings.HasPrefix(ev.Request.URL, "file:") {
				note(&asked, ev.Request.URL)
			}
		case *runtime.EventConsoleAPICalled:
			note(&complaints, "console: "+string(ev.Type))
		case *runtime.EventExceptionThrown:
			note(&complaints, "exception: "+ev.ExceptionDetails.Text)
		case *log.EventEntryAdded:
			note(&complaints, "log: "+ev.Entry.Text)
		}
	}))
	must(t, call(ctx, network.Enable, network.EnableParams{}))
	must(t, call(ctx, log.Enable, cdp.Empty{}))
	dir := t.TempDir()
	for name, r := range stories() {
		path := filepath.Join(dir, name+".html")
		if err := os.WriteFile(path, []byte(render(t, name, r)), 0o644); err != nil {
			t.Fatal(err)
		}
		looks := views
		if name == "10000" && *keep == "" {
			looks = views[1:2] // laid out as the 200 are, and slow
		}
		for _, v := range looks {
			t.Run(name+"/"+v.name, func(t *testing.T) {
				mu.Lock()
				asked, complaints = nil, nil
				mu.Unlock()
				must(t, call(ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
					Width: v.width, Height: v.height, DeviceScaleFactor: 1, Mobile: v.width < 500}))
				must(t, call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
					Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: v.scheme}}}))
				must(t, chromedp.Do(ctx, chromedp.Navigate("file://"+path)))
				found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](checks))
				must(t, err)
				mu.Lock()
				for _, f := range append(found, complaints...) {
					t.Error(f)
				}
				if len(asked) > 0 {
					t.Errorf("the page asked for %q", asked)
				}
				mu.Unlock()
				shoot(t, ctx, name+"-"+v.name, v)
			})
		}
		if name == "story" || *keep != "" {
			printed(t, ctx, name)
		}
	}
}

// The search box narrows the list and the claims, and says how many are left.
func TestPageSearch(t *testing.T) {
	ctx := browser(t)
	path := filepath.Join(t.TempDir(), "story.html")
	if err := os.WriteFile(path, []byte(render(t, "story", sample.Story())), 0o644); err != nil {
		t.Fatal(err)
	}
	must(t, chromedp.Do(ctx, chromedp.Navigate("file://"+path), chromedp.SendKeys(chromedp.CSS("#search"), "nine YEARS")))
	left, err := chromedp.Run(ctx, chromedp.Evaluate[int](`document.querySelectorAll(".claim:not([hidden])").length`))
	must(t, err)
	says, err := chromedp.Run(ctx, chromedp.Text(chromedp.CSS("#found")))
	must(t, err)
	if left != 1 || says != "1 of 3" {
		t.Errorf("%d claims are left and the page says %q, want 1 and \"1 of 3\"", left, says)
	}
}

// shoot leaves a picture where -keep asks for one.
func shoot(t *testing.T, ctx context.Context, name string, v view) {
	t.Helper()
	if *keep == "" {
		return
	}
	high, err := chromedp.Run(ctx, chromedp.Evaluate[float64](`document.documentElement.scrollHeight`))
	must(t, err)
	beyond := true
	shot, err := chromedp.Call(ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{CaptureBeyondViewport: &beyond,
		Clip: &page.Viewport{Width: float64(v.width), Height: min(high, 9000), Scale: 1}})
	must(t, err)
	if err := os.WriteFile(filepath.Join(*keep, name+".png"), shot.Data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// printed prints the page.
func printed(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF())
	if err != nil || len(pdf) < 1000 {
		t.Errorf("%s: printed to %d bytes: %v", name, len(pdf), err)
	}
	if *keep != "" {
		if err := os.WriteFile(filepath.Join(*keep, name+".pdf"), pdf, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

//go:embed testdata/checks.js
var checks string

// The policy names the style sheet that the page has, so that the browser takes it.
func TestPagePolicyNamesItsStyle(t *testing.T) {
	ctx := browser(t)
	page := "data:text/html;base64," + base64.StdEncoding.EncodeToString([]byte(render(t, "5", sample.Tellings(5))))
	must(t, chromedp.Do(ctx, chromedp.Navigate(page)))
	family, err := chromedp.Run(ctx, chromedp.Evaluate[string](`getComputedStyle(document.querySelector("h1")).fontFamily`))
	must(t, err)
	if !strings.Contains(family, "Palatino") {
		t.Errorf("the style sheet is not in force: the heading is set in %s", family)
	}
}
