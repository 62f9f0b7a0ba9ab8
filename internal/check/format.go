package main

import (
	"bytes"
	"errors"
	"fmt"
	"go/format"
	"io/fs"
	"strings"
)

// formatted wants every Go file of the tree as gofmt would write it.
func formatted(tree fs.FS) error {
	var wrong []string
	files := 0
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go"):
			return nil
		}
		text, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		files++
		if want, err := format.Source(text); err != nil {
			wrong = append(wrong, fmt.Sprintf("%s: %v", name, err))
		} else if !bytes.Equal(text, want) {
			wrong = append(wrong, name)
		}
		return nil
	})
	switch {
	case err != nil:
		return err
	case files == 0:
		return errors.New("there is no Go file here")
	case len(wrong) > 0:
		return fmt.Errorf("gofmt -w would change:\n  %s", strings.Join(wrong, "\n  "))
	}
	fmt.Printf("%d files\n", files)
	return nil
}
