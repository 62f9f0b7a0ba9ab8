package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay"
)

func TestScore(t *testing.T) {
	p, err := parse(strings.TrimPrefix(`
# A note.
url: https://a.example/x
canonical: https://a.example/y
title: The “bell”
author: Ines Rau
claimant: Bo Lindhall
outlet: The Quay
or outlet: Quay
published: 2025-06-03T05:31:00+02:00 minute
language: en

One two three.

Four five.
`, "\n"))
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2025, 6, 3, 3, 31, 40, 0, time.UTC)
	good := found{text: []string{"One  two", "THREE. Four five"}, title: `The "bell"`, authors: []string{"INES RAU"}, outlet: "Quay", addresses: []string{"http://a.example/y", "https://a.example/x"},
		published: hearsay.Time{At: at, Precision: hearsay.ToSecond}, language: "en"}
	want := "  " + fmt.Sprintf("%-18s", "") + " F1 1.000 precision 1.00 recall 1.00; title 1 author 1 outlet 1 published 1 day 1 modified 1 language 1 credit 1 address 1"
	if got := p.score(good).String(); got != want {
		t.Errorf("what is right:\n%s, want\n%s", got, want)
	}
	bad := found{text: []string{"Four five one two"}, authors: []string{"Bo Lindhall"}, published: hearsay.Time{At: at, Precision: hearsay.ToDay}, modified: hearsay.Time{At: at.AddDate(0, 0, 1), Precision: hearsay.ToDay}}
	want = "  " + fmt.Sprintf("%-18s", "") + " F1 0.444 precision 0.50 recall 0.40; title 0 author 0 outlet 0 published 0 day 1 modified 0 language 0 credit 1 address 0"
	if got := p.score(bad).String(); got != want {
		t.Errorf("what is wrong:\n%s, want\n%s", got, want)
	}
	if got := p.score(found{}).f1(); got != 0 {
		t.Errorf("nothing at all has F1 %.3f", got)
	}
}

func TestSameTime(t *testing.T) {
	for _, c := range []struct {
		got, want string
		grain     hearsay.Precision
		same      bool
	}{
		{"2025-06-03T03:31:00Z second", "2025-06-03T05:31:00+02:00 minute", hearsay.ToMinute, true},
		{"2025-06-03T05:31:00Z second", "2025-06-03T05:31:00+02:00 minute", hearsay.ToMinute, false},
		{"2025-06-03T05:31:00Z second", "2025-06-03T05:31:00 minute", hearsay.ToMinute, true},
		{"2025-06-03 day", "2025-06-03T05:31:00+02:00 minute", hearsay.ToMinute, false},
		{"2025-06-03 day", "2025-06-03T00:31:00+02:00 minute", hearsay.ToDay, true},
		{"2025-06-02T22:31:00Z second", "2025-06-03T00:31:00+02:00 minute", hearsay.ToDay, true},
	} {
		got, _, err := when(c.got)
		if err != nil {
			t.Fatal(err)
		}
		want, zoned, err := when(c.want)
		if err != nil {
			t.Fatal(err)
		}
		if sameTime(got, want, zoned, c.grain) != c.same {
			t.Errorf("%s and %s to the %s: want %v", c.got, c.want, c.grain, c.same)
		}
	}
}

func TestCommon(t *testing.T) {
	if got := common([]string{"a", "b", "c"}, []string{"b", "x", "a", "b"}); !slices.Equal(got, []bool{true, true, false}) {
		t.Errorf("%v", got)
	}
}

func TestParse(t *testing.T) {
	for truth, want := range map[string]string{
		"url: x\ntitle: y":                           "no empty line",
		"nothing\n\ntext":                            "1: ",
		"url: x\nwhat: y\n\ntext":                    "2: ",
		"url: x\npublished: soon\n\ntext":            "2: ",
		"url: x\npublished: 2025-06-03 year\n\ntext": "2: ",
		"title: x\n\ntext":                           "missing",
	} {
		if _, err := parse(truth); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", truth, err, want)
		}
	}
}
