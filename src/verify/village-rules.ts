import { type Act, canonical, compare, isTold, type Records, type Row, sha256 } from './records.ts'

const area = 'village rules'

/** Which act takes which step; the township's word is in its input. */
const commands: Readonly<Record<string, string>> = {
  'compact.consult_on_rules': 'consultation',
  'compact.ask_rules_review': 'review_asked',
  'compact.review_rules': 'verdict',
  'compact.adopt_village_rules': 'adopted',
  'compact.file_rules': 'filed',
}

/** What may come next on the way of village rules, written down a second time. */
const next: Readonly<Record<string, readonly string[]>> = {
  '': ['consultation'],
  consultation: ['consultation', 'review_asked'],
  review_asked: ['passed', 'returned'],
  returned: ['consultation', 'review_asked'],
  passed: ['adopted', 'consultation', 'review_asked'],
  adopted: ['filed'],
  filed: [],
}

/** Texts have the fingerprints they were saved under, and every step rests on an act, in order. */
export function checkVillageRules(records: Records): void {
  const texts = records.table('compact.village_rules_text')
  checkTexts(records, texts)
  const steps = records.table('compact.village_rules_step')
  for (const rules of records.table('compact.village_rules')) {
    const own = steps.filter((step) => step.rules_id === rules.id)
    own.sort((a, b) => a.position - b.position)
    const acts = actsOn(records, rules.id)
    const where = `compact.village_rules ${rules.id}`
    compare(
      records,
      { area, where: `${where} number of steps` },
      { expected: acts.length, found: own.length },
    )
    own.forEach((step, at) => {
      checkOrder(records, { step, before: own[at - 1], position: at + 1 })
      checkStep(records, { step, act: acts[at], before: own[at - 1], texts })
    })
  }
}

function checkTexts(records: Records, texts: readonly Row[]): void {
  const written = [...records.acts.values()].filter(
    (act) => act.command === 'compact.write_village_rules',
  )
  for (const text of texts) {
    const where = `compact.village_rules_text ${text.id}`
    const hash = sha256(Buffer.from(canonical(text.content), 'utf8'))
    compare(
      records,
      { area, where: `${where} content_hash` },
      { expected: hash, found: text.content_hash },
    )
    const act = written.find(
      (one) =>
        one.at === text.written_at && one.subjects.includes(`village_rules:${text.rules_id}`),
    )
    if (act && !isTold(records, act)) continue
    const expected = act ? { hash: act.outcome.contentHash, by: act.person } : null
    compare(
      records,
      { area, where: `${where} on record` },
      { expected, found: { hash, by: text.written_by } },
    )
  }
}

function actsOn(records: Records, rulesId: string): Act[] {
  const own = [...records.acts.values()].filter(
    (act) => commands[act.command] && act.subjects.includes(`village_rules:${rulesId}`),
  )
  return own.sort((a, b) => a.sequence - b.sequence)
}

/** No step is left out, and what was adopted is the text that the township passed. */
function checkOrder(
  records: Records,
  { step, before, position }: { step: Row; before: Row | undefined; position: number },
): void {
  const where = `compact.village_rules_step ${step.id}`
  const lawful =
    step.position === position &&
    (next[before?.kind ?? ''] ?? []).includes(step.kind) &&
    (step.kind !== 'adopted' || step.text_id === before?.text_id)
  compare(records, { area, where: `${where} order` }, { expected: true, found: lawful })
}

/** A step says what its act said, by whom, when, and with which text. */
function checkStep(
  records: Records,
  of: { step: Row; act: Act | undefined; before: Row | undefined; texts: readonly Row[] },
): void {
  const { step, act, texts } = of
  if (act && !isTold(records, act)) return
  const where = `compact.village_rules_step ${step.id}`
  const text = texts.find((one) => one.id === step.text_id)
  const found = {
    ...{ kind: step.kind, at: step.taken_at, by: step.taken_by, hash: text?.content_hash },
    details: step.details,
  }
  const expected = act && {
    kind: act.command === 'compact.review_rules' ? act.input.verdict : commands[act.command],
    ...{ at: act.at, by: act.person, hash: act.outcome.contentHash },
    details: detailsOf(act, of.before?.details.effectiveFrom),
  }
  compare(records, { area, where }, { expected: expected ?? null, found })
}

/** What an act leaves in its step. The day of effect is that resolved for, or that of the filing. */
function detailsOf({ command, input, at }: Act, resolvedFor: string | undefined): Row {
  const { endsOn, reasons, clause, basis, note, effectiveFrom } = input
  switch (command) {
    case 'compact.consult_on_rules':
      return { endsOn }
    case 'compact.ask_rules_review':
      return { reasons }
    case 'compact.review_rules':
      return { clause: clause ?? 0, basis, note: note ?? '' }
    case 'compact.adopt_village_rules': {
      const { body, heldOn, reference, entitled, present, agreed } = input
      return { resolution: { body, heldOn, reference, entitled, present, agreed }, effectiveFrom }
    }
    default: {
      const { filingNumber, filedOn } = input
      const day = new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10)
      const days: string[] = [resolvedFor ?? '', day]
      return { filingNumber, filedOn, effectiveFrom: days.sort().at(-1) }
    }
  }
}
