import { describe, expect, it } from 'vitest'
import { type AssistanceFacts, decideAssistance } from './rules.ts'

function person(id: string, change: object = {}) {
  const rest = { sex: 'male' as const, openedOn: '2020-01-01', closedOn: null }
  const ends = { closedReason: null, forgottenAt: null }
  return { id, name: `演示${id}`, birthDate: '1950-01-01', ...rest, ...ends, ...change }
}

const facts: AssistanceFacts = {
  helped: person('elder'),
  method: 'spoken_with_witness',
  helperPersonIds: ['helper'],
  helperHousehold: new Set(['helper', 'helper wife']),
  witness: person('neighbour'),
  cardFits: false,
  helperKeepsRoster: false,
  today: '2026-11-22',
}

describe('helping', () => {
  it.each<[string, Partial<AssistanceFacts>, string | null]>([
    ['a neighbour heard it', {}, null],
    ['the card fits', { method: 'passbook_code', cardFits: true, witness: null }, null],
    ['another card', { method: 'passbook_code' }, 'people.passbook_code_wrong'],
    ['a paper in the office', { method: 'paper', helperKeepsRoster: true, witness: null }, null],
    ['a paper, but no office', { method: 'paper', witness: null }, 'people.witness_needed'],
    ['nobody heard it', { witness: null }, 'people.witness_needed'],
    ['the helper as witness', { witness: person('helper') }, 'people.witness_unfit'],
    ['the helper’s wife as witness', { witness: person('helper wife') }, 'people.witness_unfit'],
    ['the elder as witness', { witness: person('elder') }, 'people.witness_unfit'],
    [
      'a child as witness',
      { witness: person('n', { birthDate: '2015-01-01' }) },
      'people.witness_unfit',
    ],
    [
      'somebody gone as witness',
      { witness: person('n', { closedOn: '2025-01-01' }) },
      'people.witness_unfit',
    ],
    ['oneself', { helped: person('helper') }, 'people.same_person'],
    ['a child', { helped: person('c', { birthDate: '2015-01-01' }) }, 'people.minor'],
    ['somebody gone', { helped: person('g', { closedOn: '2025-01-01' }) }, 'people.person_closed'],
  ])('%s', (_case, change, code) => {
    const decision = decideAssistance({ ...facts, ...change })
    expect(decision.ok ? null : decision.code).toBe(code)
  })
})
