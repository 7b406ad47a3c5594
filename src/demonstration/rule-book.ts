import type { RuleBookContent } from '#compact/model.ts'
import { starHousehold } from '#compact/templates/star-household.ts'
import { addDays } from '#kernel/clock.ts'
import { instantAt, type Quarter } from './calendar.ts'
import { isAdultOn } from './population.ts'
import { clauseFor, type Rules } from './village-rules.ts'
import { as, holder, type Telling } from './village-state.ts'

/** A rule book of the story, once it is drafted. */
export interface Book {
  readonly versionId: string
  readonly ruleBookId: string
}

/** Kept on lists once a quarter: these villages give such an item at once all it may bring. */
const wholeAtOnce = [
  ...['works_joined', 'fire_checked', 'volunteered', 'training_used', 'stretch_adopted'],
  ...['watch_kept', 'waste_sorted', 'feast_help', 'gentle_memorial', 'class_taken'],
  ...['tools_returned', 'square_kept', 'fraud_warned', 'library_used', 'troupe_joined'],
  ...['bottles_returned', 'trees_planted', 'meeting_joined'],
]

/** The rule book of every village in the story: the template, with what the villages changed in it. */
export const ruleBook: RuleBookContent = {
  ...starHousehold.content,
  items: starHousehold.content.items.map((item) =>
    wholeAtOnce.includes(item.key) && item.capHundredths
      ? { ...item, ...only(item.capHundredths), stepHundredths: null }
      : item,
  ),
}

function only(hundredths: number) {
  return { minHundredths: hundredths, maxHundredths: hundredths }
}

/**
 * The rule book is drafted, resolved by the villagers' assembly, and counts from a quarter's first
 * day; where the village has rules of its own, each item rests on a clause of them.
 */
export function adoptRuleBook(telling: Telling, first: Quarter, rules?: Rules): Book {
  const { door, timeline, village } = telling
  const { tenantCode } = village
  const book = { versionId: '', ruleBookId: '' }
  timeline.at(instantAt(addDays(first.startsOn, -28), '09:00'), async () => {
    const keeper = await as(telling, holder(village, 'scorekeeper'))
    const input = { tenantCode, templateKey: starHousehold.key }
    Object.assign(book, await door.act(keeper, 'compact.draft', input))
    const edited = { tenantCode, versionId: book.versionId, content: ruleBook }
    await door.act(keeper, 'compact.edit_draft', edited)
  })
  if (rules) citeRules(telling, { first, book, rules })
  const adopted = addDays(first.startsOn, -6)
  timeline.at(instantAt(adopted, '16:00'), async () => {
    const director = await as(telling, holder(village, 'director'))
    const heldOn = addDays(adopted, -1)
    await door.act(director, 'compact.adopt', {
      ...{ tenantCode, versionId: book.versionId, effectiveFrom: first.startsOn },
      ...{ body: 'villagers_assembly', heldOn, ...votes(telling, heldOn) },
      reference: `村民会议〔${heldOn.slice(0, 4)}〕第 2 号决议（演示）`,
    })
  })
  return book
}

/** Once the village rules are filed, every item of the draft says on which clause it rests. */
function citeRules(
  telling: Telling,
  { first, book, rules }: { first: Quarter; book: { versionId: string }; rules: Rules },
): void {
  const { door, timeline, village } = telling
  timeline.at(instantAt(addDays(first.startsOn, -7), '09:00'), async () => {
    const keeper = await as(telling, holder(village, 'scorekeeper'))
    const citations = ruleBook.items.map((item) => ({
      ...{ itemKey: item.key, clause: clauseFor(item) },
    }))
    await door.act(keeper, 'compact.cite_clauses', { ...rules, ...book, citations })
  })
}

function votes({ village }: Telling, day: string) {
  const entitled = village.houses
    .flatMap((house) => house.members)
    .filter((one) => isAdultOn(one, day)).length
  const present = Math.ceil(entitled * 0.61)
  return { entitled, present, agreed: present - Math.floor(entitled * 0.04) }
}

/** The scorekeeper drafts what the village may resolve next, so that it can be tried beforehand. */
export function draftNext(telling: Telling, book: Book, day: string): void {
  const { door, timeline, village } = telling
  const { tenantCode } = village
  timeline.at(instantAt(day, '09:40'), async () => {
    const keeper = await as(telling, holder(village, 'scorekeeper'))
    const { ruleBookId } = book
    const { versionId } = await door.act(keeper, 'compact.draft', { tenantCode, ruleBookId })
    const draft = { tenantCode, versionId }
    await door.act(keeper, 'compact.remove_item', { ...draft, itemKey: 'library_used' })
    const { title, part } = ruleBook.aspects.find((one) => one.key === 'learning')!
    const learning = { aspectKey: 'learning', title, part, maxPoints: 8 }
    await door.act(keeper, 'compact.edit_aspect', { ...draft, ...learning })
  })
}

/** Within so many days somebody on the spot looks at what was declared. */
export const verifyDays = 3

/** What this village decided by itself, each with the resolution it rests on. */
export function decideSettings(telling: Telling, first: Quarter): void {
  const { door, timeline, village } = telling
  const decided = [
    ['notices.days', 7],
    ['points.verify_days', verifyDays],
    ['points.review_days', 5],
    ['appeals.reviewers', 1],
  ] as const
  timeline.at(instantAt(addDays(first.startsOn, -5), '10:00'), async () => {
    const director = await as(telling, holder(village, 'director'))
    for (const [key, value] of decided) {
      await door.act(director, 'settings.decide', {
        ...{ tenantCode: village.tenantCode, key, value, verified: true },
        validFrom: addDays(first.startsOn, -5),
        source: '村民会议决议（演示），与积分办法同时通过',
      })
    }
  })
}

/** Opens the cycles of these quarters, each on the eve of its first day. */
export function openCycle(
  telling: Telling,
  quarter: Quarter,
  book: { readonly versionId: string },
): { cycleId: string } {
  const { door, timeline, village } = telling
  const cycle = { cycleId: '' }
  timeline.at(instantAt(addDays(quarter.startsOn, -1), '15:00'), async () => {
    const keeper = await as(telling, holder(village, 'scorekeeper'))
    const { year, number } = quarter
    const input = {
      tenantCode: village.tenantCode,
      ruleVersionId: book.versionId,
      unit: 'quarter' as const,
      year,
      number,
    }
    cycle.cycleId = (await door.act(keeper, 'points.open_cycle', input)).cycleId
  })
  return cycle
}
