export { cycleById, cycleOf, cycles } from './cycle/queries.ts'
export { type ApprovedDeed, approvedDeeds, handsOn } from './deed/outcome.ts'
export { deed } from './deed/queries.ts'
export { inbox, waitingForMe } from './inbox/queries.ts'
export { declaredByMe, household } from './mine/queries.ts'
export type { Cycle } from './model.ts'
export { type WaitingStep, waitingSteps } from './overdue/queries.ts'
export {
  confirmersOf,
  type DeedLine,
  deedLines,
  householdsHeardOf,
  overseenDecisions,
  overseenDeeds,
  overseenEvidence,
  standingDeeds,
} from './overseeing/queries.ts'
export { dueToRecount } from './recounting/queries.ts'
export { entering, items, roundList } from './round/queries.ts'
export { listCycles } from './store.ts'
