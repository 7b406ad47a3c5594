import { z } from 'zod'
import { part } from '#kernel/listing.ts'

const tenantCode = z.string().regex(/^[0-9]{12}$/)
const personId = z.uuid()
/** `scrypt$N$r$p$salt$hash`, made before the act: no secret passes through the one door. */
const secretHash = z.string().regex(/^scrypt\$\d+\$\d+\$\d+\$[\w-]{22,64}\$[\w-]{43,128}$/)
const reason = z.string().trim().min(2).max(200)

/** Letters, digits and Chinese characters; folded to half width and lower case. */
export const Username = z
  .string()
  .transform((text) => text.normalize('NFKC').trim().toLowerCase())
  .pipe(z.string().regex(/^[\p{Script=Han}a-z0-9][\p{Script=Han}a-z0-9._-]{1,29}$/u))

export const OpenAccount = z.object({
  tenantCode,
  personId,
  username: Username,
  /** Hash of the one-time password that is handed over on paper. */
  passwordHash: secretHash,
})
export const ResetPassword = OpenAccount.omit({ username: true })
export const CloseAccount = z.object({ tenantCode, personId, reason })
export const EndSessions = z.object({ tenantCode, personId })
export const IssuePassbook = z.object({
  tenantCode,
  personId,
  /** Keyed digest of the first half of the code. */
  locator: z.string().regex(/^[0-9a-f]{64}$/),
  codeHash: secretHash,
})
export const LinkAccount = z.object({
  tenantCode,
  personId,
  /** The account of the same human being elsewhere; a new one when missing. */
  accountId: z.string().min(1).max(100).optional(),
  way: z.enum(['phone', 'passbook', 'demonstration']),
})
export const ClaimFirstAdministrator = z.object({
  /** The county whose office the administrator belongs to. */
  tenantCode: tenantCode.regex(/^[0-9]{6}0{6}$/),
  tokenDigest: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string().trim().min(1).max(60),
  sex: z.enum(['female', 'male']),
  birthDate: z.iso.date(),
  username: Username,
  passwordHash: secretHash,
})
export const accountSorts = ['name', 'card'] as const

export const Accounts = z.object({
  tenantCode,
  /** Part of a name or its pinyin, or a household's number. */
  search: z.string().trim().max(60).default(''),
  /** Only those who have a passbook card, or only those who have none. */
  card: z.enum(['yes', 'no']).optional(),
  sort: z.enum(accountSorts).default('name'),
  descending: z.boolean().default(false),
  ...part(50),
})
export type Accounts = z.output<typeof Accounts>
export const OneAccount = z.object({ tenantCode, personId })

/** Posts that open accounts at their own place and below. */
export const administrators = [
  'village_administrator',
  'township_administrator',
  'county_administrator',
] as const

/** Posts that issue cards in their village. */
export const cardIssuers = ['grid_leader', 'grid_worker', 'village_administrator'] as const

/** How somebody signed in. */
export type Method = 'phone' | 'passbook' | 'password' | 'passkey' | 'demonstration'

/** Who is signed in, as the hook and the pages need it. */
export interface SignIn {
  readonly accountId: string
  readonly sessionId: string
  /** The recorded consent under which another person is helped in this session, or null. */
  readonly assistanceId: string | null
  readonly method: Method
  /** Whether somebody only plays this person. */
  readonly demonstration: boolean
}

/** One open sign-in, as its owner sees it. */
export interface OpenSession {
  readonly id: string
  readonly device: 'wechat' | 'phone' | 'tablet' | 'computer' | 'other'
  readonly method: Method
  /** ISO instants. */
  readonly since: string
  readonly until: string
  readonly here: boolean
}

/** A person's row found by a phone number or a card. */
export interface Candidate {
  readonly tenantCode: string
  readonly personId: string
  /** Plain date. */
  readonly birthDate: string
  readonly idNumberDigest: string | null
  readonly accountId: string | null
}

/** How a person's account is proved; shown to those who may open accounts. */
export interface AccountFacts {
  readonly personId: string
  readonly name: string
  readonly accountId: string | null
  readonly username: string | null
  readonly hasPassword: boolean
  /** ISO instant until which the handed-over password may be changed; null when it was. */
  readonly oneTimeUntil: string | null
  readonly hasSecondFactor: boolean
  /** Open sign-ins, for those who may end them; null for those who only issue cards. */
  readonly sessions: number | null
  /** ISO instant at which the card in force was issued. */
  readonly passbookIssuedAt: string | null
  readonly adult: boolean
}

/** Somebody in the list of a place: enough to choose whom to help, no more. */
export type ListedAccount = Pick<
  AccountFacts,
  'personId' | 'name' | 'username' | 'passbookIssuedAt'
>

export interface DemonstrationPerson {
  readonly tenantCode: string
  readonly place: string
  readonly level: string
  readonly personId: string
  readonly name: string
  /** A post's role token, `villager`, or `elder`: the oldest villager of a place. */
  readonly post: string
  readonly organisationKind: string | null
  readonly householdCode: string | null
}

/** Refusal codes with their HTTP status. */
export const authRefusals = {
  'auth.unknown_person': 404,
  'auth.minor': 409,
  'auth.no_account': 404,
  'auth.account_exists': 409,
  'auth.account_reaches_further': 403,
  'auth.username_taken': 409,
  'auth.username_shape': 422,
  'auth.account_taken': 409,
  'auth.not_your_grid': 403,
  'auth.passbook_not_for_office': 409,
  'auth.link_used': 403,
  'auth.phone_shape': 422,
  'auth.phone_closed': 409,
  'auth.code_shape': 422,
  'auth.code_wrong': 403,
  'auth.code_expired': 403,
  'auth.code_spent': 403,
  'auth.step_lost': 409,
  'auth.passbook_shape': 422,
  'auth.passbook_wrong': 403,
  'auth.password_wrong': 403,
  'auth.password_expired': 403,
  'auth.password_short': 422,
  'auth.password_simple': 422,
  'auth.password_differs': 422,
  'auth.password_same': 422,
  'auth.second_factor_wrong': 403,
  'auth.second_factor_needed': 403,
  'auth.second_factor_locked': 429,
  'auth.second_factor_on': 409,
  'auth.passkey_failed': 403,
  'auth.too_many_attempts': 429,
  'auth.not_demonstration': 404,
} as const

export type AuthRefusal = keyof typeof authRefusals

export interface AuthTables {
  'auth.account_person': {
    account_id: string
    tenant_code: string
    person_id: string
    since: string
    until: string | null
  }
  'auth.passbook': {
    tenant_code: string
    id: string
    person_id: string
    locator: string
    hash: string
    issued_at: string
    issued_by: string | null
    ended_at: string | null
  }
  'auth.session': {
    id: string
    token: string
    user_id: string
    expires_at: string
    user_agent: string | null
    method: string | null
    assistance_id: string | null
    created_at: string
    updated_at: string
  }
  'auth.account': {
    id: string
    provider_id: string
    user_id: string
    password: string | null
    one_time_until: string | null
    updated_at: string
  }
  'auth.user': { id: string; username: string | null; two_factor_enabled: boolean | null }
  'auth.passkey': PasskeyRow
  'auth.first_administrator': {
    token_digest: string
    made_at: string
    expires_at: string
    used_at: string | null
  }
  'auth.demonstration': { marked_at: string }
}

export interface PasskeyRow {
  id: string
  user_id: string
  public_key: string
  counter: number
  transports: string
  label: string
  /** How its owner was signed in when adding it. */
  added_with: Method | null
  created_at: string
  last_used_at: string | null
}
