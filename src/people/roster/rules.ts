import { maySignatureCount } from '#people/consent/rules.ts'
import { isAdult } from '#people/rules.ts'
import type {
  ChangedField,
  KnownPerson,
  Placement,
  RosterEntry,
  RosterFacts,
  RosterFault,
  RosterLine,
  RosterPlan,
  RosterReport,
  RosterTrouble,
} from './model.ts'

/**
 * Somebody on a new roster is the one already on the books when the identity number is the same,
 * or else household, name and birthday. Household registration practice.
 */
export function matcherOf(
  persons: readonly KnownPerson[],
): (
  entry: Pick<RosterEntry, 'idDigest' | 'householdCode' | 'name' | 'birthDate'>,
) => KnownPerson | null {
  const open = persons.filter((person) => !person.closedReason)
  const closed = persons.filter((person) => person.closedReason)
  // The open ones are entered last: they win over those closed with the same name and birthday.
  const byNumber = new Map<string, KnownPerson>()
  const byName = new Map<string, KnownPerson>()
  for (const person of [...closed, ...open]) {
    if (person.idDigest) byNumber.set(person.idDigest, person)
    if (person.householdCode) byName.set(nameKey(person.householdCode, person), person)
  }
  return (entry) => {
    const same = entry.idDigest ? byNumber.get(entry.idDigest) : undefined
    return same ?? byName.get(nameKey(entry.householdCode, entry)) ?? null
  }
}

function nameKey(code: string, person: { name: string; birthDate: string }): string {
  return [code, person.name, person.birthDate].join('\n')
}

/**
 * A roster only adds and corrects: whoever is missing from it stays, whoever was closed stays
 * closed, and a household comes in whole or not at all.
 */
export function planRoster(entries: readonly RosterEntry[], facts: RosterFacts): RosterPlan {
  const match = matcherOf(facts.persons)
  const lines = entries.map((entry) => lineOf(entry, match(entry), facts))
  const troubles = rowTroubles(lines, facts)
  let sound = lines
  for (;;) {
    const wrong = new Set(troubles.map((trouble) => trouble.householdCode))
    sound = lines.filter((line) => !wrong.has(line.entry.householdCode))
    const more = headTroubles(sound, facts)
    if (more.length === 0) break
    troubles.push(...more)
  }
  return {
    lines: sound,
    ...householdsOf(sound, facts),
    closing: emptied(sound, facts),
    troubles: troubles.sort((a, b) => a.row - b.row),
  }
}

function lineOf(entry: RosterEntry, known: KnownPerson | null, facts: RosterFacts): RosterLine {
  if (known?.closedReason) return { entry, action: 'gone', known, changes: [], consents: false }
  const consents = consentCounts(entry, known, facts)
  if (!known) return { entry, action: 'add', known, changes: [], consents }
  const changes = changesOf(entry, known)
  if (consents) changes.push('consent')
  return { entry, action: changes.length > 0 ? 'change' : 'keep', known, changes, consents }
}

function consentCounts(entry: RosterEntry, known: KnownPerson | null, facts: RosterFacts): boolean {
  if (!entry.takesPart || known?.takesPart) return false
  if (!isAdult(entry.birthDate, facts.today)) return false
  return maySignatureCount({ signedOn: facts.signedOn, withdrawnOn: known?.withdrawnOn ?? null })
}

function changesOf(entry: RosterEntry, known: KnownPerson): ChangedField[] {
  const differs: readonly [ChangedField, boolean][] = [
    ['name', entry.name !== known.name],
    ['sex', entry.sex !== known.sex],
    ['birth_date', entry.birthDate !== known.birthDate],
    ['id_number', entry.idDigest !== null && entry.idDigest !== known.idDigest],
    ['phone', entry.phoneDigest !== null && entry.phoneDigest !== known.phoneDigest],
    ['relation', entry.relation !== known.relation],
    ['household', !known.lives || entry.householdCode !== known.householdCode],
  ]
  return differs.flatMap(([field, yes]) => (yes ? [field] : []))
}

function rowTroubles(lines: readonly RosterLine[], facts: RosterFacts): RosterTrouble[] {
  const closed = new Set(facts.households.filter((h) => h.closed).map((h) => h.code))
  const seen = new Set<string>()
  return lines.flatMap(({ entry, known, action }) => {
    const key = known?.id ?? entry.idDigest ?? nameKey(entry.householdCode, entry)
    const twice = seen.has(key)
    seen.add(key)
    const house = action !== 'gone' && closed.has(entry.householdCode) ? 'household_closed' : null
    const fault = entry.fault ?? (twice ? 'person_twice' : house)
    return fault ? [troubleOf(entry, fault)] : []
  })
}

function troubleOf(entry: RosterEntry, fault: RosterFault): RosterTrouble {
  return { row: entry.row, householdCode: entry.householdCode, fault }
}

/** Who would live where, and as what, when these lines had been written. */
function livingAfter(lines: readonly RosterLine[], facts: RosterFacts) {
  const after = new Map<string, { code: string; relation: string | null }>()
  for (const person of facts.persons) {
    if (person.closedReason || !person.lives || !person.householdCode) continue
    after.set(person.id, { code: person.householdCode, relation: person.relation })
  }
  for (const { entry, known, action } of lines) {
    if (action === 'gone') continue
    const place = { code: entry.householdCode, relation: entry.relation }
    after.set(known?.id ?? `row ${entry.row}`, place)
  }
  return after
}

function headTroubles(lines: readonly RosterLine[], facts: RosterFacts): RosterTrouble[] {
  const heads = new Map<string, number>()
  for (const { code, relation } of livingAfter(lines, facts).values()) {
    heads.set(code, (heads.get(code) ?? 0) + (relation === 'head' ? 1 : 0))
  }
  const blamed = new Map<string, RosterTrouble>()
  for (const { entry, known, action } of lines) {
    if (action === 'gone') continue
    const left = known?.lives ? (known.householdCode ?? entry.householdCode) : entry.householdCode
    for (const code of [entry.householdCode, left]) {
      const count = heads.get(code)
      if (count === undefined || count === 1 || blamed.has(entry.householdCode)) continue
      const fault = count === 0 ? 'head_missing' : 'heads_several'
      blamed.set(entry.householdCode, troubleOf(entry, fault))
    }
  }
  return [...blamed.values()]
}

function householdsOf(
  lines: readonly RosterLine[],
  facts: RosterFacts,
): Pick<RosterPlan, 'opening' | 'placements'> {
  const known = new Map(facts.households.map((household) => [household.code, household]))
  const placements = new Map<string, Placement>()
  const opening = new Set<string>()
  for (const { entry, action } of lines) {
    if (action === 'gone') continue
    const code = entry.householdCode
    const household = known.get(code)
    if (!household) opening.add(code)
    const wanted = [
      ['villagers_group', entry.groupId, household?.groupId],
      ['grid', entry.gridId, household?.gridId],
    ] as const
    for (const [kind, divisionId, now] of wanted) {
      if (!divisionId || divisionId === now) continue
      placements.set(`${code} ${kind}`, { code, kind, divisionId })
    }
  }
  return { opening: [...opening], placements: [...placements.values()] }
}

function emptied(lines: readonly RosterLine[], facts: RosterFacts): string[] {
  const inhabited = new Set([...livingAfter(lines, facts).values()].map((place) => place.code))
  const left = lines.flatMap(({ known, changes }) =>
    known?.lives && known.householdCode && changes.includes('household')
      ? [known.householdCode]
      : [],
  )
  return [...new Set(left)].filter((code) => !inhabited.has(code))
}

/** The plan as counts, for the dry run before and the report after. */
export function reportOf(plan: RosterPlan, entries: readonly RosterEntry[]): RosterReport {
  const count = (action: RosterLine['action']) =>
    plan.lines.filter((line) => line.action === action).length
  const codes = new Set(
    plan.lines.filter((l) => l.action !== 'gone').map((l) => l.entry.householdCode),
  )
  const opening = new Set(plan.opening)
  const placed = new Set(plan.placements.map((placement) => placement.code))
  const householdsChanged = [...placed].filter((code) => !opening.has(code)).length
  return {
    added: count('add'),
    changed: count('change'),
    unchanged: count('keep'),
    gone: count('gone'),
    refused: entries.length - plan.lines.length,
    householdsAdded: opening.size,
    householdsChanged,
    householdsUnchanged: codes.size - opening.size - householdsChanged,
    householdsClosed: plan.closing.length,
    consents: plan.lines.filter((line) => line.consents).length,
    troubles: plan.troubles,
  }
}
