import { crc32, inflateRawSync } from 'node:zlib'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { SHEET_LIMIT_ROWS, type SheetRefusal } from './model.ts'

/** A workbook of 20,000 persons unpacks into a quarter of this. */
const MOST_PER_PART = 48 * 1024 * 1024
const MOST_TOGETHER = 96 * 1024 * 1024
const MOST_PARTS = 400
const ROWS_BESIDE = 30

type Part = {
  readonly name: string
  readonly method: number
  readonly checksum: number
  readonly packed: number
  readonly size: number
  readonly at: number
  readonly isLocked: boolean
}
type Unpacked = { readonly name: string; readonly bytes: Buffer }

/** The parts that hold cells, texts and formats; pictures, comments and macros stay packed. */
function isNeeded(name: string): boolean {
  const unneeded = /drawing|media|theme|comment|chart|pivot|printersettings|customxml|externallink/i
  return /\.(xml|rels)$/i.test(name) && !unneeded.test(name) && !name.startsWith('docProps')
}

function findDirectory(file: Buffer): { count: number; at: number } | null {
  for (let at = file.length - 22; at >= Math.max(0, file.length - 65_557); at--) {
    if (file.readUInt32LE(at) === 0x06054b50) {
      return { count: file.readUInt16LE(at + 10), at: file.readUInt32LE(at + 16) }
    }
  }
  return null
}

/** Numbers too large for four bytes stand in an extra field; some writers always put them there. */
function longNumbers(extra: Buffer, wanted: number): number[] | null {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue
    if (at + 4 + wanted * 8 > extra.length) return null
    const read = (index: number) => Number(extra.readBigUInt64LE(at + 4 + index * 8))
    return Array.from({ length: wanted }, (_, index) => read(index))
  }
  return null
}

type Entry = { readonly part: Part; readonly next: number }

function readEntry(file: Buffer, at: number): Entry | null {
  if (at + 46 > file.length || file.readUInt32LE(at) !== 0x02014b50) return null
  const nameEnd = at + 46 + file.readUInt16LE(at + 28)
  const extraEnd = nameEnd + file.readUInt16LE(at + 30)
  const next = extraEnd + file.readUInt16LE(at + 32)
  if (next > file.length) return null
  const short = [24, 20, 42].map((offset) => file.readUInt32LE(at + offset))
  const isLong = (value: number) => value === 0xffffffff
  const long = longNumbers(file.subarray(nameEnd, extraEnd), short.filter(isLong).length) ?? []
  const numbers = short.map((value) => (isLong(value) ? (long.shift() ?? value) : value))
  const [size = 0, packed = 0, start = 0] = numbers
  const part = {
    name: file
      .toString('utf8', at + 46, nameEnd)
      .replaceAll('\\', '/')
      .replace(/^\//, ''),
    method: file.readUInt16LE(at + 10),
    checksum: file.readUInt32LE(at + 16),
    packed,
    size,
    at: start,
    isLocked: (file.readUInt16LE(at + 8) & 1) === 1,
  }
  return { part, next }
}

function listParts(file: Buffer): Part[] | null {
  const directory = findDirectory(file)
  if (!directory || directory.count > MOST_PARTS) return null
  const parts: Part[] = []
  let at = directory.at
  for (let i = 0; i < directory.count; i++) {
    const entry = readEntry(file, at)
    if (!entry) return null
    parts.push(entry.part)
    at = entry.next
  }
  return parts
}

function packedBytes(file: Buffer, part: Part): Buffer | null {
  if (part.at + 30 > file.length || file.readUInt32LE(part.at) !== 0x04034b50) return null
  const header = 30 + file.readUInt16LE(part.at + 26) + file.readUInt16LE(part.at + 28)
  const from = part.at + header
  return from + part.packed <= file.length ? file.subarray(from, from + part.packed) : null
}

/** A worksheet that large is a long list; anything else that large is made to fill the memory. */
function tooLarge(part: Part): Result<never, SheetRefusal> {
  const size = Math.max(part.size, MOST_PER_PART)
  const isList = /worksheets\//i.test(part.name) && size < part.packed * 60
  const limit = { limit: SHEET_LIMIT_ROWS }
  return refuse(isList ? 'people.sheet_too_many_rows' : 'people.sheet_unpacks_too_large', limit)
}

function unpackPart(file: Buffer, part: Part): Result<Unpacked, SheetRefusal> {
  if (part.isLocked) return refuse('people.sheet_encrypted')
  const packed = packedBytes(file, part)
  if (!packed || (part.method !== 0 && part.method !== 8)) return refuse('people.sheet_damaged')
  if (part.size > MOST_PER_PART) return tooLarge(part)
  try {
    const bytes =
      part.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: MOST_PER_PART })
    if (crc32(bytes) !== part.checksum) return refuse('people.sheet_damaged')
    return ok({ name: part.name, bytes })
  } catch (error) {
    const isFull = error instanceof RangeError
    return isFull ? tooLarge(part) : refuse('people.sheet_damaged')
  }
}

/** How many rows of a worksheet have anything in them, counted without understanding them. */
export function countFilledRows(xml: Buffer): number {
  const prefix = /<([a-z0-9]+:)?worksheet/i.exec(xml.toString('latin1', 0, 4096))?.[1] ?? ''
  const find = (mark: string, from: number) => {
    const at = xml.indexOf(mark, from)
    return at < 0 ? xml.length : at
  }
  const marks = [`<${prefix}v>`, `<${prefix}is>`]
  const next = marks.map((mark) => find(mark, 0))
  const open = `<${prefix}row`
  let filled = 0
  for (let row = find(open, 0); row < xml.length; ) {
    const end = find(open, row + open.length)
    for (const [index, mark] of marks.entries()) {
      if ((next[index] ?? 0) < row) next[index] = find(mark, row)
    }
    if (Math.min(...next) < end) filled += 1
    row = end
  }
  return filled
}

function unpackAll(file: Buffer, parts: readonly Part[]): Result<Unpacked[], SheetRefusal> {
  const unpacked: Unpacked[] = []
  let together = 0
  for (const part of parts) {
    const one = unpackPart(file, part)
    if (!one.ok) return one
    together += one.value.bytes.length
    if (together > MOST_TOGETHER) return refuse('people.sheet_unpacks_too_large')
    const isSheet = /worksheets\/[^/]+\.xml$/i.test(part.name)
    if (isSheet && countFilledRows(one.value.bytes) > SHEET_LIMIT_ROWS + ROWS_BESIDE) {
      return refuse('people.sheet_too_many_rows', { limit: SHEET_LIMIT_ROWS })
    }
    unpacked.push(one.value)
  }
  return ok(unpacked)
}

/**
 * Unpacks the parts of a workbook that matter, never beyond a fixed size, and packs them again
 * without compression. So the library that understands them cannot be made to unpack a bomb, and
 * a list that is far too long is refused before anything in it is understood.
 */
export function repackWorkbook(bytes: Uint8Array): Result<Buffer, SheetRefusal> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const parts = listParts(file)
  if (!parts) return refuse('people.sheet_damaged')
  if (!parts.some((part) => /workbook[^/]*\.xml$/i.test(part.name))) {
    return refuse('people.sheet_foreign')
  }
  const unpacked = unpackAll(
    file,
    parts.filter((part) => isNeeded(part.name)),
  )
  return unpacked.ok ? ok(pack(unpacked.value)) : unpacked
}

/** A ZIP file whose parts are stored as they are. */
function pack(parts: readonly Unpacked[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, bytes } of parts) {
    const title = Buffer.from(name)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt32LE(crc32(bytes), 10)
    fields.writeUInt32LE(bytes.length, 14)
    fields.writeUInt32LE(bytes.length, 18)
    fields.writeUInt16LE(title.length, 22)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(at, 10)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, title, bytes])
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), fields, tail, title]))
    locals.push(local)
    at += local.length
  }
  const entries = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.length, 4)
  end.writeUInt16LE(parts.length, 6)
  end.writeUInt32LE(entries.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...locals, entries, Buffer.from('PK\x05\x06'), end])
}
