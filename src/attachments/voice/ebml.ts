import { bigEndian, bigEndianBytes, byteAt, join } from './bytes.ts'

/** The elements of WebM that are read or written here (RFC 9559, section 5). */
export const ELEMENT = {
  ebml: 0x1a45dfa3,
  docType: 0x4282,
  segment: 0x18538067,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  duration: 0x4489,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackNumber: 0xd7,
  trackUid: 0x73c5,
  trackType: 0x83,
  codecId: 0x86,
  codecPrivate: 0x63a2,
  codecDelay: 0x56aa,
  seekPreRoll: 0x56bb,
  contentEncodings: 0x6d80,
  audio: 0xe1,
  samplingFrequency: 0xb5,
  channels: 0x9f,
  bitDepth: 0x6264,
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  simpleBlock: 0xa3,
  blockGroup: 0xa0,
  block: 0xa1,
  blockDuration: 0x9b,
  discardPadding: 0x75a2,
} as const

export type Element = {
  readonly id: number
  readonly dataAt: number
  readonly end: number
  /** Written without a length, as live recordings are; it then reaches to the end. */
  readonly endless: boolean
}

function widthOf(first: number, most: number): number {
  const width = Math.clz32(first) - 23
  return first > 0 && width <= most ? width : 0
}

/** The element at a place, or null when it is cut off or no element at all (RFC 8794). */
export function readElement(bytes: Uint8Array, at: number, end: number): Element | null {
  const idWidth = widthOf(byteAt(bytes, at), 4)
  const sizeAt = at + idWidth
  const sizeWidth = idWidth ? widthOf(byteAt(bytes, sizeAt), 8) : 0
  const dataAt = sizeAt + sizeWidth
  if (!sizeWidth || dataAt > end) return null
  const id = bigEndian(bytes, at, idWidth)
  const first = byteAt(bytes, sizeAt) & (0xff >> sizeWidth)
  const rest = bytes.subarray(sizeAt + 1, dataAt)
  if (first === 0xff >> sizeWidth && rest.every((byte) => byte === 0xff)) {
    return { id, dataAt, end, endless: true }
  }
  const size = first * 256 ** (sizeWidth - 1) + bigEndian(bytes, sizeAt + 1, sizeWidth - 1)
  return dataAt + size <= end ? { id, dataAt, end: dataAt + size, endless: false } : null
}

/** All elements between two places, or null when they do not fit exactly. */
export function elements(bytes: Uint8Array, from: number, end: number): Element[] | null {
  const found: Element[] = []
  let at = from
  while (at < end) {
    const next = readElement(bytes, at, end)
    if (!next || next.endless) return null
    found.push(next)
    at = next.end
  }
  return found
}

/** The value of a number element; zero when it is missing or longer than a number may be. */
export function number(bytes: Uint8Array, found: Element | undefined): number {
  if (!found || found.end - found.dataAt > 8) return 0
  return bigEndian(bytes, found.dataAt, found.end - found.dataAt)
}

/** Writes an element around its parts, with a length of fixed width. */
export function element(id: number, ...parts: Uint8Array[]): Uint8Array {
  const size = parts.reduce((sum, part) => sum + part.length, 0)
  const idWidth = id > 0xffffff ? 4 : id > 0xffff ? 3 : id > 0xff ? 2 : 1
  const length = size < 127 ? Uint8Array.of(0x80 + size) : bigEndianBytes(0x10000000 + size, 4)
  return join([bigEndianBytes(id, idWidth), length, ...parts])
}
