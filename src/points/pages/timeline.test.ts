import { expect, test } from 'vitest'
import { starHousehold } from '#compact/templates/star-household.ts'
import { tabledBook } from '#test/tabled.ts'
import type { DeedView } from '../deed/model.ts'
import type { DeedState } from '../model.ts'
import { findItem } from '../rules.ts'
import { stepsOf } from './timeline.ts'

const deed: DeedView = {
  ...{ id: 'd', cycleId: 'c', householdId: 'h', personId: null, happenedOn: '2026-11-20' },
  item: findItem(starHousehold.content, 'yard_tidy'),
  ...{ valueHundredths: 100, negative: false, note: '', state: 'declared', dueOn: '2026-11-25' },
  ...{ dueProvisional: false, declaredAt: '2026-11-21T02:00:00Z', declarer: 'neighbour' },
  ...{ hearingEndsOn: null, statement: null, roundId: null, householdCode: '012', own: true },
  ...{ ruleVersionId: 'v', inputs: null },
  ...{ declared: false, official: false, cycleOpen: true, personName: null, files: [] },
  steps: [
    {
      ...{ kind: 'declared', at: '2026-11-21T02:00:00Z', byName: null, byPost: 'neighbour' },
      ...{ onBehalfOf: null, valueHundredths: 100, reason: null, envelopeId: 'e' },
      ...{ inputs: null, sequence: 7 },
    },
  ],
  ...{ alreadyHundredths: 0, hearingOpen: false, lookedAt: [] },
  may: { amend: false, withdraw: false, state: false, object: false },
}
const coming = (more: Partial<DeedView>) =>
  stepsOf({ ...deed, ...more }, '2026-11-22')
    .slice(1)
    .map((step) => `${step.state}${step.due ? ` ${step.due.date}` : ''}`)

test('a praise names no neighbour', () => {
  expect(stepsOf(deed, '2026-11-22')[0]).toMatchObject({ state: 'done', who: '邻居' })
})

test.each([
  ['declared', ['now 2026-11-25', 'next', 'next', 'next']],
  ['verified', ['now 2026-11-25', 'next', 'next']],
  ['reviewed', ['now 2026-11-25', 'next']],
  ['approved', ['next']],
  ['refused', []],
  ['withdrawn', []],
  ['void', []],
] as [DeedState, string[]][])(
  '%s: what comes next, and only what waits has a day',
  (state, steps) => {
    expect(coming({ state })).toEqual(steps)
  },
)

test('a hearing runs to its own last day, then the vote is due', () => {
  const hearing = { state: 'hearing', negative: true, hearingEndsOn: '2026-11-24' } as const
  expect(coming({ ...hearing, hearingOpen: true })[0]).toBe('now 2026-11-24')
  expect(coming({ ...hearing, hearingOpen: false })[0]).toBe('now 2026-11-25')
})

test('a correction shows what stood there before, a verification what it rests on', () => {
  const step = deed.steps[0]!
  const steps = [
    { ...step, kind: 'verified', byPost: 'grid_worker', reason: 'witness:老张看见了' },
    { ...step, kind: 'amended', reason: '2026-11-19:扫了: 院子' },
  ]
  const notes = stepsOf({ ...deed, steps, state: 'refused' }, '2026-11-22').map((s) => s.note)
  expect(notes[0]).toContain('老张看见了')
  expect(notes[1]).toContain('扫了: 院子')
  expect(notes[1]).toContain('11')
})

test('a correction of what a table asks shows what was answered before', () => {
  const item = findItem(tabledBook, 'ditch')
  const step = deed.steps[0]!
  const inputs = { hours: 3, tool: 'spade', able: 'no' }
  const steps = [
    { ...step, inputs },
    { ...step, kind: 'verified', reason: 'witness:', inputs },
    { ...step, kind: 'verified', reason: 'witness:两小时', inputs: { ...inputs, hours: 2 } },
  ]
  const notes = stepsOf({ ...deed, item, steps, state: 'refused' }, '2026-11-22').map((s) => s.note)
  expect(notes[1]).not.toContain('3 小时')
  expect(notes[2]).toContain('3 小时')
  expect(notes[2]).toContain('两小时')
})
