import { type Box, body, find, inside, writeBox } from './boxes.ts'
import { bigEndian, bigEndianBytes, join } from './bytes.ts'
import { fileType, type SoundFile, undated, writeTrack } from './mp4-track.ts'

const RUN = { dataOffset: 0x1, firstFlags: 0x4, duration: 0x100, size: 0x200, all: 0xf00 }
const HEAD = { baseOffset: 0x1, description: 0x2, duration: 0x8, size: 0x10, baseIsMoof: 0x20000 }

type Defaults = { readonly duration: number; readonly size: number }

/** One run of samples: where its sound lies, how long it plays, and its table. */
type Run = {
  readonly at: number
  readonly end: number
  readonly ticks: number
  readonly flags: number
  readonly count: number
  readonly rest: Uint8Array
}

type Fragment = { readonly bytes: Uint8Array; readonly ticks: number }

function flagsOf(bytes: Uint8Array, box: Box): number {
  return bigEndian(bytes, box.bodyAt + 1, 3)
}

function trackNumber(bytes: Uint8Array, track: Box): number {
  const head = find(bytes, track, ['tkhd'])
  if (!head) return 0
  return bigEndian(bytes, head.bodyAt + (bytes[head.bodyAt] === 1 ? 20 : 12), 4)
}

function extension(file: SoundFile): Box | null {
  const { bytes, movie, track } = file
  const extending = find(bytes, movie, ['mvex'])
  const wanted = trackNumber(bytes, track)
  const all = extending ? inside(bytes, extending) : []
  const isOurs = (box: Box) => bigEndian(bytes, box.bodyAt + 4, 4) === wanted
  return all.find((box) => box.type === 'trex' && isOurs(box)) ?? null
}

/** The fragment's own defaults, where it has them, before those of the whole track. */
function readDefaults(bytes: Uint8Array, head: Box, trex: Box): Defaults {
  const flags = flagsOf(bytes, head)
  let at = head.bodyAt + 8
  if (flags & HEAD.baseOffset) at += 8
  if (flags & HEAD.description) at += 4
  const own = flags & HEAD.duration ? bigEndian(bytes, at, 4) : null
  if (own !== null) at += 4
  const size = flags & HEAD.size ? bigEndian(bytes, at, 4) : null
  return {
    duration: own ?? bigEndian(bytes, trex.bodyAt + 12, 4),
    size: size ?? bigEndian(bytes, trex.bodyAt + 16, 4),
  }
}

function sumColumn(bytes: Uint8Array, from: number, step: { width: number; count: number }) {
  let sum = 0
  for (let i = 0; i < step.count; i++) sum += bigEndian(bytes, from + i * step.width, 4)
  return sum
}

function readRun(
  bytes: Uint8Array,
  box: Box,
  near: { base: number; next: number; defaults: Defaults },
) {
  const flags = flagsOf(bytes, box)
  const count = bigEndian(bytes, box.bodyAt + 4, 4)
  const restAt = box.bodyAt + 8 + (flags & RUN.dataOffset ? 4 : 0)
  const tableAt = restAt + (flags & RUN.firstFlags ? 4 : 0)
  const width = [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag).length * 4
  if (tableAt + width * count > box.end) return null
  const step = { width, count }
  const sizeAt = tableAt + (flags & RUN.duration ? 4 : 0)
  const sized = flags & RUN.size
  const size = sized ? sumColumn(bytes, sizeAt, step) : near.defaults.size * count
  const timed = flags & RUN.duration
  const ticks = timed ? sumColumn(bytes, tableAt, step) : near.defaults.duration * count
  const shift = bigEndian(bytes, box.bodyAt + 8, 4) | 0
  const at = flags & RUN.dataOffset ? near.base + shift : near.next
  const rest = bytes.subarray(restAt, tableAt + width * count)
  return { at, end: at + size, ticks, flags: flags | RUN.dataOffset, count, rest }
}

/** All runs of one track fragment, each lying wholly inside the sound that follows it. */
function readRuns(bytes: Uint8Array, part: Box, near: { moof: Box; mdat: Box; trex: Box }) {
  const head = find(bytes, part, ['tfhd'])
  if (!head) return null
  const absolute = flagsOf(bytes, head) & HEAD.baseOffset
  const base = absolute ? bigEndian(bytes, head.bodyAt + 10, 6) : near.moof.at
  const defaults = readDefaults(bytes, head, near.trex)
  const runs: Run[] = []
  let next = base
  for (const box of inside(bytes, part).filter((child) => child.type === 'trun')) {
    const run = readRun(bytes, box, { base, next, defaults })
    if (!run || run.at < near.mdat.bodyAt || run.end > near.mdat.end) return null
    runs.push(run)
    next = run.end
  }
  const length = runs.reduce((sum, run) => sum + run.end - run.at, 0)
  return length <= near.mdat.end - near.mdat.bodyAt ? runs : null
}

/** The fragment header without an absolute place: sound is reckoned from the fragment itself. */
function writeHead(bytes: Uint8Array, head: Box): Uint8Array {
  const flags = flagsOf(bytes, head)
  const rest = head.bodyAt + 8 + (flags & HEAD.baseOffset ? 8 : 0)
  const kept = (flags & ~HEAD.baseOffset) | HEAD.baseIsMoof
  const number = bytes.subarray(head.bodyAt + 4, head.bodyAt + 8)
  return writeBox('tfhd', bigEndianBytes(kept, 4), number, bytes.subarray(rest, head.end))
}

function writeRun(run: Run, dataOffset: number): Uint8Array {
  const numbers = [run.flags, run.count, dataOffset].map((value) => bigEndianBytes(value, 4))
  return writeBox('trun', ...numbers, run.rest)
}

function writeMoof(bytes: Uint8Array, parts: { sequence: number; traf: Box; runs: Run[] }) {
  const { sequence, traf, runs } = parts
  const children = inside(bytes, traf)
  const head = children.find((box) => box.type === 'tfhd')
  const time = children.find((box) => box.type === 'tfdt')
  const write = (start: number) => {
    let at = start
    const written = runs.map((run) => {
      at += run.end - run.at
      return writeRun(run, at - (run.end - run.at))
    })
    const first = head ? writeHead(bytes, head) : new Uint8Array(0)
    const second = time ? writeBox('tfdt', body(bytes, time)) : new Uint8Array(0)
    const numbered = writeBox('mfhd', new Uint8Array(4), bigEndianBytes(sequence, 4))
    return writeBox('moof', numbered, writeBox('traf', first, second, join(written)))
  }
  return write(write(0).length + 8)
}

function cleanFragment(file: SoundFile, index: number, trex: Box): Fragment | null {
  const { bytes, top } = file
  const [moof, mdat] = [top[index], top[index + 1]]
  if (!moof || mdat?.type !== 'mdat') return null
  const wanted = bigEndian(bytes, trex.bodyAt + 4, 4)
  const isOurs = (box: Box) => {
    const head = find(bytes, box, ['tfhd'])
    return head !== null && bigEndian(bytes, head.bodyAt + 4, 4) === wanted
  }
  const trafs = inside(bytes, moof).filter((box) => box.type === 'traf' && isOurs(box))
  const [traf] = trafs
  if (!traf || trafs.length > 1) return null
  const runs = readRuns(bytes, traf, { moof, mdat, trex })
  if (!runs) return null
  const sound = runs.map((run) => bytes.subarray(run.at, run.end))
  const head = writeMoof(bytes, { sequence: index, traf, runs })
  const ticks = runs.reduce((sum, run) => sum + run.ticks, 0)
  return { bytes: join([head, writeBox('mdat', join(sound))]), ticks }
}

/**
 * Cleans a recording that a browser wrote in fragments while it was made. Each fragment is written
 * anew with only this track's sound behind it. Null when something does not fit.
 */
export function cleanFragments(file: SoundFile): { bytes: Uint8Array; seconds: number } | null {
  const { bytes, top, header, track, table, clock } = file
  const trex = extension(file)
  const sizes = find(bytes, table, ['stsz'])
  if (!trex || (sizes && bigEndian(bytes, sizes.bodyAt + 8, 4) > 0)) return null
  const fragments: Fragment[] = []
  for (const [index, box] of top.entries()) {
    if (box.type !== 'moof') continue
    const fragment = cleanFragment(file, index, trex)
    if (!fragment) return null
    fragments.push(fragment)
  }
  const ticks = fragments.reduce((sum, fragment) => sum + fragment.ticks, 0)
  if (ticks === 0) return null
  const movie = writeBox(
    'moov',
    undated(bytes, header),
    writeTrack(bytes, track, []),
    writeBox('mvex', writeBox('trex', body(bytes, trex))),
  )
  const out = join([fileType(), movie, join(fragments.map((fragment) => fragment.bytes))])
  return { bytes: out, seconds: ticks / clock }
}
