import {
  type Act,
  canonical,
  compare,
  type Records,
  type Row,
  restsOnForgotten,
  sha256,
} from './records.ts'

const area = 'rule books'

/** Adopted contents are what was adopted, by the resolution on record. */
export function checkRuleBooks(records: Records): void {
  const adoptions = actsOn(records, 'compact.adopt')
  const discards = actsOn(records, 'compact.discard_draft')
  for (const row of records.table('compact.version')) {
    const where = `compact.version ${row.id}`
    const hash = sha256(Buffer.from(canonical(row.content), 'utf8'))
    compare(
      records,
      { area, where: `${where} content_hash` },
      { expected: hash, found: row.content_hash },
    )
    checkDiscarded(records, row, discards.get(row.id))
    checkAdoption(records, { row, hash, act: adoptions.get(row.id) })
  }
}

/** A book is in force by the resolution on record, with the content that was adopted. */
function checkAdoption(
  records: Records,
  { row, hash, act }: { row: Row; hash: string; act: Act | undefined },
): void {
  if (!act && restsOnForgotten(records, 'compact.adopt', row.adopted_at)) return
  const where = `compact.version ${row.id}`
  const found = {
    adopted: row.adopted_at,
    by: row.adopted_by,
    from: row.effective_from,
    resolution: row.resolution,
  }
  const expected = act
    ? {
        adopted: act.at,
        by: act.person,
        from: act.input.effectiveFrom,
        resolution: resolutionOf(act.input),
      }
    : { adopted: null, by: null, from: null, resolution: null }
  compare(records, { area, where: `${where} adoption` }, { expected, found })
  if (act?.outcome.contentHash) {
    compare(
      records,
      { area, where: `${where} content on record` },
      { expected: act.outcome.contentHash, found: hash },
    )
  }
}

/** The acts of a kind by the version they are about. */
function actsOn(records: Records, command: string): Map<unknown, Act> {
  const acts = [...records.acts.values()].filter((act) => act.command === command)
  return new Map(acts.map((act) => [act.input.versionId, act]))
}

/** A draft is put away by the act on record, and by none else. */
function checkDiscarded(records: Records, row: Row, act: Act | undefined): void {
  if (!act && restsOnForgotten(records, 'compact.discard_draft', row.discarded_at)) return
  const expected = act ? { at: act.at, by: act.person } : { at: null, by: null }
  const found = { at: row.discarded_at, by: row.discarded_by }
  const where = `compact.version ${row.id} discarded`
  compare(records, { area, where }, { expected, found })
}

function resolutionOf(input: Record<string, unknown>): object {
  const { body, heldOn, reference, entitled, present, agreed } = input
  return { body, heldOn, reference, entitled, present, agreed }
}
