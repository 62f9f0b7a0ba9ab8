package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"iter"
	"os"
	"path/filepath"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/desk"
	"github.com/hearsay-news/hearsay/fetch"
	"github.com/hearsay-news/hearsay/ingest"
	"github.com/hearsay-news/hearsay/tell"
)

func (c *command) trace(ctx context.Context, args []string) (err error) {
	fs, casebook := flags("trace")
	about := fs.String("about", "", "")
	asJSON := fs.Bool("json", false, "")
	asRows := fs.Bool("jsonl", false, "")
	private := fs.Bool("private", false, "")
	page := pageFlags(fs)
	paths, err := parse(fs, args)
	switch {
	case err != nil:
		return err
	case len(paths) == 0:
		return wrongUsage("trace: say what to read, files, folders, addresses or - for standard input; \"hearsay show\" asks a casebook that is there")
	case *asJSON && *asRows:
		return wrongUsage("trace: -json and -jsonl are two forms of the result; choose one")
	}
	if err := page.check(*casebook); err != nil {
		return err
	}
	_, missing := os.Stat(*casebook)
	d, closeBook, err := c.open(*casebook, true)
	if err != nil {
		return err
	}
	empty := true
	defer func() {
		err = errors.Join(err, closeBook())
		if empty && errors.Is(missing, os.ErrNotExist) {
			err = errors.Join(err, os.Remove(*casebook)) // nothing came of it
		}
	}()

	most := desk.Shown
	if *asJSON {
		most = -1
	}
	network := fetch.New(fetch.Options{Agent: agent, Private: *private, Known: d.Store.Fetched, Progress: c.fetching()})
	r, err := d.Trace(ctx, others(ingest.Walk(ctx, paths, c.in, network), *casebook, page.path(*casebook)), desk.Options{About: *about, Most: most})
	c.clear()
	empty = err == nil && r.Totals.Documents == 0
	if err != nil {
		return err
	}
	switch {
	case *asJSON:
		err = tell.JSON(c.out, r)
	case *asRows:
		rows := tell.JSONL(c.out)
		err = rows.Report(hearsay.Report{About: r.About, Totals: r.Totals, Skipped: r.Skipped, Changed: r.Changed})
		if err == nil {
			err = d.All(ctx, rows.Write)
		}
	default:
		err = tell.Text(c.out, r, c.options())
	}
	if err != nil {
		return err
	}
	if *asJSON || *asRows { // the summary names them itself
		for _, s := range r.Skipped {
			fmt.Fprintf(c.err, "hearsay: %s was not read: %s; %s\n", s.Path, s.Reason, s.Remedy)
		}
	}
	if len(r.Skipped) > 0 && empty {
		return fmt.Errorf("nothing could be read; the first was %s: %s; %s", r.Skipped[0].Path, r.Skipped[0].Reason, r.Skipped[0].Remedy)
	}
	if empty {
		return fmt.Errorf("there is nothing to read in %s; name files of HTML, text, Markdown or JSON Lines, folders that hold some, or addresses", paths[0])
	}
	return c.written(ctx, d, r, *casebook, page)
}

// others leaves out the casebook and the page where they lie among what is read.
func others(items iter.Seq2[hearsay.Item, *hearsay.Skip], casebook, page string) iter.Seq2[hearsay.Item, *hearsay.Skip] {
	own := map[string]bool{}
	for _, p := range []string{casebook, casebook + "-wal", casebook + "-shm", page} {
		if p, err := filepath.Abs(p); err == nil {
			own[p] = true
		}
	}
	return func(yield func(hearsay.Item, *hearsay.Skip) bool) {
		for item, skip := range items {
			path := item.Path
			if skip != nil {
				path = skip.Path
			}
			if p, err := filepath.Abs(path); err == nil && path != "-" && own[p] {
				continue
			}
			if !yield(item, skip) {
				return
			}
		}
	}
}

// A page is where the report is to be written.
type page struct {
	file *string
	none *bool
}

func pageFlags(fs *flag.FlagSet) page {
	return page{fs.String("html", "", ""), fs.Bool("no-html", false, "")}
}

// path is where the page goes, "" for nowhere.
func (p page) path(casebook string) string {
	switch {
	case *p.none:
		return ""
	case *p.file != "":
		return *p.file
	}
	return filepath.Join(filepath.Dir(casebook), "hearsay.html")
}

// written writes the page and says where everything is, and how large the casebook is.
func (c *command) written(ctx context.Context, d *desk.Desk, r hearsay.Report, casebook string, p page) error {
	if path := p.path(casebook); path != "" {
		first, err := d.First(ctx, r, desk.Shown)
		if err != nil {
			return err
		}
		if err := writePage(path, first); err != nil {
			return err
		}
		fmt.Fprintln(c.err, "page:    ", path)
	}
	size, err := d.Store.Size(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.err, "casebook: %s (%.1f MB)\n", casebook, float64(size)/1e6)
	return nil
}
