import { describe, expect, it } from 'vitest'
import * as m from '#paraglide/messages.js'
import { sideways } from '#test/chromium.ts'
import { become, expectCalm, plainPhone, type Stage, said, takeSeat, tap } from './stage.ts'

const zh = { locale: 'zh-CN' } as const

/** A draft begun by mistake, on a phone where no script runs. */
export function draftingJourneys(stage: Stage): void {
  describe('a draft rule book that nobody wants', () => {
    it('is discarded after one more look, without script', async () => {
      const seat = await takeSeat(stage, plainPhone)
      const { page } = seat
      await become(seat, '党支部书记')
      await page.goto('/office/rules')
      const drafts = page.locator('main a[href^="/office/rules/"]')
      const before = await drafts.count()
      await tap(seat, page.getByRole('button', { name: m.compact_template_begin({}, zh) }))
      expect(await said(seat)).toContain(m.compact_draft_begun({}, zh))
      const link = page.getByRole('link', { name: m.compact_discard_title({}, zh) })
      await tap(seat, link)
      expect(await said(seat)).toContain(m.compact_discard_warning({}, zh))
      expect(await sideways(page)).toBe(0)
      await tap(seat, page.getByRole('link', { name: m.compact_discard_keep({}, zh) }))
      await tap(seat, link)
      const confirm = page.getByRole('button', { name: m.compact_discard_confirm({}, zh) })
      await tap(seat, confirm)
      expect(await said(seat)).toContain(m.compact_discard_done({}, zh))
      expect(await drafts.count()).toBe(before)
      expectCalm(seat)
    })
  })
}
