import { z } from 'zod'
import { residenceOf, resides } from '#kernel/permission.ts'
import { defineQuery, type QueryContext } from '#kernel/query.ts'
import { ok } from '#kernel/result.ts'
import { list as listNotices } from '#notices/queries.ts'
import { householdCodes } from '#people/queries.ts'
import type { DeedLine } from '#points/deed/model.ts'
import { declaredByMe, household as deedsOf } from '#points/queries.ts'
import { type HouseholdScores, scoresOf } from '#stars/household/scores.ts'
import { answered } from '../answered.ts'

const TenantCode = z.string().regex(/^\d{12}$/)
const Home = z.object({ tenantCode: TenantCode })
type HomeContext = QueryContext<z.output<typeof Home>>

/** A notice that hangs, and until when one may object. */
export interface HangingNotice {
  readonly id: string
  readonly title: { readonly 'zh-CN': string; readonly en: string }
  readonly serial: string
  readonly kind: string
  readonly lastDay: string
}

/** What a villager wants to know first: my stars, what changed, what needs my word, what ends soon. */
export interface Home extends HouseholdScores {
  readonly code: string
  readonly recent: readonly DeedLine[]
  /** Deeds that were sent back to me or my household and wait for an addition. */
  readonly returned: readonly DeedLine[]
  /** Deductions on which my household has not been heard yet. */
  readonly hearings: readonly DeedLine[]
  /** Notices that still hang, the first to end first. */
  readonly notices: readonly HangingNotice[]
}

const looking = { offset: 0, limit: 60 }
const shown = 5

const nothing: HouseholdScores = {
  ...{ scores: [], running: null, hanging: null, takesPart: false, openCycleIds: [] },
}

/** The first page of a villager, or of the one they help. */
export const home = defineQuery({
  name: 'dashboards.home',
  input: Home,
  access: 'scoped',
  may: ({ actor, input }) => resides(actor, input.tenantCode),
  async run(context) {
    const { db, input, actor, today } = context
    const { tenantCode } = input
    const householdId = residenceOf(actor, tenantCode)?.householdId
    const notices = await hanging(context)
    if (!householdId) {
      return ok<Home>({ ...nothing, code: '', recent: [], returned: [], hearings: [], notices })
    }
    const codes = await householdCodes(db, tenantCode, [householdId])
    const scores = await scoresOf(db, { tenantCode, householdId, today })
    const own = await ownDeeds(context)
    const praised = await declaredForOthers(context)
    const open = (deeds: readonly DeedLine[]) =>
      deeds.filter((deed) => scores.openCycleIds.includes(deed.cycleId))
    return ok<Home>({
      ...{ ...scores, code: codes.get(householdId) ?? '', notices },
      recent: own.slice(0, shown),
      returned: open([...own.filter(isByHousehold), ...praised]).filter(isReturned),
      hearings: open(own).filter((deed) => isUnheard(deed, today)),
    })
  },
})

const isReturned = (deed: DeedLine) => deed.state === 'returned'

/** What others declared for a household goes back to them; the household has nothing to add. */
const isByHousehold = (deed: DeedLine) => deed.declarer === 'villager'

/** The household may still tell its side. */
function isUnheard(deed: DeedLine, today: string): boolean {
  if (deed.state !== 'hearing' || deed.statement !== null) return false
  return deed.hearingEndsOn !== null && deed.hearingEndsOn >= today
}

async function ownDeeds(context: HomeContext): Promise<readonly DeedLine[]> {
  const input = { ...context.input, ...looking }
  return answered(await deedsOf.run({ ...context, input })).lines
}

async function declaredForOthers(context: HomeContext): Promise<readonly DeedLine[]> {
  const input = { ...context.input, ...looking }
  return answered(await declaredByMe.run({ ...context, input })).lines
}

async function hanging(context: HomeContext): Promise<HangingNotice[]> {
  const input = listNotices.input.parse(context.input)
  const board = answered(await listNotices.run({ ...context, input }))
  return board.notices
    .filter((notice) => notice.running)
    .map(({ id, title, serial, kind, lastDay }) => ({ id, title, serial, kind, lastDay }))
    .sort((a, b) => (a.lastDay < b.lastDay ? -1 : a.lastDay > b.lastDay ? 1 : 0))
}
