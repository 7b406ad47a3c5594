import { type Forgotten, forgettings } from './forgetting.ts'
import { type Act, canonical, compare, isTold, type Records, type Row, sha256 } from './records.ts'

interface Given extends Pick<Records, 'tenant' | 'report' | 'skip'> {
  readonly tables: ReadonlyMap<string, readonly Row[]>
  readonly open: (sealed: string) => string
}

interface Sequence extends Given {
  readonly isForgotten: Forgotten
}

const area = 'audit'

/** Works through the sequence from its first act, and opens what each act was about. */
export function checkSequence(from: Given): Map<string, Act> {
  const entries = [...from.tables.get('audit.entry')!].sort((a, b) => a.sequence - b.sequence)
  const contents = new Map(from.tables.get('audit.content')!.map((row) => [row.sequence, row]))
  const given = { ...from, isForgotten: forgettings(entries.map((row) => parse(row.entry))) }
  const acts = new Map<string, Act>()
  let frontier: string[] = []
  entries.forEach((row, index) => {
    const where = `audit.entry ${row.sequence}`
    compare(given, { area, where }, { expected: index, found: row.sequence })
    const leaf = sha256(Buffer.from([0]), Buffer.from(row.entry, 'utf8'))
    compare(given, { area, where: `${where} leaf_hash` }, { expected: leaf, found: row.leaf_hash })
    frontier = append(frontier, index, leaf)
    const act = readAct(given, row, contents.get(row.sequence))
    if (!act) return
    if (acts.has(act.envelope))
      given.report({ area, where, expected: 'one act per envelope', found: act.envelope })
    acts.set(act.envelope, act)
  })
  checkHead(given, { size: entries.length, frontier, last: entries.at(-1)?.at ?? null })
  checkEnvelopes(given, acts)
  return acts
}

/** RFC 6962: every trailing one-bit of the old size is a complete subtree to join with. */
function append(frontier: readonly string[], size: number, leaf: string): string[] {
  const next = [...frontier]
  let node = leaf
  let rest = size
  while (rest & 1) {
    node = sha256(Buffer.from([1]), Buffer.from(next.pop()!, 'hex'), Buffer.from(node, 'hex'))
    rest >>= 1
  }
  return [...next, node]
}

function checkHead(
  given: Sequence,
  computed: { size: number; frontier: string[]; last: string | null },
): void {
  const head = given.tables.get('audit.head')![0]
  const found = head && { size: head.size, frontier: head.frontier, last: head.last_at }
  const expected = {
    size: computed.size,
    frontier: computed.frontier.join(','),
    last: computed.last,
  }
  compare(given, { area, where: 'audit.head' }, { expected, found: found ?? null })
}

function readAct(given: Sequence, row: Row, content: Row | undefined): Act | null {
  const where = `audit.entry ${row.sequence}`
  const entry = parse(row.entry)
  if (!entry) {
    given.report({ area, where, expected: 'canonical JSON', found: String(row.entry).slice(0, 80) })
    return null
  }
  const columns = {
    tenant: given.tenant,
    sequence: row.sequence,
    command: row.command,
    at: row.at,
    subjects: [...row.subjects].sort(),
  }
  const inside = {
    tenant: entry.tenant,
    sequence: entry.sequence,
    command: entry.command,
    at: entry.at,
    subjects: entry.subjects,
  }
  compare(given, { area, where: `${where} columns` }, { expected: inside, found: columns })
  if (canonical(entry) !== row.entry)
    given.report({ area, where, expected: 'canonical JSON', found: 'other bytes' })
  const opened = openContent(given, entry, content)
  return {
    ...{ sequence: row.sequence, envelope: entry.envelope, command: entry.command, at: entry.at },
    ...{
      person: entry.actor.person,
      post: entry.actor.post,
      organisation: entry.actor.organisation,
    },
    ...{ behalf: entry.behalf?.person ?? null, subjects: entry.subjects },
    ...{ forgotten: !content && given.isForgotten(entry) },
    ...{ input: opened.input ?? {}, outcome: opened.outcome ?? {} },
  }
}

/** A forgotten content leaves an entry that still verifies; an altered or removed one does not. */
function openContent(given: Sequence, entry: Row, content: Row | undefined): Row {
  const where = `audit.content ${entry.sequence}`
  const isForgotten = given.isForgotten(entry)
  const expected = isForgotten ? 'nothing, because somebody was forgotten' : 'content'
  if (Boolean(content) === isForgotten)
    given.report({ area, where, expected, found: content ? 'content' : 'nothing' })
  if (!content) return {}
  const text = tryOpen(given.open, content.sealed)
  if (text === null) {
    given.report({ area, where, expected: 'sealed content', found: 'cannot be opened' })
    return {}
  }
  const commitment = sha256(Buffer.from(content.salt, 'hex'), Buffer.from(text, 'utf8'))
  compare(
    given,
    { area, where: `${where} commitment` },
    { expected: entry.commitment, found: commitment },
  )
  return parse(text) ?? {}
}

function checkEnvelopes(given: Sequence, acts: ReadonlyMap<string, Act>): void {
  const envelopes = given.tables.get('kernel.envelope')!
  compare(
    given,
    { area, where: 'kernel.envelope rows' },
    { expected: acts.size, found: envelopes.length },
  )
  for (const row of envelopes) {
    const act = acts.get(row.id)
    const where = `kernel.envelope ${row.id}`
    const found = { name: row.name, sequence: row.sequence }
    compare(
      given,
      { area, where },
      { expected: act ? { name: act.command, sequence: act.sequence } : null, found },
    )
    if (act && isTold(given, act)) checkEnvelope(given, act, row)
    else if (act) {
      const kept = { digest: row.input_digest, outcome: row.outcome }
      const emptied = { expected: { digest: '', outcome: '' }, found: kept }
      compare(given, { area, where: `${where} of a forgotten act` }, emptied)
    }
  }
}

/** It was carried out with this input, and answered what is on record. */
function checkEnvelope(given: Sequence, act: Act, row: Row): void {
  const where = `kernel.envelope ${row.id}`
  const digest = sha256(Buffer.from(canonical({ input: act.input, name: row.name }), 'utf8'))
  compare(
    given,
    { area, where: `${where} input_digest` },
    { expected: digest, found: row.input_digest },
  )
  const outcome = tryOpen(given.open, row.outcome)
  const same =
    outcome !== null && canonical(parse(outcome) ?? null) === canonical(nothing(act.outcome))
  if (!same)
    given.report({
      area,
      where,
      expected: 'the outcome on record',
      found: outcome === null ? 'cannot be opened' : 'another outcome',
    })
}

const nothing = (outcome: Row) => (Object.keys(outcome).length === 0 ? null : outcome)

function tryOpen(open: (sealed: string) => string, sealed: string): string | null {
  try {
    return open(sealed)
  } catch {
    return null
  }
}

function parse(text: string): Row | null {
  try {
    return JSON.parse(text) as Row
  } catch {
    return null
  }
}
