import * as messages from '#paraglide/messages.js'

type Message = (inputs?: Record<string, unknown>) => string
const all = messages as unknown as Record<string, Message | undefined>

/** What was done, in words; a command without words of its own is named as it is. */
export function actWords(command: string): string {
  const own = all[`audit_act_${command.replaceAll('.', '_')}`]
  return own ? own() : messages.audit_act_other({ command })
}

/** What somebody looked for, in words; for a full number also the reason they gave. */
export function purposeWords(purpose: string): string {
  const given = /^(phone|id_number): (.*)$/s.exec(purpose)
  if (given?.[1] === 'phone') return messages.audit_purpose_phone({ reason: given[2]! })
  if (given) return messages.audit_purpose_id_number({ reason: given[2]! })
  return (all[`audit_purpose_${purpose}`] ?? messages.audit_purpose_other)()
}

/** The same, with how often it happened where it happened more than once. */
export function timesWords(purpose: string, count: number): string {
  const what = purposeWords(purpose)
  return count === 1 ? what : messages.audit_look_times({ what, count })
}

export function postWords(post: string): string {
  if (post === 'withheld') return messages.audit_line_withheld()
  return all[`organisations_post_${post}`]?.() ?? post
}

interface Acting {
  readonly name: string | null
  readonly post: string
  readonly organisation: string | null
  readonly byMe?: boolean
  /** Name of the place of the post, when it is another than this one. */
  readonly from?: string | null
}

/** 「李梅（评议员）」, 「测试镇乡镇工作人员」, 「村民」. */
export function whoWords({ name, post, byMe, from }: Acting): string {
  const office = from
    ? messages.audit_line_from({ place: from, post: postWords(post) })
    : postWords(post)
  const person = byMe ? messages.audit_line_me() : name
  return person ? messages.audit_line_who({ name: person, post: office }) : office
}
