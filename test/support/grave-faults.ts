import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** What would hinder somebody seriously on the page that is open, each fault with its first place. */
export async function graveFaults(page: Page): Promise<string[]> {
  // Our pages hold no frames, so the results need not be joined in a page of their own.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations } = await axe.analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)
}
