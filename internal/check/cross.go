package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
)

// systems are those for which the program is built besides the one that it is checked on. Nothing of it runs there.
var systems = []string{"darwin/arm64", "windows/amd64"}

// cross builds the README's two commands and vets everything for each of systems, without cgo, which the program does not need.
func cross(ctx context.Context) error {
	var failed []error
	for _, s := range systems {
		system, machine, _ := strings.Cut(s, "/")
		for _, arguments := range [][]string{{"build", "-o", os.DevNull, "./cmd/hearsay"}, {"build", "-o", os.DevNull, "./internal/check"}, {"vet", "./..."}} {
			c := command(ctx, os.Stdout, "go", arguments...)
			c.Env = append(os.Environ(), "GOOS="+system, "GOARCH="+machine, "CGO_ENABLED=0")
			if err := finish(c); err != nil {
				failed = append(failed, fmt.Errorf("for %s: %w", s, err))
			}
		}
	}
	return errors.Join(failed...)
}
