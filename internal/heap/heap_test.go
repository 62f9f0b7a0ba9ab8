package heap

import (
	"runtime"
	"runtime/debug"
	"testing"
)

func TestGrowth(t *testing.T) {
	const mb = 1 << 20
	for _, c := range []struct {
		live, least uint64
		percent     int
		want        int
	}{
		{0, 300 * mb, 40, 40},         // nothing was collected yet
		{100 * mb, 300 * mb, 40, 200}, // up to the least
		{250 * mb, 300 * mb, 40, 40},  // the least is nearer than the share
		{900 * mb, 300 * mb, 40, 40},
		{1, 300 * mb, 40, 10_000},
	} {
		if got := growth(c.live, c.least, c.percent); got != c.want {
			t.Errorf("growth(%d, %d, %d) = %d, want %d", c.live, c.least, c.percent, got, c.want)
		}
	}
}

// The goal follows what is in use from one collection to the next.
func TestFollow(t *testing.T) {
	before := debug.SetGCPercent(100)
	defer debug.SetGCPercent(before)
	follow(64<<20, 40)
	goal := func() int {
		percent := debug.SetGCPercent(100)
		debug.SetGCPercent(percent)
		return percent
	}
	settle := func(done func(int) bool) int {
		for range 200 {
			runtime.GC()
			runtime.Gosched()
			if done(goal()) {
				break
			}
		}
		return goal()
	}
	if got := settle(func(p int) bool { return p > 100 }); got <= 100 {
		t.Errorf("with little in use the heap may grow by %d%%, not to 64 MB", got)
	}
	kept := make([]byte, 128<<20)
	if got := settle(func(p int) bool { return p == 40 }); got != 40 {
		t.Errorf("with 128 MB in use the heap may grow by %d%%, want 40", got)
	}
	runtime.KeepAlive(kept)
}
