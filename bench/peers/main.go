// Command peers has other free programs find the attributions in a file of texts, and ours beside them, and counts all
// in the same way.
//
//	go run ./bench/peers -in FILE.jsonl[.gz] [-dir FOLDER]
//
// The peers are spaCy with textacy (Python) and the quote annotator of Stanford CoreNLP (Java); README.md tells how their
// output is read. It installs them with pip and Maven, which need the network; nothing else in the project needs them,
// and no check runs this. Python 3.11 or later with venv, a JDK of 17 or later and Maven must be there.
//
// With -dir the installation and each reading of what was found (FOLDER/found/NAME.jsonl, as bench/extract writes it) stay
// in FOLDER, and a second run installs nothing.
package main

import (
	"bytes"
	"cmp"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/hearsay-news/hearsay/bench/extract/tally"
	"github.com/hearsay-news/hearsay/token"
)

var (
	//go:embed requirements.txt
	requirements []byte
	//go:embed quotes.py
	python []byte
	//go:embed pom.xml
	pom []byte
	//go:embed Quotes.java
	java []byte
)

func main() {
	in := flag.String("in", "", "`file` of texts with what is right, .jsonl or .jsonl.gz")
	dir := flag.String("dir", "", "`folder` that keeps the installation and what was found; a temporary one if not given")
	texts := flag.Int("texts", 0, "look only at the first `n` texts; 0 for all")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Stdout, *in, *dir, *texts); err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, w io.Writer, in, dir string, texts int) error {
	if in == "" {
		return errors.New("no texts; give a file with -in")
	}
	records, err := tally.Read(in)
	if err != nil {
		return err
	}
	if texts > 0 && texts < len(records) {
		records = records[:texts]
	}
	if dir == "" {
		if dir, err = os.MkdirTemp("", "peers-"); err != nil {
			return err
		}
		defer os.RemoveAll(dir)
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(dir, "found"), 0o777); err != nil {
		return err
	}
	all, one, words := filepath.Join(dir, "texts.jsonl"), filepath.Join(dir, "one.jsonl"), 0
	for _, r := range records {
		words += len(token.Divide(r.Text).Tokens)
	}
	if err := errors.Join(writeTexts(all, records), writeTexts(one, []tally.Record{{ID: "one", Text: "He said so."}})); err != nil {
		return err
	}
	fmt.Fprintf(w, "%d texts, %d words\n\n%-34s%8s%8s%8s%8s%13s%10s\n", len(records), words, "F1", "source", "cue", "content", "pair", "attribution", "words/s")
	for _, p := range peers {
		command, err := p.install(ctx, dir)
		if err != nil {
			return fmt.Errorf("install %s: %w", p.name, err)
		}
		seconds, err := work(ctx, command, all, one, filepath.Join(dir, "found", p.name+".jsonl"))
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		if err := report(w, filepath.Join(dir, "found"), p.name, records, float64(words)/seconds); err != nil {
			return err
		}
	}
	return nil
}

// A peer is a program that reads {id, text} and writes what it found.
type peer struct {
	name string
	// install makes the program ready in a folder and returns how to start it, but for the files to read and to write.
	install func(ctx context.Context, dir string) (start func(in, out string) []string, err error)
}

var peers = []peer{
	{"spacy", installSpacy},
	{"corenlp", installCoreNLP},
	{"hearsay, label", ours("label")},
	{"hearsay, fast", ours("fast")},
	{"hearsay, extract", ours("extract")},
}

func installSpacy(ctx context.Context, dir string) (func(in, out string) []string, error) {
	list, script := filepath.Join(dir, "requirements.txt"), filepath.Join(dir, "quotes.py")
	if err := errors.Join(os.WriteFile(list, requirements, 0o666), os.WriteFile(script, python, 0o666)); err != nil {
		return nil, err
	}
	interpreter := filepath.Join(dir, "venv", "bin", "python")
	if runtime.GOOS == "windows" {
		interpreter = filepath.Join(dir, "venv", "Scripts", "python.exe")
	}
	if _, err := os.Stat(interpreter); errors.Is(err, fs.ErrNotExist) {
		if _, err := execute(ctx, "python3", "-m", "venv", filepath.Join(dir, "venv")); err != nil {
			return nil, err
		}
	}
	if _, err := execute(ctx, interpreter, "-m", "pip", "install", "-q", "-r", list); err != nil {
		return nil, err
	}
	return func(in, out string) []string { return []string{interpreter, script, in, out} }, nil
}

func installCoreNLP(ctx context.Context, dir string) (func(in, out string) []string, error) {
	project, program, jars := filepath.Join(dir, "pom.xml"), filepath.Join(dir, "Quotes.java"), filepath.Join(dir, "classpath.txt")
	if err := errors.Join(os.WriteFile(project, pom, 0o666), os.WriteFile(program, java, 0o666)); err != nil {
		return nil, err
	}
	const plugin = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath"
	if _, err := execute(ctx, "mvn", "-q", "-B", "-f", project, plugin, "-Dmdep.outputFile="+jars); err != nil {
		return nil, err
	}
	path, err := os.ReadFile(jars)
	if err != nil {
		return nil, err
	}
	return func(in, out string) []string {
		return []string{"java", "-Xmx6g", "-XX:+UseSerialGC", "-XX:ActiveProcessorCount=1", "-cp", strings.TrimSpace(string(path)), program, in, out}
	}, nil
}

// ours measures what bench/extract calls by the name of.
func ours(of string) func(ctx context.Context, dir string) (func(in, out string) []string, error) {
	return func(ctx context.Context, dir string) (func(in, out string) []string, error) {
		program := filepath.Join(dir, "extract")
		if runtime.GOOS == "windows" {
			program += ".exe"
		}
		if _, err := execute(ctx, "go", "build", "-o", program, "github.com/hearsay-news/hearsay/bench/extract"); err != nil {
			return nil, err
		}
		return func(in, out string) []string { return []string{program, "-of", of, "-in", in, "-out", out} }, nil
	}
}

// work runs a program over the file all and returns the seconds that its process worked, without those that it needs for
// the file one, of a single short text: for starting and for reading its models. It is the median of three measurements
// where they do not take long.
func work(ctx context.Context, start func(in, out string) []string, all, one, out string) (float64, error) {
	var took []time.Duration
	for began := time.Now(); len(took) == 0 || len(took) < 3 && time.Since(began) < 2*time.Minute; {
		var pair [2]time.Duration
		for i, in := range []string{one, all} {
			args := start(in, out)
			var err error
			if pair[i], err = execute(ctx, args[0], args[1:]...); err != nil {
				return 0, err
			}
		}
		took = append(took, max(pair[1]-pair[0], time.Millisecond))
	}
	slices.Sort(took)
	return took[len(took)/2].Seconds(), nil
}

// execute runs a command on one thread and returns the time that its process worked. The error holds what it said.
func execute(ctx context.Context, name string, args ...string) (time.Duration, error) {
	c := exec.CommandContext(ctx, name, args...)
	var said bytes.Buffer
	c.Stdout, c.Stderr = &said, &said
	c.Env = append(os.Environ(), "GOMAXPROCS=1", "OMP_NUM_THREADS=1", "OPENBLAS_NUM_THREADS=1")
	if err := c.Run(); err != nil {
		return 0, fmt.Errorf("%s: %w\n%s", name, err, said.Bytes())
	}
	return c.ProcessState.UserTime() + c.ProcessState.SystemTime(), nil
}

func writeTexts(name string, records []tally.Record) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	for _, r := range records {
		if err := e.Encode(struct {
			ID   string `json:"id"`
			Text string `json:"text"`
		}{r.ID, r.Text}); err != nil {
			return err
		}
	}
	return os.WriteFile(name, b.Bytes(), 0o666)
}

// A line is what was found in one text. Of names the reading, where the program's output has several.
type line struct {
	Of           string              `json:"of,omitempty"`
	ID           string              `json:"id"`
	Attributions []tally.Attribution `json:"attributions"`
}

// report writes a row for each reading of what a program found, in the order in which they come in its file, and each to
// a file of its own where there are several. A text of which a reading says nothing counts as one in which nothing was found.
func report(w io.Writer, dir, name string, records []tally.Record, speed float64) error {
	f, err := os.Open(filepath.Join(dir, name+".jsonl"))
	if err != nil {
		return err
	}
	defer f.Close()
	var readings []string
	found := map[string]map[string][]tally.Attribution{}
	d := json.NewDecoder(f)
	for {
		var l line
		if err := d.Decode(&l); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return fmt.Errorf("%s: %w", f.Name(), err)
		}
		of := cmp.Or(l.Of, name)
		if found[of] == nil {
			readings, found[of] = append(readings, of), map[string][]tally.Attribution{}
		}
		found[of][l.ID] = l.Attributions
	}
	for _, of := range readings {
		var s tally.Score
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		for _, r := range records {
			s.Add(r.Text, found[of][r.ID], r.Wanted)
			if err := e.Encode(line{ID: r.ID, Attributions: found[of][r.ID]}); err != nil {
				return err
			}
		}
		if of != name {
			if err := os.WriteFile(filepath.Join(dir, of+".jsonl"), b.Bytes(), 0o666); err != nil {
				return err
			}
		}
		fmt.Fprintf(w, "%-34s%8s%8s%8s%8s%13s%10.0f\n", of, f1(s.Source), f1(s.Cue), f1(s.Content), f1(s.Pair), f1(s.Attribution), speed)
	}
	return nil
}

// f1 is a dash where a program finds nothing of the kind.
func f1(c tally.Count) string {
	if c.Found == 0 {
		return "-"
	}
	return fmt.Sprintf("%.3f", c.F1())
}
