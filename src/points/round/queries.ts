import { z } from 'zod'
import type { Aspect, RuleItem } from '#compact/model.ts'
import { versionById } from '#compact/queries.ts'
import { addDays } from '#kernel/clock.ts'
import { residenceOf, resides } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { participatingHouseholds } from '#people/queries.ts'
import { cycleOf } from '#points/cycle/queries.ts'
import { decides, householdsWithin } from '#points/deciding/decider.ts'
import { readsDeeds } from '#points/deed/access.ts'
import { type Cycle, countedStates, fieldOfficers, TenantCode } from '#points/model.ts'
import { listCycles } from '#points/store.ts'
import { settingNumber } from '#settings/queries.ts'
import { soFarByItem } from './store.ts'

/** Under what somebody may declare today. */
export interface DeclarableItems {
  readonly cycle: Cycle | null
  readonly aspects: readonly Aspect[]
  readonly items: readonly RuleItem[]
  /** What the reader's household has, decided or waiting, in hundredths by item. */
  readonly soFar: Readonly<Record<string, number>>
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
    const officers: readonly string[] = fieldOfficers
    const held = actor.behalf ? [] : actor.posts.filter((p) => p.tenantCode === tenantCode)
    const posts = held.map((p) => p.post).filter((post) => officers.includes(post))
    const windowDays = await settingNumber(db, {
      ...{ key: 'points.declare_window_days', tenantCode, today },
    })
    const from = addDays(today, -windowDays)
    const found = await runningRules(db, tenantCode, today)
    if (!found)
      return ok<DeclarableItems>({ cycle: null, aspects: [], items: [], soFar: {}, from, posts })
    const household = residenceOf(actor, tenantCode)?.householdId ?? null
    const key = { tenantCode, cycleId: found.cycle.id, household }
    const states = countedStates
    const soFar = household ? await soFarByItem(db, { ...key, household, states }) : {}
    const { aspects, items } = found.content
    return ok<DeclarableItems>({ cycle: found.cycle, aspects, items, soFar, from, posts })
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
