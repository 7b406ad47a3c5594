import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lintText } from './lint.ts'

interface Clause {
  readonly text: string
  readonly expect: 'prohibited' | 'warning' | 'lawful'
  readonly split?: 'tune' | 'hold'
}

function clauses(name: string): Clause[] {
  return JSON.parse(readFileSync(`test/support/linter-corpus/${name}.json`, 'utf8')) as Clause[]
}

function answer(text: string): 'prohibited' | 'warning' | 'lawful' {
  const findings = lintText(text)
  if (findings.some((finding) => finding.severity === 'prohibition')) return 'prohibited'
  return findings.length > 0 ? 'warning' : 'lawful'
}

const weight = { lawful: 0, warning: 1, prohibited: 2 }

function missed(list: readonly Clause[]): string[] {
  return list.filter((c) => weight[answer(c.text)] < weight[c.expect]).map((c) => c.text)
}
function falselyFlagged(list: readonly Clause[]): string[] {
  return list.filter((c) => answer(c.text) !== 'lawful').map((c) => c.text)
}

test('every real clause is caught, at least as severely as it deserves', () => {
  const real = clauses('real')
  expect(real.length).toBeGreaterThanOrEqual(15)
  expect(missed(real)).toEqual([])
})

test('the corpora keep their promised sizes and halves', () => {
  for (const name of ['unlawful', 'lawful']) {
    const list = clauses(name)
    expect(list).toHaveLength(60)
    expect(list.filter((clause) => clause.split === 'hold')).toHaveLength(30)
    expect(new Set(list.map((clause) => clause.text)).size).toBe(60)
  }
})

test.each(['tune', 'hold'] as const)('error rates on %s stay at what was measured', (split) => {
  const unlawful = clauses('unlawful').filter((clause) => clause.split === split)
  const lawful = clauses('lawful').filter((clause) => clause.split === split)
  const misses = missed(unlawful)
  const alarms = falselyFlagged(lawful)
  console.info(
    `rule linter, ${split}: missed ${misses.length} of ${unlawful.length} unlawful, ` +
      `flagged ${alarms.length} of ${lawful.length} lawful`,
  )
  expect(misses).toEqual([])
  expect(alarms).toEqual([])
})

test('clauses of a real catalogue keep their answers, with the one known miss', () => {
  const field = clauses('field')
  expect(missed(field)).toEqual(['基础分扣完的户，没有资格再参加积分。'])
  expect(falselyFlagged(field.filter((clause) => clause.expect === 'lawful'))).toEqual([])
})
