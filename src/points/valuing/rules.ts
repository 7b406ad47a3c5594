import type { RuleItem } from '#compact/model.ts'
import type { Inputs } from '#compact/tables/model.ts'
import {
  claimsAbility,
  completed,
  evaluateTable,
  misfit,
  sameInputs,
} from '#compact/tables/rules.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import type { PointsRefusal } from '../model.ts'

type Decision<T> = Result<T, PointsRefusal>

/** What a deed is worth, and the answers from which that follows. */
export interface Worth {
  readonly valueHundredths: number
  readonly inputs: Inputs | null
}

/** What somebody says a deed is worth: a value, or answers to what the item's table asks. */
export interface Said {
  readonly valueHundredths?: number | undefined
  readonly inputs?: Inputs | undefined
}

/**
 * Where an item has a table, the value follows from the answers and from nothing else; where it
 * has none, a deed brings what its item says: its least value, or another one within range and
 * step. Source: docs/governance.md requirement 4; our own rule for decision tables.
 */
export function decideWorth(item: RuleItem, said: Said): Decision<Worth> {
  return item.table ? decideByTable(item, item.table, said) : decidePlain(item, said)
}

function decidePlain(item: RuleItem, { valueHundredths, inputs }: Said): Decision<Worth> {
  const stray = Object.keys(inputs ?? {})[0]
  if (stray !== undefined)
    return refuse('points.inputs_unfit', { clause: item.clause, input: stray })
  const value = decideValue(item, valueHundredths)
  return value.ok ? ok({ valueHundredths: value.value, inputs: null }) : value
}

function decideByTable(
  { clause, ...item }: RuleItem,
  table: NonNullable<RuleItem['table']>,
  { valueHundredths, inputs }: Said,
): Decision<Worth> {
  if (valueHundredths !== undefined) return refuse('points.value_follows_table', { clause })
  if (inputs === undefined) return refuse('points.inputs_needed', { clause })
  const wrong = misfit(table, inputs)
  const named = table.inputs.find((input) => input.key === wrong)?.wording.zh ?? wrong
  if (wrong !== null) return refuse('points.inputs_unfit', { clause, input: named })
  const full = completed(table, inputs)
  const worth = evaluateTable(table, full)?.hundredths ?? 0
  const { minHundredths: least, maxHundredths: most } = item
  if (worth <= 0 || worth < least || worth > most)
    return refuse('points.value_out_of_range', { clause, from: least / 100, to: most / 100 })
  return ok({ valueHundredths: worth, inputs: full })
}

/**
 * Whoever verifies says what they found: other answers need a reason, and that somebody did it
 * “as far as able” counts only when the verifier says so too, deed by deed.
 * Source: docs/governance.md 1.3; our own rule for decision tables.
 */
export function decideVerifiedWorth(
  item: RuleItem,
  deed: Worth,
  said: Said & { readonly reason?: string | undefined },
): Decision<Worth> {
  const { table, clause } = item
  if (!table) return decideWorth(item, { valueHundredths: deed.valueHundredths, ...given(said) })
  if (!said.inputs) {
    if (said.valueHundredths !== undefined) return refuse('points.value_follows_table', { clause })
    const claimed = deed.inputs !== null && claimsAbility(table, deed.inputs)
    const { valueHundredths, inputs } = deed
    return claimed
      ? refuse('points.ability_unconfirmed', { clause })
      : ok({ valueHundredths, inputs })
  }
  const found = decideWorth(item, given(said))
  if (!found.ok) return found
  const same = deed.inputs !== null && sameInputs(deed.inputs, found.value.inputs!)
  return same || said.reason ? found : refuse('points.reason_needed')
}

/** What was said, without what was left out. */
function given({ valueHundredths, inputs }: Said): Said {
  return {
    ...(valueHundredths !== undefined && { valueHundredths }),
    ...(inputs !== undefined && { inputs }),
  }
}

/** A deed brings what its item says: its least value, or another one within range and step. */
export function decideValue(item: RuleItem, wanted: number | undefined): Decision<number> {
  const value = wanted ?? valueChoices(item)[0]!
  const step = item.stepHundredths ?? 1
  const fits = (value - item.minHundredths) % step === 0 || value === item.maxHundredths
  if (value <= 0 || value < item.minHundredths || value > item.maxHundredths || !fits) {
    const [from, to] = [item.minHundredths / 100, item.maxHundredths / 100]
    return refuse('points.value_out_of_range', { clause: item.clause, from, to })
  }
  return ok(value)
}

/** The values one may choose from for an item, in hundredths, the least first. */
export function valueChoices(item: RuleItem): readonly number[] {
  const step = item.stepHundredths ?? 100
  const choices: number[] = []
  for (let value = item.minHundredths; value < item.maxHundredths && choices.length < 50; ) {
    if (value > 0) choices.push(value)
    value += step
  }
  return [...choices, item.maxHundredths]
}
