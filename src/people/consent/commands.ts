import type { Actor, Capacity } from '#kernel/actor.ts'
import { plainDateInChina, startOfDayInChina } from '#kernel/clock.ts'
import { type CommandContext, defineCommand } from '#kernel/command.ts'
import { residenceOf, resides } from '#kernel/permission.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { wordingVersion } from '#people/model.ts'
import { keepsRoster } from '#people/office.ts'
import { findPerson } from '#people/store.ts'
import { type ConsentInput, type ConsentMethod, GrantConsent, WithdrawConsent } from './model.ts'
import { decideConsent } from './rules.ts'
import { closeConsent, hasOpenConsent, insertConsents } from './store.ts'

/** Oneself (or through a helper), or the roster's keeper with a signature on paper in hand. */
function mayChoose({ actor, input }: { actor: Actor; input: ConsentInput }): Capacity | null {
  const own = residenceOf(actor, input.tenantCode)
  if (own && (!input.personId || input.personId === own.personId)) {
    return resides(actor, input.tenantCode)
  }
  return input.personId && !actor.behalf ? keepsRoster(actor, input.tenantCode) : null
}

interface Choice {
  readonly personId: string
  readonly method: ConsentMethod
  /** Who enters it, when it is not the person. */
  readonly enteredBy: string | null
  readonly at: string
}

type ChoiceContext = CommandContext<ConsentInput>

async function choiceOf(
  ctx: ChoiceContext,
): Promise<
  Result<
    Choice,
    'people.unknown_person' | 'people.minor' | 'people.person_closed' | 'people.date_in_future'
  >
> {
  const { input, actor, capacity, now, today } = ctx
  const own = residenceOf(actor, input.tenantCode)
  const self = own && (!input.personId || input.personId === own.personId)
  const personId = self ? own.personId : input.personId!
  if (input.signedOn && input.signedOn > today) {
    return refuse('people.date_in_future', { date: input.signedOn })
  }
  const person = await findPerson(ctx.db, input.tenantCode, personId)
  if (!person) return refuse('people.unknown_person')
  const decision = decideConsent(person, today)
  if (!decision.ok) return decision
  if (self && !actor.behalf) return ok({ personId, method: 'online', enteredBy: null, at: now })
  const enteredBy = capacity.personId
  if (self) return ok({ personId, method: 'spoken_to_helper', enteredBy, at: now })
  const at = input.signedOn ? startOfDayInChina(input.signedOn) : now
  return ok({ personId, method: 'paper', enteredBy, at })
}

/** Says yes to one purpose. */
export const grantConsent = defineCommand({
  name: 'people.grant_consent',
  input: GrantConsent,
  may: mayChoose,
  async run(ctx) {
    const { db, input } = ctx
    const { tenantCode, purpose } = input
    const choice = await choiceOf(ctx)
    if (!choice.ok) return choice
    const { personId, method, enteredBy, at } = choice.value
    if (await hasOpenConsent(db, tenantCode, { personId, purpose })) {
      return refuse('people.consent_given', { purpose })
    }
    const consentId = ctx.newId()
    const granted = {
      granted_at: at,
      granted_by: enteredBy,
      withdrawn_at: null,
      withdrawn_by: null,
      recorded_at: ctx.now,
    }
    const what = { person_id: personId, purpose, wording_version: wordingVersion, method }
    await insertConsents(db, [{ tenant_code: tenantCode, id: consentId, ...what, ...granted }])
    ctx.concern(`person:${personId}`)
    return ok({ consentId, grantedOn: plainDateInChina(at) })
  },
})

/** Takes a yes back; it counts from this moment on. */
export const withdrawConsent = defineCommand({
  name: 'people.withdraw_consent',
  input: WithdrawConsent,
  may: mayChoose,
  async run(ctx) {
    const { db, input, now } = ctx
    const { tenantCode, purpose } = input
    const choice = await choiceOf(ctx)
    if (!choice.ok) return choice
    const { personId, enteredBy } = choice.value
    const closed = await closeConsent(db, tenantCode, { personId, purpose, at: now, by: enteredBy })
    if (!closed) return refuse('people.no_open_consent', { purpose })
    ctx.concern(`person:${personId}`)
    ctx.nudge('notices.forget_names')
    return ok({ personId, purpose })
  },
})
