import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Channel, channels, type Outcome } from './model.ts'
import {
  afterQuiet,
  chainOf,
  decideChoice,
  decideHandOver,
  decideSettling,
  isQuiet,
  mostTries,
  nextTry,
} from './rules.ts'

const night = { from: 21, until: 7 }
/** An instant by the clock in China. */
const china = (time: string, day = '2026-11-22') =>
  new Date(`${day}T${time}:00+08:00`).toISOString()

describe('by which ways somebody is told', () => {
  it.each<[readonly Channel[], boolean, readonly Channel[]]>([
    [[], true, []],
    [[], false, ['slip']],
    [['sms'], true, ['sms', 'slip']],
    [['wecom', 'sms'], false, ['wecom', 'sms', 'slip']],
    [['sms', 'visit'], true, ['sms', 'visit']],
    [['slip'], false, ['slip']],
  ])('chosen %j, can sign in %j: %j', (chosen, signsIn, chain) => {
    expect(chainOf({ chosen, signsIn })).toEqual(chain)
  })
  it('ends on paper for whoever cannot read it in the program', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...channels)), (chosen) => {
        const chain = chainOf({ chosen, signsIn: false })
        expect(chain.some((one) => one === 'slip' || one === 'visit')).toBe(true)
      }),
    )
  })
  it('needs a number for text messages and an account for WeCom', () => {
    const nothing = { hasPhone: false, wecomUserId: null }
    expect(decideChoice(['sms'], nothing)).toMatchObject({ code: 'telling.no_phone' })
    expect(decideChoice(['wecom'], nothing)).toMatchObject({ code: 'telling.no_wecom_id' })
    expect(decideChoice(['slip', 'visit'], nothing)).toMatchObject({ ok: true })
    expect(decideChoice(['sms'], { ...nothing, hasPhone: true })).toMatchObject({ ok: true })
  })
})

describe('quiet hours', () => {
  it.each([
    ['20:59', false],
    ['21:00', true],
    ['23:30', true],
    ['06:59', true],
    ['07:00', false],
  ])('at %s: %j', (time, quiet) => {
    expect(isQuiet(china(time), night)).toBe(quiet)
  })
  it('end the same or the next morning', () => {
    expect(afterQuiet(china('22:10'), night)).toBe(china('07:00', '2026-11-23'))
    expect(afterQuiet(china('03:10'), night)).toBe(china('07:00'))
    expect(afterQuiet(china('12:00'), night)).toBe(china('12:00'))
    expect(isQuiet(china('13:00'), { from: 12, until: 14 })).toBe(true)
    expect(isQuiet(china('03:00'), { from: 0, until: 0 })).toBe(false)
  })
  it('are never the hour something is sent in, whatever they are', () => {
    const hour = fc.integer({ min: 0, max: 23 })
    const instant = fc.date({
      min: new Date('2026-01-01'),
      max: new Date('2027-01-01'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(instant, hour, hour, (at, from, until) => {
        const sent = afterQuiet(at.toISOString(), { from, until })
        expect(isQuiet(sent, { from, until })).toBe(false)
        expect(Date.parse(sent)).toBeGreaterThanOrEqual(at.getTime())
        expect(Date.parse(sent) - at.getTime()).toBeLessThan(86_400_000)
      }),
    )
  })
})

describe('what becomes of a try', () => {
  const now = china('12:00')
  const delivery = (tries: number) => ({
    ...{ tries, nextAt: now, fallback: ['sms', 'slip'] as const },
  })
  const settled = (tries: number, outcome: Outcome) =>
    decideSettling(delivery(tries), outcome, { now, quiet: night })

  it('what was sent is done, and nothing follows', () => {
    expect(settled(0, { kind: 'sent', reason: null })).toMatchObject({
      ...{ state: 'sent', tries: 1, settledAt: now, reason: null, following: null },
    })
  })
  it('what failed is tried again, ever later, and not at night', () => {
    const failed = { kind: 'failed', reason: 'busy' } as const
    expect(settled(0, failed)).toMatchObject({ state: 'failed', nextAt: china('12:02') })
    expect(settled(2, failed)).toMatchObject({ nextAt: china('13:00'), settledAt: null })
    expect(nextTry(4, china('19:00'), night)).toBe(china('07:00', '2026-11-23'))
  })
  it('after the last try, or when it cannot arrive, the next way follows', () => {
    const following = { channel: 'sms', fallback: ['slip'] }
    expect(settled(mostTries - 1, { kind: 'failed', reason: 'busy' })).toMatchObject({
      ...{ state: 'undeliverable', reason: 'busy', settledAt: now, following },
    })
    expect(settled(0, { kind: 'undeliverable', reason: 'not_a_member' })).toMatchObject({
      ...{ state: 'undeliverable', tries: 1, following },
    })
  })
})

describe('handing over', () => {
  it('is for what waits, and for all that is named or nothing', () => {
    expect(decideHandOver(['a', 'b'], ['a', 'b', 'c'])).toMatchObject({ ok: true })
    expect(decideHandOver(['a', 'x'], ['a'])).toMatchObject({ code: 'telling.not_waiting' })
  })
})
