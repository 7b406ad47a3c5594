import type { Locator } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import * as m from '#paraglide/messages.js'
import { headers, makeId, xlsx } from '#people/sheet/roster-samples.ts'
import type { Seat } from '#test/chromium.ts'
import {
  county,
  desk,
  expectCalm,
  plainPhone,
  type Stage,
  said,
  takeSeat,
  tap,
  village,
} from './stage.ts'

const zh = { locale: 'zh-CN' } as const
const password = '村口石桥底下的三块青石板'

/** Named like the people of the demonstration, so that nobody takes them for somebody real. */
const keeper = { name: '示管家', username: '示管家' }
const director = { name: '试演山', username: '试演山' }

const roster = Buffer.from(
  xlsx([
    [...headers, '参加积分', '网格'],
    ...[
      ['001', '试演山', '试演山', '男', makeId('19700105', 11), '户主', '', '第一村民小组'],
      ['001', '试演山', '试演河', '女', makeId('19720306', 22), '妻', '', '第一村民小组'],
      ['001', '试演山', '试演苗', '女', makeId('20150601', 44), '女儿', '', '第一村民小组'],
      ['002', '试演田', '试演田', '男', makeId('19650809', 33), '户主', '', '第一村民小组'],
    ].map((row) => [...row, row[2] === '试演苗' ? '' : '是', '第一网格']),
  ]),
)

/** How one signs in; the journey before this one chose it. */
export type SignIn = (seat: Seat) => Promise<void>

/** From an empty start to the first deed of a real village, by pages alone. */
export function villageSetupJourney(stage: Stage, signInAsCounty: SignIn): void {
  describe('a village that begins', () => {
    const slips: Record<string, string> = {}

    it('gets its administrator from the county', async () => {
      const seat = await takeSeat(stage, desk)
      await signInAsCounty(seat)
      await findVillage(seat)
      await found(seat, 'administration', '村务管理')
      await enterOfficial(seat)
      await appoint(seat, 'village_administrator')
      slips.keeper = await openAccount(seat, keeper)
      expectCalm(seat)
    })

    it('shuts out whoever works above another county', async () => {
      const seat = await takeSeat(stage, plainPhone)
      await signInAsCounty(seat)
      const answer = await seat.page.goto('/office/organisations?at=340803100206')
      expect(answer?.status()).toBe(403)
    })

    it('opens its groups, takes its roster and gets a director', async () => {
      const seat = await takeSeat(stage, desk)
      await firstSignIn(seat, keeper.username, slips.keeper!)
      await openDivision(seat, 'villagers_group', '第一村民小组')
      await openDivision(seat, 'grid', '第一网格')
      await importRoster(seat)
      await found(seat, 'villagers_committee', '永丰村村民委员会')
      await seat.page.locator('main input[name="q"]').fill(director.name)
      await tap(seat, button(seat, m.organisations_appoint_find_do({}, zh)))
      await appoint(seat, 'director')
      slips.director = await openAccount(seat, director)
      slips.card = await issueCard(seat, '试演田')
      expectCalm(seat)
    })

    it('keeps who speaks for a child, and who belongs to which household', async () => {
      const seat = await takeSeat(stage, desk)
      await signInAgain(seat, keeper.username)
      await openPerson(seat, { household: '001', name: '试演苗' })
      await send(seat, 'guardian', { name: director.name })
      const guardian = seat.page.locator('dl', { hasText: m.people_person_guardian({}, zh) })
      expect(await guardian.innerText()).toContain(director.name)

      await openPerson(seat, { household: '001', name: '试演河' })
      await send(seat, 'join', { into: '2', relation: 'sister' })
      await openPerson(seat, { household: '002', name: '试演河' })
      await send(seat, 'depart', {})
      expect(await said(seat)).toContain(m.people_person_no_household({}, zh))
      expectCalm(seat)
    })

    it('adopts a rule book, opens the quarter, and reads of the first deed', async () => {
      const seat = await takeSeat(stage, desk)
      await firstSignIn(seat, director.username, slips.director!)
      await adopt(seat)
      await seat.page.goto('/office/close')
      await tap(seat, seat.page.locator('main a[href^="/office/close/open"]'))
      await tap(seat, seat.page.locator('main form button'))
      expect(new URL(seat.page.url()).pathname).toBe('/office/close')
      expectCalm(seat)

      const villager = await takeSeat(stage, plainPhone)
      await signInByCard(villager, slips.card!)
      await declare(villager)
      await villager.page.goto('/score/statement')
      expect(await said(villager)).toContain(m.journal_statement_empty_title({}, zh))
      expectCalm(villager)
    })
  })
}

const button = ({ page }: Seat, name: string): Locator =>
  page.locator('main').getByRole('button', { name, exact: true })

/** From the county's own office to the village's, by the list of places. */
async function findVillage(seat: Seat): Promise<void> {
  const { page } = seat
  await tap(seat, page.locator('nav a[href="/office/places"]').last())
  await page.locator('main input[name="q"]').fill('永丰村')
  await tap(seat, button(seat, m.ui_table_search_do({}, zh)))
  await tap(seat, page.locator(`main a[href="/office/places/${village}"]`))
  expect(await said(seat)).toContain(m.places_work_here({}, zh))
  await tap(seat, page.locator(`main a[href="/office?at=${village}"]`))
  expect(page.url()).toContain(`/office/organisations?at=${village}`)
  expect(await page.locator(`nav a[href="/office?at=${county}"]`).count()).toBeGreaterThan(0)
}

async function found(seat: Seat, kind: string, name: string): Promise<void> {
  const { page } = seat
  if (!page.url().includes('/office/organisations')) await page.goto('/office/organisations')
  const { search } = new URL(page.url())
  const folded = page.locator('details:not([open]) > summary')
  const title = m.organisations_found_title({}, zh)
  if ((await folded.filter({ hasText: title }).count()) > 0) {
    await folded.filter({ hasText: title }).click()
  }
  await page.locator('select[name="kind"]').selectOption(kind)
  await page.locator('input[name="name"]').fill(name)
  await tap(seat, button(seat, m.organisations_found_submit({}, zh)))
  await page.waitForURL(/\/office\/organisations\/[0-9a-f-]{36}/)
  expect(page.url()).toContain(search.slice(1))
  expect(await said(seat)).toContain(m.organisations_found_done({}, zh))
}

/** Somebody who lives in no household: the roster does not exist yet. */
async function enterOfficial(seat: Seat): Promise<void> {
  const { page } = seat
  await tap(seat, page.locator('main a[href*="/office/organisations/official"]'))
  await page.locator('input[name="person.name"]').fill(keeper.name)
  await page.locator('input[name="person.sex"][value="female"]').check()
  await page.locator('input[name="person.birthDate"]').fill('1990-05-01')
  await tap(seat, button(seat, m.people_official_submit({}, zh)))
  await page.waitForURL((url) => url.searchParams.get('done') === 'entered')
  expect(await said(seat)).toContain(keeper.name)
}

async function appoint(seat: Seat, post: string): Promise<void> {
  const { page } = seat
  expect(await page.locator('input[name="personId"]').isChecked()).toBe(true)
  await page.locator('select[name="post"]').selectOption(post)
  await page.locator('input[name="basis"]').fill('任命，2027 年 1 月 1 日')
  await tap(seat, button(seat, m.organisations_appoint_submit({}, zh)))
  await page.waitForURL((url) => url.searchParams.get('done') === 'appointed')
}

async function accountPage(seat: Seat, name: string): Promise<void> {
  const { page } = seat
  await page.goto(`/account/people/${village}`)
  await tap(seat, page.locator('main a', { hasText: name }))
}

/** Opens an account, and reads the password from the slip as one would copy it from paper. */
async function openAccount(seat: Seat, of: { name: string; username: string }): Promise<string> {
  const { page } = seat
  await accountPage(seat, of.name)
  await page.locator('summary', { hasText: m.auth_person_open_title({}, zh) }).click()
  await page.locator('input[name="username"]').fill(of.username)
  await tap(seat, button(seat, m.auth_person_open({}, zh)))
  return page.locator('.secret code').innerText()
}

async function issueCard(seat: Seat, name: string): Promise<string> {
  await accountPage(seat, name)
  await tap(seat, button(seat, m.auth_person_issue({}, zh)))
  return seat.page.locator('.secret code').innerText()
}

/** The password from the slip opens one page only: where an own one is chosen. */
async function firstSignIn(seat: Seat, username: string, oneTime: string): Promise<void> {
  const { page } = seat
  await page.goto('/sign-in/password')
  await page.locator('input[name="username"]').fill(username)
  await page.locator('input[name="password"]').fill(oneTime)
  await tap(seat, button(seat, m.auth_sign_in({}, zh)))
  await page.waitForURL((url) => url.pathname === '/sign-in/new-password')
  await page.locator('input[name="newPassword"]').fill(password)
  await page.locator('input[name="againPassword"]').fill(password)
  await tap(seat, button(seat, m.auth_new_password_save({}, zh)))
  await page.goto('/office')
  expect(new URL(page.url()).pathname).toBe('/office')
}

async function signInAgain(seat: Seat, username: string): Promise<void> {
  const { page } = seat
  await page.goto('/sign-in/password')
  await page.locator('input[name="username"]').fill(username)
  await page.locator('input[name="password"]').fill(password)
  await tap(seat, button(seat, m.auth_sign_in({}, zh)))
  await page.waitForURL((url) => url.pathname !== '/sign-in/password')
}

async function openPerson(seat: Seat, of: { household: string; name: string }): Promise<void> {
  const { page } = seat
  await page.goto(`/office/households?q=${of.household}`)
  await tap(seat, page.locator('main table a, main .data-table a', { hasText: of.household }))
  await tap(seat, page.locator('main a', { hasText: of.name }))
}

/** Unfolds one of the forms on a person's page, fills it in and sends it. */
async function send(seat: Seat, sent: string, fields: Record<string, string>): Promise<void> {
  const { page } = seat
  const form = page.locator(`form[action^="?/${sent}"]`)
  await page.locator('details', { has: form }).locator('> summary').click()
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'relation') await form.locator('select').selectOption(value)
    else await form.locator(`input[name="${name}"]`).fill(value)
  }
  await tap(seat, form.getByRole('button'))
}

async function openDivision(seat: Seat, kind: string, name: string): Promise<void> {
  const { page } = seat
  await page.goto('/office/divisions')
  const form = page.locator('form', { has: page.locator(`input[name="kind"][value="${kind}"]`) })
  await form.locator('input[name="name"]').fill(name)
  await tap(seat, form.getByRole('button'))
  await page.waitForURL((url) => url.searchParams.get('done') === 'opened')
  expect(await said(seat)).toContain(name)
}

async function importRoster(seat: Seat): Promise<void> {
  const { page } = seat
  await page.goto('/office/roster')
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  const file = { name: '花名册.xlsx', mimeType, buffer: roster }
  await page.locator('input[name="sheet"]').setInputFiles(file)
  await tap(seat, button(seat, m.people_roster_upload({}, zh)))
  await page.waitForURL(/\/office\/roster\/[0-9a-f-]{36}/)
  expect(await said(seat)).toContain(m.people_roster_problems_none({}, zh))
  // Who takes part signed the sheet on paper, and the day counts.
  await page.locator('input[name="signedOn"]').fill('2027-01-01')
  await tap(seat, button(seat, m.people_roster_confirm({}, zh)))
  expect(await said(seat)).toContain(m.people_roster_did({}, zh))
  await page.goto('/office/households')
  expect(await said(seat)).toContain('试演田')
}

/** A draft from the first template, the resolution of a meeting, and the last look. */
async function adopt(seat: Seat): Promise<void> {
  const { page } = seat
  await page.goto('/office/rules')
  await tap(seat, button(seat, m.compact_template_begin({}, zh)))
  await page.waitForURL((url) => url.searchParams.get('done') === 'begun')
  await tap(seat, page.locator('main a[href$="/adopt"]'))
  await page.locator('input[name="body"][value="representative_assembly"]').check()
  await page.locator('input[name="heldOn"]').fill('2027-01-01')
  await page.locator('input[name="reference"]').fill('村民代表会议〔2027〕1 号')
  for (const [name, value] of Object.entries({ entitled: '30', present: '28', agreed: '27' })) {
    await page.locator(`input[name="${name}"]`).fill(value)
  }
  await page.locator('input[name="effectiveFrom"]').fill('2027-01-01')
  await tap(seat, button(seat, m.compact_adopt_check({}, zh)))
  await tap(seat, button(seat, m.compact_adopt_confirm({}, zh)))
  await page.waitForURL((url) => url.searchParams.get('done') === 'adopted')
}

async function signInByCard(seat: Seat, code: string): Promise<void> {
  const { page } = seat
  await page.goto('/sign-in/card')
  await page.locator('input[name="code"]').fill(code)
  await tap(seat, button(seat, m.auth_sign_in({}, zh)))
  await page.goto('/home')
  expect(new URL(page.url()).pathname).toBe('/home')
}

async function declare(seat: Seat): Promise<void> {
  const { page } = seat
  await page.goto('/declare')
  await page.locator('main details > summary').first().click()
  await tap(seat, page.locator('main details a[href^="/declare?item="]'))
  await page.locator('textarea[name="note"]').fill('清早把门前的排水沟清了')
  await tap(seat, button(seat, m.points_send({}, zh)))
  expect(await said(seat)).toContain(m.points_done_declared({}, zh))
}
