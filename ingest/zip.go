package ingest

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"path"
	"strings"
)

// Bounds of an archive: how many entries are looked at, how many bytes they may have together once they are unpacked, and how many
// times larger than in the archive an entry may become. What is beyond is a bomb, or must be unpacked by hand.
const (
	maxEntries  = 200_000
	maxArchive  = 16 << 30
	maxExpanded = 500
)

// zipped hands out the files of a zip archive (also the web archives of a WACZ), in the archive's order, as if they lay in a folder of its name.
// Archives in archives are not opened. What an entry says of its size is held against the archive's, and package zip ends an entry that goes on
// longer than it says.
func (w *walk) zipped(p string, r io.ReaderAt, size int64) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		w.skip(p, "it is no intact zip file: "+err.Error(), "fetch it again, or unpack it yourself")
		return
	}
	var packed uint64
	for _, e := range z.File {
		if packed += min(e.CompressedSize64, 1<<40); packed > uint64(size) {
			w.skip(p, "its entries say that they are larger than the archive: they overlap, or say something wrong", "unpack it yourself if you know what it is, and give the folder")
			return
		}
	}
	pages := strings.EqualFold(path.Ext(p), ".wacz")
	var total uint64
	for n, e := range z.File {
		if !w.on() {
			return
		}
		name := path.Clean("/" + strings.ReplaceAll(e.Name, "\\", "/"))
		at := p + name
		base := path.Base(name)
		if e.FileInfo().IsDir() || strings.HasPrefix(base, ".") || strings.HasPrefix(name, "/__MACOSX/") {
			continue
		}
		if pages && !strings.HasPrefix(name, "/archive/") { // the indexes of a web archive say nothing that it does not hold
			continue
		}
		total += e.UncompressedSize64
		switch {
		case n >= maxEntries || total > maxArchive:
			w.skip(at, "the archive holds too much", "unpack it yourself, and give the folder")
			return
		case e.Flags&1 != 0:
			w.skip(at, "it is encrypted", "unpack the archive with its password, and give the folder")
			continue
		case strings.EqualFold(path.Ext(base), ".zip"), strings.EqualFold(path.Ext(base), ".wacz"):
			w.skip(at, "it is an archive within an archive", "unpack it yourself, and give the folder")
			continue
		case e.CompressedSize64 > 0 && e.UncompressedSize64/e.CompressedSize64 > maxExpanded && e.UncompressedSize64 > 1<<20:
			w.skip(at, fmt.Sprintf("it would become %d times larger", e.UncompressedSize64/e.CompressedSize64), "unpack it yourself if you know what it is")
			continue
		}
		r, err := e.Open()
		if err != nil {
			w.skip(at, "it cannot be unpacked: "+err.Error(), "fetch the archive again")
			continue
		}
		w.content(at, base, bufio.NewReaderSize(r, 64<<10), false, func(other string) []byte {
			f, err := z.Open(path.Join(path.Dir(e.Name), other))
			if err != nil {
				return nil
			}
			defer f.Close()
			return little(f)
		})
		r.Close()
	}
}
