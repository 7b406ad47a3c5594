import { compare, type Records, type Row } from './records.ts'

const area = 'forgetting'
const command = 'people.forget_person'
const name = '（已遗忘）'

/** Whether the content of an entry may be missing: only when somebody it is about was forgotten later. */
export type Forgotten = (entry: Row) => boolean

/**
 * Reads from the entries alone, whose bytes the tree covers, who was forgotten when. An act of
 * forgetting covers the acts before it that name one of its own persons among their subjects.
 */
export function forgettings(entries: readonly (Row | null)[]): Forgotten {
  const last = new Map<string, number>()
  for (const entry of entries) {
    if (entry?.command !== command) continue
    for (const person of personsOf(entry)) last.set(person, entry.sequence)
  }
  return (entry) => personsOf(entry).some((person) => (last.get(person) ?? -1) > entry.sequence)
}

function personsOf(entry: Row): readonly string[] {
  const subjects: readonly unknown[] = Array.isArray(entry.subjects) ? entry.subjects : []
  return subjects.map(String).filter((subject) => subject.startsWith('person:'))
}

/** Whoever was forgotten is forgotten by an act on record, and nothing says any more who it was. */
export function checkForgetting(records: Records): void {
  const acts = [...records.acts.values()].filter((act) => act.command === command)
  for (const act of acts) {
    const expected = [`person:${act.input.personId}`]
    const where = `audit.entry ${act.sequence} subjects`
    compare(records, { area, where }, { expected, found: act.subjects })
  }
  const at = new Map(acts.map((act) => [act.input.personId, act.at]))
  const numbered = new Set(records.table('people.identity').map((row) => row.person_id))
  for (const row of records.table('people.person')) {
    const where = `people.person ${row.id}`
    const expected = at.get(row.id) ?? null
    at.delete(row.id)
    compare(records, { area, where }, { expected, found: row.forgotten_at })
    if (!row.forgotten_at) continue
    const found = { name: row.name, pinyin: row.pinyin, numbers: numbered.has(row.id) }
    compare(
      records,
      { area, where: `${where} name and numbers` },
      { expected: { name, pinyin: '', numbers: false }, found },
    )
    const birthday = String(row.birth_date).slice(5)
    compare(records, { area, where: `${where} birth_date` }, { expected: '01-01', found: birthday })
  }
  for (const id of at.keys())
    records.report({ area, where: `people.person ${id}`, expected: 'a person', found: 'none' })
}
