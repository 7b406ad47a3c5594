import { describe, expect, it } from 'vitest'
import { type PlantedYear, plantedYear, type Vice } from '#test/bad-actors.ts'
import { type FlagKind, type FoundFlag, parts } from './model.ts'
import { usualThresholds } from './records.ts'
import { findFlagsOf } from './rules.ts'

/** Seeds 1 to 20 were looked at while the thresholds were chosen; these were not. */
const unseen = Array.from({ length: 20 }, (_, n) => 20_001 + n)

/** Which questions are the right ones to ask about whom. */
const fitting: Readonly<Record<Vice, readonly FlagKind[]>> = {
  favours_namesakes: ['same_surname', 'variance', 'kin'],
  favours_kin: ['kin', 'variance'],
  rejects_group: ['group'],
  rejects_all: ['variance'],
  waves_pictures: ['reused_picture', 'variance'],
  hurries: ['burst', 'variance'],
  decides_wrongly: ['overturned_person'],
}

const pictureKind = 'reused_picture'

interface Tally {
  /** Bad actors, or deeds with a used picture: found, and all there were. */
  found: number
  planted: number
  /** Flags that ask rightly, and all flags. */
  right: number
  flags: number
}

function isRight(flag: FoundFlag, { planted, reusing }: PlantedYear): boolean {
  if (flag.kind === pictureKind) return flag.deedIds.some((id) => reusing.has(id))
  const vice = flag.personId ? planted.get(flag.personId) : undefined
  return vice !== undefined && fitting[vice].includes(flag.kind)
}

const empty = (): Tally => ({ found: 0, planted: 0, right: 0, flags: 0 })

/** People and pictures apart: many used pictures must not hide an actor nobody found. */
function measure(seeds: readonly number[]) {
  const tally = { people: empty(), pictures: empty() }
  const [wrong, missed]: [string[], string[]] = [[], []]
  for (const seed of seeds) {
    const year = plantedYear(seed)
    const flags = year.quarters.flatMap((records) =>
      parts.flatMap((part) => findFlagsOf(part, records, usualThresholds)),
    )
    for (const flag of flags) {
      const of = flag.kind === pictureKind ? tally.pictures : tally.people
      of.flags++
      if (isRight(flag, year)) of.right++
      else wrong.push(`${seed} ${flag.key}`)
    }
    const right = flags.filter((flag) => isRight(flag, year))
    for (const [personId, vice] of year.planted) {
      tally.people.planted++
      if (right.some((flag) => flag.personId === personId)) tally.people.found++
      else missed.push(`${seed} ${personId} ${vice}`)
    }
    const shown = new Set(right.flatMap((f) => (f.kind === pictureKind ? f.deedIds : [])))
    tally.pictures.planted += year.reusing.size
    tally.pictures.found += [...year.reusing].filter((id) => shown.has(id)).length
  }
  return { ...tally, wrong, missed }
}

const rates = ({ found, planted, right, flags }: Tally) => {
  return { recall: found / planted, precision: right / flags }
}

describe('how well the radar asks', () => {
  it('finds nine in ten and asks wrongly one time in five at most, on seeds nobody tuned on', () => {
    const { people, pictures, wrong, missed } = measure(unseen)
    const [asked, shown] = [rates(people), rates(pictures)]
    process.stdout.write(
      `radar, seeds ${unseen[0]} to ${unseen.at(-1)}:` +
        ` people recall ${asked.recall.toFixed(3)} (${people.found}/${people.planted}),` +
        ` precision ${asked.precision.toFixed(3)} (${people.right}/${people.flags});` +
        ` pictures recall ${shown.recall.toFixed(3)}, precision ${shown.precision.toFixed(3)};` +
        ` missed: ${missed.join(', ') || 'nobody'}; asked in vain: ${wrong.join(', ') || 'nobody'}\n`,
    )
    for (const { recall, precision } of [asked, shown]) {
      expect(recall).toBeGreaterThanOrEqual(0.9)
      expect(precision).toBeGreaterThanOrEqual(0.8)
    }
  }, 60_000)
})
