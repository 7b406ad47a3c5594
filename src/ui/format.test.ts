import { describe, expect, test } from 'vitest'
import * as given from './format.ts'

/** Numbers and their units never part at the end of a line; the tests read them as plain spaces. */
const format = Object.fromEntries(
  Object.entries(given).map(([name, say]) => [
    name,
    (...input: never[]) =>
      (say as (...input: never[]) => string)(...input).replaceAll('\u00a0', ' '),
  ]),
) as unknown as typeof given

test('a number stays with its unit', () => {
  expect(given.points(8600, { locale: 'zh-CN' })).toBe('86\u00a0分')
})

const zh = { locale: 'zh-CN' } as const
const en = { locale: 'en' } as const

describe('points', () => {
  test.each([
    [8600, '86 分', '86 points'],
    [100, '1 分', '1 point'],
    [-1500, '−15 分', '−15 points'],
    [8650, '86.5 分', '86.5 points'],
    [5, '0.05 分', '0.05 points'],
    [123_456_700, '1,234,567 分', '1,234,567 points'],
  ])('%i hundredths', (hundredths, han, english) => {
    expect(format.points(hundredths, zh)).toBe(han)
    expect(format.points(hundredths, en)).toBe(english)
  })

  test('a change carries its sign, and nothing changed carries none', () => {
    expect(format.pointsNumber(500, { signed: true })).toBe('+5')
    expect(format.pointsNumber(-500, { signed: true })).toBe('−5')
    expect(format.pointsNumber(0, { signed: true })).toBe('0')
  })
})

describe('money', () => {
  test('fen become yuan with separators and unit', () => {
    expect(format.money(123_456_789, zh)).toBe('1,234,567.89 元')
    expect(format.money(-5, en)).toBe('−0.05 yuan')
    expect(format.money(100, { ...zh, signed: true })).toBe('+1.00 元')
  })
})

describe('dates', () => {
  test('a day with its weekday', () => {
    expect(format.day('2026-11-25', zh)).toBe('11 月 25 日（周三）')
    expect(format.day('2026-11-25', en)).toBe('Wednesday 25 November')
    expect(format.fullDay('2026-11-25', zh)).toBe('2026 年 11 月 25 日')
    expect(format.fullDay('2026-11-25', en)).toBe('25 November 2026')
  })

  test('an instant is told in Shanghai time, across midnight', () => {
    expect(format.instant('2026-11-08T11:20:00Z', zh)).toBe('11 月 8 日 19:20')
    expect(format.instant('2026-11-08T16:05:00Z', zh)).toBe('11 月 9 日 00:05')
    expect(format.instant('2026-11-08T16:05:00Z', en)).toBe('9 November, 00:05')
    expect(format.plainDay('2026-12-31T16:00:00Z')).toBe('2027-01-01')
  })

  test('another year is named', () => {
    expect(format.shortDay('2025-11-08', { ...zh, today: '2026-01-01' })).toBe('2025 年 11 月 8 日')
  })

  test.each([
    ['2026-11-19', '今天（11 月 19 日）', 'today (19 November)'],
    ['2026-11-20', '明天（11 月 20 日）', 'tomorrow (20 November)'],
    ['2026-11-18', '昨天（11 月 18 日）', 'yesterday (18 November)'],
    ['2026-11-17', '前天（11 月 17 日）', '2 days ago (17 November)'],
    ['2026-11-26', '7 天后（11 月 26 日）', 'in 7 days (26 November)'],
    ['2026-11-27', '11 月 27 日', '27 November'],
    ['2027-01-02', '2027 年 1 月 2 日', '2 January 2027'],
  ])('%s as people say it', (date, han, english) => {
    expect(format.human(date, '2026-11-19', zh)).toBe(han)
    expect(format.human(date, '2026-11-19', en)).toBe(english)
  })

  test('a deadline names weekday and working days', () => {
    const due = { date: '2026-12-01', workingDays: 5 }
    expect(format.deadline(due, zh)).toBe('最迟 12 月 1 日（周二），还有 5 个工作日')
    expect(format.deadline(due, en)).toBe('by Tuesday 1 December, 5 working days')
    expect(format.deadline({ date: '2026-12-01', workingDays: 1 }, en)).toContain('1 working day')
    expect(format.deadline({ date: '2026-12-01', workingDays: 0 }, en)).toContain('due today')
    expect(format.deadline({ date: '2026-12-01', workingDays: -2 }, zh)).toContain(
      '已超 2 个工作日',
    )
    expect(format.deadline({ date: '2029-12-01', provisional: true }, zh)).toContain('暂定')
  })

  test('durations', () => {
    expect(format.duration(765, zh)).toBe('12 小时 45 分钟')
    expect(format.duration(60, en)).toBe('1 hour')
    expect(format.duration(0, zh)).toBe('0 分钟')
    expect(format.duration(3000, en)).toBe('2 days')
  })

  test('several things in a row', () => {
    expect(format.listed(['本户', '邻居'], zh)).toBe('本户、邻居')
    expect(format.listed(['household', 'neighbour'], en)).toBe('household, neighbour')
  })
})

describe('other figures', () => {
  test('shares, counts, stars and files', () => {
    expect(format.percent(1, 3)).toBe('33%')
    expect(format.percent(0, 0)).toBe('0%')
    expect(format.count(12_345)).toBe('12,345')
    expect(format.starsWord(4, zh)).toBe('四星')
    expect(format.starsWord(4, en)).toBe('four stars')
    expect(format.starsWord(1, en)).toBe('one star')
    expect(format.starsWord(0, zh)).toBe('暂无星级')
    expect(format.fileSize(8 * 1024 * 1024)).toBe('8 MB')
    expect(format.fileSize(1500)).toBe('1 KB')
  })
})
