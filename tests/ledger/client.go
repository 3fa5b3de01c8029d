// The Go project's own client of transparency logs (golang.org/x/mod/sumdb) reads a log of ours: the note's
// signatures, every entry against its tile, the root out of the tiles, and proofs of entries and of earlier sizes.
//
//	go run client.go FOLDER      prints "SIZE leaves, N signatures, ..." or what is wrong, then exits with 1
//
// The folder also holds `keys`: the log's verifier key, then those of its witnesses, a line each.
package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// C2SP tlog-cosignature, which that client does not know yet.
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (w witness) Name() string    { return w.name }
func (w witness) KeyHash() uint32 { return w.hash }
func (w witness) Verify(text, sig []byte) bool {
	if len(sig) != 72 {
		return false
	}
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(sig), text)
	return ed25519.Verify(w.key, []byte(message), sig[8:])
}

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func verifier(text string) note.Verifier {
	parts := strings.SplitN(text, "+", 3)
	key := must(base64.StdEncoding.DecodeString(parts[2]))
	if key[0] != 4 {
		return must(note.NewVerifier(text))
	}
	hash := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	if fmt.Sprintf("%x", hash[:4]) != parts[1] {
		log.Fatalf("%s: another key hash", text)
	}
	return witness{parts[0], binary.BigEndian.Uint32(hash[:4]), ed25519.PublicKey(key[1:])}
}

// The path of C2SP: this client puts the tile's height in front and calls entries data.
func path(tile tlog.Tile) string {
	return strings.Replace(strings.Replace(tile.Path(), "tile/8/", "tile/", 1), "tile/data/", "tile/entries/", 1)
}

// Tiles from a folder; each is read once.
type folder struct {
	name  string
	tiles map[tlog.Tile][]byte
}

func (f *folder) Height() int { return 8 }
func (f *folder) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		bytes, ok := f.tiles[tile]
		if !ok {
			var err error
			if bytes, err = os.ReadFile(filepath.Join(f.name, path(tile))); err != nil {
				return nil, err
			}
			f.tiles[tile] = bytes
		}
		all = append(all, bytes)
	}
	return all, nil
}
func (f *folder) SaveTiles([]tlog.Tile, [][]byte) {}

// Hashes each entry and compares it with the tile of level 0.
func checkEntries(f *folder, size int64) {
	for first := int64(0); first < size; first += 256 {
		width := 256
		if size-first < 256 {
			width = int(size - first)
		}
		tile := must(f.ReadTiles([]tlog.Tile{{H: 8, L: 0, N: first / 256, W: width}}))[0]
		bundle := must(os.ReadFile(filepath.Join(f.name, path(tlog.Tile{H: 8, L: -1, N: first / 256, W: width}))))
		for i := 0; i < width; i++ {
			length := 2 + int(binary.BigEndian.Uint16(bundle))
			hash := tlog.RecordHash(bundle[2:length])
			if string(hash[:]) != string(tile[32*i:32*i+32]) {
				log.Fatalf("entry %d is not that of its tile", first+int64(i))
			}
			bundle = bundle[length:]
		}
		if len(bundle) != 0 {
			log.Fatalf("bytes behind entry %d", first+int64(width))
		}
	}
}

func main() {
	log.SetFlags(0)
	f := &folder{os.Args[1], map[tlog.Tile][]byte{}}
	var known []note.Verifier
	for _, key := range strings.Fields(string(must(os.ReadFile(filepath.Join(f.name, "keys"))))) {
		known = append(known, verifier(key))
	}
	signed := must(note.Open(must(os.ReadFile(filepath.Join(f.name, "checkpoint"))), note.VerifierList(known...)))
	lines := strings.Split(signed.Text, "\n")
	tree := tlog.Tree{N: must(strconv.ParseInt(lines[1], 10, 64))}
	tree.Hash = must(tlog.ParseHash(lines[2]))
	if len(signed.Sigs) != len(known) || lines[0] != known[0].Name() {
		log.Fatalf("%d known signatures, not %d, of %s", len(signed.Sigs), len(known), lines[0])
	}
	checkEntries(f, tree.N)
	proofs := 0
	if tree.N > 0 {
		reader := tlog.TileHashReader(tree, f)
		if root := must(tlog.TreeHash(tree.N, reader)); root != tree.Hash {
			log.Fatalf("the tiles give the root %v, not %v", root, tree.Hash)
		}
		step := tree.N/97 + 1
		for i := int64(0); i < tree.N; i += step {
			hash := must(reader.ReadHashes([]int64{tlog.StoredHashIndex(0, i)}))[0]
			proof := must(tlog.ProveRecord(tree.N, i, reader))
			if err := tlog.CheckRecord(proof, tree.N, tree.Hash, i, hash); err != nil {
				log.Fatalf("entry %d: %v", i, err)
			}
			before := must(tlog.TreeHash(i+1, reader))
			grown := must(tlog.ProveTree(tree.N, i+1, reader))
			if err := tlog.CheckTree(grown, tree.N, tree.Hash, i+1, before); err != nil {
				log.Fatalf("size %d: %v", i+1, err)
			}
			proofs += 2
		}
	}
	fmt.Printf("%d leaves, %d signatures, %d proofs\n", tree.N, len(signed.Sigs), proofs)
}
