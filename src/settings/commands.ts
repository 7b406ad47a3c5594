import { defineCommand } from '#kernel/command.ts'
import { holds } from '#kernel/permission.ts'
import { ok, refuse } from '#kernel/result.ts'
import { definitionOf } from './catalogue.ts'
import { DecideSetting, deciders } from './model.ts'
import { decideBeginning, decideValue } from './rules.ts'
import { hasDecision, insertDecision } from './store.ts'

/** Decides a number or text for one place and all below it, from a day on, with its source. */
export const decide = defineCommand({
  name: 'settings.decide',
  input: DecideSetting,
  may: ({ actor, input }) => holds(actor, input.tenantCode, deciders),
  async run({ db, input, now, today, capacity, newId, concern }) {
    const { tenantCode, key, validFrom, source, verified } = input
    const value = decideValue(definitionOf(key), input.value)
    if (!value.ok) return value
    const beginning = decideBeginning(validFrom, today)
    if (!beginning.ok) return beginning
    if (await hasDecision(db, { tenantCode, key, validFrom })) {
      return refuse('settings.already_decided', { validFrom })
    }
    const facts = { tenantCode, key, validFrom, source, verified, value: value.value }
    const decidedBy = capacity.personId
    await insertDecision(db, { ...facts, id: newId(), decidedBy, decidedAt: now })
    concern(`setting:${key}`)
    return ok({ key, value: value.value, validFrom })
  },
})
