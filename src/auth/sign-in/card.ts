import { ok, type Result, refuse } from '#kernel/result.ts'
import type { AuthRefusal } from '../model.ts'
import { isAdult, readCardCode } from '../rules.ts'
import { isBeyondPassbook } from '../store.ts'
import { locatorOf } from './handed-over.ts'
import { type Entering, enterAs, type Parts, todayInChina } from './parts.ts'
import { compareWithNothing, isSecret } from './scrypt.ts'
import { type CardRow, cardsByLocator } from './store.ts'
import type { Visit } from './visit.ts'

/** Signing in with the code printed on one's own card; each grown-up has their own. */
export interface CardWay {
  enter(visit: Visit, asked: { code: string; next: string }): Entering
  /** Whether a family's telephone was proved and a card is to follow. */
  isAwaited(visit: Visit): boolean
  /** After a code sent to a family's telephone: whose card is it? */
  enterWithPhone(visit: Visit, code: string): Entering
}

export function cardWay(parts: Parts): CardWay {
  return {
    async enter(visit, { code, next }) {
      const card = await findCard(parts, visit, code)
      if (!card.ok) return card
      return enterWithCard(parts, visit, { card: card.value, next })
    },
    isAwaited: (visit) => parts.steps.find(visit, 'whose') !== null,
    async enterWithPhone(visit, code) {
      const step = parts.steps.find(visit, 'whose')
      if (!step) return refuse('auth.step_lost')
      const card = await findCard(parts, visit, code)
      if (!card.ok) return card
      if (card.value.phoneDigest !== step.phoneDigest) return refuse('auth.passbook_wrong')
      return enterWithCard(parts, visit, { card: card.value, next: parts.steps.next(visit) })
    },
  }
}

async function enterWithCard(
  parts: Parts,
  visit: Visit,
  { card, next }: { card: CardRow; next: string },
): Entering {
  const { tenantCode, personId } = card
  const who = { tenantCode, personId, today: todayInChina() }
  if (await isBeyondPassbook(parts.db, who)) return refuse('auth.passbook_not_for_office')
  return enterAs(parts, visit, { rows: [card], way: 'passbook', next })
}

async function findCard(
  parts: Parts,
  visit: Visit,
  typed: string,
): Promise<Result<CardRow, AuthRefusal>> {
  const code = readCardCode(typed)
  if (!code) return refuse('auth.passbook_shape')
  const allowed = await parts.limits.take(visit, ['card/device', 'card/address'])
  if (!allowed.ok) return allowed
  const rows = await cardsByLocator(parts.db, locatorOf(parts.secrets, code))
  if (rows.length === 0) await compareWithNothing(code)
  for (const row of rows) {
    const right = await isSecret(code, row.hash)
    if (right && isAdult(row.birthDate, todayInChina())) return ok(row)
  }
  return refuse('auth.passbook_wrong')
}
