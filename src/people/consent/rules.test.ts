import { describe, expect, it } from 'vitest'
import { decideConsent, maySignatureCount } from './rules.ts'

const person = {
  ...{ id: 'p', name: '演示甲', sex: 'female' as const, openedOn: '2020-01-01' },
  ...{ birthDate: '1970-01-01', closedOn: null, closedReason: null, forgottenAt: null },
}

describe('consent', () => {
  it.each([
    [{}, null],
    [{ birthDate: '2010-01-01' }, 'people.minor'],
    [{ closedOn: '2026-01-01' }, 'people.person_closed'],
  ])('%j gives %s', (change, code) => {
    const decision = decideConsent({ ...person, ...change }, '2026-11-22')
    expect(decision.ok ? null : decision.code).toBe(code)
  })

  it.each([
    [null, null, true],
    ['2026-01-01', null, true],
    [null, '2026-03-01', false],
    ['2026-01-01', '2026-03-01', false],
    ['2026-03-01', '2026-03-01', false],
    ['2026-03-02', '2026-03-01', true],
  ])('signed on %s after withdrawing on %s counts: %s', (signedOn, withdrawnOn, counts) => {
    expect(maySignatureCount({ signedOn, withdrawnOn })).toBe(counts)
  })
})
