import type { Browser, Locator } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import * as m from '#paraglide/messages.js'
import { type Reader, type Seat, sit } from '#test/chromium.ts'

/** What all journeys of a file share: the running program and the browser. */
export interface Stage {
  origin: string
  browser: Browser
}

export const village = '231282106202'
export const county = '231282000000'

/** A villager's own phone, where no script runs. */
export const plainPhone: Reader = { locale: 'zh-CN', width: 360, script: false }
/** A desk in an office. */
export const desk: Reader = { locale: 'zh-CN', width: 1280, script: true }

/** Takes a seat that is given back when the test ends. */
export async function takeSeat(stage: Stage, reader: Reader): Promise<Seat> {
  const seat = await sit(stage.browser, stage.origin, reader)
  onTestFinished(() => seat.context.close())
  return seat
}

/** The people of a place one may pick, by the words under their name. */
async function candidates(seat: Seat, words: string, place: string): Promise<Locator> {
  await seat.page.goto(`/demonstration?place=${place}`)
  const here = seat.page.locator('.stack-s', {
    has: seat.page.locator(`input[name="tenantCode"][value="${place}"]`),
  })
  return here.filter({ hasText: words })
}

export interface Picked {
  readonly name: string
  readonly personId: string
}

/** Becomes one of the demonstration's people: `words` is what the page says under the name. */
export async function become(
  seat: Seat,
  words: string,
  { place = village, nth = 0 } = {},
): Promise<Picked> {
  const person = (await candidates(seat, words, place)).nth(nth)
  const name = (await person.getByRole('button').innerText()).trim()
  const personId = (await person.locator('input[name="personId"]').getAttribute('value')) ?? ''
  await person.getByRole('button').click()
  await seat.page.waitForURL((url) => url.pathname !== '/demonstration')
  return { name, personId }
}

export async function becomeVillager(
  seat: Seat,
  household: string,
  locale: Reader['locale'] = 'zh-CN',
): Promise<Picked> {
  const words = m.auth_demo_household({ code: household }, { locale })
  const picked = await become(seat, words)
  await seat.page.goto('/home')
  return picked
}

/** What a page says, as one line. */
export async function said(seat: Seat): Promise<string> {
  return (await seat.page.locator('main').innerText()).replaceAll(/\s+/g, ' ')
}

/** Taps a link or a button by what it says, and waits for where it leads. */
export async function tap(seat: Seat, target: Locator): Promise<void> {
  await target.first().click()
  await seat.page.waitForLoadState()
}

/** At the end of a journey: the browser had nothing to complain about. */
export function expectCalm(seat: Seat): void {
  expect(seat.complaints).toEqual([])
}
