import { describe, expect, it } from 'vitest'
import * as m from '#paraglide/messages.js'
import { county, desk, expectCalm, type Stage, said, takeSeat, tap } from './stage.ts'
import type { SignIn } from './village-setup.ts'

const zh = { locale: 'zh-CN' } as const
const code = '231282106298'
const sheet = [
  'code,name,level,parent_code',
  `${code},示新村委会,village,231282106000`,
  `231282106000,里木店镇,township,${county}`,
].join('\n')

/** A village is brought in by a sheet, renamed, moved to another township and closed. */
export function placesKeepingJourney(stage: Stage, signInAsCounty: SignIn): void {
  describe('the places of a county', () => {
    it('are brought in, renamed, moved and closed by its administrator', async () => {
      const seat = await takeSeat(stage, desk)
      const { page } = seat
      await signInAsCounty(seat)
      await page.goto('/office/places/import')
      const file = { name: '区划.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet) }
      await page.locator('input[name="sheet"]').setInputFiles(file)
      await page.locator('input[name="openedOn"]').fill('2026-12-01')
      await page.locator('input[name="source"]').fill('示例文件')
      await tap(seat, page.getByRole('button', { name: m.places_import_submit({}, zh) }))
      await page.waitForURL((url) => url.searchParams.has('created'))
      const report = m.places_import_done({ created: 1, unchanged: 1 }, zh)
      expect(await said(seat)).toContain(report)

      const change = async (form: string, fields: Record<string, string>, button: string) => {
        await page.goto(`/office/places/${code}`)
        await page.locator('details:not([open]) > summary', { hasText: button }).first().click()
        const sent = page.locator(`form[action^="?/${form}"]`)
        for (const [name, value] of Object.entries(fields)) {
          await sent.locator(`input[name="${name}"]`).fill(value)
        }
        if (form === 'move') await sent.locator('select').selectOption('231282101000')
        await sent.locator('input[name="source"]').fill('示例批复')
        await tap(seat, sent.getByRole('button'))
        await page.waitForURL((url) => url.searchParams.get('done') === form)
      }
      const renamed = { name: '示兴村委会', since: '2026-12-20' }
      await change('rename', renamed, m.places_rename({}, zh))
      expect(await said(seat)).toContain('示兴村委会')
      await change('move', { since: '2026-12-30' }, m.places_move({}, zh))
      expect(await said(seat)).toContain('昌五镇')
      await change('close', { closedOn: '2027-01-01' }, m.places_close({}, zh))
      expect(await said(seat)).toContain(m.places_close_done({}, zh))
      expect((await page.request.get(`/office/places/${code}`)).status()).toBe(404)
      expectCalm(seat)
    })
  })
}
