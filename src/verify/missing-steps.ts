import { type Act, isTold, type Records, type Row } from './records.ts'

/** Every deed that an act was answered with is there, with its step. */
export function checkNoneMissing(records: Records): void {
  const steps = new Set(
    records.table('points.deed_step').map((row) => `${row.envelope_id}/${row.deed_id}`),
  )
  for (const act of records.acts.values()) {
    if (act.command.startsWith('points.') && !isTold(records, act)) continue
    for (const deedId of namedDeeds(act)) {
      if (steps.has(`${act.envelope}/${deedId}`)) continue
      const where = `points.deed_step of deed ${deedId}`
      records.report({
        area: 'deeds',
        where,
        expected: `a step for act ${act.sequence} (${act.command})`,
        found: 'none',
      })
    }
  }
}

function namedDeeds(act: Act): readonly string[] {
  switch (act.command) {
    case 'points.declare':
    case 'points.note_negative':
      return [act.outcome.deedId]
    case 'points.declare_round':
      return (act.outcome.entered ?? []).map((one: Row) => one.deedId)
    case 'points.verify':
    case 'points.approve':
      return notOvertaken(act, act.input.deedIds ?? [])
    case 'points.review':
      return notOvertaken(
        act,
        (act.input.votes ?? []).map((vote: Row) => vote.deedId),
      )
    case 'points.amend':
    case 'points.withdraw':
    case 'points.state_my_side':
      return [act.input.deedId]
    default:
      return []
  }
}

/** In a batch, deeds that somebody else decided a moment earlier are left as they are. */
function notOvertaken(act: Act, deedIds: readonly string[]): readonly string[] {
  const overtaken = new Set<string>(act.outcome.overtaken ?? [])
  return [...new Set(deedIds)].filter((deedId) => !overtaken.has(deedId))
}
