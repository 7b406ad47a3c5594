import { anyone } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { definitionOf, type NumberKey, type SettingKey, settingKeys } from './catalogue.ts'
import { type Decision, type InForce, ListSettings, OneSetting } from './model.ts'
import { inForce, orFallback } from './rules.ts'
import { decisionsFor } from './store.ts'

export interface SettingAt {
  readonly tenantCode: string
  /** Plain date. */
  readonly today: string
  /** For counting an earlier act again: what was decided after this ISO instant was not known then. */
  readonly knownAt?: string
}

/** What holds at a place on a day, with its source: the nearest place and latest date win. */
export async function settingValue(
  db: Db,
  { key, tenantCode, today, knownAt }: SettingAt & { key: SettingKey },
): Promise<InForce> {
  const decisions = await decisionsFor(db, { tenantCode, day: today }, key)
  const known = knownAt ? decisions.filter((one) => isBefore(one.decidedAt, knownAt)) : decisions
  return orFallback(inForce(known, today), definitionOf(key))
}

const isBefore = (one: string, other: string) => Date.parse(one) <= Date.parse(other)

/** The same for a setting that is a whole number, in the unit of its catalogue entry. */
export async function settingNumber(db: Db, at: SettingAt & { key: NumberKey }): Promise<number> {
  return Number((await settingValue(db, at)).value)
}

/** A setting as it is shown: what holds, its bounds and unit, and what is already decided to come. */
export interface Shown extends InForce {
  readonly key: SettingKey
  readonly kind: 'number' | 'text' | 'choice'
  readonly unit: string | null
  readonly min: number
  readonly max: number
  readonly choices: readonly string[]
  readonly upcoming: readonly Decision[]
}

function shown(key: SettingKey, decisions: readonly Decision[], today: string): Shown {
  const definition = definitionOf(key)
  const { kind, unit, min, max, choices = [] } = definition
  const about = decisions.filter((decision) => decision.key === key)
  const holds = orFallback(inForce(about, today), definition)
  const upcoming = about.filter((decision) => decision.validFrom > today)
  return { key, kind, unit, min, max, choices, ...holds, upcoming }
}

/** Every setting as it holds at a place today, for everybody to read. */
export const list = defineQuery({
  name: 'settings.list',
  input: ListSettings,
  access: 'public',
  may: ({ actor, input }) => anyone(actor, input.tenantCode),
  async run({ db, input, today }) {
    const decisions = await decisionsFor(db, { tenantCode: input.tenantCode, day: today })
    return ok(settingKeys.map((key) => shown(key, decisions, today)))
  },
})

/** One setting with all that was ever decided about it here and above. */
export const one = defineQuery({
  name: 'settings.one',
  input: OneSetting,
  access: 'public',
  may: ({ actor, input }) => anyone(actor, input.tenantCode),
  async run({ db, input, today }) {
    const { tenantCode, key } = input
    const history = await decisionsFor(db, { tenantCode, day: today }, key)
    const { fallback, source, verified } = definitionOf(key)
    return ok({
      ...shown(key, history, today),
      history,
      fallback: { value: fallback, source, verified },
    })
  },
})
