import type { RuleBookTemplate } from '../model.ts'
import { publicWorks } from './public-works.ts'
import { redPlum } from './red-plum.ts'
import { starHousehold } from './star-household.ts'
import { volunteerHours } from './volunteer-hours.ts'

/** The rule books a village may start from. The first is the one the demonstration uses. */
export const templates: readonly RuleBookTemplate[] = [
  starHousehold,
  publicWorks,
  redPlum,
  volunteerHours,
]

export function findTemplate(key: string): RuleBookTemplate | null {
  return templates.find((template) => template.key === key) ?? null
}
