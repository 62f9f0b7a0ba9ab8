package desk

// A line does one thing after the other while its caller goes on. The zero value has nothing under way.
type line struct {
	under chan error // what is under way; nil for nothing
}

// next begins f when what was begun before has come to its end, and returns its error: then f is not begun.
func (l *line) next(f func() error) error {
	if err := l.wait(); err != nil {
		return err
	}
	under := make(chan error, 1)
	go func() { under <- f() }()
	l.under = under
	return nil
}

// wait waits for the end of what is under way and returns its error.
func (l *line) wait() error {
	if l.under == nil {
		return nil
	}
	err := <-l.under
	l.under = nil
	return err
}
