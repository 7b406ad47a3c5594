import type { Actor, Capacity } from '#kernel/actor.ts'
import { type CommandContext, defineCommand } from '#kernel/command.ts'
import { holds, oversees, system } from '#kernel/permission.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { appoint, found } from '#organisations/commands.ts'
import { addOfficial } from '#people/commands.ts'
import { changedByAnother } from './ending/commands.ts'
import { endSessionsOf, removeSecondFactors, shutAccount } from './ending/store.ts'
import {
  type AuthRefusal,
  administrators,
  ClaimFirstAdministrator,
  CloseAccount,
  cardIssuers,
  EndSessions,
  IssuePassbook,
  LinkAccount,
  OpenAccount,
  ResetPassword,
} from './model.ts'
import { decideReach, isAdult } from './rules.ts'
import {
  addPassbook,
  endPassbook,
  findAccount,
  findAccountOf,
  findCountyOffice,
  findPerson,
  isBeyondPassbook,
  isInGrids,
  isUsernameTaken,
  joinAccount,
  partAccount,
  placesOfAccount,
  setPassword,
  useFirstAdministratorLink,
} from './store.ts'

const oneTimeMs = 7 * 24 * 3_600_000

type Here = { tenantCode: string; personId: string }
type Context = CommandContext<Here>

/** Accounts of a place are opened by its administrator or the administrator above. */
function administers(actor: Actor, tenantCode: string): Capacity | null {
  const own = holds(actor, tenantCode, administrators)
  return own ?? oversees(actor, tenantCode, administrators) ?? system(actor)
}

/** Opens an account with a name and a one-time password, for a person or the account they have. */
export const openAccount = defineCommand({
  name: 'auth.open_account',
  input: OpenAccount,
  may: ({ actor, input }) => administers(actor, input.tenantCode),
  async run(ctx) {
    const { db, input, now } = ctx
    const adult = await needAdult(ctx)
    if (!adult.ok) return adult
    const existing = await findAccountOf(db, input.tenantCode, input.personId)
    if (existing) {
      const allowed = await mayTouch(ctx, existing)
      if (!allowed.ok) return allowed
      const facts = await findAccount(db, input, ctx.today)
      if (facts?.hasPassword) return refuse('auth.account_exists', { name: facts.username ?? '' })
    }
    const accountId = existing ?? ctx.newId()
    if (await isUsernameTaken(db, input.username, accountId)) {
      return refuse('auth.username_taken', { username: input.username })
    }
    await joinAccount(db, { accountId, ...input, now })
    await setPassword(db, { ...oneTime(ctx, accountId), username: input.username })
    // The card no longer opens an account that has a password.
    await endPassbook(db, { ...input, now })
    ctx.concern(`person:${input.personId}`)
    return ok({ accountId, oneTimeUntil: oneTimeEnd(ctx) })
  },
})

/** Hands over a new one-time password; second factors and open sessions end with the old one. */
export const resetPassword = defineCommand({
  name: 'auth.reset_password',
  input: ResetPassword,
  may: ({ actor, input }) => administers(actor, input.tenantCode),
  async run(ctx) {
    const account = await needAccount(ctx)
    if (!account.ok) return account
    const facts = await findAccount(ctx.db, ctx.input, ctx.today)
    if (!facts?.hasPassword) return refuse('auth.no_account')
    await removeSecondFactors(ctx.db, account.value)
    await endSessionsOf(ctx.db, account.value)
    await setPassword(ctx.db, { ...oneTime(ctx, account.value), username: null })
    ctx.concern(`person:${ctx.input.personId}`)
    return ok({ accountId: account.value, oneTimeUntil: oneTimeEnd(ctx) })
  },
})

/** From now on nothing opens this person's pages: no name, card or session. */
export const closeAccount = defineCommand({
  name: 'auth.close_account',
  input: CloseAccount,
  may: ({ actor, input }) => administers(actor, input.tenantCode),
  async run(ctx) {
    const { db, input, now } = ctx
    const account = await needAccount(ctx)
    if (!account.ok) return account
    const accountId = account.value
    const places = await placesOfAccount(db, accountId)
    if (places.length > 1) await endSessionsOf(db, accountId)
    else await shutAccount(db, accountId)
    await endPassbook(db, { ...input, now })
    await partAccount(db, { accountId, ...input, now })
    ctx.concern(`person:${input.personId}`)
    return ok({ accountId })
  },
})

/** Ends everything that is signed in as this person, for a lost phone. */
export const endSessions = defineCommand({
  name: 'auth.end_sessions',
  input: EndSessions,
  may: ({ actor, input }) => administers(actor, input.tenantCode),
  async run(ctx) {
    const account = await needAccount(ctx)
    if (!account.ok) return account
    const ended = await endSessionsOf(ctx.db, account.value)
    ctx.concern(`person:${ctx.input.personId}`)
    return ok({ ended })
  },
})

/**
 * Issues a card with a new code to one grown-up, who is told; the old card stops working, and what
 * it had opened ends.
 */
export const issuePassbook = defineCommand({
  name: 'auth.issue_passbook',
  input: IssuePassbook,
  may: ({ actor, input }) => holds(actor, input.tenantCode, cardIssuers) ?? system(actor),
  async run(ctx) {
    const { db, input, now, today } = ctx
    const adult = await needAdult(ctx)
    if (!adult.ok) return adult
    if (!(await isInOwnGrid(ctx))) return refuse('auth.not_your_grid')
    if (await isBeyondPassbook(db, { ...input, today })) {
      return refuse('auth.passbook_not_for_office')
    }
    const replaced = await endPassbook(db, { ...input, now })
    const passbookId = ctx.newId()
    await addPassbook(db, {
      tenant_code: input.tenantCode,
      id: passbookId,
      person_id: input.personId,
      locator: input.locator,
      hash: input.codeHash,
      issued_at: now,
      issued_by: ctx.capacity.personId,
      ended_at: null,
    })
    const kind = replaced ? 'card_replaced' : 'card_issued'
    await changedByAnother(ctx, { kind, personIds: [input.personId] })
    ctx.concern(`person:${input.personId}`)
    return ok({ passbookId })
  },
})

/** Records which account a person is, when they first prove it by phone or card. */
export const linkAccount = defineCommand({
  name: 'auth.link_account',
  input: LinkAccount,
  may: ({ actor }) => system(actor),
  async run(ctx) {
    const { db, input, now } = ctx
    const adult = await needAdult(ctx)
    if (!adult.ok) return adult
    const existing = await findAccountOf(db, input.tenantCode, input.personId)
    if (existing && input.accountId && existing !== input.accountId) {
      return refuse('auth.account_taken')
    }
    const accountId = existing ?? input.accountId ?? ctx.newId()
    await joinAccount(db, { ...input, accountId, now })
    ctx.concern(`person:${input.personId}`)
    return ok({ accountId })
  },
})

type Claim = CommandContext<typeof ClaimFirstAdministrator._zod.output>

/**
 * The first administrator of an empty installation: person, office, post and account in one act,
 * by the one-time link that only whoever started the program has seen.
 */
export const claimFirstAdministrator = defineCommand({
  name: 'auth.claim_first_administrator',
  input: ClaimFirstAdministrator,
  may: ({ actor }) => system(actor),
  async run(ctx) {
    const { db, input, now, today } = ctx
    const { tenantCode, username, birthDate, tokenDigest } = input
    if (!isAdult(birthDate, today)) return refuse('auth.minor')
    if (!(await useFirstAdministratorLink(db, { tokenDigest, now })))
      return refuse('auth.link_used')
    const person = { name: input.name, sex: input.sex, birthDate }
    const entered = await addOfficial.run({ ...ctx, input: { tenantCode, person } })
    if (!entered.ok) return entered
    const { personId } = entered.value
    const post = await giveFirstPost(ctx, personId)
    if (!post.ok) return post
    const accountId = ctx.newId()
    if (await isUsernameTaken(db, username, accountId)) {
      return refuse('auth.username_taken', { username })
    }
    await joinAccount(db, { accountId, tenantCode, personId, now })
    const password = { hash: input.passwordHash, oneTimeUntil: null, now }
    await setPassword(db, { accountId, username, ...password })
    return ok({ accountId, personId })
  },
})

async function giveFirstPost(ctx: Claim, personId: string) {
  const { today: since } = ctx
  const { tenantCode } = ctx.input
  const office = { tenantCode, kind: 'county_office' as const, name: '县（市、区）管理办公室' }
  let organisationId = await findCountyOffice(ctx.db, tenantCode, since)
  if (!organisationId) {
    const opened = await found.run({ ...ctx, input: { ...office, foundedOn: since } })
    if (!opened.ok) return opened
    organisationId = opened.value.organisationId
  }
  const post = {
    tenantCode,
    organisationId,
    post: 'county_administrator' as const,
    personId,
    since,
  }
  return appoint.run({ ...ctx, input: { ...post, basis: '首次启用（一次性链接）' } })
}

async function needAdult(ctx: Context): Promise<Result<true, AuthRefusal>> {
  const person = await findPerson(ctx.db, ctx.input.tenantCode, ctx.input.personId)
  if (!person) return refuse('auth.unknown_person')
  return isAdult(person.birthDate, ctx.today) ? ok(true) : refuse('auth.minor')
}

/** The person's account, provided that it reaches no further than those who act. */
async function needAccount(ctx: Context): Promise<Result<string, AuthRefusal>> {
  const accountId = await findAccountOf(ctx.db, ctx.input.tenantCode, ctx.input.personId)
  if (!accountId) return refuse('auth.no_account')
  const allowed = await mayTouch(ctx, accountId)
  return allowed.ok ? ok(accountId) : allowed
}

async function mayTouch(ctx: Context, accountId: string): Promise<Result<true, AuthRefusal>> {
  if (ctx.actor.kind === 'system') return ok(true)
  const posts = ctx.actor.posts.filter((p) =>
    (administrators as readonly string[]).includes(p.post),
  )
  const places = await placesOfAccount(ctx.db, accountId)
  return decideReach(
    places,
    posts.flatMap((post) => post.reach),
  )
}

/** A grid worker issues cards in the grids they were given; the others in the whole village. */
async function isInOwnGrid(ctx: Context): Promise<boolean> {
  if (ctx.capacity.post !== 'grid_worker') return true
  const wide = holds(ctx.actor, ctx.input.tenantCode, ['grid_leader', 'village_administrator'])
  if (wide) return true
  const here = ctx.actor.posts.filter((post) => post.tenantCode === ctx.input.tenantCode)
  const grids = here.flatMap((post) => (post.divisionId ? [post.divisionId] : []))
  return isInGrids(ctx.db, { ...ctx.input, today: ctx.today }, grids)
}

function oneTime(ctx: CommandContext<{ passwordHash: string }>, accountId: string) {
  const { input, now } = ctx
  return { accountId, hash: input.passwordHash, oneTimeUntil: oneTimeEnd(ctx), now }
}

/** The handed-over password lasts a week. */
function oneTimeEnd(ctx: Pick<Context, 'now'>): string {
  return new Date(Date.parse(ctx.now) + oneTimeMs).toISOString()
}
