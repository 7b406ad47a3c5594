import { describe, expect, it } from 'vitest'
import * as m from '#paraglide/messages.js'
import type { Seat } from '#test/chromium.ts'
import { sideways } from '#test/chromium.ts'
import { becomeVillager, expectCalm, plainPhone, type Stage, said, takeSeat, tap } from './stage.ts'

const zh = { locale: 'zh-CN' } as const

/** Large letters, one question a screen, no script: nothing typed is lost on the way. */
export function elderJourneys(stage: Stage): void {
  describe('declaring in large letters', () => {
    it('asks one question a screen, in three steps, forwards and back', async () => {
      const seat = await takeSeat(stage, plainPhone)
      const { page } = seat
      await becomeVillager(seat, '003')
      await page.goto('/reading?size=24&back=/home')
      await page.goto('/declare?item=skill_shared')
      await expectQuestion(seat, m.points_ask_when({}, zh))
      const day = await page.locator('input[name="happenedOn"]').inputValue()

      await forward(seat)
      await expectQuestion(seat, m.points_ask_photo({}, zh))
      await forward(seat)
      await expectQuestion(seat, m.points_ask_words({}, zh))
      await page.locator('textarea').fill('剪枝的办法用上了')
      await tap(seat, page.getByRole('button', { name: m.points_ask_back({}, zh) }))
      await tap(seat, page.getByRole('button', { name: m.points_ask_back({}, zh) }))
      expect(await page.locator('input[type="date"]').inputValue()).toBe(day)
      await forward(seat)
      await forward(seat)
      expect(await page.locator('textarea').inputValue()).toBe('剪枝的办法用上了')
      expect(await sideways(page)).toBe(0)

      await tap(seat, page.getByRole('button', { name: m.points_send({}, zh) }))
      expect(page.url()).toContain('done=declared')
      expect(await said(seat)).toContain('剪枝的办法用上了')
      expectCalm(seat)
    })

    it('leads back to the question whose answer was wrong', async () => {
      const seat = await takeSeat(stage, plainPhone)
      const { page } = seat
      await becomeVillager(seat, '003')
      await page.goto('/reading?size=24&back=/home')
      await page.goto('/declare?for=neighbour&item=neighbour_helped')
      await page.locator('input[name="neighbour"]').fill('9999')
      for (let screen = 0; screen < 4; screen += 1) {
        if ((await page.getByRole('button', { name: m.points_send({}, zh) }).count()) > 0) break
        await forward(seat)
      }
      await tap(seat, page.getByRole('button', { name: m.points_send({}, zh) }))
      await expectQuestion(seat, m.points_ask_whose({}, zh))
      expect(await page.locator('input[name="neighbour"]').inputValue()).toBe('9999')
      expect(await page.locator('.form-error').count()).toBe(1)
    })
  })

  it('acts for another in large letters, one question a screen', () => helpJourney(stage))
}

/** Only what the chosen way of consent needs is asked, and a wrong answer leads back to its question. */
async function helpJourney(stage: Stage): Promise<void> {
  const seat = await takeSeat(stage, plainPhone)
  const { page } = seat
  await becomeVillager(seat, '003')
  await page.goto('/reading?size=24&back=/home')
  await page.goto('/help')
  const asked = () => page.locator('.step-heading h2').innerText()
  const next = () => tap(seat, page.getByRole('button', { name: m.people_help_next({}, zh) }))
  expect(await asked()).toBe(m.people_help_ask_name({}, zh))
  await page.locator('input[name="name"]').fill('没有这人')
  await next()
  expect(await asked()).toBe(m.people_help_how({}, zh))
  await page.locator('input[name="method"][value="spoken_with_witness"]').check()
  await next()
  expect(await asked()).toBe(m.people_help_ask_witness({}, zh))
  expect(await page.locator('input[name="passbookCode"]').count()).toBe(0)
  await page.locator('input[name="witness"]').fill('也没有这人')
  await tap(seat, page.getByRole('button', { name: m.people_help_start({}, zh) }))
  expect(await asked()).toBe(m.people_help_ask_name({}, zh))
  expect(await page.locator('input[name="name"]').inputValue()).toBe('没有这人')
  expect(await page.locator('.form-error').count()).toBe(1)
  expect(await sideways(page)).toBe(0)
}

async function expectQuestion(seat: Seat, title: string): Promise<void> {
  expect(await seat.page.locator('.step-heading h2').innerText()).toBe(title)
  expect(await seat.page.locator('main form .field').count()).toBe(1)
}

async function forward(seat: Seat): Promise<void> {
  await tap(seat, seat.page.getByRole('button', { name: m.points_ask_next({}, zh) }))
}
