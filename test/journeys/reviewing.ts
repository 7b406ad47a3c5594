import { expect } from 'vitest'
import * as m from '#paraglide/messages.js'
import type { Seat } from '#test/chromium.ts'
import { become, desk, expectCalm, type Stage, said, takeSeat, tap } from './stage.ts'

const zh = { locale: 'zh-CN' } as const
const township = '231282106000'

/** Who may be drawn to answer: the supervision committee, and the township where it is recused. */
const drawable: readonly { words: string; nth: number; place?: string }[] = [
  { words: '村务监督委员会主任', nth: 0 },
  { words: '村务监督委员会成员', nth: 0 },
  { words: '村务监督委员会成员', nth: 1 },
  { words: '乡镇工作人员', nth: 0, place: township },
  { words: '乡镇工作人员', nth: 1, place: township },
]

/** The open objection whose row says this, before the person who was drawn to answer it. */
export async function drawnReviewer(stage: Stage, number: string): Promise<Seat | null> {
  for (const { words, ...pick } of drawable) {
    const seat = await takeSeat(stage, desk)
    await become(seat, words, pick)
    await seat.page.goto('/office/appeals')
    const row = seat.page.locator('tbody tr', { hasText: number })
    const mine = row.filter({ hasText: m.appeals_tag_mine({}, zh) })
    if ((await mine.count()) > 0) {
      await tap(seat, mine.locator('th a'))
      return seat
    }
    await seat.context.close()
  }
  return null
}

export async function dismiss(reviewer: Seat, answer: string): Promise<void> {
  const { page } = reviewer
  await page.locator('input[name="outcome"][value="dismissed"]').check()
  await page.locator('textarea[name="answer"]').fill(answer)
  await tap(reviewer, page.getByRole('button', { name: m.appeals_decide_send({}, zh) }))
  expect(await said(reviewer)).toContain(m.appeals_decided_done({}, zh))
  expectCalm(reviewer)
}

/** Answers every open objection, as must be done before a quarter is closed. */
export async function answerAll(stage: Stage): Promise<void> {
  for (let left = 10; left > 0; left -= 1) {
    const reviewer = await drawnReviewer(stage, '')
    if (!reviewer) return
    await dismiss(reviewer, '查过登记，办理的人没有弄错。')
    await reviewer.context.close()
  }
}
