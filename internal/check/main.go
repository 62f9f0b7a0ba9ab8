// Check is the one command before a change is sent, the same that runs for every change:
//
//	go run ./internal/check
//
// It installs what the tests need and the machine lacks, then looks at formatting, runs go vet, builds and vets for macOS and Windows, runs
// staticcheck, govulncheck, the benchmarks where their data lies beside the project, and all tests with the race detector. It goes through all of them
// even when one fails, and ends with two lines: what failed, and how many tests ran.
//
// It has no flags: what can be left out will be left out.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := toRoot(); err != nil {
		fmt.Fprintln(os.Stderr, "check:", err)
		os.Exit(1)
	}
	var tests count
	steps := []struct {
		name string
		run  func(context.Context) error
	}{
		{"install", install},
		{"gofmt", func(context.Context) error { return formatted(os.DirFS(".")) }},
		{"go vet", func(ctx context.Context) error { return run(ctx, "go", "vet", "./...") }},
		{"build and vet for " + strings.Join(systems, ", "), cross},
		{"staticcheck", func(ctx context.Context) error { return run(ctx, "go", "tool", "staticcheck", "./...") }},
		{"govulncheck", vulnerabilities},
		{"benchmarks", func(ctx context.Context) error { return benchmarks(ctx, "../shared/data") }},
		{"go test -race", func(ctx context.Context) (err error) {
			tests, err = test(ctx)
			return err
		}},
	}
	var failed []string
	for _, s := range steps {
		fmt.Printf("== %s\n", s.name)
		began := time.Now()
		if err := s.run(ctx); err != nil {
			fmt.Printf("FAILED: %v\n", err)
			failed = append(failed, s.name)
		}
		fmt.Printf("   %.0f s\n", time.Since(began).Seconds())
		if ctx.Err() != nil {
			fmt.Println("interrupted")
			break
		}
	}
	if len(failed) > 0 {
		fmt.Println("failed:", strings.Join(failed, ", "))
	} else if ctx.Err() == nil {
		fmt.Println("everything passed")
	}
	fmt.Println(tests)
	if len(failed) > 0 || ctx.Err() != nil {
		stop()
		os.Exit(1)
	}
}

// toRoot makes the folder of the module the current one.
func toRoot() error {
	mod, err := exec.Command("go", "env", "GOMOD").Output()
	if err != nil {
		return fmt.Errorf("go env GOMOD: %w", err)
	}
	folder, ok := strings.CutSuffix(strings.TrimSpace(string(mod)), "go.mod")
	if !ok {
		return errors.New("this is no folder of a Go module; change to the folder of hearsay")
	}
	return os.Chdir(folder)
}
