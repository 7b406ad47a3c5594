import { sql } from 'kysely'
import { expect, vi } from 'vitest'
import { makeApp } from '#app.ts'
import { type CodeGateway, developmentGateway } from '#auth/gateway.ts'
import { type Auth, createAuth } from '#auth/library.ts'
import authModule from '#auth/module.ts'
import { manualClock } from '#kernel/clock.ts'
import { openDatabase } from '#kernel/database.ts'
import { newEnvelopeId } from '#kernel/id.ts'
import { migrate } from '#kernel/migrations.ts'
import type { Outcome } from '#kernel/outcome.ts'
import type { Result } from '#kernel/result.ts'
import peopleModule from '#people/module.ts'
import settingsModule from '#settings/module.ts'
import { openTestApp, sessionOf, type TestApp, testSecrets } from './app.ts'
import { ids, layVillage, place } from './village.ts'

export interface TestHouse extends TestApp {
  readonly auth: Auth
  readonly gateway: CodeGateway
  /** Turns the one clock of program, library and kernel. */
  pass(milliseconds: number): void
}

export const start = '2026-11-22T02:00:00.000Z'

const modules = [settingsModule, peopleModule, authModule]

/** The same on a real PostgreSQL, where two requests truly happen at once. */
async function openOnServer(url: string): Promise<TestApp> {
  const database = await openDatabase({ url })
  await migrate(database)
  await layVillage(database.kysely)
  const clock = manualClock(start)
  const app = makeApp({ database, clock, secrets: testSecrets, modules })
  return {
    ...{ app, clock },
    send: (who, name, input, id = newEnvelopeId()) =>
      app.dispatch(sessionOf(who), { id, name, input }),
    see: (who, name, input) => app.ask(sessionOf(who), name as never, input as never),
    close: () => database.close(),
  }
}

interface HouseSetting {
  readonly demonstration?: boolean
  readonly lan?: boolean
  readonly origin?: string
  readonly url?: string
  readonly gateway?: CodeGateway
}

/** The village with real sign-in on it, and a clock that only moves when told. */
export async function openTestHouse(setting: HouseSetting = {}): Promise<TestHouse> {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(start) })
  const test = setting.url ? await openOnServer(setting.url) : await openTestApp({ modules })
  const { database } = test.app.kernel
  const demonstration = setting.demonstration ?? false
  // The fixture's people are linked to accounts by hand; an account is more than its link.
  await sql`insert into auth."user" (id, email, created_at, updated_at)
    select distinct account_id, account_id || '@account.invalid', now(), now()
    from auth.account_person`.execute(database.kysely)
  if (demonstration)
    await sql`insert into auth.demonstration values (now())`.execute(database.kysely)
  const gateway = setting.gateway ?? developmentGateway()
  const auth = await createAuth({
    ...{ database, gateway, app: test.app, secrets: testSecrets },
    ...{ origin: setting.origin ?? 'http://localhost:8080', lan: setting.lan ?? false },
    demonstration,
    onFault: (error) => {
      throw error
    },
  })
  return {
    ...test,
    ...{ auth, gateway },
    pass(milliseconds) {
      const next = Date.now() + milliseconds
      vi.setSystemTime(next)
      test.clock.set(new Date(next).toISOString())
    },
    async close() {
      vi.useRealTimers()
      await test.close()
    },
  }
}

/** Puts a phone number on a fixture person's record. */
export async function givePhone(house: TestHouse, who: string, phone: string): Promise<void> {
  const tenantCode = who.startsWith('township_') ? place.township : place.village
  await sql`insert into people.identity (tenant_code, person_id, phone_sealed, phone_digest)
    values (${tenantCode}, ${ids.person(who)}, ${testSecrets.seal(phone)},
      ${testSecrets.digest(phone)})`.execute(house.app.kernel.database.kysely)
}

/** Waits for the nth code sent to a number; it goes out after the answer. */
export async function sentCode(house: TestHouse, phone: string, nth = 1): Promise<string> {
  const mask = `${phone.slice(0, 3)}****${phone.slice(-4)}`
  return vi.waitFor(() => {
    const codes = house.gateway.latest!().filter((shown) => shown.phone === mask)
    expect(codes.length).toBeGreaterThanOrEqual(nth)
    return codes[0]!.code
  })
}

/** Issues a card and returns its code. */
export async function giveCard(house: TestHouse, who: string, by = 'grid_leader'): Promise<string> {
  const id = newEnvelopeId()
  const { code, locator, codeHash } = await house.auth.printCard(id)
  const input = { tenantCode: place.village, personId: ids.person(who), locator, codeHash }
  need(await house.send(by, 'auth.issue_passbook', input, id))
  return code
}

/** Opens an account with a name and returns the one-time password. */
export async function giveAccount(
  house: TestHouse,
  who: string,
  username: string,
): Promise<string> {
  const id = newEnvelopeId()
  const { password, passwordHash } = await house.auth.printPassword(id)
  const input = { tenantCode: place.village, personId: ids.person(who), username, passwordHash }
  need(await house.send('village_administrator', 'auth.open_account', input, id))
  return password
}

/** The value of something that must have worked. */
export function need<T>(result: Result<T> | Outcome<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.code} ${JSON.stringify(result.details)}`)
  return result.value
}
