import { ok, type Result, refuse } from '#kernel/result.ts'
import {
  type Candidate,
  type Holding,
  kindNames,
  kindOf,
  type Organisation,
  type OrganisationKind,
  type OrganisationsRefusal,
  type PostName,
  postOf,
} from './model.ts'

export type Decision = Result<null, OrganisationsRefusal>

/** How far ahead a term, a founding or an end may be entered. */
const farthestDays = 366
const fullAge = 18

/** Posts whose holders are members of the villagers' committee. */
const committeePosts: readonly string[] = ['director', 'deputy_director', 'committee_member']
/** Posts of those who keep the village's money and papers. */
const bookPosts: readonly string[] = ['accountant', 'clerk']
const supervisionPosts: readonly string[] = ['supervision_chair', 'supervision_member']

export interface Term {
  readonly since: string
  readonly until?: string | null | undefined
}

/** Two terms overlap when neither ends before the other begins; a term without end goes on. */
export function overlap(one: Term, other: Term): boolean {
  return (!one.until || other.since < one.until) && (!other.until || one.since < other.until)
}

/** A day may lie ahead, but not so far that it is likely a slip. */
export function decideNear(day: string, today: string): Decision {
  const days = (Date.parse(day) - Date.parse(today)) / 86_400_000
  return days > farthestDays
    ? refuse('organisations.date_too_far', { days: farthestDays })
    : ok(null)
}

export interface NewBody {
  readonly kind: OrganisationKind
  readonly name: string
  readonly foundedOn: string
}

/**
 * Each place has its own kinds of bodies, and of most of them one at a time.
 * Source: Organic Law of Villagers' Committees (村民委员会组织法) arts. 2, 25, 32.
 */
export function decideFound(
  body: NewBody,
  facts: { level: string | null; others: readonly Organisation[]; today: string },
): Decision {
  const kind = kindOf(body.kind)
  if (kind.level !== facts.level) return refuse('organisations.kind_not_here', { kind: body.kind })
  const open = facts.others.filter((other) => isOpen(other, body.foundedOn))
  if (kind.unique && open.some((other) => other.kind === body.kind)) {
    return refuse('organisations.already_exists', { kind: body.kind })
  }
  if (open.some((other) => other.name === body.name)) {
    return refuse('organisations.name_taken', { name: body.name })
  }
  return decideNear(body.foundedOn, facts.today)
}

export function isOpen(body: Organisation, day: string): boolean {
  return body.dissolvedOn === null || body.dissolvedOn > day
}

/** A body is dissolved once, after its founding. */
export function decideDissolve(body: Organisation, day: string, today: string): Decision {
  if (body.dissolvedOn !== null) {
    return refuse('organisations.dissolved', { dissolvedOn: body.dissolvedOn })
  }
  if (day < body.foundedOn) {
    return refuse('organisations.before_founding', { foundedOn: body.foundedOn })
  }
  return decideNear(day, today)
}

export interface Appointment extends Term {
  readonly post: string
  readonly personId: string
  readonly divisionId?: string | undefined
}

export interface AppointFacts {
  readonly body: Organisation
  readonly person: Candidate | null
  readonly division: { readonly kind: string; readonly until: string | null } | null
  /** All posts held in this place in the term asked for or later. */
  readonly holdings: readonly Holding[]
  /** Near relatives of the person: their household and their kin. */
  readonly relatives: ReadonlySet<string>
  readonly today: string
}

/** A post is given for a term, to a grown-up villager of this place, in a body that has that post. */
export function decideAppoint(wish: Appointment, facts: AppointFacts): Decision {
  const checks = [checkBody, checkTerm, checkPerson, checkDivision, checkFree, checkSupervision]
  for (const check of checks) {
    const found = check(wish, facts)
    if (!found.ok) return found
  }
  return ok(null)
}

function checkBody(wish: Appointment, { body }: AppointFacts): Decision {
  if (!isOpen(body, wish.since)) {
    return refuse('organisations.dissolved', { dissolvedOn: body.dissolvedOn })
  }
  if (!postOf(body.kind, wish.post)) {
    return refuse('organisations.post_not_here', { post: wish.post, organisation: body.name })
  }
  return ok(null)
}

function checkTerm(wish: Appointment, { body, today }: AppointFacts): Decision {
  if (wish.until && wish.until <= wish.since) return refuse('organisations.term_inverted')
  if (wish.since < body.foundedOn) {
    return refuse('organisations.before_founding', { foundedOn: body.foundedOn })
  }
  return decideNear(wish.since, today)
}

export function checkPerson(wish: Appointment, { person }: AppointFacts): Decision {
  if (!person) return refuse('organisations.unknown_person')
  if (person.closedOn !== null) {
    return refuse('organisations.person_closed', { name: person.name })
  }
  if (ageOn(person.birthDate, wish.since) < fullAge) {
    return refuse('organisations.minor', { name: person.name })
  }
  return ok(null)
}

/** Full years on a day: the birthday itself counts as reached. */
export function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years
}

/** Whoever was born on this day or before is of full age on the other. */
export function latestBirthOfAdult(day: string): string {
  const year = Number(day.slice(0, 4)) - fullAge
  return `${year}${day.slice(4).replace('02-29', '02-28')}`
}

function checkDivision(wish: Appointment, { body, division }: AppointFacts): Decision {
  const needed = postOf(body.kind, wish.post)?.division
  if (!needed) {
    return wish.divisionId
      ? refuse('organisations.division_not_for_post', { post: wish.post })
      : ok(null)
  }
  if (!wish.divisionId) return refuse('organisations.division_needed', { division: needed })
  if (!division) return refuse('organisations.unknown_division')
  if (division.kind !== needed) {
    return refuse('organisations.division_needed', { division: needed })
  }
  const ended = division.until !== null && division.until <= wish.since
  return ended ? refuse('organisations.unknown_division') : ok(null)
}

function checkFree(wish: Appointment, { body, holdings }: AppointFacts): Decision {
  const same = holdings.filter(
    (held) =>
      held.organisationId === body.id &&
      held.post === wish.post &&
      held.divisionId === (wish.divisionId ?? null) &&
      overlap(held, wish),
  )
  const own = same.find((held) => held.personId === wish.personId)
  if (own) return refuse('organisations.already_holds', { name: own.name })
  const [holder] = same
  const isSingle = postOf(body.kind, wish.post)?.single === true
  return isSingle && holder
    ? refuse('organisations.post_taken', { name: holder.name, until: holder.until })
    : ok(null)
}

/**
 * Nobody watches over themselves: members of the villagers' committee, their near relatives,
 * accountants and clerks do not sit on the supervision committee, nor the other way round.
 * Source: Organic Law of Villagers' Committees (村民委员会组织法) art. 32; docs/governance.md 3.4.
 */
function checkSupervision(wish: Appointment, facts: AppointFacts): Decision {
  const joins = (posts: readonly string[]) => posts.includes(wish.post)
  if (joins(supervisionPosts)) {
    return against(wish, facts, { self: [...committeePosts, ...bookPosts], kin: committeePosts })
  }
  if (joins(committeePosts)) {
    return against(wish, facts, { self: supervisionPosts, kin: supervisionPosts })
  }
  return joins(bookPosts) ? against(wish, facts, { self: supervisionPosts, kin: [] }) : ok(null)
}

function against(
  wish: Appointment,
  { holdings, relatives }: AppointFacts,
  barred: { self: readonly string[]; kin: readonly string[] },
): Decision {
  const during = holdings.filter((held) => overlap(held, wish))
  const own = during.find(
    (held) => held.personId === wish.personId && barred.self.includes(held.post),
  )
  if (own) return refuse('organisations.supervision_conflict', { name: own.name, post: own.post })
  const kin = during.find((held) => relatives.has(held.personId) && barred.kin.includes(held.post))
  return kin
    ? refuse('organisations.supervision_relative', { name: kin.name, post: kin.post })
    : ok(null)
}

type InOffice = Pick<Holding, 'post' | 'since' | 'divisionCode'>

/** The number of a grid or group; what is for the whole village comes first. */
const divisionNumber = (held: Pick<Holding, 'divisionCode'>) => Number(held.divisionCode ?? 0)

/**
 * Bodies in the order of their kinds, and those of several groups by the groups' own numbers: the
 * second before the tenth, whatever signs their names begin with.
 */
export function inOrder<B extends { readonly kind: OrganisationKind }>(
  bodies: readonly B[],
  holdersOf: (body: B) => readonly Pick<Holding, 'divisionCode'>[],
): B[] {
  const first = (body: B) => Math.min(...holdersOf(body).map(divisionNumber))
  const apart = (one: number, other: number) => (one === other ? 0 : one - other)
  return bodies.toSorted(
    (one, other) =>
      kindNames.indexOf(one.kind) - kindNames.indexOf(other.kind) ||
      apart(first(one), first(other)),
  )
}

/** Posts in the order in which the body names them, then by grid or group, the longest in office first. */
export function byRank(kind: OrganisationKind): (one: InOffice, other: InOffice) => number {
  const ranks: readonly string[] = kindOf(kind).posts.map(({ post }) => post)
  return (one, other) =>
    ranks.indexOf(one.post) - ranks.indexOf(other.post) ||
    divisionNumber(one) - divisionNumber(other) ||
    (one.since < other.since ? -1 : 1)
}

/** A term that has not ended can be ended, not before it began; it may be cut short ahead of time. */
export function decideEnd(holding: Holding, until: string, today: string): Decision {
  if (holding.until !== null && holding.until <= until) {
    return refuse('organisations.term_ended', { until: holding.until })
  }
  if (until < holding.since) return refuse('organisations.term_inverted')
  return decideNear(until, today)
}

/** Founds bodies and gives posts where nobody above can. */
export const topPost: PostName = 'county_administrator'

/**
 * The last who can found bodies and give posts in a county stays until another is in office there
 * and can sign in: otherwise nobody could ever be appointed again. Source: house rule.
 * @param ending terms that are to end on the day, whatever their post
 * @param keepers holders of the highest post who can sign in
 */
export function decideKept(
  ending: readonly Holding[],
  keepers: readonly Holding[],
  day: string,
): Decision {
  const last = ending.find((term) => term.post === topPost && isHeld(term, day))
  if (!last) return ok(null)
  const ids = new Set(ending.map((term) => term.id))
  const stays = keepers.some((keeper) => !ids.has(keeper.id) && isHeld(keeper, day))
  return stays ? ok(null) : refuse('organisations.last_administrator', { name: last.name })
}

function isHeld({ since, until }: Holding, day: string): boolean {
  return since <= day && (until === null || until > day)
}
