// Hearsay traces a public allegation: who said it first, who really knows, and does it hold up. The usage below is its
// manual; each subcommand has a file of its own.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"syscall"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/desk"
	"github.com/hearsay-news/hearsay/internal/heap"
	"github.com/hearsay-news/hearsay/sqlite"
)

const usage = `hearsay traces public allegations: who said it first, who really knows, and does it hold up?

  hearsay trace PATH ...     read files, folders and addresses (- is standard input), add what is new
                             to the casebook, say what is claimed and what changed, write a page
      -about TEXT            only the claims about a few words, or about a document's address
      -json                  one JSON object of all these claims instead of the summary
      -jsonl                 everything in the casebook instead, one row a line
      -html FILE, -no-html   write the page there, or none (hearsay.html beside the casebook)
      -private               fetch from this machine and private networks too
  hearsay show WHAT          a claim, document or source by its id, path, address or name;
                             or the claims that words are about
      -json                  as JSON
  hearsay remove DOCUMENT    take out a document (id, path or address) that was added by mistake;
                             says what would change, and does it with -yes
      -yes                   do it
      -reason TEXT           why, kept with it
      -undo                  make a removed document count again (by its id)
  hearsay redo               run today's methods over all that the casebook holds
      -html FILE, -no-html   as for trace
  hearsay version, hearsay help

  -casebook FILE             the casebook of all commands (hearsay.db in the current folder)

Flags may stand before or after the paths, with one dash or two. It reads HTML, plain text, Markdown,
JSON Lines, web archives (.warc), e-mail (.eml), saved pages (.mhtml), feeds (.rss, .atom, .json), and
the exports of Telegram, Mastodon and X, also with .gz or in a .zip; and what stands at addresses
(https://...), or at those in a text file of addresses, one a line. It fetches nothing else.
The result goes to standard output, everything else to standard error.

Exit status: 0 done (also where single files could not be read: they are named); 1 it failed, or
nothing at all could be read; 2 wrong usage; 130 interrupted (the casebook is whole: run it again).
`

// release is the version of the program.
const release = "0.1.0"

// agent is what the program says of itself where it fetches.
const agent = "hearsay/" + release + " (+https://github.com/hearsay-news/hearsay)"

// The exit statuses.
const (
	statusDone        = 0
	statusFailed      = 1
	statusUsage       = 2
	statusInterrupted = 130
)

func main() {
	heap.Tune()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	c := &command{in: os.Stdin, out: os.Stdout, err: os.Stderr}
	os.Exit(c.run(ctx, os.Args[1:]))
}

// A command is one call of the program.
type command struct {
	in       io.Reader
	out, err io.Writer
	line     line
}

// A wrongUsage is an error of who called; it says what to write instead.
type wrongUsage string

func (e wrongUsage) Error() string { return string(e) }

var errHelp = errors.New("help")

func (c *command) run(ctx context.Context, args []string) int {
	if len(args) == 0 {
		fmt.Fprint(c.err, usage)
		return statusUsage
	}
	var err error
	switch name, rest := args[0], args[1:]; name {
	case "trace":
		err = c.trace(ctx, rest)
	case "show":
		err = c.show(ctx, rest)
	case "remove":
		err = c.remove(ctx, rest)
	case "redo":
		err = c.redo(ctx, rest)
	case "version", "-version", "--version":
		fmt.Fprintln(c.out, version())
	case "help", "-h", "-help", "--help":
		err = errHelp
	default:
		err = wrongUsage(fmt.Sprintf("there is no command %q; to trace a file write \"hearsay trace %s\"", name, name))
	}
	var wrong wrongUsage
	switch {
	case err == nil:
		return statusDone
	case errors.Is(err, errHelp):
		fmt.Fprint(c.out, usage)
		return statusDone
	case errors.As(err, &wrong):
		fmt.Fprintf(c.err, "hearsay: %v\n\"hearsay help\" tells all commands and flags.\n", err)
		return statusUsage
	case ctx.Err() != nil:
		fmt.Fprintln(c.err, "hearsay: interrupted; the casebook is whole, and the same command goes on from here")
		return statusInterrupted
	}
	fmt.Fprintf(c.err, "hearsay: %v\n", err)
	return statusFailed
}

// version names the program and what it was built from.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				return "hearsay " + release + " (" + s.Value[:min(12, len(s.Value))] + ", " + info.GoVersion + ")"
			}
		}
	}
	return "hearsay " + release
}

// flags returns the flags that all commands have.
func flags(name string) (fs *flag.FlagSet, casebook *string) {
	fs = flag.NewFlagSet(name, flag.ContinueOnError)
	fs.SetOutput(io.Discard) // errors are told by run
	return fs, fs.String("casebook", "hearsay.db", "")
}

// parse parses args and returns what is no flag. Flags may stand before and after it; after "--" nothing is a flag.
func parse(fs *flag.FlagSet, args []string) ([]string, error) {
	var rest []string
	for {
		switch err := fs.Parse(args); {
		case errors.Is(err, flag.ErrHelp):
			return nil, errHelp
		case err != nil:
			return nil, wrongUsage(fs.Name() + ": " + err.Error())
		}
		left := fs.Args()
		if len(left) == 0 {
			return rest, nil
		}
		if read := len(args) - len(left); read > 0 && args[read-1] == "--" {
			return append(rest, left...), nil
		}
		rest, args = append(rest, left[0]), left[1:]
	}
}

// open opens a casebook. Unless it may be new, it has to be there.
func (c *command) open(path string, mayBeNew bool) (*desk.Desk, func() error, error) {
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) && !mayBeNew {
		return nil, nil, fmt.Errorf("there is no casebook %s; make one with \"hearsay trace PATH\", or name yours with -casebook", path)
	}
	store, err := sqlite.Open(path)
	switch {
	case errors.Is(err, hearsay.ErrNewer):
		return nil, nil, fmt.Errorf("%w; use that hearsay, or name another casebook with -casebook", err)
	case errors.Is(err, hearsay.ErrConflict):
		return nil, nil, fmt.Errorf("%w; wait until it is done, or end it", err)
	case errors.Is(err, hearsay.ErrInvalid):
		return nil, nil, fmt.Errorf("%w; name another file with -casebook", err)
	case errors.Is(err, os.ErrNotExist):
		return nil, nil, fmt.Errorf("%w; make the folder %s first, or name another with -casebook", err, filepath.Dir(path))
	case err != nil:
		return nil, nil, err
	}
	return &desk.Desk{Store: store, Program: release, Progress: c.progress()}, store.Close, nil
}
