import { z } from 'zod'
import type { Aspect, RuleItem } from '#compact/model.ts'
import { versionById } from '#compact/queries.ts'
import type { Actor } from '#kernel/actor.ts'
import { addDays } from '#kernel/clock.ts'
import { residenceOf, resides } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { participatingHouseholds } from '#people/queries.ts'
import { cycleOf } from '#points/cycle/queries.ts'
import { decides, householdsWithin } from '#points/deciding/decider.ts'
import { readsDeeds } from '#points/deed/access.ts'
import {
  type Cycle,
  type DeedState,
  fieldOfficers,
  TenantCode,
  waitingStates,
} from '#points/model.ts'
import { listCycles } from '#points/store.ts'
import { settingNumber } from '#settings/queries.ts'
import { soFarByItem } from './store.ts'

/** Under what somebody may declare today. */
export interface DeclarableItems {
  readonly cycle: Cycle | null
  readonly aspects: readonly Aspect[]
  readonly items: readonly RuleItem[]
  /** What the reader's household has, approved, in hundredths by item. */
  readonly soFar: Readonly<Record<string, number>>
  /** What it has declared that still waits for a decision. */
  readonly waiting: Readonly<Record<string, number>>
  /** The earliest day that can still be declared. */
  readonly from: string
  /** Posts by which the reader may enter deeds for others. */
  readonly posts: readonly string[]
}

/** The items of the running cycle's rule book, with what one's household has so far. */
export const items = defineQuery({
  name: 'points.items',
  input: z.object({ tenantCode: TenantCode }),
  access: 'scoped',
  may: ({ actor, input }) =>
    resides(actor, input.tenantCode) ?? readsDeeds(actor, input.tenantCode),
  async run({ db, input, actor, today }) {
    const { tenantCode } = input
    const posts = officerPosts(actor, tenantCode)
    const windowDays = await settingNumber(db, {
      ...{ key: 'points.declare_window_days', tenantCode, today },
    })
    const from = addDays(today, -windowDays)
    const found = await runningRules(db, tenantCode, today)
    const nothing = { aspects: [], items: [], soFar: {}, waiting: {} }
    if (!found) return ok<DeclarableItems>({ cycle: null, ...nothing, from, posts })
    const { cycle, content } = found
    const household = residenceOf(actor, tenantCode)?.householdId
    const sums = async (states: readonly DeedState[]) =>
      household ? soFarByItem(db, { tenantCode, cycleId: cycle.id, household, states }) : {}
    const [soFar, waiting] = [await sums(['approved']), await sums(waitingStates)]
    const { aspects, items } = content
    return ok<DeclarableItems>({ cycle, aspects, items, soFar, waiting, from, posts })
  },
})

/** The cycle that runs today and still takes deeds, with its rule book. */
async function runningRules(db: Db, tenantCode: string, today: string) {
  const row = (await listCycles(db, tenantCode)).find(
    (c) => c.starts_on <= today && c.ends_on >= today && !c.closing_at,
  )
  const version = row ? await versionById(db, tenantCode, row.rule_version_id) : null
  return row && version ? { cycle: cycleOf(row), content: version.content } : null
}

/** Whether somebody's posts can enter anything by the rule book in force: deeds, deductions. */
export interface Entering {
  readonly round: boolean
  readonly negative: boolean
}

/** What an officer may enter today; an office offers only what leads somewhere. */
export const entering = defineQuery({
  name: 'points.entering',
  input: z.object({ tenantCode: TenantCode }),
  access: 'scoped',
  may: ({ actor, input }) => decides(actor, input.tenantCode, fieldOfficers),
  async run({ db, input, actor, today }) {
    const posts = officerPosts(actor, input.tenantCode)
    const found = await runningRules(db, input.tenantCode, today)
    const items = found?.content.items ?? []
    const own = items.filter((item) => item.declarers.some((who) => posts.includes(who)))
    return ok<Entering>({
      round: own.some((item) => !item.negative),
      negative: own.some((item) => item.negative),
    })
  },
})

/** Posts by which somebody enters deeds for others; none while acting for somebody else. */
function officerPosts(actor: Actor, tenantCode: string): readonly string[] {
  const officers: readonly string[] = fieldOfficers
  const held = actor.behalf ? [] : actor.posts.filter((p) => p.tenantCode === tenantCode)
  return held.map((p) => p.post).filter((post) => officers.includes(post))
}

export interface RoundHousehold {
  readonly householdId: string
  readonly code: string
  readonly headName: string | null
  readonly groupName: string | null
}

/** The households for which somebody may enter a round: those of their grid that take part. */
export const roundList = defineQuery({
  name: 'points.round_list',
  input: z.object({ tenantCode: TenantCode }),
  access: 'scoped',
  may: ({ actor, input }) => decides(actor, input.tenantCode, fieldOfficers),
  async run({ db, input, actor, today }) {
    const { tenantCode } = input
    const within = await householdsWithin(
      { db, today },
      { actor, tenantCode, posts: fieldOfficers },
    )
    const all = await participatingHouseholds(db, tenantCode, today)
    const own = all.filter((household) => !within || within.has(household.householdId))
    return ok<readonly RoundHousehold[]>(
      own.map(({ householdId, code, headName, groupName }) => ({
        ...{ householdId, code, headName, groupName },
      })),
    )
  },
})
