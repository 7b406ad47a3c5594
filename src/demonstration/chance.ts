/** Chance that repeats itself: the same seed draws the same lots. Never used for secrets. */
export interface Chance {
  /** A number from 0 up to, not including, 1. */
  next(): number
  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number
  /** Whether something of this probability (0 to 1) happens. */
  happens(probability: number): boolean
  pick<T>(list: readonly T[]): T
  shuffled<T>(list: readonly T[]): T[]
  /** So many random bytes. */
  bytes(length: number): Uint8Array
  /** A stream of its own, so that more lots drawn here do not change those drawn there. */
  fork(name: string): Chance
}

/** Mulberry32, seeded by FNV-1a of the seed's text. */
export function chanceOf(seed: string): Chance {
  let state = fnv1a(seed)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const int = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    int,
    happens: (probability) => next() < probability,
    pick: (list) => list[int(0, list.length - 1)]!,
    shuffled: (list) => shuffle([...list], int),
    bytes: (length) => Uint8Array.from({ length }, () => int(0, 255)),
    fork: (name) => chanceOf(`${seed}/${name}`),
  }
}

function shuffle<T>(list: T[], int: Chance['int']): T[] {
  for (let at = list.length - 1; at > 0; at -= 1) {
    const other = int(0, at)
    ;[list[at], list[other]] = [list[other]!, list[at]!]
  }
  return list
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}
