import type { Actor } from '#kernel/actor.ts'
import { holds, oversees, residenceOf, resides } from '#kernel/permission.ts'
import { prefixOf } from '#kernel/place-code.ts'
import { defineQuery, type QueryContext } from '#kernel/query.ts'
import { ok, refuse } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { workingDaysBetween } from '#kernel/working-days.ts'
import { noticeFor } from '#notices/queries.ts'
import { adultsOfHouseholds } from '#people/queries.ts'
import { placesNamed } from '#places/queries.ts'
import {
  type Appeal,
  type CaseRole,
  type CaseRow,
  type CaseView,
  type ListedAppeal,
  MyAppeals,
  PrepareAppeal,
  ReadAppeal,
  type Reviewer,
  ReviewList,
} from './model.ts'
import { findReviewers } from './review/store.ts'
import { roleIn } from './rules.ts'
import { findSteps } from './step/store.ts'
import {
  findAppeal,
  findEarlier,
  findOpenOn,
  findOpenSubjects,
  isAppellant,
  listByState,
  listOwn,
} from './store.ts'

const above = ['township_official', 'county_official']

/** Who may see that there are appeals here, and which are overdue. */
function watches(actor: Actor, tenantCode: string) {
  return (
    holds(actor, tenantCode, ['supervision_chair', 'supervision_member', ...above]) ??
    oversees(actor, tenantCode, above)
  )
}

/** My objections, newest first, each with everything that happened to it. */
export const mine = defineQuery({
  name: 'appeals.mine',
  input: MyAppeals,
  access: 'scoped',
  may: ({ actor, input }) => resides(actor, input.tenantCode),
  async run({ db, input, today, actor }) {
    const { tenantCode, limit, offset } = input
    const { personId } = residenceOf(actor, tenantCode)!
    const by = { personId, limit, offset }
    const { appeals, total } = await listOwn(db, tenantCode, by)
    const rows = await withReviewers(db, { appeals, personId: null, today })
    return ok({ appeals: rows, total, pageSize: limit })
  },
})

/**
 * What waits for an answer in a village or in all villages below, by due date, or what was
 * answered. It counts what is due on every page of an office, so it says no more than which and by
 * when; whoever opens one to read it is noted (`appeals.one`).
 */
export const forReview = defineQuery({
  name: 'appeals.for_review',
  input: ReviewList,
  access: 'scoped',
  breadth: 'subtree',
  may: ({ actor, input }) => watches(actor, input.tenantCode),
  async run({ db, input, today, capacity }) {
    const { personId } = capacity
    const by = { ...input, personId, today }
    const { appeals, total, overdue } = await listByState(db, prefixOf(input.tenantCode), by)
    const rows = await withReviewers(db, { appeals, personId, today })
    const codes = [...new Set(appeals.map((appeal) => appeal.tenantCode))]
    const places = await placesNamed(db, codes, today)
    const names = new Map(places.map(({ code, name }) => [code, name]))
    const placed = rows.map((row) => ({ ...row, village: names.get(row.appeal.tenantCode) ?? '' }))
    return ok({ appeals: placed, total, overdue, pageSize: input.limit })
  },
})

async function withReviewers<A extends ListedAppeal>(
  db: Db,
  of: { appeals: readonly A[]; personId: string | null; today: string },
): Promise<CaseRow<A>[]> {
  const reviewers = await findReviewers(db, of.appeals)
  return of.appeals.map((appeal) => {
    const active = activeOf(reviewers.get(appeal.id))
    return {
      appeal,
      mine: active.some((r) => r.personId === of.personId),
      reviewers: active.map(({ post }) => post),
      workingDaysLeft: workingDaysBetween(of.today, appeal.answerDueOn),
    }
  })
}

function activeOf(reviewers: readonly Reviewer[] | undefined): Reviewer[] {
  return (reviewers ?? []).filter((r) => r.excusedReason === null)
}

/** One appeal for those who may see it: facts, grounds, what happened, what comes next. */
export const one = defineQuery({
  name: 'appeals.one',
  input: ReadAppeal,
  access: 'scoped',
  may: ({ actor, input }) => resides(actor, input.tenantCode) ?? watches(actor, input.tenantCode),
  looked: ({ tenantCode }, view: CaseView, actor) => ({
    ...{ tenantCode, personIds: view.lookedAt, purpose: 'appeal_review' },
    capacity: watches(actor, tenantCode),
  }),
  async run(context) {
    const { db, input, today } = context
    const { tenantCode, appealId } = input
    const appeal = await findAppeal(db, input)
    const reviewers = activeOf(
      (await findReviewers(db, [{ tenantCode, id: appealId }])).get(appealId),
    )
    const role = appeal && (await roleOf(context, appeal, reviewers))
    if (!appeal || !role) return refuse('appeals.unknown_appeal')
    const { noticeId, line } = appeal
    const view: CaseView = {
      appeal,
      role,
      steps: (await findSteps(db, tenantCode, [appealId])).get(appealId) ?? [],
      reviewers: reviewers.map(({ post }) => post),
      notice: noticeId ? await noticeFor(db, tenantCode, { noticeId, line }) : null,
      workingDaysLeft: workingDaysBetween(today, appeal.answerDueOn),
      lookedAt: await lookedAt(context, appeal, role),
    }
    return ok(view)
  },
})

type OneContext = QueryContext<{ tenantCode: string; appealId: string }>

async function roleOf(
  { db, input, actor }: OneContext,
  appeal: Appeal,
  reviewers: readonly Reviewer[],
): Promise<CaseRole | null> {
  const residence = residenceOf(actor, input.tenantCode)
  const officer = watches(actor, input.tenantCode)
  return roleIn({
    isAppellant: residence !== null && (await isAppellant(db, input, [residence.personId])),
    isHousehold: appeal.householdId !== null && residence?.householdId === appeal.householdId,
    isReviewer: officer !== null && reviewers.some((r) => r.personId === officer.personId),
    oversees: officer !== null,
  })
}

async function lookedAt(
  { db, input, today }: OneContext,
  appeal: Appeal,
  role: CaseRole,
): Promise<string[]> {
  if (!appeal.householdId || (role !== 'reviewer' && role !== 'overseer')) return []
  const of = { tenantCode: input.tenantCode, householdIds: [appeal.householdId], today }
  return [...(await adultsOfHouseholds(db, of)).values()].flat()
}

/** What one is about to object to: the line as it hangs, until when, and whether one did so before. */
export const prepare = defineQuery({
  name: 'appeals.prepare',
  input: PrepareAppeal,
  access: 'scoped',
  may: ({ actor, input }) => resides(actor, input.tenantCode),
  async run({ db, input, now, actor }) {
    const { tenantCode, noticeId, line = null } = input
    const hung = await noticeFor(db, tenantCode, { noticeId, line })
    if (!hung || (line !== null && !hung.line)) return refuse('appeals.unknown_subject')
    const { personId } = residenceOf(actor, tenantCode)!
    const subjectId = hung.line?.subject.split(':')[1] ?? noticeId
    return ok({
      notice: hung.notice,
      line: hung.line,
      running: now < hung.notice.endsAt,
      earlier: await findEarlier(db, tenantCode, { personId, subjectId }),
    })
  },
})

/** Which of these things are objected to and not answered yet; their effect waits. */
export async function openAppealsOn(
  db: Db,
  tenantCode: string,
  on: { kind: string; ids: readonly string[] },
): Promise<Set<string>> {
  if (on.ids.length === 0) return new Set()
  return new Set(await findOpenOn(db, tenantCode, on))
}

/** All things of these kinds in a place that are objected to and not answered yet. */
export function openSubjects(
  db: Db,
  tenantCode: string,
  kinds: readonly string[],
): Promise<{ kind: string; id: string }[]> {
  return findOpenSubjects(db, tenantCode, kinds)
}
