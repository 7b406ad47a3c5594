import { makeOneTimePassword } from '#auth/sign-in/handed-over.ts'
import type { Session } from '#kernel/actor.ts'
import type { Door } from './door.ts'
import type { OfficeAbove } from './offices-above.ts'
import { holder, type Village } from './village-state.ts'

interface Opening {
  readonly id: string
  readonly by: Session
  readonly tenantCode: string
  readonly username: string
  personId(): string
  readonly hash: Promise<string>
}

/** One officer of each kind, in the smaller villages only the first, gets a name to sign in with, beside the list one may pick from. */
const named = {
  secretary: '书记',
  director: '主任',
  scorekeeper: '计分员',
  supervision_chair: '监委会主任',
  review_leader: '评议组长',
  leading_member: '领导小组成员',
  group_leader: '组长',
  grid_worker: '网格员',
} as const

/**
 * Prepares accounts whose one-time passwords are handed over on the last day. The passwords follow
 * from the installation's own key; hashing them is slow on purpose, so it begins early.
 */
export function prepareAccounts(
  door: Door,
  of: { village: Village; short: string; all: boolean },
): Opening[] {
  const { village, short } = of
  return Object.entries(named)
    .slice(0, of.all ? 99 : 1)
    .map(([post, word]) => ({
      ...opening(door, village.tenantCode, `${short}${word}`),
      by: village.administrator,
      personId: () => holder(village, post).id,
    }))
}

export function prepareAboveAccounts(door: Door, office: OfficeAbove, short: string): Opening[] {
  return office.officials.slice(0, 2).map(({ personId }, at) => ({
    ...opening(door, office.tenantCode, `${short}${at === 0 ? '管理员' : '干部'}`),
    ...{ by: office.administrator, personId: () => personId },
  }))
}

function opening(door: Door, tenantCode: string, username: string) {
  const id = door.newEnvelopeId()
  const hash = makeOneTimePassword(door.secrets, id).then((printed) => printed.passwordHash)
  return { id, tenantCode, username, hash }
}

export async function openAccounts(door: Door, openings: readonly Opening[]): Promise<void> {
  for (const { by, id, tenantCode, username, personId, hash } of openings) {
    const input = { tenantCode, personId: personId(), username, passwordHash: await hash }
    await door.act(by, 'auth.open_account', input, id)
  }
}
