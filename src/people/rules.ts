import { ok, type Result, refuse } from '#kernel/result.ts'
import type { Member, Relation, Sex } from './model.ts'

/**
 * From the eighteenth birthday on a person speaks for themself.
 * Civil Code, articles 17 and 18. Dates are plain dates.
 */
export function isAdult(birthDate: string, onDate: string): boolean {
  const year = Number(birthDate.slice(0, 4)) + 18
  return `${year}${birthDate.slice(4)}` <= onDate
}

/** Age in whole years on a plain date. */
export function ageOn(birthDate: string, onDate: string): number {
  const years = Number(onDate.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return onDate.slice(4) >= birthDate.slice(4) ? years : years - 1
}

/**
 * Of an identity number only the last two digits are shown: birthday, sex and county stand beside
 * it on the same page, so that more digits would give the number away.
 * docs/governance.md 6, item 16.
 */
export function maskIdNumber(idNumber: string): string {
  return '*'.repeat(Math.max(0, idNumber.length - 2)) + idNumber.slice(-2)
}

/** Of a telephone number the middle is hidden, as on a receipt. docs/governance.md 6, item 16. */
export function maskPhone(phone: string): string {
  if (phone.length < 8) return '*'.repeat(phone.length)
  return `${phone.slice(0, 3)}${'*'.repeat(phone.length - 7)}${phone.slice(-4)}`
}

/** A household is known by the number on its door: 「12」, 「第０１２户」 and 「012号」 are one. */
export function normaliseHouseholdCode(text: string): string | null {
  const digits = /^第?\s*([0-9]{1,6})\s*[号户]?$/.exec(text.normalize('NFKC').trim())?.[1]
  return digits ? String(Number(digits)).padStart(3, '0') : null
}

export interface Leaving {
  readonly members: readonly Pick<Member, 'id' | 'relation'>[]
  readonly leaving: readonly string[]
  readonly newHeadId?: string | undefined
}

/**
 * A household that people still live in always has a head; when the head goes, those who stay name
 * another, and when nobody stays it closes. Household registration practice.
 */
export function decideLeaving(
  facts: Leaving,
): Result<
  { closes: boolean; newHeadId: string | null },
  'people.head_needed' | 'people.not_a_member'
> {
  const { members, leaving, newHeadId } = facts
  const staying = members.filter((member) => !leaving.includes(member.id))
  if (leaving.some((id) => !members.some((member) => member.id === id))) {
    return refuse('people.not_a_member')
  }
  if (staying.length === 0) return ok({ closes: true, newHeadId: null })
  if (newHeadId && !staying.some((member) => member.id === newHeadId)) {
    return refuse('people.not_a_member')
  }
  const headStays = staying.some((member) => member.relation === 'head')
  if (!headStays && !newHeadId) return refuse('people.head_needed', { staying: staying.length })
  return ok({ closes: false, newHeadId: headStays && !newHeadId ? null : (newHeadId ?? null) })
}

type Kin = Readonly<Partial<Record<Relation, Relation | 'parent' | 'child_in_law'>>>

/** What the others become when this relation of the old head is the new head. */
const underNewHead: Readonly<Partial<Record<Relation, Kin>>> = {
  spouse: {
    ...{ head: 'spouse', son: 'son', daughter: 'daughter' },
    ...{ son_in_law: 'son_in_law', daughter_in_law: 'daughter_in_law' },
    ...{ grandson: 'grandson', granddaughter: 'granddaughter' },
    ...{ father: 'father_in_law', mother: 'mother_in_law' },
    ...{ father_in_law: 'father', mother_in_law: 'mother' },
  },
  son: childBecomesHead(),
  daughter: childBecomesHead(),
  father: parentBecomesHead('mother'),
  mother: parentBecomesHead('father'),
}

function childBecomesHead(): Kin {
  const siblings = { son: 'brother', daughter: 'sister' } as const
  const elders = { father: 'grandfather', mother: 'grandmother' } as const
  return { head: 'parent', spouse: 'parent', ...siblings, ...elders }
}

function parentBecomesHead(partner: 'mother' | 'father'): Kin {
  const children = { brother: 'son', sister: 'daughter' } as const
  const grandchildren = { son: 'grandson', daughter: 'granddaughter' } as const
  return { [partner]: 'spouse', spouse: 'child_in_law', ...children, ...grandchildren }
}

/**
 * When the head changes, everyone's relation is said anew; where the old list does not tell, it
 * becomes "other" until somebody who knows corrects it.
 */
export function relationsUnder(
  members: readonly Pick<Member, 'id' | 'relation' | 'sex'>[],
  newHeadId: string,
): ReadonlyMap<string, Relation> {
  const head = members.find((member) => member.id === newHeadId)
  const table = (head && underNewHead[head.relation]) ?? {}
  const entries = members.map((member): [string, Relation] => {
    if (member.id === newHeadId) return [member.id, 'head']
    if (head?.relation === 'head') return [member.id, member.relation]
    if (member.relation === 'head' && parentOfHead(head)) return [member.id, childOf(member.sex)]
    return [member.id, settle(table[member.relation], member.sex)]
  })
  return new Map(entries)
}

function parentOfHead(head: Pick<Member, 'relation'> | undefined): boolean {
  return head?.relation === 'father' || head?.relation === 'mother'
}

function childOf(sex: Sex): Relation {
  return sex === 'male' ? 'son' : 'daughter'
}

function settle(kin: Kin[Relation], sex: Sex): Relation {
  if (kin === 'parent') return sex === 'male' ? 'father' : 'mother'
  if (kin === 'child_in_law') return sex === 'male' ? 'son_in_law' : 'daughter_in_law'
  return kin ?? 'other'
}
