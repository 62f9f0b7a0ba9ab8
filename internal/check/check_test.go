package main

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestTally(t *testing.T) {
	const events = `
{"Action":"start","Package":"p"}
{"Action":"output","Package":"p","Test":"TestA","Output":"quiet\n"}
{"Action":"pass","Package":"p","Test":"TestA/one"}
{"Action":"pass","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Test":"TestB","Output":"b_test.go:7: loud\n"}
{"Action":"fail","Package":"p","Test":"TestB"}
{"Action":"skip","Package":"p","Test":"TestC"}
{"Action":"output","Package":"p","Output":"FAIL\n"}
{"Action":"fail","Package":"p","Elapsed":1.5}
{"Action":"skip","Package":"without/tests"}
{"ImportPath":"broken","Action":"build-output","Output":"broken.go:1: undefined: x\n"}
{"Action":"output","Package":"broken","Output":"FAIL broken [build failed]\n"}
{"Action":"fail","Package":"broken"}
not JSON: what go itself says
`
	var b strings.Builder
	got, err := tally(strings.NewReader(strings.TrimSpace(events)), &b)
	if err != nil {
		t.Fatal(err)
	}
	if want := "2 passed, 2 failed, 1 skipped"; got.String() != want {
		t.Errorf("%s, want %s", got, want)
	}
	for _, want := range []string{"b_test.go:7: loud", "broken.go:1: undefined: x", "[build failed]", "fail p: 2 passed, 1 failed, 1 skipped, 1.5 s", "not JSON"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("it does not say %q:\n%s", want, &b)
		}
	}
	for _, silent := range []string{"quiet", "without/tests"} {
		if strings.Contains(b.String(), silent) {
			t.Errorf("it says %q:\n%s", silent, &b)
		}
	}
}

func TestBelow(t *testing.T) {
	const was = "emergent: 10 headlines\n  recall 0.700, F1 0.800; 20.5 keys\n"
	for _, c := range []struct {
		name, is, want string // want is a part of the error, "" for none
	}{
		{"equal", was, ""},
		{"better, on more", "emergent: 12 headlines\n  recall 0.701, F1 1.000; 30.5 keys\n", ""},
		{"one lower", "emergent: 10 headlines\n  recall 0.900, F1 0.799; 20.5 keys\n", "line 2: 0.799 is below 0.800"},
		{"a line less", "emergent: 10 headlines\n", "line 2"},
		{"a line more", was + "others: 3\n", "line 3"},
		{"other words", "emergent: 10 headlines\n  precision 0.700, F1 0.800; 20.5 keys\n", "line 2"},
		{"nothing", "", "line 1"},
	} {
		n, err := below(was, c.is)
		if c.want == "" && (err != nil || n != 2) {
			t.Errorf("%s: %d scores, %v", c.name, n, err)
		}
		if c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: the error is %v, want %q in it", c.name, err, c.want)
		}
	}
	if _, err := below("3 cats", "4 cats"); err == nil {
		t.Error("what has no score passes")
	}
}

func TestFormatted(t *testing.T) {
	good, bad := &fstest.MapFile{Data: []byte("package a\n")}, &fstest.MapFile{Data: []byte("package  a\n")}
	for _, c := range []struct {
		tree fstest.MapFS
		want string
	}{
		{fstest.MapFS{"a/a.go": good, ".git/b.go": bad, "c.txt": bad}, ""},
		{fstest.MapFS{"a/a.go": good, "b/b.go": bad}, "b/b.go"},
		{fstest.MapFS{"a.txt": good}, "no Go file"},
	} {
		err := formatted(c.tree)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%v: %v, want %q", c.tree, err, c.want)
		}
	}
}
