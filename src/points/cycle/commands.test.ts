import { afterAll, beforeAll, expect, test } from 'vitest'
import { openRuleBook, type RuleBookApp } from '#test/rule-book.ts'

let app: RuleBookApp
beforeAll(async () => {
  app = await openRuleBook()
})
afterAll(() => app.close())

const open = (who: string, more: object) =>
  app.act(who, 'points.open_cycle', {
    ...{ ruleVersionId: app.versionId, unit: 'quarter', year: 2027, number: 1, ...more },
  })

test('a cycle is opened once, under an adopted version, never backwards', async () => {
  expect(await open('scorekeeper', { year: 2026, number: 3 })).toBe('points.rule_not_in_force')
  expect(await open('scorekeeper', { ruleVersionId: app.cycleId })).toBe('points.no_rule_book')
  expect(await open('scorekeeper', { number: 9 })).toBe('points.value_out_of_range')
  expect(await open('reviewer', {})).toBe('kernel.not_permitted')
  expect(await open('director', {})).toMatchObject({ startsOn: '2027-01-01', endsOn: '2027-03-31' })
  expect(await open('secretary', {})).toBe('points.cycle_exists')
  expect(await open('secretary', { unit: 'month', number: 3 })).toBe('points.cycle_exists')
})

test('a draft of the rules opens nothing', async () => {
  const { versionId } = await app.must<{ versionId: string }>('scorekeeper', 'compact.draft', {
    templateKey: 'red_plum',
  })
  const drafted = { ruleVersionId: versionId, number: 2 }
  expect(await open('scorekeeper', drafted)).toBe('points.no_rule_book')
})

test('everybody may see the cycles, newest first', async () => {
  const cycles = await app.get<object[]>('guest', 'points.cycles', {})
  expect(cycles).toMatchObject([
    { year: 2027, number: 1, state: 'running' },
    { id: app.cycleId, startsOn: '2026-10-01', endsOn: '2026-12-31', state: 'running' },
  ])
})
