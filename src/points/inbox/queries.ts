import { z } from 'zod'
import type { RuleBookContent } from '#compact/model.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok } from '#kernel/result.ts'
import { adultsOfHouseholds, householdCodes, participatingHouseholds } from '#people/queries.ts'
import { deciderOf, decides } from '#points/deciding/decider.ts'
import { contentsByCycle, lineOfDeed } from '#points/deed/lines.ts'
import type { PointsContext } from '#points/deed/step.ts'
import { approvers, reviewers, TenantCode, verifiers } from '#points/model.ts'
import { mayVerify } from '#points/rules.ts'
import { listCycles } from '#points/store.ts'
import {
  Inbox,
  type InboxLine,
  type InboxPage,
  type Stage,
  type StageCounts,
  stageNames,
  stages,
} from './model.ts'
import {
  countWaiting,
  type ItemOfCycle,
  listWaiting,
  type Search,
  type Waiting,
  type WaitingRow,
} from './store.ts'

type Asking = Pick<PointsContext, 'db' | 'today' | 'actor' | 'capacity' | 'input'>
type Contents = ReadonlyMap<string, RuleBookContent>

/** A deed that was sent back is checked by the same person again; everything else only once. */
const handsBeforeVerifying = ['declared', 'noted', 'amended', 'withdrawn', 'heard']

/** What waits for the reader at a stage, as the rules of recusal leave it. */
async function waitingAt(asking: Asking, stage: Stage, contents: Contents): Promise<Waiting> {
  const { posts, states } = stages[stage]
  const decider = await deciderOf(asking, posts)
  const verifying = stage === 'verify'
  return {
    ...{ tenantCode: asking.input.tenantCode, today: asking.today, states },
    personIds: decider.personIds,
    handKinds: verifying ? handsBeforeVerifying : null,
    recused: [...decider.recusedFrom],
    kin: [...decider.relatives, ...decider.personIds],
    within: verifying && decider.within ? [...decider.within] : null,
    items: verifying ? itemsFor(contents, (item) => mayVerify(item, decider.posts)) : null,
    ...{ due: 'all', search: null },
  }
}

function itemsFor(
  contents: Contents,
  fits: (item: RuleBookContent['items'][number]) => boolean,
): ItemOfCycle[] {
  return [...contents].flatMap(([cycleId, content]) =>
    content.items.filter(fits).map((item) => ({ cycleId, itemKey: item.key })),
  )
}

async function openContents({ db, input }: Asking): Promise<Contents> {
  const open = (await listCycles(db, input.tenantCode)).filter((cycle) => !cycle.closing_at)
  return contentsByCycle(
    db,
    input.tenantCode,
    open.map((cycle) => cycle.id),
  )
}

/** A bare number is a household's; anything else is looked for in notes, items and clauses. */
async function searchFor(asking: Asking, text: string, contents: Contents): Promise<Search | null> {
  if (text === '') return null
  const sought = text.normalize('NFKC').toLowerCase()
  if (/^\d{1,6}$/.test(sought)) {
    const { db, input, today } = asking
    const all = await participatingHouseholds(db, input.tenantCode, today)
    const found = all.filter((household) => Number(household.code) === Number(sought))
    return { text: null, items: [], householdIds: found.map((h) => h.householdId) }
  }
  const items = itemsFor(contents, ({ title, clause }) =>
    [title.zh, title.en, clause].some((part) => part.toLowerCase().includes(sought)),
  )
  return { text, items, householdIds: [] }
}

/**
 * What waits for somebody at one stage, soonest due first: without the deeds of their own and
 * their relatives' households and those they have had a hand in.
 */
export const inbox = defineQuery({
  name: 'points.inbox',
  input: Inbox,
  access: 'scoped',
  may: ({ actor, input }) => decides(actor, input.tenantCode, stages[input.stage].posts),
  looked: ({ tenantCode }, value: InboxPage) => ({
    ...{ tenantCode, personIds: value.lookedAt, purpose: 'deduction' },
  }),
  async run(context) {
    const { db, input, today } = context
    const { tenantCode, stage, sort, descending, offset, limit } = input
    const contents = await openContents(context)
    const waiting = {
      ...(await waitingAt(context, stage, contents)),
      due: input.due,
      search: await searchFor(context, input.search, contents),
    }
    const { total, due } = await countWaiting(db, waiting)
    const rows = await listWaiting(db, waiting, { sort, descending, offset, limit })
    const codes = await householdCodes(
      db,
      tenantCode,
      rows.map((row) => row.household_id),
    )
    const lines = rows.map((row) => inboxLine(row, { contents, codes, today }))
    const deducted = rows.filter((row) => row.negative).map((row) => row.household_id)
    const lookedAt = await adultsAmong(context, [...new Set(deducted)])
    return ok<InboxPage>({ lines, total, dueToday: due, lookedAt })
  },
})

async function adultsAmong(
  { db, input, today }: Asking,
  householdIds: readonly string[],
): Promise<string[]> {
  if (householdIds.length === 0) return []
  const { tenantCode } = input
  const adults = await adultsOfHouseholds(db, { tenantCode, householdIds, today })
  return [...adults.values()].flat()
}

function inboxLine(
  row: WaitingRow,
  known: { contents: Contents; codes: ReadonlyMap<string, string>; today: string },
): InboxLine {
  const { personId, statement, ...line } = lineOfDeed(row, known.contents.get(row.cycle_id))
  return {
    ...line,
    householdCode: known.codes.get(row.household_id) ?? '',
    ...{ evidenceCount: row.evidence_count, alreadyHundredths: row.already },
    ...{ votesFor: row.votes_for, votesAgainst: row.votes_against },
    overdue: row.due_on !== null && row.due_on < known.today,
  }
}

/** How much waits for somebody at each stage they have a post for. */
export const waitingForMe = defineQuery({
  name: 'points.waiting_for_me',
  input: z.object({ tenantCode: TenantCode }),
  access: 'scoped',
  may: ({ actor, input }) =>
    decides(actor, input.tenantCode, [...verifiers, ...reviewers, ...approvers]),
  async run(context) {
    const { db, input, actor } = context
    const contents = await openContents(context)
    const counts: StageCounts = {}
    for (const stage of stageNames) {
      if (!decides(actor, input.tenantCode, stages[stage].posts)) continue
      const { total, overdue } = await countWaiting(db, await waitingAt(context, stage, contents))
      counts[stage] = { total, overdue }
    }
    return ok(counts)
  },
})
