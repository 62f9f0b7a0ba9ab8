package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// command prepares a command that writes all it says to w, and is asked to end when ctx does.
func command(ctx context.Context, w io.Writer, name string, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, name, args...)
	c.Stdout, c.Stderr = w, w
	c.Cancel = func() error { return c.Process.Signal(os.Interrupt) }
	c.WaitDelay = 10 * time.Second
	return c
}

// finish runs c; its error names the command.
func finish(c *exec.Cmd) error {
	if err := c.Run(); err != nil {
		return fmt.Errorf("%s: %w", strings.Join(c.Args, " "), err)
	}
	return nil
}

// run runs a command, whose output goes where ours does.
func run(ctx context.Context, name string, args ...string) error {
	return finish(command(ctx, os.Stdout, name, args...))
}
