import { versionById } from '#compact/queries.ts'
import { defineCommand } from '#kernel/command.ts'
import { holds, system } from '#kernel/permission.ts'
import { ok, refuse } from '#kernel/result.ts'
import { OpenCycle } from '#points/model.ts'
import { cycleDays } from '#points/rules.ts'
import { insertCycle, listCycles } from '#points/store.ts'

/** Opens a month, quarter or year for counting, under a rule version in force on its first day. */
export const openCycle = defineCommand({
  name: 'points.open_cycle',
  input: OpenCycle,
  may: ({ actor, input }) =>
    holds(actor, input.tenantCode, ['scorekeeper', 'director', 'secretary']) ?? system(actor),
  async run({ db, input, now, newId, concern }) {
    const days = cycleDays(input.unit, input.year, input.number)
    if (!days.ok) return days
    const [startsOn, endsOn] = days.value
    const version = await versionById(db, input.tenantCode, input.ruleVersionId)
    if (!version?.effectiveFrom) return refuse('points.no_rule_book')
    if (version.effectiveFrom > startsOn) {
      return refuse('points.rule_not_in_force', { from: version.effectiveFrom, startsOn })
    }
    const others = await listCycles(db, input.tenantCode)
    if (others.some((other) => other.starts_on <= endsOn && other.ends_on >= startsOn)) {
      return refuse('points.cycle_exists', { startsOn, endsOn })
    }
    const id = newId()
    concern(`cycle:${id}`)
    await insertCycle(db, {
      ...{ tenant_code: input.tenantCode, id, rule_version_id: input.ruleVersionId },
      ...{ unit: input.unit, year: input.year, number: input.number },
      ...{ starts_on: startsOn, ends_on: endsOn, opened_at: now },
      ...{ closing_at: null, announced_at: null, final_at: null },
    })
    return ok({ cycleId: id, startsOn, endsOn })
  },
})
