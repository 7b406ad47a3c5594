import { z } from 'zod'
import { openAppealsOn } from '#appeals/queries.ts'
import { voteNumbers } from '#compact/adoption/queries.ts'
import { balancesOf, standingOf } from '#journal/queries.ts'
import { anyone, holds, residenceOf, resides, system } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok, refuse } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { holdersOf, personNames } from '#organisations/queries.ts'
import { householdCodes } from '#people/queries.ts'
import { settingValue } from '#settings/queries.ts'
import { readsDividends } from './access.ts'
import {
  answering,
  type Dividend,
  type Line,
  OfPlace,
  OneDividend,
  PublicTable,
  planners,
} from './model.ts'
import type { LastStep, PayState } from './paying/model.ts'
import { payStateOf } from './paying/rules.ts'
import { findPayee, lastSteps } from './paying/store.ts'
import { exactYuan, pointsOf, splitPool } from './rules.ts'
import { sharesNow } from './sharing.ts'
import * as store from './store.ts'

/** Dividends whose notices have ended and to which nobody objects. */
export const due = defineQuery({
  name: 'dividends.due',
  input: z.object({}),
  access: 'scoped',
  may: ({ actor }) => system(actor),
  async run({ db, now }) {
    const ready: { tenantCode: string; dividendId: string }[] = []
    for (const one of await store.endedDividends(db, now)) {
      const open = await objectedOf(db, one.tenantCode, one.dividendId)
      if (open.size === 0) ready.push(one)
    }
    return ok(ready)
  },
})

/** Lines of a dividend, in whichever revision, that somebody objects to. */
async function objectedOf(db: Db, tenantCode: string, dividendId: string): Promise<Set<string>> {
  const ids = await store.lineIds(db, tenantCode, dividendId)
  return openAppealsOn(db, tenantCode, { kind: 'dividends.line', ids })
}

/** The dividends of a place for everybody, and the table of one: numbers, points, amounts. */
export const open = defineQuery({
  name: 'dividends.open',
  input: PublicTable,
  access: 'public',
  may: ({ actor, input }) => anyone(actor, input.tenantCode),
  async run({ db, input }) {
    const { tenantCode, year, offset, limit } = input
    const dividends = await store.listPublic(db, tenantCode)
    const shown = year ? dividends.find((one) => one.year === year) : dividends[0]
    if (year && !shown) return refuse('dividends.unknown_dividend')
    const which = shown && { tenantCode, dividendId: shown.id, offset, limit }
    const table = which
      ? await store.listTable(db, which)
      : { rows: [], total: 0, totalHundredths: 0 }
    return ok({ dividends, shown: shown ?? null, ...table, pageSize: limit })
  },
})

/** My household's points for the dividend, and each dividend it is part of with the formula. */
export const mine = defineQuery({
  name: 'dividends.mine',
  input: OfPlace,
  access: 'scoped',
  may: ({ actor, input }) => resides(actor, input.tenantCode),
  async run({ db, input, actor }) {
    const { tenantCode } = input
    const householdId = residenceOf(actor, tenantCode)?.householdId
    const balances = householdId ? await balancesOf(db, tenantCode, householdId) : []
    const account = balances.find((one) => one.kind === 'household_dividend')
    const lines = householdId ? await store.linesOfHousehold(db, tenantCode, householdId) : []
    const ids = lines.map((line) => line.id)
    const steps = await lastSteps(db, tenantCode, ids)
    const statements: Statement[] = []
    for (const line of lines) {
      statements.push(await statementOf(db, { tenantCode, line, last: steps.get(line.id) ?? null }))
    }
    const payee = householdId ? await findPayee(db, tenantCode, householdId) : null
    const balanceHundredths = account?.posted ?? 0
    return ok({ householdId: householdId ?? null, balanceHundredths, payee, statements })
  },
})

export interface Statement {
  readonly lineId: string
  readonly year: number
  readonly state: Dividend['state']
  readonly pointsHundredths: number
  readonly totalHundredths: number
  readonly poolFen: number
  /** In yuan with six decimals. */
  readonly exact: string
  readonly amountFen: number
  readonly revision: number
  readonly number: number
  readonly noticeId: string
  readonly noticeLine: number
  readonly endsAt: string | null
  readonly finalAt: string | null
  /** How many objections to lines of the whole dividend wait for an answer. */
  readonly objections: number
  /** How far the money has come once it is final, and why it came back if it did. */
  readonly payment: {
    readonly state: PayState
    readonly note: string | null
    readonly at: string | null
  }
}

interface OfLine {
  readonly tenantCode: string
  readonly line: Line
  readonly last: LastStep | null
}

async function statementOf(db: Db, { tenantCode, line, last }: OfLine): Promise<Statement> {
  const dividend = (await store.findDividend(db, tenantCode, line.dividendId))!
  const { year, state, poolFen, endsAt, finalAt } = dividend
  const totalHundredths = pointsOf(await store.standingLines(db, tenantCode, dividend.id))
  const { pointsHundredths, amountFen, revision, number, noticeId, noticeLine } = line
  const open = state === 'announced' ? await objectedOf(db, tenantCode, dividend.id) : new Set()
  return {
    ...{ lineId: line.id, year, state, pointsHundredths, totalHundredths, poolFen, amountFen },
    exact: exactYuan({ poolFen, pointsHundredths, totalHundredths }),
    ...{ revision, number, noticeId, noticeLine, endsAt, finalAt, objections: open.size },
    payment: { state: payStateOf(last), note: last?.note ?? null, at: last?.takenAt ?? null },
  }
}

/** The dividends of a place for those who plan and supervise them, and what planning needs. */
export const office = defineQuery({
  name: 'dividends.office',
  input: OfPlace,
  access: 'scoped',
  may: ({ actor, input }) => readsDividends(actor, input.tenantCode),
  async run({ db, input, actor, today }) {
    const { tenantCode } = input
    const standing = await standingOf(db, tenantCode, 'household_dividend')
    const cap = await settingValue(db, { key: 'dividends.pool_cap', tenantCode, today })
    return ok({
      dividends: await store.listDividends(db, tenantCode),
      mayPlan: holds(actor, tenantCode, planners) !== null,
      answering: await holdersOf(db, { tenantCode, today }, answering),
      capPercent: Number(cap.value),
      households: standing.length,
      totalHundredths: standing.reduce((sum, one) => sum + one.posted, 0),
    })
  },
})

/** A household's part as the office sees it: previewed, announced or final. */
export interface OfficeLine {
  readonly household: string
  readonly pointsHundredths: number
  readonly amountFen: number
  readonly exact: string
  readonly revision: number
}

/** One dividend line by line: a preview of the points as they stand, or what was announced. */
export const one = defineQuery({
  name: 'dividends.one',
  input: OneDividend,
  access: 'scoped',
  may: ({ actor, input }) => readsDividends(actor, input.tenantCode),
  async run(context) {
    const { db, input, actor, today } = context
    const { tenantCode, dividendId } = input
    const dividend = await store.findDividend(db, tenantCode, dividendId)
    if (!dividend) return refuse('dividends.unknown_dividend')
    const planned = dividend.state === 'planned'
    const found = planned ? await previewOf(context, dividend) : await announcedOf(db, input)
    const totalHundredths = pointsOf(found)
    const { poolFen, shareBy } = dividend
    const lines: OfficeLine[] = found.map((line) => ({
      ...line,
      exact: exactYuan({ poolFen, pointsHundredths: line.pointsHundredths, totalHundredths }),
    }))
    const names = await personNames(db, tenantCode, [shareBy])
    return ok({
      ...{ dividend, lines, totalHundredths, shareByName: names.get(shareBy) ?? '' },
      objections: planned ? 0 : (await objectedOf(db, tenantCode, dividendId)).size,
      mayResolve: planned && holds(actor, tenantCode, planners) !== null,
      numbers: await voteNumbers(db, { tenantCode, today }),
    })
  },
})

type Found = Omit<OfficeLine, 'exact'>
type OneContext = Parameters<typeof sharesNow>[0]

async function previewOf(context: OneContext, dividend: Dividend): Promise<Found[]> {
  const shares = await sharesNow(context, dividend.id)
  return splitPool(dividend.poolFen, shares)
    .map(({ code, pointsHundredths, amountFen }) => ({
      ...{ household: code, pointsHundredths, amountFen, revision: 0 },
    }))
    .sort(byHousehold)
}

async function announcedOf(
  db: Db,
  { tenantCode, dividendId }: { tenantCode: string; dividendId: string },
): Promise<Found[]> {
  const lines = await store.standingLines(db, tenantCode, dividendId)
  const ids = lines.map((line) => line.householdId)
  const codes = await householdCodes(db, tenantCode, ids)
  return lines
    .map(({ householdId, pointsHundredths, amountFen, revision }) => ({
      ...{ household: codes.get(householdId) ?? '', pointsHundredths, amountFen, revision },
    }))
    .sort(byHousehold)
}

const byHousehold = (a: Found, b: Found) => (a.household < b.household ? -1 : 1)
