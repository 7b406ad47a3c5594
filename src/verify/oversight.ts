import { type Act, compare, isTold, type Records, type Row, sha256 } from './records.ts'

const area = 'oversight'

/** Draws can be repeated from their published seeds, and all that was said rests on an act. */
export function checkOversight(records: Records): void {
  const sampled = Map.groupBy(
    records.table('oversight.sampled'),
    (row) => row.sampling_id as string,
  )
  for (const sampling of records.table('oversight.sampling')) {
    checkSampling(records, sampling, sampled.get(sampling.id) ?? [])
  }
  for (const finding of records.table('oversight.finding')) checkFinding(records, finding)
  for (const step of records.table('oversight.flag_step')) checkStep(records, step)
}

function actOn(records: Records, command: string, subject: string): Act | undefined {
  const acts = [...records.acts.values()]
  return acts.find((act) => act.command === command && act.subjects.includes(subject))
}

function checkSampling(records: Records, sampling: Row, sampled: readonly Row[]): void {
  const where = `oversight.sampling ${sampling.id}`
  const subject = `sampling:${sampling.id}`
  const begun = actOn(records, 'oversight.commit_seed', subject)
  compare(
    records,
    { area, where: `${where} commitment` },
    {
      expected: begun ? [begun.outcome.commitment, begun.input.wanted, begun.envelope] : null,
      found: [sampling.commitment, sampling.wanted, sampling.envelope_id],
    },
  )
  const seed = sampling.seed as string | null
  if (seed !== null) {
    const fits = { expected: sampling.commitment, found: sha256(seed) }
    compare(records, { area, where: `${where} seed` }, fits)
    const told = actOn(records, 'oversight.publish_seed', subject)
    const published = { expected: told?.outcome.seed ?? null, found: seed }
    compare(records, { area, where: `${where} published seed` }, published)
  }
  const drawing = actOn(records, 'oversight.draw_sample', subject)
  const drawn = [...sampled].sort((a, b) => a.position - b.position).map((row) => row.deed_id)
  compare(
    records,
    { area, where: `${where} on record` },
    {
      expected: drawing ? [drawing.outcome.listHash, drawing.outcome.deedIds] : [null, []],
      found: [sampling.list_hash, drawn],
    },
  )
  if (drawing) checkDraw(records, { sampling, drawing, drawn, seed })
}

interface Draw {
  readonly sampling: Row
  readonly drawing: Act
  readonly drawn: readonly string[]
  readonly seed: string | null
}

/** What was in the drum follows from the deeds' steps up to the draw; what came out, from the seed. */
function checkDraw(records: Records, { sampling, drawing, drawn, seed }: Draw): void {
  const where = `oversight.sampling ${sampling.id}`
  const ids = approvedAt(records, sampling.cycle_id, drawing.sequence).sort()
  compare(
    records,
    { area, where: `${where} list` },
    {
      expected: [ids.length, sha256(ids.join('\n'))],
      found: [sampling.list_count, sampling.list_hash],
    },
  )
  if (seed === null) return
  const lots = new Map(ids.map((id) => [sha256(`${seed}/${id}`), id]))
  const expected = [...lots.keys()]
    .sort()
    .slice(0, sampling.wanted)
    .map((lot) => lots.get(lot))
  compare(records, { area, where: `${where} draw` }, { expected, found: drawn })
}

/** The deeds of a cycle, deductions left out, whose last step before an act had made them approved. */
function approvedAt(records: Records, cycleId: string, before: number): string[] {
  const last = new Map<string, { number: number; kind: string }>()
  for (const step of records.table('points.deed_step')) {
    const act = records.acts.get(step.envelope_id)
    if (!act || act.sequence >= before || step.kind === 'heard') continue
    const known = last.get(step.deed_id)
    if (!known || known.number < step.number) last.set(step.deed_id, step as never)
  }
  return records
    .table('points.deed')
    .filter((deed) => deed.cycle_id === cycleId && !deed.negative)
    .map((deed) => deed.id as string)
    .filter((id) => ['approved', 'revalued'].includes(last.get(id)?.kind ?? ''))
}

function checkFinding(records: Records, finding: Row): void {
  const where = `oversight.finding ${finding.deed_id}`
  const act = [...records.acts.values()].find(
    (one) =>
      one.command === 'oversight.record_finding' &&
      one.at === finding.found_at &&
      one.subjects.includes(`deed:${finding.deed_id}`),
  )
  if (act && !isTold(records, act)) return
  compare(
    records,
    { area, where },
    {
      expected: act ? [act.input.finding, act.input.reason, act.person, act.post] : null,
      found: [finding.finding, finding.reason, finding.found_by, finding.found_post],
    },
  )
}

/** Which act leaves which step of a flag. */
const commands: Readonly<Record<string, string>> = {
  asked: 'oversight.ask',
  answered: 'oversight.answer',
  closed: 'oversight.close',
}

function checkStep(records: Records, step: Row): void {
  const act = actOn(records, commands[step.kind]!, `flag:${step.flag_id}`)
  if (act && !isTold(records, act)) return
  compare(
    records,
    { area, where: `oversight.flag_step ${step.flag_id} ${step.kind}` },
    {
      expected: act ? [act.input.words, act.person, act.post, act.at] : null,
      found: [step.words, step.by_person_id, step.by_post, step.at],
    },
  )
}
