import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp, type TestApp } from '#test/app.ts'
import { draftNotice, noticeMaker } from '#test/notice-maker.ts'
import { ids, place } from '#test/village.ts'
import type { noticeSorts, PublishedNotice } from './model.ts'
import notices from './module.ts'

const tenantCode = place.village
const count = 11
let test: TestApp
/** In the order in which they were published, a day apart; the first hangs the longest. */
let made: string[]

type Board = { notices: PublishedNotice[]; total: number }

async function board(input: object): Promise<Board> {
  const outcome = await test.see('guest', 'notices.list', { tenantCode, ...input })
  if (!outcome.ok) throw new Error(outcome.code)
  return outcome.value as Board
}
const idsOf = async (input: object) => (await board(input)).notices.map((one) => one.id)

async function hang(n: number): Promise<string> {
  const days = n === 0 ? 30 : 7
  const send = async (name: string, input: object) => {
    const outcome = await test.send('system', `notice_maker.${name}`, { tenantCode, ...input })
    if (!outcome.ok) throw new Error(outcome.code)
    return outcome.value
  }
  const noticeId = (await send('prepare', { days })) as string
  const lines = Array.from({ length: count - n }, (_, i) => ({
    ...{ householdId: null, name: null, subject: `score:${ids.household(`${n}${i}`)}` },
    content: { household: String(i + 1).padStart(3, '0'), values: { points: i, stars: 1 } },
  }))
  await send('add', { noticeId, lines })
  await send('publish', { noticeId })
  return noticeId
}

beforeAll(async () => {
  test = await openTestApp({ modules: [notices, noticeMaker] })
  made = []
  for (let n = 0; n < count; n += 1) {
    test.clock.set(`2026-11-${String(n + 10)}T02:00:00Z`)
    made.push(await hang(n))
  }
})
afterAll(() => test.close())

describe('a board with many notices', () => {
  it('shows the newest first, and in pages that together are the whole', async () => {
    expect(await idsOf({})).toEqual(made.toReversed())
    const pages = [0, 4, 8].map((offset) => idsOf({ offset, limit: 4 }))
    expect((await Promise.all(pages)).flat()).toEqual(made.toReversed())
    expect((await board({ offset: 8, limit: 4 })).total).toBe(count)
  })

  const [first = '', ...others] = Array.from({ length: count }, (_, n) => String(n))
  const orders: Record<(typeof noticeSorts)[number], string[]> = {
    published: [first, ...others],
    serial: [first, ...others],
    ends: [...others, first],
    lines: [first, ...others].toReversed(),
  }
  it.each(Object.entries(orders))('is ordered by %s, both ways', async (sort, rising) => {
    const expected = rising.map((n) => made[Number(n)])
    expect(await idsOf({ sort, descending: false })).toEqual(expected)
    expect(await idsOf({ sort, descending: true })).toEqual(expected.toReversed())
  })

  it('is searched by title in either language and by serial, and by nothing else', async () => {
    const total = async (q: string) => (await board({ q })).total
    expect(await total(draftNotice.title['zh-CN'].slice(1, 5))).toBe(count)
    expect(await total(draftNotice.title.en.toUpperCase())).toBe(count)
    const { serial } = (await board({ limit: 1 })).notices[0]!
    expect(await total(serial)).toBe(1)
    for (const q of ['%', '_', '不存在', made[0]!]) expect(await total(q)).toBe(0)
  })
})
