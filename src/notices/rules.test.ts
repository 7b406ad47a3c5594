import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noticeCode, placeOfCode } from './model.ts'
import {
  checkPublishing,
  codeFrom,
  commitLine,
  daysLeft,
  endsAt,
  firstDay,
  isRunning,
  lastDay,
  namesToForget,
  noticeBytes,
  noticeDays,
  noticeHash,
  serialOf,
} from './rules.ts'

describe('noticeDays', () => {
  it.each([
    [7, 7],
    [5, 5],
    [4, 5],
    [0, 5],
    [-3, 5],
    [7.2, 8],
  ])('%s becomes %s', (wanted, days) => expect(noticeDays(wanted)).toBe(days))
})

describe('the clock of a notice', () => {
  const cases: [string, string, number, string, string][] = [
    ['in the morning', '2026-11-18T01:00:00.000Z', 7, '2026-11-25T16:00:00.000Z', '2026-11-25'],
    [
      'late in the evening in China',
      '2026-11-18T15:59:59.999Z',
      7,
      '2026-11-25T16:00:00.000Z',
      '2026-11-25',
    ],
    [
      'just after midnight in China',
      '2026-11-18T16:00:00.000Z',
      7,
      '2026-11-26T16:00:00.000Z',
      '2026-11-26',
    ],
    [
      'over the turn of the year',
      '2026-12-30T03:00:00.000Z',
      5,
      '2027-01-04T16:00:00.000Z',
      '2027-01-04',
    ],
    ['over 29 February', '2028-02-26T03:00:00.000Z', 5, '2028-03-02T16:00:00.000Z', '2028-03-02'],
  ]
  it.each(cases)('published %s', (_, publishedAt, days, end, last) => {
    expect(endsAt(publishedAt, days)).toBe(end)
    expect(lastDay(end)).toBe(last)
    const counted = Date.parse(last) - Date.parse(firstDay(publishedAt))
    expect(counted / 86_400_000 + 1).toBe(days)
  })
  it('never runs for less than its full days', () => {
    const instant = fc.date({
      min: new Date('2020-01-01'),
      max: new Date('2090-01-01'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(instant, fc.integer({ min: 5, max: 60 }), (at, days) => {
        const length = Date.parse(endsAt(at.toISOString(), days)) - at.getTime()
        expect(length).toBeGreaterThan(days * 86_400_000 - 1)
        expect(length).toBeLessThanOrEqual((days + 1) * 86_400_000)
      }),
    )
  })
  it('runs up to its last instant and not after', () => {
    const notice = { endsAt: '2026-11-25T16:00:00.000Z' }
    expect(isRunning(notice, '2026-11-25T15:59:59.999Z')).toBe(true)
    expect(isRunning(notice, '2026-11-25T16:00:00.000Z')).toBe(false)
  })
  it('counts the days left as people do', () => {
    const notice = { endsAt: '2026-11-25T16:00:00.000Z' }
    const left = ['2026-11-22', '2026-11-25', '2026-11-26'].map((today) => daysLeft(notice, today))
    expect(left).toEqual([3, 0, -1])
  })
})

describe('checkPublishing', () => {
  const draft = { preparedAt: '2026-11-18T01:00:00.000Z', publishedAt: null, serial: null }
  it.each([
    ['nothing', null, '2026-11-18T01:00:00.000Z', 'notices.unknown_notice'],
    ['a draft', draft, '2026-11-18T01:00:00.000Z', null],
    ['before it was prepared', draft, '2026-11-18T00:59:59.999Z', 'notices.clock_went_back'],
    [
      'a second time',
      { ...draft, publishedAt: '2026-11-18T02:00:00.000Z', serial: 'x' },
      '2026-11-19T01:00:00.000Z',
      'notices.already_published',
    ],
  ])('%s', (_, notice, now, code) => {
    const checked = checkPublishing(notice, now)
    expect(checked.ok ? null : checked.code).toBe(code)
  })
})

const facts = {
  tenantCode: '231282106202',
  id: '0190f0d2-1111-8111-8111-111111111111',
  serial: '永公示〔2026〕第14号',
  kind: 'star_result',
  title: { en: 'Result', 'zh-CN': '结果' },
  body: { columns: [], paragraphs: { en: ['b'], 'zh-CN': ['a'] } },
  publishedAt: '2026-11-18T01:00:00.000Z',
  endsAt: '2026-11-25T16:00:00.000Z',
}
const seals = [
  { line: 2, commitment: 'bb', nameCommitment: null },
  { line: 1, commitment: 'aa', nameCommitment: 'cc' },
]

describe('noticeHash', () => {
  it('is SHA-256 of exactly these bytes', () => {
    const bytes =
      '{"body":{"columns":[],"paragraphs":{"en":["b"],"zh-CN":["a"]}},"endsAt":"2026-11-25T16:00:00.000Z",' +
      '"id":"0190f0d2-1111-8111-8111-111111111111","kind":"star_result","lines":[' +
      '{"commitment":"aa","line":1,"nameCommitment":"cc"},{"commitment":"bb","line":2,"nameCommitment":null}],' +
      '"publishedAt":"2026-11-18T01:00:00.000Z","serial":"永公示〔2026〕第14号","tenant":"231282106202",' +
      '"title":{"en":"Result","zh-CN":"结果"},"v":1}'
    expect(noticeBytes(facts, seals)).toBe(bytes)
    expect(noticeHash(facts, seals)).toBe(createHash('sha256').update(bytes).digest('hex'))
  })
  it('does not depend on the order in which lines are read', () => {
    expect(noticeHash(facts, [...seals].reverse())).toBe(noticeHash(facts, seals))
  })
  it.each([
    ['a later end', { ...facts, endsAt: '2026-11-26T16:00:00.000Z' }, seals],
    ['another word', { ...facts, title: { en: 'Result', 'zh-CN': '结 果' } }, seals],
    ['a line less', facts, seals.slice(1)],
    ['another line', facts, [{ ...seals[0]!, commitment: 'bc' }, seals[1]!]],
  ])('changes with %s', (_, changed, lines) => {
    expect(noticeHash(changed, lines)).not.toBe(noticeHash(facts, seals))
  })
})

it('commits to canonical JSON behind the bytes of the salt', () => {
  const salt = '00ff'.repeat(16)
  const expected = createHash('sha256')
    .update(Buffer.concat([Buffer.from(salt, 'hex'), Buffer.from('{"a":1,"b":"甲"}', 'utf8')]))
    .digest('hex')
  expect(commitLine(salt, { b: '甲', a: 1 })).toBe(expected)
})

it('numbers notices by the first sign of the place', () => {
  expect(serialOf('永丰村', '2026', 14)).toBe('永公示〔2026〕第 14 号')
})

describe('short codes', () => {
  it('name the place and are read back however they are typed', () => {
    const code = noticeCode('231282106202', 0xabcde)
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/)
    const sloppy = code.toLowerCase().replaceAll('-', ' ').replaceAll('1', 'l').replaceAll('0', 'o')
    expect(placeOfCode(sloppy)).toEqual({ tenantCode: '231282106202', code })
  })
  it('hold every place', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), fc.nat(0xfffff), (place, piece) => {
        const tenantCode = String(place).padStart(12, '0')
        expect(placeOfCode(noticeCode(tenantCode, piece))?.tenantCode).toBe(tenantCode)
      }),
    )
  })
  it.each(['', 'ABCD-EFGH', 'UUUU-UUUU-UUUU', '1234-5678-9ABC-D'])(
    'finds no place in %j',
    (typed) => {
      expect(placeOfCode(typed)).toBeNull()
    },
  )
  it('take the next piece of the hash when one is taken', () => {
    const hash = `00001${'00002'}${'0'.repeat(54)}`
    const first = codeFrom('231282106202', hash, new Set())
    const second = codeFrom('231282106202', hash, new Set([first]))
    expect([first.slice(-4), second.slice(-4)]).toEqual(['0001', '0002'])
  })
})

describe('namesToForget', () => {
  const named = [
    { householdId: 'a', name: '演示甲', line: 1, noticeId: 'n' },
    { householdId: 'a', name: '演示乙', line: 2, noticeId: 'n' },
  ]
  it('forgets all without consent', () => {
    expect(namesToForget(named, new Map())).toHaveLength(2)
    expect(namesToForget(named, new Map([['a', null]]))).toHaveLength(2)
  })
  it('keeps the one consented to', () => {
    expect(namesToForget(named, new Map([['a', '演示甲']]))).toEqual([named[1]])
  })
})
