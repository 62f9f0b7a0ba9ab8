package main

import (
	"context"
	"errors"
	"strings"

	"github.com/hearsay-news/hearsay/desk"
	"github.com/hearsay-news/hearsay/tell"
)

func (c *command) show(ctx context.Context, args []string) (err error) {
	fs, casebook := flags("show")
	asJSON := fs.Bool("json", false, "")
	words, err := parse(fs, args)
	if err != nil {
		return err
	}
	if len(words) == 0 {
		return wrongUsage("show: say what, by an id, a path, an address, a name, or words that a claim is about")
	}
	d, closeBook, err := c.open(*casebook, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeBook()) }()
	thing, id, r, err := d.Show(ctx, strings.Join(words, " "), desk.Options{})
	switch {
	case err != nil:
		return err
	case *asJSON:
		return tell.JSON(c.out, r)
	case thing == desk.ClaimThing:
		return tell.Claim(c.out, r, id, c.options())
	case thing == desk.DocumentThing:
		return tell.Document(c.out, r, id, c.options())
	case thing == desk.SourceThing:
		return tell.Source(c.out, r, id, c.options())
	}
	return tell.Text(c.out, r, c.options())
}
