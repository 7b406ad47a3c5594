import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openPath } from './every-page.ts'
import { becomeVillager, plainPhone, type Stage, takeSeat, village } from './stage.ts'

const board = `/v/${village}/notices`
const open = ['/', '/sign-in', `/v/${village}`, board, `/v/${village}/scoring`]
  .concat([`/v/${village}/rules`, `follow:${board} main a[href^="${board}/"]`])
  .concat(['/demonstration', '/places'])
const own = ['/home', '/score', 'follow:/home main a[href^="/score/"]', '/declare', '/messages']
  .concat(['/declare?item=training_used', '/deeds', 'follow:/deeds main a[href^="/deeds/"]'])
  .concat(['/appeals', '/me', '/me/looks', '/help', '/account'])

/** A finger hits what it means, on every page of a villager, with ordinary and with large letters. */
export function targetJourneys(stage: Stage): void {
  describe.each([
    { size: 0, least: 48 },
    { size: 24, least: 60 },
  ])('what a finger must hit, with letters of size $size', ({ size, least }) => {
    it.each([
      { who: 'somebody who is not signed in', household: null, paths: open },
      { who: 'a villager', household: '003', paths: own },
    ])('is large enough for $who', async ({ household, paths }) => {
      const seat = await takeSeat(stage, plainPhone)
      if (household) await becomeVillager(seat, household)
      await seat.context.addCookies([{ name: 'reading', value: String(size), url: stage.origin }])
      const small: string[] = []
      for (const path of paths) {
        await openPath(seat, path)
        small.push(...(await smallTargets(seat.page, least)).map((said) => `${path}: ${said}`))
      }
      expect(small).toEqual([])
    })
  })
}

/** Links, buttons and fields lower or narrower than this; words inside a sentence are exempt. */
function smallTargets(page: Page, least: number): Promise<string[]> {
  return page
    .locator('a[href], button, summary, input:not([type="hidden"]), select, textarea')
    .evaluateAll((all, px) => {
      const inSentence = (node: Element) =>
        getComputedStyle(node).display === 'inline' &&
        node.parentElement?.textContent?.trim() !== node.textContent?.trim()
      const boxOf = (node: Element) => {
        const whole = node.closest('.card-link') ?? node.closest('label') ?? node
        return whole.getBoundingClientRect()
      }
      return all
        .filter((node) => node.checkVisibility() && !node.closest('.visually-hidden'))
        .filter((node) => !inSentence(node))
        .map((node) => ({ said: node.textContent?.trim() || node.outerHTML, box: boxOf(node) }))
        .filter(({ box }) => box.height > 0 && Math.min(box.height, box.width) < px - 0.5)
        .map(({ said, box }) => `${said}: ${box.width.toFixed()} × ${box.height.toFixed()}`)
    }, least)
}
