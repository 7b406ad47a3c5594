import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as m from '#paraglide/messages.js'
import { launchChromium, type Seat } from '#test/chromium.ts'
import { type Running, startRunning } from '#test/running.ts'
import { placesKeepingJourney } from './places-keeping.ts'
import { county, expectCalm, plainPhone, type Stage, said, takeSeat, tap } from './stage.ts'
import { villageSetupJourney } from './village-setup.ts'

const zh = { locale: 'zh-CN' } as const
const password = '清水河边三棵老榆树下的老房子'
const stage = {} as Stage
let running: Running | undefined
let browser: Browser | undefined

beforeAll(async () => {
  // The first day of a quarter: a rule book adopted today is in force for all of it.
  running = await startRunning({ nature: 'empty', on: '2027-01-01T02:00:00Z' })
  browser = await launchChromium()
  Object.assign(stage, { origin: running.origin, browser })
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await running?.stop()
})

describe('an empty start', () => {
  it('makes the first administrator by a link that opens once', async () => {
    const seat = await takeSeat(stage, plainPhone)
    const link = /https?:\S+first-administrator\S+/.exec(running!.printed())![0]
    await seat.page.goto(link)
    expect(seat.page.url()).not.toContain('token')
    await fillIn(seat)
    await tap(seat, seat.page.getByRole('button', { name: m.auth_first_done({}, zh) }))
    expect(new URL(seat.page.url()).pathname).toBe('/office')

    const other = await takeSeat(stage, plainPhone)
    await other.page.goto(link)
    expect(await said(other)).toContain(m.auth_first_closed_title({}, zh))
    expect(await other.page.locator('form input[name="username"]').count()).toBe(0)
    expectCalm(seat)
  })

  it('lets the administrator in with the password, and nobody without', async () => {
    const seat = await takeSeat(stage, plainPhone)
    await signIn(seat, '不对的密码不对的密码')
    expect(new URL(seat.page.url()).pathname).toBe('/sign-in/password')
    await signIn(seat, password)
    expect(new URL(seat.page.url()).pathname).not.toBe('/sign-in/password')
    await seat.page.goto('/office')
    expect(await said(seat)).not.toBe('')
    expect(new URL(seat.page.url()).pathname).toBe('/office')
  })

  it('is no demonstration: nobody may be picked', async () => {
    const seat = await takeSeat(stage, plainPhone)
    const answer = await seat.page.goto('/demonstration')
    expect(answer?.status()).toBeGreaterThanOrEqual(400)
    expect(await seat.page.locator('input[name="personId"]').count()).toBe(0)
  })
})

const signInAsCounty = async (seat: Seat): Promise<void> => {
  await signIn(seat, password)
  await seat.page.goto('/office')
}
villageSetupJourney(stage, signInAsCounty)
placesKeepingJourney(stage, signInAsCounty)

async function fillIn({ page }: Seat): Promise<void> {
  await page.locator('select[name="tenantCode"]').selectOption(county)
  await page.locator('input[name="name"]').fill('林示远')
  await page.locator('input[name="sex"][value="female"]').check()
  await page.locator('input[name="birthDate"]').fill('1985-04-12')
  await page.locator('input[name="username"]').fill('县管理员')
  await page.locator('input[name="newPassword"]').fill(password)
  await page.locator('input[name="againPassword"]').fill(password)
}

async function signIn(seat: Seat, with_: string): Promise<void> {
  await seat.page.goto('/sign-in/password')
  await seat.page.locator('input[name="username"]').fill('县管理员')
  await seat.page.locator('input[name="password"]').fill(with_)
  await tap(seat, seat.page.getByRole('button', { name: m.auth_sign_in({}, zh), exact: true }))
}
