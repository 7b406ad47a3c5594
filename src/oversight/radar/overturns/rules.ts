import {
  deedsAFlag,
  type FoundFlag,
  type RadarDecision,
  type RadarDeed,
  type RadarRecords,
  type Thresholds,
} from '../model.ts'

/**
 * Whoever's decisions, or whichever clause's decisions, are overturned on objection much more often
 * than others' is asked about. Only decisions in the direction that was overturned count.
 * Source: house rule 5 and docs/governance.md 6, item 11.
 */
export function findOverturns(records: RadarRecords, thresholds: Thresholds): FoundFlag[] {
  const deeds = new Map(records.deeds.map((deed) => [deed.id, deed]))
  const decided = records.decisions.flatMap((one) => {
    const deed = deeds.get(one.deedId)
    return deed ? [{ key: `${one.role}:${one.personId}`, deed, wrong: wasWrong(one, deed) }] : []
  })
  const items = records.deeds.map((deed) => {
    return { key: deed.itemKey, deed, wrong: deed.overturned !== null }
  })
  return [
    ...standingOut(decided, thresholds).map((one) => personFlag(one)),
    ...standingOut(items, thresholds).map((one) => itemFlag(one)),
  ]
}

interface Counted {
  readonly key: string
  readonly deed: RadarDeed
  readonly wrong: boolean
}

interface Standing {
  readonly key: string
  readonly wrong: readonly RadarDeed[]
  readonly count: number
  readonly othersPercent: number
}

/** An approval of what was struck out, or a refusal of what was granted after all. */
function wasWrong(decision: RadarDecision, deed: RadarDeed): boolean {
  return deed.overturned === (decision.agrees ? 'struck_out' : 'granted')
}

function standingOut(counted: readonly Counted[], thresholds: Thresholds): Standing[] {
  const total = counted.filter((one) => one.wrong).length
  return [...Map.groupBy(counted, (one) => one.key)].flatMap(([key, list]) => {
    const wrong = list.filter((one) => one.wrong).map((one) => one.deed)
    const others = counted.length - list.length
    const othersShare = others === 0 ? 0 : (total - wrong.length) / others
    const share = wrong.length / list.length
    const usual = list.length * othersShare
    const much =
      wrong.length >= thresholds.overturnedMin &&
      share * 100 >= thresholds.overturnedPercent &&
      wrong.length - usual >= thresholds.scatterTimes * Math.sqrt(Math.max(usual, 1))
    const othersPercent = Math.round(othersShare * 100)
    return much ? [{ key, wrong, count: list.length, othersPercent }] : []
  })
}

function measuresOf({ wrong, count, othersPercent }: Standing) {
  const share = Math.round((100 * wrong.length) / count)
  return { overturned: wrong.length, decisions: count, share, othersPercent }
}

function deedsOf({ wrong }: Standing): string[] {
  return [...new Set(wrong.map((deed) => deed.id))].slice(0, deedsAFlag)
}

function personFlag(one: Standing): FoundFlag {
  const [role, personId] = one.key.split(':') as [string, string]
  return {
    ...{ kind: 'overturned_person', key: `overturned:${one.key}`, personId, itemKey: null },
    ...{ deedIds: deedsOf(one), measures: { role, ...measuresOf(one) } },
  }
}

function itemFlag(one: Standing): FoundFlag {
  return {
    ...{ kind: 'overturned_item', key: `overturned:item:${one.key}`, personId: null },
    ...{ itemKey: one.key, deedIds: deedsOf(one), measures: measuresOf(one) },
  }
}
