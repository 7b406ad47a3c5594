import { describe, expect, it } from 'vitest'
import * as m from '#paraglide/messages.js'
import type { Reader } from '#test/chromium.ts'
import { sideways } from '#test/chromium.ts'
import { becomeVillager, expectCalm, plainPhone, type Stage, said, takeSeat, tap } from './stage.ts'

const english: Reader = { locale: 'en', width: 1280, script: true }

/** From my stars to everything behind them, never more than two taps from one to the next. */
export function whyJourneys(stage: Stage): void {
  describe.each([plainPhone, english])('why this score ($locale, $width px)', (reader) => {
    const { locale } = reader

    it('leads from the stars to deeds, clause, people, resolution, notice and history', async () => {
      const seat = await takeSeat(stage, reader)
      const { page } = seat
      await becomeVillager(seat, '003', locale)
      await expect(page.locator('html').getAttribute('lang')).resolves.toBe(locale)
      await tap(seat, page.locator('main a[href^="/score/"]'))
      const why = page.url()
      await page.locator('main details > summary').first().click()
      const deed = page.locator('article.deed').first()
      expect(await deed.isVisible()).toBe(true)
      const hands = await deed.locator('ol li').count()
      expect(hands).toBeGreaterThanOrEqual(4)
      const clause = page.locator('section.clause').first()
      expect(await clause.locator('h3').innerText()).toMatch(/1\.\d/)
      expect(await said(seat)).toMatch(locale === 'en' ? /resolution/i : /村民会议.*到会/)

      await tap(seat, deed.locator('a[href^="/deeds/"]'))
      expect(await page.locator('ol.timeline > li').count()).toBeGreaterThanOrEqual(4)
      expect(await said(seat)).toContain(m.points_term_rule({}, { locale }))
      const onDeed = page.url()
      await tap(seat, page.locator('dl a[href*="/rules/"]'))
      expect(new URL(page.url()).hash).toMatch(/^#clause-1\.\d/)
      await page.goto(onDeed)
      expect(await page.locator('dl a[href*="/notices/"]').count()).toBe(1)
      await tap(seat, page.locator('ol.timeline a[href^="/record/"]'))
      expect(await page.locator('main code').first().innerText()).toMatch(/^[0-9a-f]{64}$/)

      await page.goto(why)
      for (const act of await page.locator('dl a[href^="/record/"]').all()) {
        const href = await act.getAttribute('href')
        expect((await page.request.get(href!)).status()).toBe(200)
      }
      await tap(seat, page.locator('main a[href*="/notices/"]'))
      expect(await said(seat)).toMatch(/永公示〔2026〕第\s*1\s*号/)
      await page.locator('input[name="q"]').fill('003')
      await tap(seat, page.locator('form[role="search"] button'))
      expect(await page.locator('tbody tr').count()).toBe(1)
      expect(await page.locator('tbody th').innerText()).toContain('003')
      if (reader.width === 360) expect(await sideways(page)).toBe(0)
      expectCalm(seat)
    })
  })
}
