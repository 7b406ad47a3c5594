import { describe, expect, it } from 'vitest'
import { chanceOf } from '#demonstration/chance.ts'
import { decisionOf, deedOf, recordsWith } from '#test/radar-records.ts'
import type { RadarDecision, RadarRecords } from '../model.ts'
import { usualThresholds } from '../records.ts'
import { findBias } from './rules.ts'

const colleagues = ['wu', 'zheng', 'sun']
const groups = ['north', 'east', 'south']

/**
 * Sixty deeds of each of six households, two surnames and three groups among them; all vote in turns on
 * every deed and say yes about three times in four, except as `says` has it.
 */
function voted(says: (who: string, householdId: string, usual: boolean) => boolean): RadarRecords {
  const chance = chanceOf('votes')
  const households = new Map(
    Array.from({ length: 6 }, (_, n) => [
      `household-${n}`,
      { surnames: new Set([n < 2 ? '王' : '李']), groupId: groups[n % 3]! },
    ]),
  )
  const deeds = [...households.keys()].flatMap((householdId) =>
    Array.from({ length: 60 }, (_, n) => deedOf(`${householdId}-${n}`, { householdId })),
  )
  const decisions = deeds.flatMap((deed) =>
    chance.shuffled(['asked', ...colleagues]).map((who): RadarDecision => {
      const agrees = says(who, deed.householdId, chance.happens(0.75))
      return decisionOf(deed.id, who, { role: 'review', agrees })
    }),
  )
  const people = new Map(
    ['asked', ...colleagues].map((who) => [
      who,
      {
        surname: who === 'asked' ? '王' : '吴',
        kinHouseholds: new Set(who === 'asked' ? ['household-4'] : []),
      },
    ]),
  )
  return recordsWith({ households, deeds, decisions, people })
}
const found = (records: RadarRecords) =>
  findBias(records, usualThresholds, 'review').map(({ kind, personId, measures }) => {
    return { kind, personId, groupId: measures.groupId ?? null }
  })

describe('who decides otherwise than colleagues', () => {
  it('asks nobody where all decide alike', () => {
    expect(found(voted((_, __, usual) => usual))).toEqual([])
  })

  it('asks whoever always agrees for namesakes, and for nobody else', () => {
    const records = voted((who, id, usual) =>
      who === 'asked' && ['household-0', 'household-1'].includes(id) ? true : usual,
    )
    const [flag] = findBias(records, usualThresholds, 'review')
    expect(found(records)).toEqual([{ kind: 'same_surname', personId: 'asked', groupId: null }])
    expect(flag!.measures).toMatchObject({
      ...{ role: 'review', agreedPercent: 100, decisions: 120, compared: 240 },
    })
    expect(flag!.deedIds).toHaveLength(60)
    expect(flag!.deedIds.every((id) => /^household-[01]-/.test(id))).toBe(true)
  })

  it('asks whoever always agrees for their kin’s kin', () => {
    const records = voted((who, id, usual) => (who === 'asked' && id === 'household-4') || usual)
    expect(found(records)).toEqual([{ kind: 'kin', personId: 'asked', groupId: null }])
  })

  it('asks whoever treats one villagers’ group more harshly than colleagues do', () => {
    const south = ['household-2', 'household-5']
    let n = 0
    const records = voted((who, id, usual) =>
      who === 'asked' && south.includes(id) ? usual && n++ % 2 === 0 : usual,
    )
    expect(found(records)).toEqual([{ kind: 'group', personId: 'asked', groupId: 'south' }])
  })

  it('asks whoever is far stricter altogether', () => {
    let n = 0
    const records = voted((who, _, usual) => (who === 'asked' ? usual && n++ % 2 === 0 : usual))
    expect(found(records)).toEqual([{ kind: 'variance', personId: 'asked', groupId: null }])
  })

  it('says nothing about few decisions, nor where one colleague took nearly all the others', () => {
    const records = voted((who, _, usual) => who === 'asked' || usual)
    const few = new Set(records.deeds.slice(0, 15).map((deed) => deed.id))
    const short = records.decisions.filter((d) => d.personId !== 'asked' || few.has(d.deedId))
    expect(found({ ...records, decisions: short })).toEqual([])
    const two = records.decisions.filter((d) => ['asked', 'wu'].includes(d.personId))
    expect(found({ ...records, decisions: two })).toEqual([])
    expect(found(records)).toMatchObject([{ personId: 'asked' }])
  })
})
