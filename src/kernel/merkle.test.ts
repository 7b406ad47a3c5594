import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addLeaf, leafHash, nodeHash, rootOf } from './merkle.ts'

/**
 * The leaves and roots published with the reference implementation of RFC 6962
 * (google/certificate-transparency, cpp/merkletree/merkle_tree_test.cc).
 */
const leaves = [
  '',
  '\x00',
  '\x10',
  '\x20\x21',
  '\x30\x31',
  '\x40\x41\x42\x43',
  '\x50\x51\x52\x53\x54\x55\x56\x57',
  '\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f',
]
const roots: readonly [size: number, root: string][] = [
  [0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
  [2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
  [3, 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
  [4, 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'],
  [5, '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'],
  [6, '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef'],
  [7, 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
  [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
]

function frontierOf(hashes: readonly string[]): string[] {
  return hashes.reduce<string[]>((frontier, leaf, size) => addLeaf(frontier, size, leaf), [])
}

/** RFC 6962 section 2.1 word for word: split at the largest power of two below the size. */
function treeHash(hashes: readonly string[]): string {
  if (hashes.length === 0) return createHash('sha256').digest('hex')
  if (hashes.length === 1) return hashes[0]!
  let split = 1
  while (split * 2 < hashes.length) split *= 2
  return nodeHash(treeHash(hashes.slice(0, split)), treeHash(hashes.slice(split)))
}

describe('the Merkle tree of RFC 6962', () => {
  it.each(roots)('has the published root of %i leaves', (size, root) => {
    expect(rootOf(frontierOf(leaves.slice(0, size).map(leafHash)))).toBe(root)
  })

  it('grown leaf by leaf is the tree built at once', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 70 }), (texts) => {
        const hashes = texts.map(leafHash)
        expect(rootOf(frontierOf(hashes))).toBe(treeHash(hashes))
      }),
    )
  })

  it('keeps one complete subtree for every one-bit of its size', () => {
    for (let size = 0; size < 40; size += 1) {
      const frontier = frontierOf(Array.from({ length: size }, (_, n) => leafHash(String(n))))
      expect(frontier).toHaveLength(size.toString(2).replaceAll('0', '').length)
    }
  })
})
