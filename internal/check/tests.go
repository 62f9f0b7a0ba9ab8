package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// A count is how many tests ended how. Tests within tests count as well.
type count struct{ passed, failed, skipped int }

func (c count) String() string {
	return fmt.Sprintf("%d passed, %d failed, %d skipped", c.passed, c.failed, c.skipped)
}

// test runs all tests with the race detector, prints a line for each package, and what the failed ones said.
func test(ctx context.Context) (count, error) {
	out, in := io.Pipe()
	c := command(ctx, in, "go", "test", "-race", "-json", "-timeout=15m", "./...")
	c.Env = append(os.Environ(), "CGO_ENABLED=1") // the race detector needs it
	ended := make(chan error, 1)
	go func() {
		err := finish(c)
		in.Close()
		ended <- err
	}()
	tests, err := tally(out, os.Stdout)
	out.CloseWithError(err)
	err = errors.Join(err, <-ended)
	switch {
	case err != nil:
		return tests, err
	case tests.failed > 0:
		return tests, fmt.Errorf("%d tests failed", tests.failed)
	case tests.passed == 0:
		return tests, errors.New("no test ran")
	}
	return tests, nil
}

// An event is a line of go test -json.
type event struct {
	Action, Package, Test, Output string
	Elapsed                       float64
}

// tally reads what go test -json writes and counts; it tells w of each package, and what the failed tests said. A package
// that fails without a failed test, as one that does not build, counts as one.
func tally(r io.Reader, w io.Writer) (all count, err error) {
	type place struct{ pkg, test string }
	said := map[place]*strings.Builder{}
	of := map[string]*count{}
	lines := bufio.NewReader(r)
	for {
		line, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) && len(line) == 0 {
			return all, nil
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return all, fmt.Errorf("what go test says: %w", err)
		}
		var e event
		if json.Unmarshal(line, &e) != nil { // what go itself says
			fmt.Fprintf(w, "%s", line)
			continue
		}
		at := place{e.Package, e.Test}
		if of[e.Package] == nil {
			of[e.Package] = &count{}
		}
		n := of[e.Package]
		switch e.Action {
		case "output":
			if said[at] == nil {
				said[at] = &strings.Builder{}
			}
			said[at].WriteString(e.Output)
		case "build-output":
			fmt.Fprint(w, e.Output)
		case "pass", "fail", "skip":
			words := said[at]
			delete(said, at)
			alone := e.Test == "" && e.Action == "fail" && n.failed == 0
			if (e.Action == "fail" && e.Test != "" || alone) && words != nil {
				fmt.Fprintf(w, "--- %s %s\n%s", e.Package, e.Test, words)
			}
			switch {
			case e.Action == "fail" && (e.Test != "" || alone):
				n.failed++
				all.failed++
			case e.Test == "":
			case e.Action == "pass":
				n.passed++
				all.passed++
			case e.Action == "skip":
				n.skipped++
				all.skipped++
			}
			if e.Test == "" && *n != (count{}) {
				fmt.Fprintf(w, "%s %s: %s, %.1f s\n", e.Action, e.Package, n, e.Elapsed)
			}
		}
	}
}
