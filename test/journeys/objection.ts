import { describe, expect, it } from 'vitest'
import * as m from '#paraglide/messages.js'
import { type Seat, sideways } from '#test/chromium.ts'
import { dismiss, drawnReviewer } from './reviewing.ts'
import { becomeVillager, expectCalm, plainPhone, type Stage, said, takeSeat, tap } from './stage.ts'

const zh = { locale: 'zh-CN' } as const
const grounds = '我家九月清了门前那条沟，这件事没有算进去。'
const answer = '查过记录：那天的清沟由邻居家登记，您家没有登记，分数不变。'

export function objectionJourneys(stage: Stage): void {
  describe('an objection from the notice', () => {
    it('is made without script, answered by somebody who does not learn the name', async () => {
      const villager = await takeSeat(stage, plainPhone)
      const { name } = await becomeVillager(villager, '004')
      const number = await object(villager)

      const reviewer = await drawnReviewer(stage, number)
      if (!reviewer) throw new Error(`Nobody was drawn for objection ${number}.`)
      expect(await said(reviewer)).toContain(grounds)
      expect(await reviewer.page.content()).not.toContain(name)
      await dismiss(reviewer, answer)

      await villager.page.goto('/appeals')
      await tap(villager, villager.page.locator('main a[href^="/appeals/"]'))
      expect(await said(villager)).toContain(answer)
      expect(await said(villager)).toContain(m.appeals_state_dismissed({}, zh))
      await villager.page.goto('/messages')
      expect(await said(villager)).toContain(number)
      expectCalm(villager)
    })
  })
}

/** From home to the notice, to our own line, to the objection. */
async function object(villager: Seat): Promise<string> {
  const { page } = villager
  await tap(villager, page.locator(`main a[href*="/notices/"]`))
  await page.locator('input[name="q"]').fill('004')
  await tap(villager, page.locator('form[role="search"] button'))
  await tap(villager, page.locator('tbody tr a[href^="/appeals/new/"]'))
  expect(await sideways(page)).toBe(0)
  await tap(villager, page.getByRole('button', { name: m.appeals_file_send({}, zh) }))
  expect(page.url()).toContain('/appeals/new/')
  await page.locator('textarea[name="grounds"]').fill(grounds)
  await tap(villager, page.getByRole('button', { name: m.appeals_file_send({}, zh) }))
  expect(page.url()).toContain('done=sent')
  const heading = await page.locator('main').innerText()
  return /异议\s*(\S*\d\S*)/.exec(heading)![1]!
}
