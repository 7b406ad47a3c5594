import type { Session } from '#kernel/actor.ts'
import type { PostName } from '#organisations/model.ts'
import type { Chance } from './chance.ts'
import { type Door, founding } from './door.ts'
import { nameGiver } from './invented-names.ts'

/** An office of a county or township with those who work in it. */
export interface OfficeAbove {
  readonly tenantCode: string
  readonly officials: readonly Official[]
  /** Who gives posts and opens accounts for the places below. */
  readonly administrator: Session
}

export interface Official {
  readonly tenantCode: string
  readonly personId: string
  readonly name: string
  readonly post: PostName
}

interface OfficePlan {
  readonly tenantCode: string
  readonly kind: 'county_office' | 'township_office' | 'administration'
  readonly name: string
  readonly foundedOn: string
}

const postsOf = {
  county_office: ['county_administrator', 'county_official', 'county_official'],
  township_office: ['township_administrator', 'township_official', 'township_official'],
  administration: ['village_administrator'],
} as const satisfies Record<OfficePlan['kind'], readonly PostName[]>

/**
 * Opens an office and fills it. The first office of a county is founded by the program, as on an
 * empty installation; every other by the administrator of the place above.
 */
export async function openOffice(
  door: Door,
  plan: OfficePlan,
  by: { founder?: Session; chance: Chance },
): Promise<OfficeAbove> {
  const session = by.founder ?? founding
  const { tenantCode, kind, name, foundedOn } = plan
  const { organisationId } = await door.act(session, 'organisations.found', {
    tenantCode,
    kind,
    name,
    foundedOn,
  })
  const names = nameGiver(by.chance)
  const officials: Official[] = []
  for (const post of postsOf[kind]) {
    const sex = by.chance.pick(['female', 'male'] as const)
    const person = {
      name: names.name({ surname: names.surname(), sex, elder: false }),
      sex,
      birthDate: birthDate(by.chance, foundedOn),
    }
    const { personId } = await door.act(session, 'people.add_official', { tenantCode, person })
    const since = foundedOn
    const appointment = { tenantCode, organisationId, post, personId, since, basis: '演示任命' }
    await door.act(session, 'organisations.appoint', appointment)
    officials.push({ tenantCode, personId, name: person.name, post })
  }
  return { tenantCode, officials, administrator: await signIn(door, officials[0]!) }
}

function birthDate(chance: Chance, day: string): string {
  const month = String(chance.int(1, 12)).padStart(2, '0')
  return `${Number(day.slice(0, 4)) - chance.int(27, 52)}-${month}-${String(chance.int(1, 28)).padStart(2, '0')}`
}

/** Signs an official in by the story's own hand. */
export async function signIn(door: Door, { tenantCode, personId }: Official): Promise<Session> {
  const input = { tenantCode, personId, way: 'demonstration' as const }
  const { accountId } = await door.act(
    { accountId: null, system: 'sign_in' },
    'auth.link_account',
    input,
  )
  return { accountId }
}
