/** A resident of a village who may act there in their own name. */
export interface Residence {
  readonly tenantCode: string
  readonly personId: string
  readonly householdId: string | null
}

/** A post held today. `reach` lists the code prefixes the post covers. */
export interface Post {
  readonly tenantCode: string
  readonly personId: string
  readonly organisationId: string
  readonly organisationKind: string
  readonly post: string
  readonly divisionId: string | null
  readonly reach: readonly string[]
}

/** The person helped, when somebody acts for another with a recorded consent. */
export interface Behalf {
  readonly tenantCode: string
  readonly personId: string
  readonly householdId: string | null
  readonly assistanceId: string
}

export interface Actor {
  readonly kind: 'guest' | 'person' | 'system'
  readonly accountId: string | null
  /** For the system: which clock or job acts. */
  readonly name: string | null
  readonly residences: readonly Residence[]
  readonly posts: readonly Post[]
  readonly behalf: Behalf | null
}

/** In which quality somebody acts: which post of which body, or as a villager. */
export interface Capacity {
  readonly tenantCode: string
  readonly personId: string | null
  readonly organisationId: string | null
  readonly post: string
}

/** Who asks: an account with an optional assistance, the system itself, or a guest. */
export interface Session {
  readonly accountId: string | null
  readonly assistanceId?: string | null
  readonly system?: string
}

export const guest: Actor = {
  kind: 'guest',
  accountId: null,
  name: null,
  residences: [],
  posts: [],
  behalf: null,
}

export function systemActor(name: string): Actor {
  return { ...guest, kind: 'system', name }
}
