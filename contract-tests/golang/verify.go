// Checks our roots, proofs and notes with golang.org/x/mod/sumdb, which nobody here wrote. The tree is built anew from
// the entries, so that nothing but the answers comes from us. Each case is also spoilt, and must then be refused.
//
// usage: verify CASES.json      prints a line for each failure, and last: RAN FAILED SKIPPED
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type cases struct {
	Size       int64
	Inclusions []struct {
		Index, Size int64
		Root        tlog.Hash
		Path        []tlog.Hash
	}
	Consistencies []struct {
		Earlier, Later int64
		EarlierRoot    tlog.Hash `json:"earlier_root"`
		LaterRoot      tlog.Hash `json:"later_root"`
		Path           []tlog.Hash
	}
	Notes []struct {
		Note, Text string
		Keys       []string
		Unknown    int
	}
}

// storage holds the hashes that tlog stores for a log.
type storage []tlog.Hash

func (s storage) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		hashes[i] = s[index]
	}
	return hashes, nil
}

var ran, failed int

// expect counts a check.
func expect(good bool, format string, args ...interface{}) {
	ran++
	if !good {
		failed++
		fmt.Printf("FAIL: "+format+"\n", args...)
	}
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func entry(index int64) []byte { return []byte(fmt.Sprintf(`{"seq":%d}`, index)) }

func build(size int64) storage {
	var stored storage
	for i := int64(0); i < size; i++ {
		hashes, err := tlog.StoredHashes(i, entry(i), stored)
		must(err)
		stored = append(stored, hashes...)
	}
	return stored
}

// spoilt is the path with one bit changed; an empty path gets a hash too many.
func spoilt(path []tlog.Hash, at int) []tlog.Hash {
	if len(path) == 0 {
		return []tlog.Hash{{}}
	}
	changed := append([]tlog.Hash{}, path...)
	changed[at%len(path)][at%tlog.HashSize] ^= 1
	return changed
}

func same(a, b []tlog.Hash) bool { return len(a) == len(b) && (len(a) == 0 || reflect.DeepEqual(a, b)) }

func checkInclusions(all cases, stored storage) {
	for i, c := range all.Inclusions {
		root, err := tlog.TreeHash(c.Size, stored)
		must(err)
		expect(root == c.Root, "root of %d", c.Size)
		proof, err := tlog.ProveRecord(c.Size, c.Index, stored)
		must(err)
		expect(same(proof, c.Path), "path of %d in %d", c.Index, c.Size)
		leaf := tlog.RecordHash(entry(c.Index))
		err = tlog.CheckRecord(c.Path, c.Size, root, c.Index, leaf)
		expect(err == nil, "inclusion of %d in %d: %v", c.Index, c.Size, err)
		err = tlog.CheckRecord(spoilt(c.Path, i), c.Size, root, c.Index, leaf)
		expect(err != nil, "spoilt inclusion of %d in %d accepted", c.Index, c.Size)
	}
}

func checkConsistencies(all cases, stored storage) {
	for i, c := range all.Consistencies {
		earlier, err := tlog.TreeHash(c.Earlier, stored)
		must(err)
		later, err := tlog.TreeHash(c.Later, stored)
		must(err)
		expect(earlier == c.EarlierRoot && later == c.LaterRoot, "roots of %d and %d", c.Earlier, c.Later)
		proof, err := tlog.ProveTree(c.Later, c.Earlier, stored)
		must(err)
		expect(same(proof, c.Path), "path from %d to %d", c.Earlier, c.Later)
		err = tlog.CheckTree(c.Path, c.Later, later, c.Earlier, earlier)
		expect(err == nil, "consistency of %d with %d: %v", c.Later, c.Earlier, err)
		err = tlog.CheckTree(spoilt(c.Path, i), c.Later, later, c.Earlier, earlier)
		expect(err != nil, "spoilt consistency of %d with %d accepted", c.Later, c.Earlier)
	}
}

func checkNotes(all cases) {
	for i, c := range all.Notes {
		var known []note.Verifier
		for _, key := range c.Keys {
			verifier, err := note.NewVerifier(key)
			expect(err == nil, "key %s: %v", key, err)
			if err == nil {
				known = append(known, verifier)
			}
		}
		opened, err := note.Open([]byte(c.Note), note.VerifierList(known...))
		expect(err == nil, "note %d: %v", i, err)
		if err == nil {
			expect(opened.Text == c.Text, "text of note %d", i)
			expect(len(opened.Sigs) == len(c.Keys), "%d keys signed note %d", len(opened.Sigs), i)
			expect(len(opened.UnverifiedSigs) == c.Unknown, "unknown signatures of note %d", i)
		}
		_, err = note.Open([]byte(strings.Replace(c.Note, "\n", "0\n", 1)), note.VerifierList(known...))
		expect(err != nil, "changed note %d accepted", i)
	}
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: verify CASES.json")
		os.Exit(2)
	}
	bytes, err := os.ReadFile(os.Args[1])
	must(err)
	var all cases
	must(json.Unmarshal(bytes, &all))
	stored := build(all.Size)
	checkInclusions(all, stored)
	checkConsistencies(all, stored)
	checkNotes(all)
	fmt.Println(ran, failed, 0)
	if failed > 0 || ran == 0 {
		os.Exit(1)
	}
}
