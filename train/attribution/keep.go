package main

import (
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
)

// kept is a folder of what took long to learn, in files named by what they were learned from; "" for none.
type kept string

// keyOf is the name of what is learned from data: the same for the same data.
func keyOf(what string, data ...any) string {
	h := fnv.New64a()
	for _, d := range data {
		if err := binary.Write(h, binary.LittleEndian, d); err != nil { // not of fixed size: settings
			fmt.Fprintf(h, "%+v", d)
		}
	}
	return fmt.Sprintf("%s-%016x", what, h.Sum64())
}

// learned fills *to with what is kept under key, else with what learn returns, which is kept then.
func learned[T any](k kept, key string, to *T, learn func() T) error {
	if k == "" {
		*to = learn()
		return nil
	}
	name := filepath.Join(string(k), key+".gob")
	if f, err := os.Open(name); err == nil {
		defer f.Close()
		if err := gob.NewDecoder(f).Decode(to); err != nil {
			return fmt.Errorf("%s: %w; remove it to learn it again", name, err)
		}
		return nil
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.MkdirAll(string(k), 0o755); err != nil { // before what takes long
		return err
	}
	*to = learn()
	f, err := os.Create(name + ".part")
	if err != nil {
		return err
	}
	if err := errors.Join(gob.NewEncoder(f).Encode(to), f.Close()); err != nil {
		return err
	}
	return os.Rename(name+".part", name)
}
