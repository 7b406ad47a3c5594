import type { Records, Row } from './records.ts'

/** The plain date in China of an instant. */
const dayOf = (instant: string) =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10)

const untold = ['party_branch', 'enterprise', 'administration']

/** Everybody of a letter's household who took part in points when it was issued. */
export function participantsAt(records: Records, letter: Row): string[] {
  const day = dayOf(letter.issued_at)
  return records
    .table('people.membership')
    .filter((row) => row.household_id === letter.household_id && isOn(row, day))
    .map((row) => row.person_id as string)
    .filter((id) => consentAt(records, id, letter.issued_at) && isGrownUp(records, id, day))
}

const isOn = (row: Row, day: string) => row.since <= day && (!row.until || row.until > day)

function isGrownUp(records: Records, personId: string, day: string): boolean {
  const person = records.table('people.person').find((row) => row.id === personId)
  if (!person) return false
  const [year, rest] = [Number(day.slice(0, 4)) - 18, day.slice(4)]
  return String(person.birth_date) <= `${year}${rest}`
}

function consentAt(records: Records, personId: string, at: string): Row | undefined {
  const instant = Date.parse(at)
  return records.table('people.consent').find(
    (row) =>
      row.person_id === personId &&
      row.purpose === 'points' &&
      Date.parse(row.recorded_at) <= instant &&
      // One that ended at this very instant may have ended just before or just after.
      (!row.withdrawn_at || Date.parse(row.withdrawn_at) > instant),
  )
}

/**
 * What a letter could truly say when it was issued, of what its writer had chosen; whether the
 * household's part may stand there at all is looked at apart. `said` tells of a name only whether
 * somebody has changed it since, so that an old one is no difference.
 */
export function factsAt(records: Records, letter: Row, said: Row): Row {
  const wants = (kind: string) => (letter.facts as string[]).includes(kind)
  const facts: Row = {}
  if (wants('name')) facts.name = nameAt(records, letter, said.name)
  if (wants('household')) {
    const house = records.table('people.household').find((row) => row.id === letter.household_id)
    facts.household = house?.code
  }
  const consent = consentAt(records, letter.person_id, letter.issued_at)
  if (wants('since') && consent) facts.since = dayOf(consent.granted_at)
  const posts = wants('posts') ? postsAt(records, letter) : []
  if (posts.length > 0) facts.posts = posts
  const cycles = said.cycles ? cyclesAt(records, letter, wants) : []
  if (cycles.length > 0) facts.cycles = cycles
  return facts
}

function nameAt(records: Records, letter: Row, said: unknown): unknown {
  const person = records.table('people.person').find((row) => row.id === letter.person_id)
  const changed = [...records.acts.values()].some(
    (act) =>
      act.command.startsWith('people.') &&
      act.at >= letter.issued_at &&
      act.subjects.includes(`person:${letter.person_id}`),
  )
  if (person?.name === said || !changed) return person?.name
  records.skip()
  return said
}

function postsAt(records: Records, letter: Row): Row[] {
  const day = dayOf(letter.issued_at)
  const bodies = new Map(
    records
      .table('organisations.organisation')
      .filter((row) => !untold.includes(row.kind))
      .map((row) => [row.id, row.name]),
  )
  return records
    .table('organisations.post_holding')
    .filter((row) => row.person_id === letter.person_id && isOn(row, day))
    .filter((row) => bodies.has(row.organisation_id))
    .sort((a, b) => (a.since < b.since ? -1 : 1))
    .map((row) => ({ body: bodies.get(row.organisation_id), post: row.post, since: row.since }))
}

function cyclesAt(records: Records, letter: Row, wants: (kind: string) => boolean): Row[] {
  const awards = records
    .table('stars.award')
    .filter(
      (row) =>
        row.household_id === letter.household_id &&
        (letter.cycle_ids as string[]).includes(row.cycle_id) &&
        row.awarded_at <= letter.issued_at,
    )
  const cycleOf = (id: string) => records.table('points.cycle').find((row) => row.id === id)!
  return awards
    .map((award) => ({ award, cycle: cycleOf(award.cycle_id) }))
    .sort((a, b) => (a.cycle.starts_on > b.cycle.starts_on ? -1 : 1))
    .flatMap(({ award, cycle }) => {
      const deeds = wants('deeds') ? deedsOf(records, award, cycle) : []
      const said = {
        ...(wants('stars') && award.stars > 0 ? { stars: award.stars } : {}),
        ...(wants('points') && award.total_hundredths > 0
          ? { points: award.total_hundredths }
          : {}),
        ...(deeds.length > 0 ? { deeds } : {}),
      }
      const { unit, year, number } = cycle
      return Object.keys(said).length > 0 ? [{ unit, year, number, ...said }] : []
    })
}

/** How many approved good deeds by aspect stand in the score behind an award. */
function deedsOf(records: Records, award: Row, cycle: Row): [string, number][] {
  const score = records.table('stars.score').find((row) => row.id === award.score_id)!
  const book = records.table('compact.version').find((row) => row.id === cycle.rule_version_id)!
  return (book.content.aspects as Row[]).flatMap(({ key, title }): [string, number][] => {
    const items = (score.breakdown as Row[]).filter((one) => one.aspectKey === key && !one.negative)
    const count = items.reduce((sum, one) => sum + one.deeds.length, 0)
    return count > 0 ? [[title.zh, count]] : []
  })
}
