import { describe, expect, it } from 'vitest'
import * as m from '#paraglide/messages.js'
import type { Seat } from '#test/chromium.ts'
import { desk, expectCalm, plainPhone, type Stage, said, takeSeat, tap, village } from './stage.ts'

const zh = { locale: 'zh-CN' } as const
const serial = /永公示〔2026〕第\s*\d+\s*号/

/** What hangs on the board, for somebody who is not signed in. */
export function noticeJourneys(stage: Stage): void {
  describe('the notice, for everybody', () => {
    it('opens from the board, and is read aloud where a voice is there', async () => {
      const seat = await takeSeat(stage, desk)
      await openNotice(seat)
      expect(await said(seat)).toMatch(serial)
      const button = seat.page.locator('[data-read-aloud="#notice"]')
      expect(await button.isVisible()).toBe(true)
      expectCalm(seat)
    })

    it('keeps the button for reading aloud hidden where no script runs', async () => {
      const seat = await takeSeat(stage, plainPhone)
      await openNotice(seat)
      expect(await seat.page.locator('[data-read-aloud]').first().isVisible()).toBe(false)
    })

    it('prints on A4 with its serial and a code that leads to the live page', async () => {
      const seat = await takeSeat(stage, desk)
      const { page } = seat
      const live = await openNotice(seat)
      await tap(seat, page.locator(`a[href="${live}/sheet"]`))
      await page.emulateMedia({ media: 'print' })
      expect(await page.title()).toContain(m.notices_sheet_link({}, zh))
      const sheet = page.locator('article.sheet')
      expect(await sheet.locator('.serial').innerText()).toMatch(serial)
      expect(await sheet.locator('h2').isVisible()).toBe(true)
      expect(await sheet.locator('.qr').isVisible()).toBe(true)
      expect(await page.locator('header').first().isVisible()).toBe(false)
      expect(await page.evaluate(pageRules)).toMatch(/\ba4\b/i)
      expect(await sheet.evaluate((node) => getComputedStyle(node).fontSize)).toBe('18.6667px')
      const paper = await page.pdf({ preferCSSPageSize: true })
      const [, , width, height] = /MediaBox\s*\[([^\]]+)\]/
        .exec(paper.toString('latin1'))![1]!
        .trim()
        .split(/\s+/)
        .map(Number)
      expect([Math.round(width!), Math.round(height!)]).toEqual([595, 842])
      expectCalm(seat)
    })
  })
}

/** From the village's front page to its newest notice, answering where that is. */
async function openNotice(seat: Seat): Promise<string> {
  const { page } = seat
  await page.goto(`/v/${village}/notices`)
  await tap(seat, page.locator(`main a[href^="/v/${village}/notices/"]`))
  return new URL(page.url()).pathname
}

/** The sizes that the page's own `@page` rules ask for. */
const pageRules = `[...document.styleSheets]
  .flatMap((sheet) => [...sheet.cssRules])
  .filter((rule) => rule instanceof CSSPageRule)
  .map((rule) => rule.style.getPropertyValue('size'))
  .join(' ')`
