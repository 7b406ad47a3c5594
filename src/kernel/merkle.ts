import { createHash } from 'node:crypto'

/** RFC 6962 section 2.1: the hash of a leaf, SHA-256(0x00 ‖ bytes), as lower-case hex. */
export function leafHash(bytes: string): string {
  return createHash('sha256').update('\x00', 'latin1').update(bytes, 'utf8').digest('hex')
}

/** RFC 6962 section 2.1: the hash of an inner node, SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: string, right: string): string {
  return createHash('sha256')
    .update('\x01', 'latin1')
    .update(Buffer.from(left, 'hex'))
    .update(Buffer.from(right, 'hex'))
    .digest('hex')
}

/**
 * Adds a leaf to a tree kept as the roots of its complete subtrees, largest first.
 * `size` is the number of leaves before; every trailing one-bit of it is a subtree to merge.
 */
export function addLeaf(frontier: readonly string[], size: number, leaf: string): string[] {
  const next = [...frontier]
  let carried = leaf
  for (let bits = size; bits % 2 === 1; bits = Math.floor(bits / 2)) {
    carried = nodeHash(next.pop()!, carried)
  }
  next.push(carried)
  return next
}

/** The root of the tree; the hash of the empty string for an empty one. */
export function rootOf(frontier: readonly string[]): string {
  if (frontier.length === 0) return createHash('sha256').digest('hex')
  return frontier.reduceRight((right, left) => nodeHash(left, right))
}
