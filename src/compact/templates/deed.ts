import type { Aspect, Band, Declarer, EvidenceKind, RuleItem, Verifier, Wording } from '../model.ts'
import type { DecisionTable } from '../tables/model.ts'

type Pair = readonly [zh: string, en: string]

/** A deed as a template writes it: whole points, the usual people, and no deduction. */
export interface Deed {
  readonly clause: string
  readonly key: string
  readonly title: Pair
  readonly about: Pair
  /** Points for one deed, or the smallest and the largest. */
  readonly points: number | readonly [number, number]
  /** The most points in one cycle. */
  readonly cap: number
  readonly evidence?: EvidenceKind
  readonly verifier?: Verifier
  readonly declarers?: readonly Declarer[]
  readonly step?: number
  readonly byAbility?: Pair
  readonly table?: DecisionTable
}

/** A deduction always names the village rule it rests on. */
export interface Deduction extends Deed {
  readonly basis: Pair
}

export function say([zh, en]: Pair): Wording {
  return { zh, en }
}

function hundredths(points: number): number {
  return Math.round(points * 100)
}

function line(aspectKey: string, deed: Deed): RuleItem {
  const [least, most] = typeof deed.points === 'number' ? [deed.points, deed.points] : deed.points
  return {
    key: deed.key,
    aspectKey,
    clause: deed.clause,
    title: say(deed.title),
    description: say(deed.about),
    minHundredths: hundredths(least),
    maxHundredths: hundredths(most),
    stepHundredths: least === most ? null : hundredths(deed.step ?? 1),
    capHundredths: hundredths(deed.cap),
    evidence: deed.evidence ?? 'witness',
    verifier: deed.verifier ?? 'grid_worker',
    declarers: [...(deed.declarers ?? ['villager', 'neighbour', 'grid_worker'])],
    negative: false,
    publishable: true,
    byAbility: deed.byAbility ? say(deed.byAbility) : null,
    basis: null,
    donation: false,
    redeemable: true,
    ...(deed.table && { table: deed.table }),
  }
}

/** The deeds of one aspect. */
export function deeds(aspectKey: string, list: readonly Deed[]): RuleItem[] {
  return list.map((deed) => line(aspectKey, deed))
}

/** Only named officers take points, with a photo, and never in public. */
export function deduction(aspectKey: string, deed: Deduction): RuleItem {
  return {
    ...line(aspectKey, deed),
    evidence: deed.evidence ?? 'photo',
    verifier: deed.verifier ?? 'grid_leader',
    declarers: [...(deed.declarers ?? ['grid_worker', 'group_leader'])],
    negative: true,
    publishable: false,
    basis: say(deed.basis),
  }
}

export function aspect(
  key: string,
  title: Pair,
  held: { part: Aspect['part']; max: number },
): Aspect {
  return { key, title: say(title), part: held.part, maxHundredths: hundredths(held.max) }
}

/** Star boundaries in whole points, lowest first. */
export function bands(...from: readonly (readonly [stars: number, points: number])[]): Band[] {
  return from.map(([stars, points]) => ({ stars, fromHundredths: hundredths(points) }))
}
