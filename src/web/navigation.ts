import { reviewLevels } from '#appeals/model.ts'
import type { Me } from '#dashboards/queries.ts'
import { readers as dividendReaders } from '#dividends/model.ts'
import { counters as letterCounters } from '#letters/model.ts'
import * as m from '#paraglide/messages.js'
import { readers as shopReaders } from '#shop/model.ts'
import type { NavGroup, NavItem } from '#ui/shapes.ts'
import { isFromAbove } from './posts-at.ts'

/** Counts behind the entries of an office: what waits, and whether something is overdue. */
export type Counts = Readonly<Record<string, { total: number; overdue: number } | undefined>>

/** Whether the holder of these posts can enter deeds or deductions by the rule book in force. */
export interface Entering {
  readonly round: boolean
  readonly negative: boolean
}
export const nothing: Entering = { round: false, negative: false }

export function villageTabs(tenantCode: string): NavItem[] {
  return [
    { href: '/home', label: m.web_nav_home(), icon: 'home' },
    { href: '/declare', label: m.web_nav_declare(), icon: 'plus' },
    { href: '/score', label: m.web_nav_score(), icon: 'star' },
    { href: `/v/${tenantCode}/notices`, label: m.web_nav_notices(), icon: 'notice' },
    { href: '/me', label: m.web_nav_me(), icon: 'person' },
  ]
}

/** What anybody may read of a village. */
export function publicNav(tenantCode: string): NavItem[] {
  return [
    { href: `/v/${tenantCode}/notices`, label: m.web_nav_notices() },
    { href: `/v/${tenantCode}/rules`, label: m.web_nav_rules() },
    { href: `/v/${tenantCode}/village-rules`, label: m.web_nav_village_rules() },
    { href: `/v/${tenantCode}/scoring`, label: m.web_nav_scoring() },
    { href: `/v/${tenantCode}/shop`, label: m.web_nav_shop() },
    { href: `/v/${tenantCode}/dividends`, label: m.web_nav_dividends() },
  ]
}

export function villageMenu(me: Me): NavItem[] {
  const office: NavItem[] =
    me.posts.length > 0 ? [{ href: '/office', label: m.web_nav_office(), icon: 'building' }] : []
  return [
    ...office,
    { href: '/messages', label: m.web_nav_messages(), icon: 'message' },
    { href: '/deeds', label: m.web_nav_deeds(), icon: 'list' },
    { href: '/shop', label: m.web_nav_shop(), icon: 'gift' },
    { href: '/dividends', label: m.web_nav_dividends(), icon: 'coins' },
    { href: '/appeals', label: m.web_nav_appeals(), icon: 'scale' },
    { href: '/village-rules', label: m.web_nav_village_rules(), icon: 'book' },
    { href: '/help', label: m.web_nav_help(), icon: 'people' },
    { href: '/account', label: m.web_nav_account(), icon: 'lock' },
    { href: '/sign-out', label: m.web_nav_sign_out(), icon: 'sign-out' },
  ]
}

export function officeMenu(me: Me): NavItem[] {
  const village: NavItem[] =
    me.residences.length > 0 ? [{ href: '/home', label: m.web_nav_village(), icon: 'home' }] : []
  return [
    ...village,
    { href: '/account', label: m.web_nav_account(), icon: 'lock' },
    { href: '/sign-out', label: m.web_nav_sign_out(), icon: 'sign-out' },
  ]
}

interface Entry {
  readonly path: string
  readonly label: () => string
  readonly icon: NonNullable<NavItem['icon']>
  /** Posts that have something to do or to read there; `*` for everybody with any post. */
  readonly posts: readonly string[]
  readonly count?: string
  /** Only in a village, or only in the places above one. */
  readonly only?: 'village' | 'above'
  /** Only for those who hold a post at the place itself. */
  readonly held?: true
  /** Shown only where there is something to enter. */
  readonly enters?: keyof Entering
}

const onTheSpot = [
  'grid_worker',
  'grid_leader',
  'group_leader',
  'scorekeeper',
  'supervision_member',
]
const committee = [
  'secretary',
  'deputy_secretary',
  'director',
  'deputy_director',
  'scorekeeper',
  'village_administrator',
]
const leading = ['leading_head', 'leading_member']
const accountKeepers = [
  ...['village_administrator', 'township_administrator', 'county_administrator'],
  ...['grid_worker', 'grid_leader'],
]
const supervising = ['supervision_chair', 'supervision_member']
const administrators = ['township_administrator', 'county_administrator']
const officials = ['township_official', 'county_official']
const above = [...officials, ...administrators]
const fromAbove = (posts: readonly string[]) => posts.map((post) => `${post}@above`)

const due: readonly Entry[] = [
  { path: '', label: m.web_office_today, icon: 'clock', posts: ['*'], held: true },
  { path: '/verify', label: m.web_office_verify, icon: 'check', posts: onTheSpot, count: 'verify' },
  {
    path: '/review',
    label: m.web_office_review,
    icon: 'people',
    posts: ['review_leader', 'reviewer'],
    count: 'review',
  },
  { path: '/approve', label: m.web_office_approve, icon: 'seal', posts: leading, count: 'approve' },
  { path: '/round', label: m.web_office_round, icon: 'edit', posts: ['*'], enters: 'round' },
  {
    ...{ path: '/shop/till', label: m.web_office_till, icon: 'coins' as const },
    posts: ['shop_operator'],
  },
  {
    ...{ path: '/negative', label: m.web_office_negative, icon: 'warning' as const },
    ...{ posts: ['*'], enters: 'negative' as const },
  },
]
const results: readonly Entry[] = [
  {
    path: '/close',
    label: m.web_office_close,
    icon: 'star',
    posts: [...committee, ...leading, ...supervising, ...fromAbove(above)],
    only: 'village',
  },
  { path: '/notices', label: m.web_office_notices, icon: 'notice', posts: ['*'] },
  {
    path: '/appeals',
    label: m.web_office_appeals,
    icon: 'scale',
    posts: [...reviewLevels.flat(), ...fromAbove(officials)],
    count: 'appeals',
  },
  {
    ...{ path: '/oversight', label: m.web_office_oversight, icon: 'search' as const },
    ...{ posts: [...supervising, 'township_official@above'], only: 'village' as const },
  },
  {
    ...{ path: '/oversight/silent', label: m.web_office_silent, icon: 'house' as const },
    ...{ posts: ['grid_worker', 'grid_leader'], only: 'village' as const, held: true as const },
  },
]
const records: readonly Entry[] = [
  {
    ...{ path: '/shop', label: m.web_office_shop, icon: 'gift' as const, only: 'village' as const },
    posts: [...shopReaders, ...fromAbove(officials)],
  },
  {
    ...{ path: '/dividends', label: m.web_office_dividends, icon: 'coins' as const },
    ...{ posts: [...dividendReaders, ...fromAbove(officials)], only: 'village' as const },
  },
  {
    ...{ path: '/telling', label: m.web_office_telling, icon: 'message' as const },
    posts: [...committee, 'grid_worker', 'grid_leader', ...supervising],
    ...{ only: 'village' as const, held: true as const },
  },
  {
    path: '/households',
    label: m.web_office_households,
    icon: 'house',
    posts: [...committee, ...onTheSpot, ...supervising, ...fromAbove(administrators)],
    only: 'village',
  },
  {
    path: '/roster',
    label: m.web_office_roster,
    icon: 'upload',
    posts: ['scorekeeper', 'village_administrator', 'secretary', 'director'],
  },
  {
    path: '/rules',
    label: m.web_office_rules,
    icon: 'book',
    posts: [...committee, ...supervising, 'leading_head', ...fromAbove(above)],
    only: 'village',
  },
  {
    path: '/village-rules',
    label: m.web_office_village_rules,
    icon: 'book',
    posts: [...committee, ...supervising, ...leading, ...fromAbove(above)],
    only: 'village',
    count: 'rulesDesk',
  },
  {
    path: '/rules-review',
    label: m.web_office_rules_review,
    icon: 'seal',
    posts: ['township_official', 'township_administrator'],
    only: 'above',
    count: 'rulesReview',
  },
]
const setup: readonly Entry[] = [
  { path: '/organisations', label: m.web_office_organisations, icon: 'people', posts: ['*'] },
  {
    path: '/divisions',
    label: m.web_office_divisions,
    icon: 'map',
    posts: ['*'],
    only: 'village',
  },
  {
    path: '/places',
    label: m.web_office_places,
    icon: 'map',
    posts: [...administrators, ...fromAbove(administrators)],
    only: 'above',
  },
  {
    path: '/account/people',
    label: m.auth_people_title,
    icon: 'lock',
    posts: [...accountKeepers, ...fromAbove(administrators)],
  },
  {
    ...{ path: '/lenders', label: m.web_office_lenders, icon: 'coins' as const },
    ...{ posts: [...letterCounters], held: true as const },
  },
  { path: '/settings', label: m.web_office_settings, icon: 'settings', posts: ['*'] },
]
const wide: readonly Entry[] = [
  {
    path: '/overview',
    label: m.web_office_overview,
    icon: 'map',
    posts: [...above, ...fromAbove(above)],
    only: 'above',
  },
]

interface Desk {
  readonly tenantCode: string
  readonly posts: readonly string[]
  readonly counts: Counts
  readonly level: string
  readonly keep: string
  readonly entering: Entering
}

/** The sidebar of an office: only what the holder of these posts has to do or may read. */
export function officeGroups(desk: Desk): NavGroup[] {
  const { tenantCode, posts, counts, keep, entering } = desk
  const here = desk.level === 'village' ? 'village' : 'above'
  const open = (entry: Entry) =>
    (!entry.enters || entering[entry.enters]) &&
    (entry.posts.includes('*') || entry.posts.some((p) => posts.includes(p))) &&
    (entry.only ?? here) === here &&
    !(entry.held && isFromAbove(posts))
  const item = (entry: Entry): NavItem => {
    const count = entry.count ? counts[entry.count] : undefined
    const outside = entry.path.startsWith('/account')
    const href = outside ? `${entry.path}/${tenantCode}` : `/office${entry.path}${keep}`
    const label = { href, label: entry.label(), icon: entry.icon }
    return count ? { ...label, count: count.total, urgent: count.overdue > 0 } : label
  }
  const group = (heading: string, entries: readonly Entry[]): NavGroup => ({
    heading,
    items: entries.filter(open).map(item),
  })
  return [
    group(m.web_office_due(), [...due, ...wide]),
    group(m.web_office_results(), results),
    group(m.web_office_records(), records),
    group(m.web_office_setup(), setup),
  ].filter((g) => g.items.length > 0)
}
