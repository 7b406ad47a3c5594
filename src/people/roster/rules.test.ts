import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { KnownHousehold, KnownPerson, RosterEntry, RosterFacts } from './model.ts'
import { planRoster, reportOf } from './rules.ts'

function entry(row: number, change: Partial<RosterEntry> = {}): RosterEntry {
  return {
    ...{ row, householdCode: '001', name: `演示${row}`, sex: 'male', birthDate: '1970-01-01' },
    ...{ relation: 'head', idDigest: null, phoneDigest: null, groupId: null, gridId: null },
    ...{ takesPart: false, fault: null },
    ...change,
  }
}

function known(id: string, change: Partial<KnownPerson> = {}): KnownPerson {
  return {
    ...{ id, name: '演示1', sex: 'male', birthDate: '1970-01-01', closedReason: null },
    ...{ idDigest: null, phoneDigest: null, membershipId: `m ${id}`, householdId: 'h1' },
    ...{ householdCode: '001', relation: 'head', lives: true, takesPart: false, withdrawnOn: null },
    ...change,
  }
}

const house: KnownHousehold = { id: 'h1', code: '001', closed: false, groupId: 'g1', gridId: null }
const facts: RosterFacts = {
  ...{ persons: [known('p1')], households: [house], today: '2026-11-22', signedOn: null },
}

describe('the plan of a roster', () => {
  it.each<[string, Partial<RosterEntry>, Partial<KnownPerson>, string, readonly string[]]>([
    ['the same', {}, {}, 'keep', []],
    ['a new phone', { phoneDigest: 'x' }, {}, 'change', ['phone']],
    ['no phone given', {}, { phoneDigest: 'x' }, 'keep', []],
    ['a number where none was', { idDigest: 'n' }, {}, 'change', ['id_number']],
    [
      'another name, same number',
      { idDigest: 'n', name: '新' },
      { idDigest: 'n' },
      'change',
      ['name'],
    ],
    ['a new birthday without number', { birthDate: '1971-01-01', relation: 'son' }, {}, 'add', []],
    ['somebody who died', {}, { closedReason: 'died', lives: false }, 'gone', []],
    ['a first yes', { takesPart: true }, {}, 'change', ['consent']],
    ['a yes again', { takesPart: true }, { takesPart: true }, 'keep', []],
    ['a yes after withdrawing', { takesPart: true }, { withdrawnOn: '2026-01-01' }, 'keep', []],
  ])('%s', (_case, change, person, action, changes) => {
    const plan = planRoster([entry(1, change)], { ...facts, persons: [known('p1', person)] })
    expect(plan.lines[0]).toMatchObject({ action, changes })
  })

  it('a minor’s yes counts for nothing', () => {
    const plan = planRoster(
      [entry(1), entry(2, { relation: 'son', birthDate: '2015-01-01', takesPart: true })],
      facts,
    )
    expect(plan.lines.map((line) => line.consents)).toEqual([false, false])
  })

  it.each<[string, readonly RosterEntry[], string]>([
    ['a fault of its own', [entry(1, { fault: 'group_unknown' })], 'group_unknown'],
    ['the same person twice', [entry(1), entry(2, { name: '演示1' })], 'person_twice'],
    ['two heads', [entry(1), entry(2)], 'heads_several'],
    [
      'a new house without head',
      [entry(1, { householdCode: '002', relation: 'son' })],
      'head_missing',
    ],
  ])('%s keeps the household out', (_case, entries, fault) => {
    const plan = planRoster(entries, facts)
    expect(plan.troubles.map((trouble) => trouble.fault)).toContain(fault)
    expect(plan.lines).toEqual([])
  })

  it('does not open a closed household again', () => {
    const closed = { ...facts, households: [{ ...house, closed: true }], persons: [] }
    expect(planRoster([entry(1)], closed).troubles[0]?.fault).toBe('household_closed')
  })

  it('a head who goes by the sheet leaves a house behind that must have one', () => {
    const wife = known('p2', { name: '演示2', relation: 'spouse' })
    const gone = entry(1, { householdCode: '002', idDigest: 'n' })
    const persons = [known('p1', { idDigest: 'n' }), wife]
    expect(planRoster([gone], { ...facts, persons }).troubles[0]?.fault).toBe('head_missing')
    const heir = entry(2, { name: '演示2', relation: 'head' })
    const plan = planRoster([gone, heir], { ...facts, persons })
    expect(plan.lines.map((line) => line.changes)).toEqual([['household'], ['relation']])
    expect(plan.opening).toEqual(['002'])
  })

  it('closes the house that everybody left', () => {
    const plan = planRoster([entry(1, { householdCode: '002', idDigest: 'n' })], {
      ...facts,
      persons: [known('p1', { idDigest: 'n' })],
    })
    expect(plan.closing).toEqual(['001'])
  })

  it('places households only where they are not yet', () => {
    const plan = planRoster([entry(1, { groupId: 'g1', gridId: 'n1' })], facts)
    expect(plan.placements).toEqual([{ code: '001', kind: 'grid', divisionId: 'n1' }])
  })

  it('every row is in exactly one count', () => {
    const any = fc.array(
      fc.record({
        householdCode: fc.constantFrom('001', '002', '003'),
        relation: fc.constantFrom('head' as const, 'son' as const),
        idDigest: fc.constantFrom(null, 'n1', 'n2'),
        name: fc.constantFrom('演示1', '演示2', '演示3'),
        takesPart: fc.boolean(),
      }),
    )
    fc.assert(
      fc.property(any, (changes) => {
        const entries = changes.map((change, i) => entry(i + 1, change))
        const plan = planRoster(entries, facts)
        const report = reportOf(plan, entries)
        const { added, changed, unchanged, gone, refused } = report
        expect(added + changed + unchanged + gone + refused).toBe(entries.length)
        expect(new Set(plan.lines.map((line) => line.entry.row)).size).toBe(plan.lines.length)
      }),
    )
  })
})
