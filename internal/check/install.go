package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// A need is a program that tests cannot do without, under any of its names, and the packages of Debian that bring it.
type need struct {
	what     string
	programs []string
	packages []string
}

var needs = []need{
	{"a browser, to look at the page", []string{"chromium", "chromium-browser", "google-chrome"}, []string{"chromium", "fonts-noto-core"}},
	{"a C compiler, for the race detector", []string{"gcc", "clang", "cc"}, []string{"gcc", "libc6-dev"}},
}

// lacking returns the needs that no program on PATH serves.
func lacking() []need {
	return slices.DeleteFunc(slices.Clone(needs), func(n need) bool {
		return slices.ContainsFunc(n.programs, func(p string) bool {
			_, err := exec.LookPath(p)
			return err == nil
		})
	})
}

// install installs what is lacking, with apt-get and as root: as we are, or by a sudo that does not ask. Where it cannot,
// it says what a person is to install.
func install(ctx context.Context) error {
	missing := lacking()
	if len(missing) == 0 {
		fmt.Println("nothing is missing")
		return nil
	}
	var what, packages []string
	for _, n := range missing {
		what = append(what, n.what)
		packages = append(packages, n.packages...)
	}
	remedy := fmt.Sprintf("missing: %s; install what your system calls %s", strings.Join(what, "; "), strings.Join(packages, ", "))
	apt := []string{"env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"}
	if _, err := exec.LookPath("apt-get"); err != nil {
		return fmt.Errorf("%s", remedy)
	}
	if os.Geteuid() != 0 {
		if exec.CommandContext(ctx, "sudo", "-n", "true").Run() != nil {
			return fmt.Errorf("%s, or run this as root once", remedy)
		}
		apt = append([]string{"sudo", "-n"}, apt...)
	}
	for _, args := range [][]string{{"update"}, append([]string{"install", "-y", "--no-install-recommends"}, packages...)} {
		args = append(slices.Clone(apt), args...)
		if err := run(ctx, args[0], args[1:]...); err != nil {
			return fmt.Errorf("%w (%s)", err, remedy)
		}
	}
	return nil
}
