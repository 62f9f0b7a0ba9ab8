package main

import (
	"context"
	"errors"

	"github.com/hearsay-news/hearsay/desk"
	"github.com/hearsay-news/hearsay/tell"
)

func (c *command) redo(ctx context.Context, args []string) (err error) {
	fs, casebook := flags("redo")
	page := pageFlags(fs)
	rest, err := parse(fs, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return wrongUsage("redo: it takes no paths, as it works on what the casebook holds; \"hearsay trace\" adds to it")
	}
	if err := page.check(*casebook); err != nil {
		return err
	}
	d, closeBook, err := c.open(*casebook, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeBook()) }()
	r, err := d.Redo(ctx, desk.Options{})
	c.clear()
	if err != nil {
		return err
	}
	if err := tell.Text(c.out, r, c.options()); err != nil {
		return err
	}
	return c.written(ctx, d, r, *casebook, page)
}
