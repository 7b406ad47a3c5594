import { describe, expect, it } from 'vitest'
import * as m from '#paraglide/messages.js'
import { sideways } from '#test/chromium.ts'
import { becomeVillager, expectCalm, plainPhone, type Stage, takeSeat, tap } from './stage.ts'

/** What a finger must hit: everything but words inside a sentence. */
const targets = 'main .button, main button, main summary, main input, main select, nav a, header a'

export function readingJourneys(stage: Stage): void {
  describe('language and letters', () => {
    it('changes the language and stays on the page', async () => {
      const seat = await takeSeat(stage, plainPhone)
      const { page } = seat
      await becomeVillager(seat, '003')
      await page.goto('/deeds?list=others')
      const before = page.url()
      await tap(seat, page.locator('a[hreflang="en"]'))
      expect(page.url()).toBe(before)
      expect(await page.locator('html').getAttribute('lang')).toBe('en')
      expect(await page.locator('h1').innerText()).toBe(m.points_others_title({}, { locale: 'en' }))
      expect(await sideways(page)).toBe(0)
      await tap(seat, page.locator('a[hreflang="zh-CN"]'))
      expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
      expectCalm(seat)
    })

    it.each(['/home', '/declare', '/me'])('has large letters and targets on %s', async (path) => {
      const seat = await takeSeat(stage, plainPhone)
      const { page } = seat
      await becomeVillager(seat, '003')
      await page.goto(path)
      await tap(seat, page.locator('a[href^="/reading?size=24"]'))
      expect(new URL(page.url()).pathname).toBe(path)
      const letters = await page
        .locator('body, main .button, main h2, main summary')
        .evaluateAll((all) => all.map((node) => Number.parseFloat(getComputedStyle(node).fontSize)))
      expect(Math.min(...letters)).toBeGreaterThanOrEqual(24)
      const low = await page.locator(targets).evaluateAll((all) =>
        all
          .filter((node) => node.checkVisibility() && node.getAttribute('type') !== 'hidden')
          .filter((node) => !node.closest('.visually-hidden'))
          .map((node) => ({ text: node.textContent?.trim(), box: node.getBoundingClientRect() }))
          .filter(({ box }) => box.height > 0 && Math.ceil(box.height) < 60)
          .map(({ text, box }) => `${text}: ${box.height}`),
      )
      expect(low).toEqual([])
      expect(await sideways(page)).toBe(0)
      expectCalm(seat)
    })
  })
}
