import {
  deedsAFlag,
  type FoundFlag,
  type RadarDeed,
  type RadarPicture,
  type RadarRecords,
  type Thresholds,
} from '../model.ts'

/**
 * The same picture beside deeds of different days, clauses or households raises the question which
 * of them it shows. Deeds of one event entered together may share their pictures, and so may deeds
 * of one day under one clause. Asked is whoever confirmed most of the later ones.
 * Source: docs/governance.md 7 (false records).
 */
export function findReused(records: RadarRecords, thresholds: Thresholds): FoundFlag[] {
  const deeds = new Map(records.deeds.map((deed) => [deed.id, deed]))
  return alike(records.pictures, thresholds.pictureBits).flatMap((pictures) => {
    const ids = [...new Set(pictures.map((picture) => picture.deedId))]
    const shown = ids.flatMap((id) => deeds.get(id) ?? []).sort(earlierFirst)
    const later = shown.filter((deed) => !isOneEvent(deed, shown[0]!))
    if (later.length === 0) return []
    const first = pictures.map((picture) => picture.attachmentId).sort()[0]!
    return [
      {
        ...{ kind: 'reused_picture' as const, key: `picture:${first}`, itemKey: null },
        personId: mostOften(confirmersOf(later, records)),
        deedIds: shown.map((deed) => deed.id).slice(0, deedsAFlag),
        measures: { pictures: pictures.length, deeds: shown.length, later: later.length },
      },
    ]
  })
}

function earlierFirst(one: RadarDeed, other: RadarDeed): number {
  if (one.happenedOn !== other.happenedOn) return one.happenedOn < other.happenedOn ? -1 : 1
  return one.id < other.id ? -1 : 1
}

/** Entered together, or the same clause on the same day: one event that many took part in. */
function isOneEvent(one: RadarDeed, other: RadarDeed): boolean {
  if (one.roundId !== null && one.roundId === other.roundId) return true
  return one.happenedOn === other.happenedOn && one.itemKey === other.itemKey
}

function confirmersOf(deeds: readonly RadarDeed[], records: RadarRecords): string[] {
  const ids = new Set(deeds.map((deed) => deed.id))
  const confirmed = records.decisions.filter((one) => one.role === 'verify' && one.agrees)
  return confirmed.filter((one) => ids.has(one.deedId)).map((one) => one.personId)
}

function mostOften(ids: readonly string[]): string | null {
  const counts = [...Map.groupBy(ids, (id) => id)].map(([id, all]) => ({ id, n: all.length }))
  counts.sort((a, b) => b.n - a.n || (a.id < b.id ? -1 : 1))
  return counts[0]?.id ?? null
}

/**
 * Pictures whose hashes differ in at most so many of 128 bits, as groups of two or more. Hashes
 * that differ in at most seven bits have at least one of eight pairs of bytes in common, and in at
 * most fifteen one of sixteen bytes, so only those are compared.
 */
export function alike(pictures: readonly RadarPicture[], bits: number): RadarPicture[][] {
  const bytes = pictures.map(({ hash }) => bytesOf(hash))
  const parents = pictures.map((_, index) => index)
  const rootOf = (index: number): number => {
    let root = index
    while (parents[root] !== root) root = parents[root]!
    parents[index] = root
    return root
  }
  const width = bits <= 7 ? 2 : 1
  for (let at = 0; at < 16; at += width) {
    const partOf = (hash: Uint8Array) => (width === 2 ? hash[at]! * 256 + hash[at + 1]! : hash[at]!)
    const buckets = Map.groupBy(bytes.keys(), (index) => partOf(bytes[index]!))
    for (const bucket of buckets.values()) joinNear(bucket, { bytes, bits, parents, rootOf })
  }
  const groups = Map.groupBy(pictures.keys(), rootOf)
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => group.map((index) => pictures[index]!))
}

interface Joining {
  readonly bytes: readonly Uint8Array[]
  readonly bits: number
  readonly parents: number[]
  readonly rootOf: (index: number) => number
}

function joinNear(bucket: readonly number[], { bytes, bits, parents, rootOf }: Joining): void {
  for (let i = 1; i < bucket.length; i++) {
    for (let j = 0; j < i; j++) {
      const [one, other] = [rootOf(bucket[i]!), rootOf(bucket[j]!)]
      if (one !== other && differingBits(bytes[bucket[i]!]!, bytes[bucket[j]!]!, bits) <= bits) {
        parents[Math.max(one, other)] = Math.min(one, other)
      }
    }
  }
}

const bytesOf = (hash: string) =>
  Uint8Array.from({ length: 16 }, (_, at) => Number.parseInt(hash.slice(at * 2, at * 2 + 2), 16))

/** How many bits differ; stops counting once there are more than `enough`. */
function differingBits(one: Uint8Array, other: Uint8Array, enough: number): number {
  let differing = 0
  for (let i = 0; i < 16 && differing <= enough; i++) differing += onesIn[one[i]! ^ other[i]!]!
  return differing
}

const onesIn = Uint8Array.from(
  { length: 256 },
  (_, byte) => [...byte.toString(2)].filter((digit) => digit === '1').length,
)
