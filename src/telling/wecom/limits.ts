/** What one member may be sent: WeCom drops the rest without a word, so it is not sent at all. */
export interface MemberLimits {
  readonly perMinute: number
  readonly perHour: number
}

/** Source: docs/governance.md 5.4 (developer.work.weixin.qq.com/document/path/90454). */
export const memberLimits: MemberLimits = { perMinute: 30, perHour: 1000 }

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** Counts what each member was sent in the last minute and hour, in this program since its start. */
export function makeMemberCounter(limits: MemberLimits, now: () => number) {
  const sent = new Map<string, number[]>()
  return {
    /** Counts one more for this member; false, and nothing counted, where that would be too many. */
    take(member: string): boolean {
      const at = now()
      const recent = (sent.get(member) ?? []).filter((one) => one > at - hourMs)
      const lastMinute = recent.filter((one) => one > at - minuteMs).length
      const free = lastMinute < limits.perMinute && recent.length < limits.perHour
      sent.set(member, free ? [...recent, at] : recent)
      return free
    },
  }
}
