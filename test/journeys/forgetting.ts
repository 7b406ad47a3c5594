import { describe, expect, it } from 'vitest'
import * as m from '#paraglide/messages.js'
import { sideways } from '#test/chromium.ts'
import { graveFaults } from '#test/grave-faults.ts'
import { become, desk, expectCalm, type Stage, said, takeSeat, tap } from './stage.ts'

const zh = { locale: 'zh-CN' } as const

/** After the roster's journey: 试演河 of household 901 has died, and the heirs ask. */
export function forgettingJourneys(stage: Stage): void {
  describe('forgetting somebody', () => {
    it('is asked for once more, says what goes and stays, and leaves a marker', async () => {
      const seat = await takeSeat(stage, { ...desk, width: 360 })
      const { page } = seat
      await become(seat, '村管理员')
      await page.goto('/office/households?q=901')
      await tap(seat, page.locator('main a[href*="/office/households/"]', { hasText: '901' }))
      await tap(seat, page.getByRole('link', { name: '试演河' }))
      await page.getByText(m.people_person_leave({}, zh)).click()
      await page.locator('select[name="reason"]').selectOption('died')
      await tap(seat, page.getByRole('button', { name: m.people_person_leave_submit({}, zh) }))

      await tap(seat, page.getByRole('link', { name: '试演河' }))
      expect(await said(seat)).toContain(m.people_closed_died({}, zh))
      await tap(seat, page.getByRole('link', { name: m.people_forget({}, zh) }))
      const asked = await said(seat)
      expect(asked).toContain(m.people_forget_goes_text({}, zh))
      expect(asked).toContain(m.people_forget_stays_text({}, zh))
      expect(await graveFaults(page)).toEqual([])
      expect(await sideways(page)).toBe(0)
      await page.locator('input[name="ground"]').fill('子女书面申请，附死亡证明')
      await tap(seat, page.getByRole('button', { name: m.people_forget_confirm({}, zh) }))

      expect(await page.locator('h1').innerText()).toBe(m.people_name_forgotten({}, zh))
      expect(await said(seat)).toContain(m.people_birth_year({ year: '1972' }, zh))
      expect(await page.content()).not.toContain('试演河')
      expectCalm(seat)
    })

    it('is shown in English too', async () => {
      const seat = await takeSeat(stage, { ...desk, locale: 'en' })
      const { page } = seat
      await become(seat, m.organisations_post_village_administrator({}, { locale: 'en' }))
      await page.goto('/office/households?q=901')
      await tap(seat, page.locator('main a[href*="/office/households/"]', { hasText: '901' }))
      await tap(seat, page.getByRole('link', { name: '(forgotten)' }))
      expect(await page.locator('h1').innerText()).toBe('(forgotten)')
      expect(await page.content()).not.toContain(m.people_name_forgotten({}, zh))
      expectCalm(seat)
    })
  })
}
