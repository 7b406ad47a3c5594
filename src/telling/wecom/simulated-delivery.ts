import { randomBytes } from 'node:crypto'
import type { SimulatedCorp } from './simulator.ts'

export interface Arrived {
  readonly member: string
  readonly title: string
  readonly text: string
  readonly url: string
}

export interface Posted {
  readonly touser?: string
  readonly msgtype?: string
  readonly agentid?: number
  readonly textcard?: { title?: string; description?: string; url?: string; btntxt?: string }
  readonly enable_duplicate_check?: number
  readonly duplicate_check_interval?: number
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** What goes to one member beyond these is dropped. */
const limits = { perMinute: 30, perHour: 1000 }
const card = { users: 1000, titleBytes: 128, textBytes: 512, urlBytes: 2048, buttonSigns: 4 }

/** Carries cards to members as the documentation says, some of them without a word into nothing. */
export function makeDelivery(
  corp: SimulatedCorp,
  { arrived, now }: { arrived: Arrived[]; now: () => number },
) {
  const drops = makeDropping(now)
  const lacksLicence = (name: string) => corp.isUnlicensed?.(name) ?? false
  return (posted: Posted): object => {
    const wrong = whatIsWrong(corp, posted)
    if (wrong) return wrong
    const asked = [...new Set(posted.touser!.split('|'))]
    const { title = '', description: text = '', url = '' } = posted.textcard!
    const invalid = asked.filter((name) => !corp.isMember(name))
    const unlicensed = asked.filter((name) => corp.isMember(name) && lacksLicence(name))
    const reached = asked.filter((name) => !invalid.includes(name) && !unlicensed.includes(name))
    if (reached.length === 0) return { errcode: 81013, errmsg: 'user & party & tag all invalid' }
    for (const member of reached) {
      if (!drops(member.toLowerCase(), title + text + url, posted)) {
        arrived.push({ member, title, text, url })
      }
    }
    return {
      ...{ errcode: 0, errmsg: 'ok', msgid: randomBytes(9).toString('base64url') },
      // WeCom answers account names in small letters.
      ...{ invaliduser: invalid.join('|').toLowerCase(), unlicenseduser: unlicensed.join('|') },
    }
  }
}

/** What is too much for one member, or a copy, is dropped without a word. */
function makeDropping(now: () => number) {
  const counted = new Map<string, number[]>()
  const seen = new Map<string, number>()
  return (member: string, copy: string, posted: Posted): boolean => {
    const at = now()
    const recent = (counted.get(member) ?? []).filter((one) => one > at - hourMs)
    const minute = recent.filter((one) => one > at - minuteMs).length
    if (minute >= limits.perMinute || recent.length >= limits.perHour) return true
    const interval = (posted.duplicate_check_interval ?? 1800) * 1000
    const key = `${member}|${copy}`
    if (posted.enable_duplicate_check === 1 && (seen.get(key) ?? -interval) > at - interval) {
      return true
    }
    seen.set(key, at)
    counted.set(member, [...recent, at])
    return false
  }
}

function whatIsWrong(corp: SimulatedCorp, posted: Posted): object | null {
  const bytes = (text = '') => Buffer.byteLength(text)
  const { title, description, url, btntxt = '' } = posted.textcard ?? {}
  if (posted.msgtype !== 'textcard') return { errcode: 40008, errmsg: 'invalid message type' }
  if (posted.agentid !== corp.agentId) return { errcode: 40056, errmsg: 'invalid agentid' }
  if (!posted.touser) return { errcode: 40031, errmsg: 'no receiver' }
  if (posted.touser.split('|').length > card.users) return { errcode: 40035, errmsg: 'too many' }
  if (!title || !description || !url) return { errcode: 41016, errmsg: 'missing part of card' }
  const long = bytes(title) > card.titleBytes || bytes(description) > card.textBytes
  if (long || bytes(url) > card.urlBytes || [...btntxt].length > card.buttonSigns) {
    return { errcode: 45004, errmsg: 'too long' }
  }
  return null
}
