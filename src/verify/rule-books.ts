import { canonical, compare, type Records, sha256 } from './records.ts'

const area = 'rule books'

/** Adopted contents are what was adopted, by the resolution on record. */
export function checkRuleBooks(records: Records): void {
  const adoptions = new Map(
    [...records.acts.values()]
      .filter((act) => act.command === 'compact.adopt')
      .map((act) => [act.input.versionId, act]),
  )
  for (const row of records.table('compact.version')) {
    const where = `compact.version ${row.id}`
    const hash = sha256(Buffer.from(canonical(row.content), 'utf8'))
    compare(
      records,
      { area, where: `${where} content_hash` },
      { expected: hash, found: row.content_hash },
    )
    const act = adoptions.get(row.id)
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
}

function resolutionOf(input: Record<string, unknown>): object {
  const { body, heldOn, reference, entitled, present, agreed } = input
  return { body, heldOn, reference, entitled, present, agreed }
}
