import { describe, expect, it } from 'vitest'
import * as m from '#paraglide/messages.js'
import type { Seat } from '#test/chromium.ts'
import { become, desk, expectCalm, type Stage, said, takeSeat, tap } from './stage.ts'

const zh = { locale: 'zh-CN' } as const
const wanted = 30

/** A round through the grid, entered for many households at once, and checked with keys alone. */
export function keyboardJourneys(stage: Stage): void {
  describe('a desk without a mouse', () => {
    it('decides thirty deeds at once, and says what each key did', async () => {
      await enterRound(stage)
      const officer = await takeSeat(stage, desk)
      await become(officer, '记分员')
      const { page } = officer
      await page.goto('/office/verify')
      const keys = page.keyboard
      const tells = () => page.locator('[data-keysay]').innerText()
      expect(await page.locator('[data-keyhelp]').innerText()).toContain(m.points_verify_no({}, zh))

      await keys.press('j')
      await keys.press(' ')
      expect(await tells()).toContain('1 件')
      await keys.press('n')
      expect(await tells()).toContain(m.points_verify_no({}, zh))
      await keys.press('Escape')
      expect(await page.locator('tbody input:checked').count()).toBe(0)

      await keys.press('a')
      const count = await page.locator('tbody input:checked').count()
      expect(count).toBeGreaterThanOrEqual(wanted)
      expect(await tells()).toContain(`${count} 件`)
      await keys.press('y')
      expect(page.url()).not.toContain('done=')
      await page.locator('#several button:focus').waitFor()
      await keys.press('Shift+Tab')
      await keys.press('ArrowDown')
      await keys.press('Control+Enter')
      await page.waitForURL((url) => url.searchParams.get('done') === String(count))
      expect(await said(officer)).toContain(m.points_verify_done({ count }, zh))
      expectCalm(officer)
    })

    it('opens the table of keys and tells when there is nothing further', async () => {
      const officer = await takeSeat(stage, desk)
      await become(officer, '评议员')
      const { page } = officer
      await page.goto('/office/review')
      const help = page.locator('[data-keyhelp]')
      expect(await help.innerText()).toContain(m.points_review_no({}, zh))
      await page.keyboard.press('?')
      expect(await help.locator('details').getAttribute('open')).not.toBeNull()
      await page.keyboard.press('k')
      expect(await page.locator('[data-keysay]').innerText()).toBe(m.ui_say_first({}, zh))
      expectCalm(officer)
    })
  })
}

/** A grid worker enters one item for every household of the grid. */
async function enterRound(stage: Stage): Promise<void> {
  const worker = await takeSeat(stage, desk)
  await become(worker, '网格员')
  const { page } = worker
  await page.goto('/office/round')
  await page.locator('main details > summary').first().click()
  await tap(worker, page.locator('main details a').first())
  await tap(worker, page.locator('main fieldset p a'))
  await page.locator('textarea[name="note"]').fill('逐户走访时看过')
  await tap(worker, page.getByRole('button', { name: m.points_round_send({}, zh) }))
  expect(await enteredIn(worker)).toBeGreaterThanOrEqual(wanted)
}

async function enteredIn(worker: Seat): Promise<number> {
  return Number(
    /(\d+)/.exec(await worker.page.locator('.notice, [role="status"]').first().innerText())?.[1],
  )
}
