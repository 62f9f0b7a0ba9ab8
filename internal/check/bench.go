package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A suite is a program that measures quality. What it last wrote to standard output, in its file, is the floor.
type suite struct {
	name string   // the folder below bench
	file string   // in that folder
	args []string // DATA stands for the folder of data that is not in the tree
}

var suites = []suite{
	{"story", "stats.txt", []string{"-q"}},
	{"story", "gold.txt", []string{"-q", "-gold", "DATA/../seed/gold.json", "-text", "DATA/../seed/article.txt"}},
	{"read", "stats.txt", nil},
	{"extract", "stats.txt", []string{"-in", "DATA/polnear/dev.jsonl.gz"}},
	{"extract", "large.txt", []string{"-of", "large", "-in", "DATA/polnear/dev.jsonl.gz"}},
	{"identity", "stats.txt", []string{"-in", "DATA/polnear/dev.jsonl.gz"}},
	{"fairness", "stats.txt", []string{"-in", "DATA/polnear/dev.jsonl.gz"}},
	{"factuality", "stats.txt", []string{"-data", "DATA/factuality"}},
	{"match", "stats.txt", []string{"-data", "DATA"}},
}

// benchmarks runs each suite and fails where a score is lower than in its file. Suites that want data are left out,
// and it says so, where the folder data is not there.
func benchmarks(ctx context.Context, data string) error {
	_, err := os.Stat(data)
	if errors.Is(err, fs.ErrNotExist) {
		fmt.Printf("there is no %s beside the project: the suites that want its data are NOT RUN\n", data)
	} else if err != nil {
		return err
	}
	there := err == nil
	var failed []error
	for _, s := range suites {
		args := slices.Clone(s.args)
		for i := range args {
			args[i] = strings.ReplaceAll(args[i], "DATA", data)
		}
		if !there && strings.Contains(strings.Join(s.args, " "), "DATA") {
			fmt.Printf("%s, %s: not run\n", s.name, s.file)
			continue
		}
		if err := floor(ctx, s.name, s.file, args); err != nil {
			failed = append(failed, err)
		}
	}
	return errors.Join(failed...)
}

// floor runs one suite and holds it against its file.
func floor(ctx context.Context, name, file string, args []string) error {
	file = "bench/" + name + "/" + file
	want, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	c := command(ctx, os.Stdout, "go", append([]string{"run", "./bench/" + name}, args...)...)
	var said bytes.Buffer
	c.Stdout = io.MultiWriter(os.Stdout, &said)
	if err := finish(c); err != nil {
		return err
	}
	n, err := below(string(want), said.String())
	if err != nil {
		return fmt.Errorf("%s: %w\nif this is meant to be, write it anew: %s > %s", file, err, strings.Join(c.Args, " "), file)
	}
	fmt.Printf("%s: %d scores, none below its floor\n", file, n)
	return nil
}

// A score is a number from 0 to 1 with three decimals after the word that names it: "F1 0.789". More is better.
var score = regexp.MustCompile(`[\pL\d@] +([01]\.\d{3})\b`)

var digits = regexp.MustCompile(`\d+`)

// below compares the scores of two outputs of a suite, which must be alike but for their numbers, and returns how many
// there are. The error names the lines on which a score is lower than it was.
func below(was, is string) (scores int, err error) {
	old, now := strings.Split(strings.TrimSpace(was), "\n"), strings.Split(strings.TrimSpace(is), "\n")
	shape := func(line string) string {
		return strings.Join(strings.Fields(digits.ReplaceAllString(line, "#")), " ")
	}
	var lower []error
	for i := range max(len(old), len(now)) {
		if i >= len(old) || i >= len(now) || shape(old[i]) != shape(now[i]) {
			return scores, fmt.Errorf("line %d is another than was measured now", i+1)
		}
		a, b := score.FindAllStringSubmatch(old[i], -1), score.FindAllStringSubmatch(now[i], -1)
		for k := range a {
			before, err1 := strconv.ParseFloat(a[k][1], 64)
			after, err2 := strconv.ParseFloat(b[k][1], 64)
			if err := errors.Join(err1, err2); err != nil {
				return scores, err
			}
			scores++
			if after < before {
				lower = append(lower, fmt.Errorf("line %d: %.3f is below %.3f: %s", i+1, after, before, strings.TrimSpace(old[i])))
			}
		}
	}
	if scores == 0 {
		return 0, errors.New("there is no score in it")
	}
	return scores, errors.Join(lower...)
}
