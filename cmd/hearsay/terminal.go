package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/term"

	"github.com/hearsay-news/hearsay/desk"
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

// progress returns what shows how far a run is: one line on standard error, where that is a terminal, once a run takes
// longer than a second. A library for bars would bring what this line does not need.
func (c *command) progress() func(desk.Progress) {
	if _, ok := terminal(c.err); !ok {
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
		line := fmt.Sprintf("%s: %d", p.Step, p.Done)
		if spent := now.Sub(began); spent > time.Second/2 {
			rate := float64(p.Done) / spent.Seconds()
			line += fmt.Sprintf(", %.0f a second", rate)
			if p.Total > p.Done && rate > 0 {
				left := time.Duration(float64(p.Total-p.Done) / rate * float64(time.Second))
				line += fmt.Sprintf(", %s to go", left.Round(time.Second))
			}
		}
		fmt.Fprintf(c.err, "\r\x1b[K%s", line)
	}
}

// clear takes the line of progress away.
func (c *command) clear() {
	if _, ok := terminal(c.err); ok {
		fmt.Fprint(c.err, "\r\x1b[K")
	}
}
