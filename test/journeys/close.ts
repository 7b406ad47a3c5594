import { describe, expect, it } from 'vitest'
import * as m from '#paraglide/messages.js'
import { answerAll } from './reviewing.ts'
import { become, desk, expectCalm, type Stage, said, takeSeat, tap } from './stage.ts'

const zh = { locale: 'zh-CN' } as const

/** The quarter that has ended is drafted unseen, and published by the head of the leading group. */
export function closeJourneys(stage: Stage): void {
  describe('the close of a quarter', () => {
    it('is started by the scorekeeper, followed to its end, and published by the head', async () => {
      await answerAll(stage)
      const keeper = await takeSeat(stage, desk)
      const { page } = keeper
      await become(keeper, '记分员')
      await page.goto('/office/close')
      await tap(keeper, page.locator('main a[href^="/office/close/start/"]'))
      const reason = page.locator('textarea[name="leaveOutReason"]')
      if ((await reason.count()) > 0) await reason.fill('到期没有核实完，下一期再报')
      const confirm = m.stars_close_start_confirm({}, zh)
      await tap(keeper, page.getByRole('button', { name: confirm }))
      await page.waitForURL((url) => url.searchParams.get('done') === 'started')
      const close = new URL(page.url()).pathname
      expect(await page.locator(`a[href^="${close}/publish"]`).count()).toBe(0)
      // The page fetches its own progress; nobody has to press anything.
      await page.getByText(m.stars_close_publish_by_head({}, zh)).waitFor({ timeout: 60_000 })
      expectCalm(keeper)

      const head = await takeSeat(stage, desk)
      await become(head, '领导小组组长')
      await head.page.goto(close)
      await tap(head, head.page.locator(`a[href^="${close}/publish"]`))
      const publish = m.stars_close_publish_confirm({}, zh)
      await tap(head, head.page.getByRole('button', { name: publish }))
      await head.page.waitForURL((url) => url.searchParams.get('done') === 'published')
      expect(await said(head)).toContain(m.stars_close_done_published({}, zh))
      expect(await head.page.locator('main a[href*="/notices/"]').count()).toBe(1)
      expectCalm(head)
    })
  })
}
