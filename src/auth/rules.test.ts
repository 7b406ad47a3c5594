import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '#kernel/clock.ts'
import type { Candidate } from './model.ts'
import {
  allowances,
  codeSigns,
  decideCodeAge,
  decidePassword,
  decideReach,
  decideTries,
  decideWhoseCode,
  deviceOf,
  inGroups,
  isAdult,
  latestBirthOfAdult,
  readCardCode,
  readSixDigits,
} from './rules.ts'

const today = '2026-11-22'
const row = (over: Partial<Candidate> = {}): Candidate => ({
  tenantCode: '231282106202',
  personId: 'a',
  birthDate: '1970-05-01',
  idNumberDigest: null,
  accountId: null,
  ...over,
})

describe('whose page a code opens', () => {
  it('is nobody’s when the number is unknown or a child’s', () => {
    expect(decideWhoseCode([], today)).toBe('nobody')
    expect(decideWhoseCode([row({ birthDate: '2014-03-03' })], today)).toBe('nobody')
  })
  it('is one grown-up’s, beside a child', () => {
    const child = row({ personId: 'c', birthDate: '2014-03-03' })
    expect(decideWhoseCode([child, row()], today)).toEqual([row()])
  })
  it('is undecided between two grown-ups', () => {
    expect(decideWhoseCode([row(), row({ personId: 'b' })], today)).toBe('several')
  })
  it('is one human being’s in two places: same identity number or same account', () => {
    const elsewhere = { tenantCode: '231282106000', personId: 'x' }
    const byNumber = [row({ idNumberDigest: 'n' }), row({ ...elsewhere, idNumberDigest: 'n' })]
    expect(decideWhoseCode(byNumber, today)).toEqual(byNumber)
    const byAccount = [row({ accountId: 'k' }), row({ ...elsewhere, accountId: 'k' })]
    expect(decideWhoseCode(byAccount, today)).toEqual(byAccount)
    expect(decideWhoseCode([row(), row(elsewhere)], today)).toBe('several')
  })
})

describe('how long a code works', () => {
  it('is decided by the place, by the strictest of several, by nobody for a number of nobody', () => {
    const minutes = 60_000
    expect(decideCodeAge(5 * minutes, [5]).ok).toBe(true)
    expect(decideCodeAge(5 * minutes + 1, [5])).toMatchObject({
      code: 'auth.code_expired',
      details: { minutes: 5 },
    })
    expect(decideCodeAge(3 * minutes, [10, 2])).toMatchObject({ details: { minutes: 2 } })
    expect(decideCodeAge(14 * minutes, []).ok).toBe(true)
  })
})

describe('being grown up', () => {
  it('begins on the eighteenth birthday', () => {
    expect(isAdult('2008-11-22', today)).toBe(true)
    expect(isAdult('2008-11-23', today)).toBe(false)
    expect(isAdult('2008-02-29', '2026-02-28')).toBe(false)
    expect(isAdult('2008-02-29', '2026-03-01')).toBe(true)
  })
  it.each([today, '2026-02-28', '2026-03-01', '2028-02-29'])(
    'is told from one day alone: on %s',
    (day) => {
      const latest = latestBirthOfAdult(day)
      expect(isAdult(latest, day)).toBe(true)
      expect(isAdult(addDays(latest, 1), day)).toBe(false)
    },
  )
})

describe('an account that reaches further', () => {
  it('is changed by those who reach as far', () => {
    const village = ['231282106202']
    expect(decideReach(village, village).ok).toBe(true)
    expect(decideReach([...village, '231282106000'], village)).toMatchObject({
      code: 'auth.account_reaches_further',
    })
    expect(decideReach([...village, '231282106000'], ['231282']).ok).toBe(true)
    expect(decideReach(village, []).ok).toBe(false)
  })
})

describe('a password', () => {
  it('is long and not made of the name, one sign or a row', () => {
    expect(decidePassword('abc', 'wang')).toMatchObject({
      code: 'auth.password_short',
      details: { least: 10 },
    })
    for (const simple of ['aaaaaaaaaaaa', '1234567890', '9876543210', 'wangwangwang1']) {
      expect(decidePassword(simple, 'wang')).toMatchObject({ code: 'auth.password_simple' })
    }
    expect(decidePassword('村口老槐树下有一口井啊', 'wang').ok).toBe(true)
    expect(decidePassword('seven rivers', 'wang').ok).toBe(true)
  })
})

describe('what is typed', () => {
  it('is read with full-width signs, spaces and dashes', () => {
    expect(readSixDigits(' １２３ 456 ')).toBe('123456')
    expect(readSixDigits('12345')).toBeNull()
    expect(readCardCode('k7qm-3xpd 9rta–hw2c')).toBe('K7QM3XPD9RTAHW2C')
    expect(readCardCode('O7QM-3XPD-9RTA-HW2C')).toBeNull()
  })
  it('comes back from its groups, whatever the code', () => {
    const code = fc.string({ unit: fc.constantFrom(...codeSigns), minLength: 16, maxLength: 16 })
    fc.assert(fc.property(code, (plain) => readCardCode(inGroups(plain).toLowerCase()) === plain))
  })
})

describe('too many tries', () => {
  it('are told with the time in China, rounded up to the minute', () => {
    const count = allowances['send/phone'].tries
    const at = { tried: 'send/phone' as const, windowEndsAt: '2026-11-22T02:00:01.000Z' }
    expect(decideTries([{ ...at, count }]).ok).toBe(true)
    expect(decideTries([{ ...at, count: count + 1 }])).toMatchObject({
      code: 'auth.too_many_attempts',
      details: { time: '10:01' },
    })
  })
})

describe('a device', () => {
  it('is told from what it says of itself', () => {
    expect(deviceOf('Mozilla/5.0 (Linux; Android 12) Mobile MicroMessenger/8.0')).toBe('wechat')
    expect(deviceOf('Mozilla/5.0 (Linux; Android 12; V2) Mobile Safari')).toBe('phone')
    expect(deviceOf('Mozilla/5.0 (iPad; CPU OS 17_0)')).toBe('tablet')
    expect(deviceOf('Mozilla/5.0 (Windows NT 10.0)')).toBe('computer')
    expect(deviceOf('')).toBe('other')
  })
})
