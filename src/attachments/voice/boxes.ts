import { ascii, bigEndian, bigEndianBytes, join } from './bytes.ts'

/** A box of an MP4 file (ISO/IEC 14496-12): four letters and what is inside. */
export type Box = {
  readonly type: string
  readonly at: number
  readonly bodyAt: number
  readonly end: number
}

function readBox(bytes: Uint8Array, at: number, end: number): Box | null {
  const size = bigEndian(bytes, at, 4)
  const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
  if (at + 8 > end) return null
  if (size === 0) return { type, at, bodyAt: at + 8, end }
  const long = size === 1
  // The upper two of eight length bytes are zero in any file that fits into memory.
  const length = long ? bigEndian(bytes, at + 10, 6) : size
  const header = long ? 16 : 8
  if (length < header || at + length > end) return null
  return { type, at, bodyAt: at + header, end: at + length }
}

/** All boxes between two places, or null when they do not fit exactly. */
export function boxes(bytes: Uint8Array, from: number, end: number): Box[] | null {
  const found: Box[] = []
  let at = from
  while (at < end) {
    const next = readBox(bytes, at, end)
    if (!next) return null
    found.push(next)
    at = next.end
  }
  return found
}

export function inside(bytes: Uint8Array, parent: Box): Box[] {
  return boxes(bytes, parent.bodyAt, parent.end) ?? []
}

/** Follows a path of box types downwards, taking the first of each. */
export function find(bytes: Uint8Array, parent: Box, path: readonly string[]): Box | null {
  let here: Box | undefined = parent
  for (const type of path) {
    here = inside(bytes, here).find((box) => box.type === type)
    if (!here) return null
  }
  return here
}

export function body(bytes: Uint8Array, box: Box): Uint8Array {
  return bytes.subarray(box.bodyAt, box.end)
}

export function writeBox(type: string, ...parts: Uint8Array[]): Uint8Array {
  const size = parts.reduce((sum, part) => sum + part.length, 8)
  return join([bigEndianBytes(size, 4), ascii(type), ...parts])
}
