import { checkParticipants } from './participants.ts'
import { canonical, compare, type Records, type Row, sha256 } from './records.ts'

const area = 'stars'

interface Book {
  readonly content: Row
  readonly hash: string
  readonly versionId: string
}

interface Ground {
  readonly books: ReadonlyMap<string, Book>
  readonly deeds: ReadonlyMap<string, readonly Row[]>
  readonly lines: ReadonlyMap<string, Row>
  readonly notices: ReadonlyMap<string, Row>
  readonly transfers: ReadonlyMap<string, readonly Row[]>
  readonly awards: ReadonlyMap<string, Row>
  readonly cycles: ReadonlyMap<string, string>
}

/** Works every score and star out again from rule book and deeds, and follows it to its effect. */
export function checkStars(records: Records): void {
  const ground = layOut(records)
  const scores = records.table('stars.score')
  for (const score of scores) {
    if (score.state === 'replaced') checkReplaced(records, score, scores)
    else checkScore(records, ground, score)
    checkLine(records, ground, score)
    checkEffect(records, ground, score)
  }
  const ids = new Set(scores.map((row) => row.id))
  for (const award of ground.awards.values()) {
    if (!ids.has(award.score_id))
      records.report({
        area,
        where: `stars.award ${award.score_id}`,
        expected: 'a score',
        found: 'none',
      })
  }
}

function layOut(records: Records): Ground {
  const versions = new Map(records.table('compact.version').map((row) => [row.id, row]))
  const books = new Map<string, Book>()
  for (const cycle of records.table('points.cycle')) {
    const version = versions.get(cycle.rule_version_id)
    if (version)
      books.set(cycle.id, {
        content: version.content,
        hash: version.content_hash,
        versionId: version.id,
      })
  }
  const approved = records.table('points.deed').filter((row) => row.state === 'approved')
  return {
    books,
    deeds: Map.groupBy(approved, (row) => `${row.cycle_id}/${row.household_id}`),
    lines: new Map(
      records.table('notices.line').map((row) => [`${row.notice_id}/${row.line}`, row]),
    ),
    notices: new Map(records.table('notices.notice').map((row) => [row.id, row])),
    transfers: Map.groupBy(records.table('journal.transfer'), (row) => row.subject as string),
    awards: new Map(records.table('stars.award').map((row) => [row.score_id, row])),
    cycles: new Map(records.table('stars.close').map((row) => [row.id, row.cycle_id])),
  }
}

function checkScore(records: Records, ground: Ground, score: Row): void {
  const where = `stars.score ${score.id}`
  const cycleId = ground.cycles.get(score.close_id)!
  const book = ground.books.get(cycleId)
  if (!book) {
    records.report({ area, where, expected: 'a rule book', found: 'none' })
    return
  }
  const deeds = [...(ground.deeds.get(`${cycleId}/${score.household_id}`) ?? [])].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  )
  const { participants } = score
  const computed = compute(book.content, deeds, participants)
  const found = { total: score.total_hundredths, stars: score.stars, items: score.breakdown }
  compare(records, { area, where }, { expected: computed, found })
  checkParticipants(records, score)
  const list = deeds.map((deed) => [deed.id, deed.item_key, deed.value_hundredths, deed.negative])
  const inputs = canonical({ v: 1, rules: book.hash, participants, deeds: list })
  compare(
    records,
    { area, where: `${where} inputs_hash` },
    { expected: sha256(Buffer.from(inputs, 'utf8')), found: score.inputs_hash },
  )
}

/** The rule in plain words: item caps, aspect maxima, deductions, never below nothing, bands. */
function compute(content: Row, deeds: readonly Row[], participants: number): object {
  const items: Row[] = []
  for (const aspect of content.aspects) {
    let used = 0
    for (const item of content.items) {
      const own = deeds.filter((deed) => deed.item_key === item.key)
      if (item.aspectKey !== aspect.key || own.length === 0) continue
      const raw = own.reduce((sum, deed) => sum + deed.value_hundredths, 0)
      const capped = item.capHundredths === null ? raw : Math.min(raw, item.capHundredths)
      const counted = item.negative ? -capped : Math.min(capped, aspect.maxHundredths - used)
      if (!item.negative) used += counted
      const line = {
        itemKey: item.key,
        aspectKey: aspect.key,
        clause: item.clause,
        negative: item.negative,
      }
      items.push({
        ...line,
        deeds: own.map((deed) => ({ id: deed.id, valueHundredths: deed.value_hundredths })),
        rawHundredths: raw,
        countedHundredths: counted,
      })
    }
  }
  const sum = items.reduce((all, item) => all + item.countedHundredths, 0)
  const share = content.reckoning === 'per_participant' ? Math.max(1, participants) : 1
  const total = Math.floor(Math.max(0, sum) / share)
  let stars = 0
  for (const band of content.bands)
    if (total >= band.fromHundredths && total >= content.minimumHundredths)
      stars = Math.max(stars, band.stars)
  return { total, stars, items }
}

/** A replaced score has exactly one successor, the next revision of the same household. */
function checkReplaced(records: Records, score: Row, scores: readonly Row[]): void {
  const next = scores.filter((row) => row.replaces_id === score.id)
  const found = next.map((row) => ({ household: row.household_id, revision: row.revision }))
  const expected = [{ household: score.household_id, revision: score.revision + 1 }]
  compare(records, { area, where: `stars.score ${score.id} successor` }, { expected, found })
}

function checkLine(records: Records, ground: Ground, score: Row): void {
  const where = `stars.score ${score.id} line`
  const line = ground.lines.get(`${score.notice_id}/${score.line}`)
  const found = line && {
    subject: line.subject,
    household: line.household_id,
    points: line.content.values.points,
    stars: line.content.values.stars,
  }
  const expected = {
    subject: `score:${score.id}`,
    household: score.household_id,
    points: score.total_hundredths,
    stars: score.stars,
  }
  compare(records, { area, where }, { expected, found: found ?? null })
}

/** Only a final score has an award and postings, and only after its notice had ended. */
function checkEffect(records: Records, ground: Ground, score: Row): void {
  const where = `stars.score ${score.id}`
  const award = ground.awards.get(score.id)
  const transfers = ground.transfers.get(`score:${score.id}`) ?? []
  if (score.state !== 'final') {
    compare(
      records,
      { area, where: `${where} effect` },
      {
        expected: { award: false, postings: 0 },
        found: { award: Boolean(award), postings: transfers.length },
      },
    )
    return
  }
  const total = sumFor(records, score.household_id, transfers)
  compare(
    records,
    { area, where: `${where} postings` },
    { expected: score.total_hundredths, found: total },
  )
  checkClauses(records, ground, { score, transfers })
  const shown = award && {
    household: award.household_id,
    stars: award.stars,
    total: award.total_hundredths,
    cycle: award.cycle_id,
  }
  const expected = {
    household: score.household_id,
    stars: score.stars,
    total: score.total_hundredths,
    cycle: ground.cycles.get(score.close_id),
  }
  compare(records, { area, where: `stars.award ${score.id}` }, { expected, found: shown ?? null })
  if (award) checkTime(records, ground, { score, award })
}

function sumFor(records: Records, householdId: string, transfers: readonly Row[]): number {
  const own = records
    .table('journal.account')
    .find((row) => row.kind === 'household_rating' && row.owner_id === householdId)
  return transfers.reduce(
    (sum, row) =>
      sum +
      (row.credit_account_id === own?.id
        ? row.amount
        : row.debit_account_id === own?.id
          ? -row.amount
          : 0),
    0,
  )
}

/** Every posting cites the version and an item of this score. */
function checkClauses(
  records: Records,
  ground: Ground,
  of: { score: Row; transfers: readonly Row[] },
): void {
  const book = ground.books.get(ground.cycles.get(of.score.close_id)!)
  const known = new Set(
    of.score.breakdown.map((item: Row) => `${book?.versionId}/${item.clause}/${item.itemKey}`),
  )
  for (const row of of.transfers) {
    if (!known.has(row.clause))
      records.report({
        area,
        where: `journal.transfer ${row.id} clause`,
        expected: [...known].join(', ').slice(0, 200),
        found: row.clause,
      })
  }
}

function checkTime(records: Records, ground: Ground, of: { score: Row; award: Row }): void {
  const { score, award } = of
  const where = `stars.award ${score.id} awarded_at`
  const notice = ground.notices.get(score.notice_id)
  if (!notice?.ends_at || award.awarded_at < notice.ends_at) {
    records.report({
      area,
      where,
      expected: `not before ${notice?.ends_at ?? 'a notice has ended'}`,
      found: award.awarded_at,
    })
  }
  const done = [...records.acts.values()].some(
    (act) => act.command === 'stars.finalise_slice' && act.at === award.awarded_at,
  )
  if (!done)
    records.report({
      area,
      where,
      expected: 'an act on record at that time',
      found: award.awarded_at,
    })
  const open = records
    .table('appeals.appeal')
    .filter((row) => row.subject_id === score.id && row.filed_at < award.awarded_at)
  for (const appeal of open) {
    const closed =
      appeal.state !== 'open' &&
      (appeal.decided_at === null || appeal.decided_at <= award.awarded_at)
    if (!closed)
      records.report({
        area,
        where,
        expected: `after objection ${appeal.number} was decided`,
        found: award.awarded_at,
      })
  }
}
