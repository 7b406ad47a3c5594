import { expect, test } from 'vitest'
import { decisionOf, deedOf, recordsWith } from '#test/radar-records.ts'
import { usualThresholds } from '../records.ts'
import { findOverturns } from './rules.ts'

/** A hundred deeds of each of two clauses, approved by two people in turn. */
const records = (wrong: readonly string[]) => {
  const deeds = Array.from({ length: 200 }, (_, n) => {
    const id = `deed-${n}`
    const overturned = wrong.includes(id) ? ('struck_out' as const) : null
    return deedOf(id, { itemKey: n % 2 ? 'ditch' : 'yard', overturned })
  })
  const decisions = deeds.map((deed, n) =>
    decisionOf(deed.id, n < 100 ? 'early' : 'late', { role: 'approve' }),
  )
  return recordsWith({ deeds, decisions })
}
const found = (wrong: readonly string[]) => findOverturns(records(wrong), usualThresholds)

test('whose approvals are struck out far more often than others’ is asked about', () => {
  const flags = found(['deed-100', 'deed-111', 'deed-122', 'deed-133', 'deed-144'])
  expect(flags).toMatchObject([
    {
      ...{
        kind: 'overturned_person',
        personId: 'late',
        deedIds: expect.arrayContaining(['deed-100']),
      },
      measures: { role: 'approve', overturned: 5, decisions: 100, share: 5, othersPercent: 0 },
    },
  ])
})

test('a clause whose decisions are overturned far more often is asked about, whoever decided', () => {
  const flags = found(['deed-1', 'deed-31', 'deed-61', 'deed-101', 'deed-131', 'deed-161'])
  expect(flags).toMatchObject([{ kind: 'overturned_item', itemKey: 'ditch', personId: null }])
})

test('a few, or as many with everybody, raise no question; a refusal granted counts as a refusal', () => {
  expect(found(['deed-100', 'deed-111'])).toEqual([])
  const everywhere = [3, 4, 7, 8, 103, 104, 107, 108].map((n) => `deed-${n}`)
  expect(found(everywhere)).toEqual([])
  const granted = records([])
  const deeds = granted.deeds.map((deed, n) => {
    return n >= 100 && n < 106 ? { ...deed, overturned: 'granted' as const } : deed
  })
  const persons = (agrees: boolean) =>
    findOverturns(
      { ...granted, deeds, decisions: granted.decisions.map((one) => ({ ...one, agrees })) },
      usualThresholds,
    ).filter((flag) => flag.kind === 'overturned_person')
  expect(persons(true)).toEqual([])
  expect(persons(false)).toMatchObject([{ personId: 'late' }])
})
