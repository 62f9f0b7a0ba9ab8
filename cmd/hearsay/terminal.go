package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"golang.org/x/term"

	"github.com/hearsay-news/hearsay/desk"
	"github.com/hearsay-news/hearsay/fetch"
	"github.com/hearsay-news/hearsay/tell"
)

// options lay text out for whoever reads standard output: as wide as the terminal up to 120 cells, in colour where
// NO_COLOR is not set; 80 cells and plain for a file or a pipe.
func (c *command) options() tell.Options {
	f, ok := terminal(c.out)
	if !ok {
		return tell.Options{}
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		width = 0
	}
	return tell.Options{Width: min(width, 120), Colour: os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
}

func terminal(w io.Writer) (*os.File, bool) {
	f, ok := w.(*os.File)
	return f, ok && term.IsTerminal(int(f.Fd()))
}

// A line is what shows how far a run is: one line on standard error, where that is a terminal. A library for bars would bring what
// this line does not need.
type line struct {
	mu sync.Mutex // reading and fetching tell at the same time
}

// progress returns what tells how far reading, comparing and weighing are, once a run takes longer than a second; nil where nobody
// sees it.
func (c *command) progress() func(desk.Progress) {
	f, ok := terminal(c.err)
	if !ok {
		return nil
	}
	var step string
	var began, told time.Time
	first := time.Now()
	return func(p desk.Progress) {
		now := time.Now()
		if p.Step != step {
			step, began = p.Step, now
		}
		if now.Sub(first) < time.Second || now.Sub(told) < 100*time.Millisecond {
			return
		}
		told = now
		text := fmt.Sprintf("%s: %d", p.Step, p.Done)
		if spent := now.Sub(began); spent > time.Second/2 {
			rate := float64(p.Done) / spent.Seconds()
			text += fmt.Sprintf(", %.0f a second", rate)
			if p.Total > p.Done && rate > 0 {
				left := time.Duration(float64(p.Total-p.Done) / rate * float64(time.Second))
				text += fmt.Sprintf(", %s to go", left.Round(time.Second))
			}
		}
		c.line.show(f, text)
	}
}

// fetching returns what tells how far fetching is; nil where nobody sees it.
func (c *command) fetching() func(fetch.Progress) {
	f, ok := terminal(c.err)
	if !ok {
		return nil
	}
	return func(p fetch.Progress) {
		text := fmt.Sprintf("fetching: %d of %d, asking %s", p.Done, p.Total, p.Host)
		if p.Wait > 0 {
			text = fmt.Sprintf("fetching: %d of %d, waiting %s for %s as it asks", p.Done, p.Total, p.Wait.Round(time.Second), p.Host)
		}
		c.line.show(f, text)
	}
}

// show replaces the line by text, as much of it as fits.
func (l *line) show(f *os.File, text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if width, _, err := term.GetSize(int(f.Fd())); err == nil && width > 0 {
		text = text[:min(len(text), width-1)]
	}
	fmt.Fprint(f, "\r\x1b[K"+text)
}

// clear takes the line of progress away.
func (c *command) clear() {
	if _, ok := terminal(c.err); ok {
		fmt.Fprint(c.err, "\r\x1b[K")
	}
}
