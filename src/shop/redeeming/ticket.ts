import { ok, type Result, refuse } from '#kernel/result.ts'
import type { Secrets } from '#kernel/secrets.ts'
import type { ShopRefusal } from '../model.ts'

type Digest = Pick<Secrets, 'digest'>

/** A code on a telephone and what a till makes of it hold for so long (minutes). */
export const ticketMinutes = 10

export interface Ticket {
  readonly tenantCode: string
  readonly householdId: string
  readonly way: 'qr' | 'card'
}

const minute = (instant: string) => Math.floor(Date.parse(instant) / 60_000)
const sealOf = (secrets: Digest, { tenantCode, householdId, way }: Ticket, until: string) =>
  secrets.digest(`shop.ticket/${tenantCode}/${householdId}/${way}/${until}`).slice(0, 24)

/** The program's word that this household was there just now: `qr.UNTIL.SEAL`. */
export function ticketFor(secrets: Digest, ticket: Ticket, now: string): string {
  const until = (minute(now) + ticketMinutes).toString(36)
  return `${ticket.way}.${until}.${sealOf(secrets, ticket, until)}`
}

/** Whether a ticket is genuine for this household and still holds; answers how it was shown. */
export function readTicket(
  secrets: Digest,
  shown: { readonly tenantCode: string; readonly householdId: string; readonly ticket: string },
  now: string,
): Result<'qr' | 'card', ShopRefusal> {
  const [way = '', until = '', seal = ''] = shown.ticket.split('.')
  if (way !== 'qr' && way !== 'card') return refuse('shop.card_unknown')
  const { tenantCode, householdId } = shown
  if (seal !== sealOf(secrets, { tenantCode, householdId, way }, until))
    return refuse('shop.card_unknown')
  return Number.parseInt(until, 36) < minute(now) ? refuse('shop.code_expired') : ok(way)
}

/** What a household's telephone shows as a code to scan: `XYQ.HOUSEHOLD.TICKET`. */
export function phoneCode(secrets: Digest, of: Omit<Ticket, 'way'>, now: string): string {
  return `XYQ.${of.householdId}.${ticketFor(secrets, { ...of, way: 'qr' }, now)}`
}

/** The household and ticket of a scanned telephone; null where it is no such code. */
export function readPhoneCode(text: string): { householdId: string; ticket: string } | null {
  const [, householdId, ticket] =
    /^XYQ\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(.+)$/i.exec(text) ?? []
  return householdId && ticket ? { householdId, ticket } : null
}

/** The code printed on a card; it follows from the card and is kept nowhere. */
export function cardCode(secrets: Digest, tenantCode: string, cardId: string): string {
  const letters = secrets.digest(`shop.card/${tenantCode}/${cardId}`).slice(0, 20).toUpperCase()
  return `XYK.${letters}`
}

/** What is kept of a printed code, so that the card is found when it is scanned. */
export function cardDigest(secrets: Digest, code: string): string {
  return secrets.digest(`shop.card/code/${code.toUpperCase()}`)
}

export const isCardCode = (text: string) => /^XYK\.[0-9A-F]{20}$/i.test(text)
