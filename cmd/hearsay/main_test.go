package main

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/hearsay-news/hearsay/internal/golden"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"hearsay": main, "casebook": casebook})
}

// casebook is a program for tests: "casebook FILE SQL COMMAND ..." runs SQL on a casebook and, before it lets go of it, the command.
func casebook() {
	db, err := sql.Open("sqlite", os.Args[1])
	if err == nil {
		db.SetMaxOpenConns(1)
		_, err = db.Exec(os.Args[2])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(100)
	}
	if len(os.Args) == 3 {
		return
	}
	c := exec.Command(os.Args[3], os.Args[4:]...)
	c.Stdout, c.Stderr = os.Stdout, os.Stderr
	if c.Run() != nil {
		os.Exit(c.ProcessState.ExitCode())
	}
}

// The scripts in testdata run the program itself.
func TestScripts(t *testing.T) {
	golden.Files(t, "testdata/*.txt")
	story, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireUniqueNames:  true,
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("STORY", story+"/../../testdata/stories/dam/documents")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"fields": fields,
			"lines":  lines,
			"serve":  serve,
		},
	})
}

// wanted are the fields that the schema hearsay.trace/1 promises of each row, by the list that holds the rows.
var wanted = map[string]string{
	"documents":  "id path url outlet channel title title_span published language text sha256 embeds links",
	"statements": "id document kind commitment stance source cue content speaker via parent claim",
	"sources":    "id name names kind descriptions",
	"claims":     "id text tellings parts named_origin earliest origins standing reasons gaps responses",
	"links":      "id from to kind confidence reason spans",
	"evidence":   "claim part kind for span source origin",
	"remarks":    "id document span kind claim contradicts",
	"skipped":    "path reason remedy",
}

// "fields FILE LIST ..." wants FILE to be one JSON object of the schema, in which each row has its fields, and in which
// the lists named hold something.
func fields(ts *testscript.TestScript, neg bool, args []string) {
	text := ts.ReadFile(args[0])
	d := json.NewDecoder(strings.NewReader(text))
	var object map[string]json.RawMessage
	ts.Check(d.Decode(&object))
	if d.More() {
		ts.Fatalf("%s: there is more than one value", args[0])
	}
	if string(object["schema"]) != `"hearsay.trace/1"` {
		ts.Fatalf("%s: the schema is %s", args[0], object["schema"])
	}
	if _, is := object["changed"]; !is {
		ts.Fatalf("%s: there is no field changed", args[0])
	}
	for list, names := range wanted {
		var rows []map[string]json.RawMessage
		if err := json.Unmarshal(object[list], &rows); err != nil || rows == nil {
			ts.Fatalf("%s: %s is no list: %v", args[0], list, err)
		}
		for i, row := range rows {
			for name := range strings.FieldsSeq(names) {
				if _, is := row[name]; !is {
					ts.Fatalf("%s: %s[%d] has no field %s", args[0], list, i, name)
				}
			}
		}
	}
	for _, list := range args[1:] {
		if string(object[list]) == "[]" {
			ts.Fatalf("%s: %s is empty", args[0], list)
		}
	}
}

// "lines FILE TYPE ..." wants every line of FILE to be a JSON object with a type, and rows of the types named.
func lines(ts *testscript.TestScript, neg bool, args []string) {
	seen := map[string]int{}
	for i, line := range strings.Split(strings.TrimSpace(ts.ReadFile(args[0])), "\n") {
		var row struct{ Type string }
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			ts.Fatalf("%s:%d: %v", args[0], i+1, err)
		}
		seen[row.Type]++
	}
	for _, kind := range args[1:] {
		if seen[kind] == 0 {
			ts.Fatalf("%s: no row is a %s; there are %s", args[0], kind, fmt.Sprint(seen))
		}
	}
}
