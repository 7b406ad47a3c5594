import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import * as m from '#paraglide/messages.js'
import type { Seat } from '#test/chromium.ts'
import {
  become,
  becomeVillager,
  desk,
  expectCalm,
  plainPhone,
  type Stage,
  said,
  takeSeat,
  tap,
} from './stage.ts'

const zh = { locale: 'zh-CN' } as const

/** A deed's whole way, by five different people: told on a phone, checked at three desks. */
export function deedJourneys(stage: Stage): void {
  describe('a good deed, from the phone to the account', () => {
    it('is told in two steps, verified by keyboard, reviewed by two, approved by one', async () => {
      const villager = await takeSeat(stage, plainPhone)
      await becomeVillager(villager, '003')
      const deedId = await declare(villager)
      await villager.page.goto('/deeds')
      expect(await villager.page.locator(`a[href="/deeds/${deedId}"]`).count()).toBe(1)

      await verifyByKeyboard(stage, deedId)
      await reviewTwice(stage, deedId)
      await approve(stage, deedId)

      await villager.page.goto(`/deeds/${deedId}`)
      expect(await said(villager)).toContain(m.points_state_approved({}, zh))
      expectCalm(villager)
    })
  })
}

/** Two steps: what it was; then the day, the photo and a few words, and send. */
async function declare(villager: Seat): Promise<string> {
  const { page } = villager
  await tap(villager, page.locator('main a[href="/declare"]'))
  await page.locator('main details > summary').first().click()
  await tap(villager, page.locator('a[href="/declare?item=training_used"]'))
  const photo = await sharp({
    create: { width: 320, height: 240, channels: 3, background: '#3a7d44' },
  })
    .jpeg()
    .toBuffer()
  await page
    .locator('input[name="photos"]')
    .setInputFiles({ name: '棚里.jpg', mimeType: 'image/jpeg', buffer: photo })
  await page.locator('textarea[name="note"]').fill('棚里照着培训讲的办法剪了枝')
  await tap(villager, page.getByRole('button', { name: m.points_send({}, zh) }))
  expect(page.url()).toContain('done=declared')
  expect(await said(villager)).toContain(m.points_done_declared({}, zh))
  return /\/deeds\/([0-9a-f-]{36})/.exec(page.url())![1]!
}

/** J and K move and the panel follows, Enter goes into it, Y verifies; no mouse is touched. */
async function verifyByKeyboard(stage: Stage, deedId: string): Promise<void> {
  const officer = await officerWith(stage, { post: '记分员', page: 'verify', deedId })
  const { page } = officer
  const rows = page.locator('[data-keylist] [data-row]')
  const ids = await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-row')))
  const open = ids.findIndex((_, i) => i === 0)
  const at = () => page.locator('[data-row][data-at]').getAttribute('data-row')
  expect(await at()).toBe(ids[open])
  if (ids.length > 1) {
    await page.keyboard.press('j')
    expect(await at()).toBe(ids[1])
    await page.keyboard.press('k')
    expect(await at()).toBe(ids[0])
  }
  for (let step = 0; step < ids.indexOf(deedId); step += 1) await page.keyboard.press('j')
  expect(await at()).toBe(deedId)
  await page.locator(`#panel[data-deed="${deedId}"]`).waitFor()
  await page.keyboard.press('Enter')
  await page.locator('#panel:focus').waitFor()
  expect(await page.locator('#panel img').count()).toBeGreaterThan(0)
  await page.keyboard.press('n')
  await page.locator('#panel textarea:focus').waitFor()
  expect(await page.locator('[data-keysay]').innerText()).toContain(m.points_verify_no({}, zh))
  await page.keyboard.press('Escape')
  await page.keyboard.press('y')
  await page.waitForURL((url) => url.searchParams.get('done') === '1')
  expect(await page.locator(`[data-row="${deedId}"]`).count()).toBe(0)
  expectCalm(officer)
}

async function reviewTwice(stage: Stage, deedId: string): Promise<void> {
  for (const nth of [0, 1]) {
    const reviewer = await officerWith(stage, { post: '评议', page: 'review', deedId, nth })
    await decide(reviewer, { page: 'review', deedId, yes: m.points_review_yes({}, zh) })
  }
}

async function approve(stage: Stage, deedId: string): Promise<void> {
  const head = await officerWith(stage, { post: '领导小组', page: 'approve', deedId })
  await decide(head, { page: 'approve', deedId, yes: m.points_approve_yes({}, zh) })
}

interface Step {
  readonly page: 'verify' | 'review' | 'approve'
  readonly deedId: string
}

async function decide(seat: Seat, step: Step & { yes: string }): Promise<void> {
  await seat.page.goto(`/office/${step.page}?q=003&deed=${step.deedId}`)
  await seat.page.getByRole('button', { name: step.yes, exact: true }).last().click()
  await seat.page.waitForURL((url) => url.searchParams.get('done') === '1')
  expectCalm(seat)
}

/**
 * The nth holder of a post before whom this deed lies. Relatives are recused by the system, so it
 * is not before everybody; and who has decided once does not find it a second time.
 */
async function officerWith(stage: Stage, of: Step & { post: string; nth?: number }): Promise<Seat> {
  for (let nth = of.nth ?? 0; nth < 6; nth += 1) {
    const seat = await takeSeat(stage, desk)
    await become(seat, of.post, { nth })
    await seat.page.goto(`/office/${of.page}?q=003`)
    if ((await seat.page.locator(`[data-row="${of.deedId}"]`).count()) > 0) return seat
    await seat.context.close()
  }
  throw new Error(`No ${of.post} finds the deed at /office/${of.page}.`)
}
