//go:build unix

package read

import (
	"syscall"
	"time"
)

// spent is how much time of its processors the program has had: what else runs on the machine is no part of it.
func spent() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
