package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

func (c *command) remove(ctx context.Context, args []string) (err error) {
	fs, casebook := flags("remove")
	yes := fs.Bool("yes", false, "")
	undo := fs.Bool("undo", false, "")
	reason := fs.String("reason", "", "")
	what, err := parse(fs, args)
	if err != nil {
		return err
	}
	if len(what) != 1 {
		return wrongUsage("remove: name one document, by its id, its path or its address")
	}
	d, closeBook, err := c.open(*casebook, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeBook()) }()
	var r hearsay.Report
	if *undo {
		r, err = d.Restore(ctx, what[0], *reason)
	} else {
		r, err = d.Remove(ctx, what[0], *reason, *yes)
	}
	c.clear()
	if err != nil {
		return err
	}
	done := *undo || *yes
	c.changes(r, *undo, done)
	if !done {
		fmt.Fprintf(c.err, "Nothing is removed yet: write -yes to do it. The document stays readable then, and \"hearsay remove -undo %s\" makes it count again.\n", r.Changed.Removed[0])
	}
	return nil
}

// changes says what a removal, or its undoing, does to claims.
func (c *command) changes(r hearsay.Report, undo, done bool) {
	text := map[string]string{}
	for _, claim := range r.Claims {
		text[claim.ID] = claim.Text
	}
	verb := "to be removed"
	switch {
	case undo:
		verb = "counts again"
	case done:
		verb = "removed"
	}
	for _, d := range r.Documents {
		if slices.Contains(r.Changed.Removed, d.ID) || slices.Contains(r.Changed.Added, d.ID) {
			fmt.Fprintf(c.out, "%s: %s (%s)\n", verb, d.Name(), d.ID)
		}
	}
	for _, change := range r.Changed.Claims {
		about := ""
		if t := text[change.Claim]; t != "" && len(change.What) > 0 && !strings.HasPrefix(change.What[0], "gone") {
			about = "“" + t + "”: "
		}
		fmt.Fprintf(c.out, "  %s  %s%s\n", change.Claim, about, strings.Join(change.What, "; "))
	}
	if len(r.Changed.Claims) == 0 {
		fmt.Fprintln(c.out, "  no claim changes")
	}
}
