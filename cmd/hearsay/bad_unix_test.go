//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A badRun is a kind of bad surroundings: of what the program may read and write. The program is run by itself, in a folder with a good
// document and a casebook of another, which must be whole afterwards.
type badRun struct {
	name   string
	script string // of a shell
	status int
	says   string // parted by |
}

var badRuns = []badRun{
	{"an unreadable file", `printf x >bad.txt; chmod 0 bad.txt; hearsay trace -no-html good.txt bad.txt`, 0, "bad.txt|not permitted|give yourself the right"},
	{"an unreadable folder", `mkdir bad; chmod 0 bad; hearsay trace -no-html good.txt bad`, 0, "bad|not permitted"},
	{"a vanishing file", `printf x >bad.txt; { sleep 0.2; rm bad.txt; cat first.txt; } | hearsay trace -no-html - bad.txt good.txt`, 0, "bad.txt|no such file|check the spelling"},
	{"nothing that could be read", `hearsay trace -casebook new.db -no-html nowhere.txt; s=$?; ls new.db; exit $s`, 1, "nowhere.txt|nothing could be read|check the spelling"},
	{"a read-only casebook", `chmod 0444 hearsay.db; chmod 0555 .; hearsay trace -no-html good.txt; s=$?; chmod 0755 .; chmod 0644 hearsay.db; exit $s`, 1, "hearsay.db|must allow writing|copy the file"},
	{"a read-only folder for the page", `mkdir ro; chmod 0555 ro; hearsay trace -html ro/x.html good.txt`, 1, "ro|cannot be written|-html"},
	{"a casebook of a newer version", `cp hearsay.db newer.db; casebook newer.db "PRAGMA user_version = 999"; hearsay trace -no-html -casebook newer.db good.txt`, 1, "newer.db|newer hearsay"},
	{"a casebook that is none", `hearsay trace -no-html -casebook good.txt good.txt`, 1, "good.txt|-casebook"},
	{"two programs on one casebook", `casebook hearsay.db "BEGIN IMMEDIATE" hearsay trace -no-html good.txt`, 1, "hearsay.db|in use by another program|wait until"},
	{"a full disk under the result", `hearsay trace -no-html -json good.txt >/dev/full`, 1, "no space left"},
	{"a full disk under the casebook", `ulimit -f 8; hearsay trace -no-html -casebook new.db many; s=$?; exit $s`, 1, "new.db"},
	{"a reader that goes away", `hearsay trace -no-html -json good.txt | head -c 1 >/dev/null; hearsay trace -no-html good.txt`, 0, ""},
}

func TestBadSurroundings(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range badRuns {
		t.Run(b.name, func(t *testing.T) {
			dir, err := os.MkdirTemp("", "bad")
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { os.Chmod(dir, 0o755); os.RemoveAll(dir) })
			bin := filepath.Join(dir, "bin")
			if err := os.Mkdir(bin, 0o755); err != nil {
				t.Fatal(err)
			}
			program, err := os.ReadFile(self)
			if err != nil {
				t.Fatal(err)
			}
			for name, content := range map[string][]byte{"good.txt": []byte("The baker Odo Lint alleged that the mayor was bribed in 1991."), "first.txt": []byte(said)} {
				if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.WriteFile(filepath.Join(bin, "hearsay"), program, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink("hearsay", filepath.Join(bin, "casebook")); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(b.script, "many") {
				writePile(t, filepath.Join(dir, "many"), 40)
			}
			run := func(script string) (string, error) {
				c := exec.CommandContext(t.Context(), "sh", "-c", script)
				c.Dir = dir
				c.Env = append(os.Environ(), "PATH="+bin+":"+os.Getenv("PATH"), "HOME="+dir)
				if os.Geteuid() == 0 { // who may do everything is refused nothing
					c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
				}
				out, err := c.CombinedOutput()
				return string(out), err
			}
			if os.Geteuid() == 0 {
				for _, p := range []string{dir, filepath.Join(dir, "many")} {
					if err := os.Chown(p, 65534, 65534); err != nil && !os.IsNotExist(err) {
						t.Fatal(err)
					}
				}
				if err := os.Chmod(dir, 0o755); err != nil {
					t.Fatal(err)
				}
			}
			if out, err := run("hearsay trace -no-html first.txt"); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			out, err := run(b.script)
			status := 0
			if exit, is := err.(*exec.ExitError); is {
				status = exit.ExitCode()
			} else if err != nil {
				t.Fatal(err)
			}
			if status != b.status {
				t.Errorf("the exit status is %d, want %d: %.2000s", status, b.status, out)
			}
			for part := range strings.SplitSeq(b.says, "|") {
				if !strings.Contains(strings.Join(strings.Fields(out), " "), part) {
					t.Errorf("nobody was told %q, but: %.2000s", part, out)
				}
			}
			if strings.Contains(out, "panic") || strings.Contains(out, "goroutine ") {
				t.Errorf("it broke down: %.2000s", out)
			}
			sound(t, b.name, filepath.Join(dir, "hearsay.db"))
			if book := filepath.Join(dir, "new.db"); exists(book) {
				sound(t, b.name, book)
			}
			if out, err := run("hearsay trace -no-html good.txt first.txt"); err != nil || !strings.Contains(out, "Odo Lint") && !strings.Contains(out, "Nothing changed") {
				t.Errorf("the next run: %v: %s", err, out)
			}
		})
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
